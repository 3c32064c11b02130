// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/templates/template.h"

#include <QHash>

#include <functional>

namespace otklik::templates {

/// Where values come from. A missing or empty value is "not known".
struct Context
{
    std::function<std::optional<QString>(const QString &name)> value;
    std::function<std::optional<QString>(const QString &name)> include; ///< source of another answer
    QHash<QString, QString> answers;                                    ///< question → answer

    /// A context over a fixed table.
    [[nodiscard]] static Context of(const QHash<QString, QString> &values);
};

enum class SpanKind { Filled, FallBack, Missing, Question };
/// A piece of the expanded text that did not stand in the template. Missing and Question are gaps: their text is the
/// tag itself.
struct Span
{
    qsizetype start = 0;
    qsizetype length = 0;
    QString name; ///< placeholder, question, or answer that could not be included
    SpanKind kind = SpanKind::Filled;
    bool operator==(const Span &) const = default;
};

struct Expansion
{
    QString text;
    std::vector<Span> spans; ///< in order, none inside another
    /// Something is unresolved: the answer must not be sent (ErrorCode::RefusedByRule).
    [[nodiscard]] bool hasGaps() const;
    /// Names of the gaps, each once.
    [[nodiscard]] QStringList gaps() const;
};

/// Html: the template is HTML, values are escaped. Plain: everything as it is.
enum class TextForm { Plain, Html };

inline constexpr int kMaxIncludeDepth = 8;
inline constexpr qsizetype kMaxExpansion = 1024 * 1024;

/// Fills a template in. Total and bounded: circles of includes, too deep ones and texts over kMaxExpansion end as
/// Missing. Only the template's own text is read for tags: a value that holds "{{" stays text.
[[nodiscard]] Expansion expand(const Template &source, const Context &context, TextForm form = TextForm::Plain);

} // namespace otklik::templates
