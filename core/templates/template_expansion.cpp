// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/templates/template_expansion.h"

#include <algorithm>

namespace otklik::templates {

namespace {

bool isGap(const Span &span)
{
    return span.kind == SpanKind::Missing || span.kind == SpanKind::Question;
}

bool isTrue(const QString &value)
{
    static const QLatin1String kFalse[] = {QLatin1String("false"), QLatin1String("no"), QLatin1String("0")};
    return !value.isEmpty() && std::none_of(std::begin(kFalse), std::end(kFalse), [&](QLatin1String word) {
        return value.compare(word, Qt::CaseInsensitive) == 0;
    });
}

class Expander
{
public:
    Expander(const Context &context, TextForm form)
        : m_context(context)
        , m_form(form)
    {
    }

    Expansion run(const Template &source)
    {
        write(source.nodes(), source.source());
        return std::move(m_out);
    }

private:
    void write(const Nodes &nodes, const QString &source)
    {
        for (const Node &node : nodes) {
            const QString tag = source.mid(node.range.start, node.range.length);
            if (m_out.text.size() > kMaxExpansion)
                return markCut();
            std::visit([&](const auto &what) { write(what, tag, source); }, node.what);
        }
    }

    void write(const Text &text, const QString &, const QString &) { m_out.text += text.text; }

    void write(const Placeholder &placeholder, const QString &tag, const QString &)
    {
        const QString value = valueOf(placeholder.name);
        if (!value.isEmpty())
            span(escaped(value), placeholder.name, SpanKind::Filled);
        else if (placeholder.fallBack)
            span(escaped(*placeholder.fallBack), placeholder.name, SpanKind::FallBack);
        else
            span(tag, placeholder.name, SpanKind::Missing);
    }

    void write(const Question &question, const QString &tag, const QString &)
    {
        const QString answer = m_context.answers.value(question.question);
        if (!answer.isEmpty())
            span(escaped(answer), question.question, SpanKind::Filled);
        else if (question.fallBack && m_context.answers.contains(question.question))
            span(escaped(*question.fallBack), question.question, SpanKind::FallBack);
        else
            span(tag, question.question, SpanKind::Question);
    }

    void write(const Include &include, const QString &tag, const QString &)
    {
        const bool refused = m_path.contains(include.name) || m_path.size() >= kMaxIncludeDepth;
        const auto source = refused || !m_context.include ? std::nullopt : m_context.include(include.name);
        if (!source)
            return span(tag, include.name, SpanKind::Missing);
        m_path.append(include.name);
        const Template included = Template::parse(*source);
        write(included.nodes(), included.source());
        m_path.removeLast();
    }

    void write(const Broken &, const QString &tag, const QString &) { span(tag, tag, SpanKind::Missing); }

    void write(const Conditional &conditional, const QString &, const QString &source)
    {
        const Condition &condition = conditional.condition;
        const QString value = valueOf(condition.name);
        const bool holds =
            condition.equals ? value.compare(*condition.equals, Qt::CaseInsensitive) == 0 : isTrue(value);
        write(holds != condition.negated ? conditional.then : conditional.otherwise, source);
    }

    QString valueOf(const QString &name) const
    {
        return m_context.value ? m_context.value(name).value_or(QString()) : QString();
    }

    QString escaped(const QString &value) const
    {
        if (m_form == TextForm::Plain)
            return value;
        QString html = value.toHtmlEscaped();
        html.replace(QLatin1Char('\n'), QLatin1String("<br>"));
        return html;
    }

    void span(const QString &text, const QString &name, SpanKind kind)
    {
        m_out.spans.push_back({m_out.text.size(), text.size(), name, kind});
        m_out.text += text;
    }

    void markCut()
    {
        if (!m_isCut)
            span(QStringLiteral("{{ … }}"), QStringLiteral("…"), SpanKind::Missing);
        m_isCut = true;
    }

    const Context &m_context;
    TextForm m_form;
    Expansion m_out;
    QStringList m_path;
    bool m_isCut = false;
};

} // namespace

Context Context::of(const QHash<QString, QString> &values)
{
    Context context;
    context.value = [values](const QString &name) -> std::optional<QString> {
        const auto it = values.constFind(name);
        return it == values.cend() ? std::nullopt : std::optional(*it);
    };
    return context;
}

bool Expansion::hasGaps() const
{
    return std::any_of(spans.begin(), spans.end(), isGap);
}

QStringList Expansion::gaps() const
{
    QStringList names;
    for (const Span &span : spans)
        if (isGap(span) && !names.contains(span.name))
            names.append(span.name);
    return names;
}

Expansion expand(const Template &source, const Context &context, TextForm form)
{
    return Expander(context, form).run(source);
}

} // namespace otklik::templates
