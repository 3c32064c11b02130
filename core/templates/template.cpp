// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/templates/template.h"

#include "core/templates/template_parser.h"

namespace otklik::templates {

namespace {

template<typename Visit>
void forEachNode(const Nodes &nodes, const Visit &visit)
{
    for (const Node &node : nodes) {
        visit(node);
        if (const auto *conditional = std::get_if<Conditional>(&node.what)) {
            forEachNode(conditional->then, visit);
            forEachNode(conditional->otherwise, visit);
        }
    }
}

void addOnce(QStringList &list, const QString &name)
{
    if (!name.isEmpty() && !list.contains(name))
        list.append(name);
}

} // namespace

Template Template::parse(const QString &source)
{
    TemplateParser::Parsed parsed = TemplateParser(source).parse();
    Template result;
    result.m_source = source;
    result.m_nodes = std::move(parsed.nodes);
    result.m_errors = std::move(parsed.errors);
    return result;
}

QStringList Template::placeholders() const
{
    QStringList names;
    forEachNode(m_nodes, [&](const Node &node) {
        if (const auto *placeholder = std::get_if<Placeholder>(&node.what))
            addOnce(names, placeholder->name);
        if (const auto *conditional = std::get_if<Conditional>(&node.what))
            addOnce(names, conditional->condition.name);
    });
    return names;
}

QStringList Template::questions() const
{
    QStringList questions;
    forEachNode(m_nodes, [&](const Node &node) {
        if (const auto *question = std::get_if<Question>(&node.what))
            addOnce(questions, question->question);
    });
    return questions;
}

QStringList Template::includes() const
{
    QStringList names;
    forEachNode(m_nodes, [&](const Node &node) {
        if (const auto *include = std::get_if<Include>(&node.what))
            addOnce(names, include->name);
    });
    return names;
}

} // namespace otklik::templates
