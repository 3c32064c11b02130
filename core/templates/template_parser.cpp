// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/templates/template_parser.h"

#include <algorithm>

namespace otklik::templates {

namespace {

const QLatin1String kOpen("{{");
const QLatin1String kClose("}}");

bool isName(QStringView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) {
        return c.isLetterOrNumber() || c == QLatin1Char('.') || c == QLatin1Char('_') || c == QLatin1Char('-');
    });
}

/// "text", with \" and \\ inside. Nothing when `text` is not exactly that.
std::optional<QString> unquoted(QStringView text)
{
    if (text.size() < 2 || text.front() != QLatin1Char('"'))
        return std::nullopt;
    QString out;
    for (qsizetype i = 1; i < text.size(); ++i) {
        if (text.at(i) == QLatin1Char('"'))
            return i == text.size() - 1 ? std::optional(out) : std::nullopt;
        if (text.at(i) == QLatin1Char('\\') && i + 1 < text.size())
            ++i;
        out += text.at(i);
    }
    return std::nullopt;
}

/// Place of `wanted` outside quotes, -1 when there is none.
qsizetype indexOutsideQuotes(QStringView text, QLatin1String wanted, qsizetype from = 0)
{
    bool quoted = false;
    for (qsizetype i = from; i < text.size(); ++i) {
        if (quoted && text.at(i) == QLatin1Char('\\')) {
            ++i;
        } else if (text.at(i) == QLatin1Char('"')) {
            quoted = !quoted;
        } else if (!quoted && text.mid(i).startsWith(wanted)) {
            return i;
        }
    }
    return -1;
}

/// End of a tag: "}}" outside quotes; a lone quotation mark (an inch, a typo) must not swallow the rest of the text.
qsizetype tagEnd(QStringView text, qsizetype from)
{
    const qsizetype plain = text.indexOf(kClose, from);
    if (plain < 0)
        return -1;
    const qsizetype careful = indexOutsideQuotes(text, kClose, from);
    const qsizetype nextTag = indexOutsideQuotes(text, kOpen, from);
    return careful < 0 || (nextTag >= 0 && nextTag < careful) ? plain : careful;
}

bool takeWord(QStringView &text, QLatin1String word)
{
    if (!text.startsWith(word) || (text.size() > word.size() && !text.at(word.size()).isSpace()))
        return false;
    text = text.mid(word.size()).trimmed();
    return true;
}

struct WithFallBack
{
    QStringView head;
    std::optional<QString> fallBack;
    bool broken = false;
};
WithFallBack splitFallBack(QStringView content)
{
    const qsizetype bar = indexOutsideQuotes(content, QLatin1String("|"));
    if (bar < 0)
        return {content.trimmed(), std::nullopt, false};
    const auto fallBack = unquoted(content.mid(bar + 1).trimmed());
    return {content.left(bar).trimmed(), fallBack, !fallBack};
}

std::optional<Condition> parseCondition(QStringView text)
{
    Condition condition;
    condition.negated = takeWord(text, QLatin1String("not"));
    qsizetype operatorAt = indexOutsideQuotes(text, QLatin1String("=="));
    if (const qsizetype unequal = indexOutsideQuotes(text, QLatin1String("!=")); operatorAt < 0 && unequal >= 0) {
        operatorAt = unequal;
        condition.negated = !condition.negated;
    }
    if (operatorAt >= 0) {
        condition.equals = unquoted(text.mid(operatorAt + 2).trimmed());
        if (!condition.equals)
            return std::nullopt;
        text = text.left(operatorAt).trimmed();
    }
    if (!isName(text))
        return std::nullopt;
    condition.name = text.toString();
    return condition;
}

} // namespace

TemplateParser::TemplateParser(const QString &source)
    : m_source(source)
{
}

TemplateParser::Parsed TemplateParser::parse()
{
    while (m_at < m_source.size()) {
        const qsizetype open = m_source.indexOf(kOpen, m_at);
        readText(open < 0 ? m_source.size() : open);
        if (open < 0)
            break;
        const qsizetype close = tagEnd(m_source, open + 2);
        if (close < 0) {
            addBroken({open, m_source.size() - open}, Problem::UnclosedTag);
            break;
        }
        m_at = close + 2;
        readTag({open, m_at - open}, QStringView(m_source).mid(open + 2, close - open - 2).trimmed());
    }
    closeOpenIfs();
    return {std::move(m_nodes), std::move(m_errors)};
}

