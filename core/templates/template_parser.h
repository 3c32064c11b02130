// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/templates/template.h"

namespace otklik::templates {

/// Text → nodes and faults. Total; a fault becomes a Broken node that keeps its place.
class TemplateParser final
{
public:
    explicit TemplateParser(const QString &source);

    struct Parsed
    {
        Nodes nodes;
        std::vector<ParseError> errors;
    };
    [[nodiscard]] Parsed parse();

private:
    /// An "if" whose "end" has not come yet.
    struct OpenIf
    {
        SourceRange range;
        Conditional conditional;
        bool inElse = false;
    };

    void readText(qsizetype end);
    void readTag(SourceRange range, QStringView content);
    void readIf(SourceRange range, QStringView rest);
    void readElse(SourceRange range);
    void readEnd(SourceRange range);
    void readQuestion(SourceRange range, QStringView rest);
    void readInclude(SourceRange range, QStringView rest);
    void readPlaceholder(SourceRange range, QStringView content);
    void closeOpenIfs();
    void add(SourceRange range, decltype(Node::what) what);
    void addBroken(SourceRange range, Problem problem);
    [[nodiscard]] Nodes &current();

    QString m_source;
    qsizetype m_at = 0;
    Nodes m_nodes;
    std::vector<OpenIf> m_open;
    std::vector<ParseError> m_errors;
};

} // namespace otklik::templates
