// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/desk_values.h"

#include <tl/expected.hpp>

#include <functional>
#include <optional>
#include <vector>

namespace otklik::ui {

/// The team's canned responses, as the picker and the page read and change them. Errors are sentences for the person.
/// Callbacks come exactly once on the UI thread. UI thread only.
class AnswersSource
{
public:
    virtual ~AnswersSource() = default;
    template<typename T>
    using Told = tl::expected<T, QString>;
    using Done = std::function<void(Told<void>)>;

    /// Ranked for the ticket; `language` empty = all.
    [[nodiscard]] virtual Told<std::vector<workspace::CannedRow>>
    cannedResponses(const QString &filter, const QString &language, const ticket::Key &forTicket) const = 0;
    [[nodiscard]] virtual Told<workspace::RenderedAnswer> render(const QString &name, const QString &language,
                                                                 const ticket::Key &forTicket,
                                                                 const QHash<QString, QString> &answers) const = 0;
    virtual void put(const workspace::CannedRow &canned, Done done) = 0;
    virtual void remove(const QString &name, Done done) = 0;

    /// What was typed over the answer `of` and not saved; `of` without a name: as a new one.
    [[nodiscard]] virtual std::optional<workspace::CannedRow> draft(const workspace::CannedRow &of) const = 0;
    virtual void keepDraft(const workspace::CannedRow &of, const workspace::CannedRow &typed, Done done) = 0;
    virtual void dropDraft(const workspace::CannedRow &of, Done done) = 0;
};

} // namespace otklik::ui