Nodes &TemplateParser::current()
{
    if (m_open.empty())
        return m_nodes;
    OpenIf &innermost = m_open.back();
    return innermost.inElse ? innermost.conditional.otherwise : innermost.conditional.then;
}

void TemplateParser::add(SourceRange range, decltype(Node::what) what)
{
    current().push_back({range, std::move(what)});
}

void TemplateParser::addBroken(SourceRange range, Problem problem)
{
    m_errors.push_back({problem, range});
    add(range, Broken{problem});
}

void TemplateParser::readText(qsizetype end)
{
    if (end > m_at)
        add({m_at, end - m_at}, Text{m_source.mid(m_at, end - m_at)});
}

void TemplateParser::readTag(SourceRange range, QStringView content)
{
    QStringView rest = content;
    if (content.isEmpty())
        addBroken(range, Problem::EmptyTag);
    else if (content.startsWith(QLatin1Char('?')))
        readQuestion(range, content.mid(1));
    else if (takeWord(rest, QLatin1String("if")))
        readIf(range, rest);
    else if (content == QLatin1String("else"))
        readElse(range);
    else if (content == QLatin1String("end"))
        readEnd(range);
    else if (takeWord(rest, QLatin1String("include")))
        readInclude(range, rest);
    else
        readPlaceholder(range, content);
}

void TemplateParser::readIf(SourceRange range, QStringView rest)
{
    const auto condition = parseCondition(rest);
    if (!condition)
        m_errors.push_back({Problem::BadCondition, range});
    if (m_open.size() >= kMaxDepth) {
        addBroken(range, Problem::TooDeep);
        return;
    }
    // A condition without meaning stays open too, so that its "end" is not reported as a second fault.
    if (!condition)
        add(range, Broken{Problem::BadCondition});
    m_open.push_back({range, {condition.value_or(Condition()), {}, {}}, false});
}

void TemplateParser::readElse(SourceRange range)
{
    if (m_open.empty() || m_open.back().inElse)
        addBroken(range, Problem::StrayElse);
    else
        m_open.back().inElse = true;
}

void TemplateParser::readEnd(SourceRange range)
{
    if (m_open.empty()) {
        addBroken(range, Problem::StrayEnd);
        return;
    }
    OpenIf closed = std::move(m_open.back());
    m_open.pop_back();
    const SourceRange whole{closed.range.start, range.start + range.length - closed.range.start};
    add(whole, std::move(closed.conditional));
}

void TemplateParser::closeOpenIfs()
{
    while (!m_open.empty()) {
        OpenIf unclosed = std::move(m_open.back());
        m_open.pop_back();
        addBroken(unclosed.range, Problem::UnclosedIf);
        const SourceRange rest{unclosed.range.start, m_source.size() - unclosed.range.start};
        add(rest, std::move(unclosed.conditional));
    }
}

void TemplateParser::readQuestion(SourceRange range, QStringView rest)
{
    const WithFallBack parts = splitFallBack(rest);
    if (parts.head.isEmpty())
        addBroken(range, Problem::EmptyQuestion);
    else if (parts.broken)
        addBroken(range, Problem::BadFallBack);
    else
        add(range, Question{parts.head.toString(), parts.fallBack});
}

void TemplateParser::readInclude(SourceRange range, QStringView rest)
{
    if (isName(rest))
        add(range, Include{rest.toString()});
    else
        addBroken(range, Problem::BadInclude);
}

void TemplateParser::readPlaceholder(SourceRange range, QStringView content)
{
    if (const auto literal = unquoted(content)) { // {{ "{{" }} writes the braces themselves
        add(range, Text{*literal});
        return;
    }
    const WithFallBack parts = splitFallBack(content);
    if (!isName(parts.head))
        addBroken(range, Problem::BadName);
    else if (parts.broken)
        addBroken(range, Problem::BadFallBack);
    else
        add(range, Placeholder{parts.head.toString(), parts.fallBack});
}

} // namespace otklik::templates
