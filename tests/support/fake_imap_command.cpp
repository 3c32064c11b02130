// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_imap_command.h"

#include <algorithm>

namespace otklik::test {

namespace {

using Kind = FakeWord::Kind;

/// Words of a piece of a command between two literals.
void cut(const QByteArray &text, std::vector<FakeWord> &words)
{
    for (qsizetype at = 0; at < text.size();) {
        const char c = text[at];
        if (c == ' ') {
            ++at;
        } else if (c == '(' || c == ')') {
            words.push_back({c == '(' ? Kind::Open : Kind::Close, QByteArray(1, c)});
            ++at;
        } else if (c == '"') {
            QByteArray value;
            for (++at; at < text.size() && text[at] != '"'; ++at) {
                if (text[at] == '\\' && at + 1 < text.size())
                    ++at;
                value += text[at];
            }
            ++at;
            words.push_back({Kind::String, value});
        } else {
            const qsizetype begin = at;
            int brackets = 0;
            for (; at < text.size(); ++at) {
                brackets += text[at] == '[' ? 1 : text[at] == ']' ? -1 : 0;
                if (brackets <= 0 && (text[at] == ' ' || text[at] == '(' || text[at] == ')'))
                    break;
            }
            words.push_back({Kind::Atom, text.mid(begin, at - begin)});
        }
    }
}

struct Literal
{
    qsizetype size = 0;
    bool waits = true;
    qsizetype mark = 0; ///< length of "{n+}"
};

std::optional<Literal> literalAtEnd(const QByteArray &line)
{
    const qsizetype open = line.lastIndexOf('{');
    if (!line.endsWith('}') || open < 0)
        return std::nullopt;
    QByteArray inside = line.mid(open + 1, line.size() - open - 2);
    Literal literal;
    literal.mark = line.size() - open;
    literal.waits = !inside.endsWith('+') && !inside.endsWith('-');
    if (!literal.waits)
        inside.chop(1);
    bool ok = false;
    literal.size = inside.toLongLong(&ok);
    return ok ? std::optional(literal) : std::nullopt;
}

} // namespace

const FakeWord &FakeCommand::peek() const
{
    static const FakeWord kNone{Kind::Atom, {}};
    return atEnd() ? kNone : m_words[m_at];
}

FakeWord FakeCommand::take()
{
    const FakeWord word = peek();
    ++m_at;
    return word;
}

bool FakeCommand::takeAtom(const char *atom)
{
    const bool fits = !atEnd() && peek().is(atom);
    m_at += fits ? 1 : 0;
    return fits;
}

bool FakeCommand::takeOpen()
{
    const bool fits = !atEnd() && peek().kind == Kind::Open;
    m_at += fits ? 1 : 0;
    return fits;
}

bool FakeCommand::takeClose()
{
    const bool fits = !atEnd() && peek().kind == Kind::Close;
    m_at += fits ? 1 : 0;
    return fits;
}

QByteArrayList FakeCommand::list()
{
    QByteArrayList words;
    if (!takeOpen())
        return words;
    for (int depth = 1; depth > 0 && !atEnd();) {
        const FakeWord word = take();
        depth += word.kind == Kind::Open ? 1 : word.kind == Kind::Close ? -1 : 0;
        if (word.kind == Kind::Atom || word.kind == Kind::String)
            words.append(word.text);
    }
    return words;
}

std::optional<std::vector<FakeWord>> FakeCommandReader::next(bool *goAhead)
{
    std::vector<FakeWord> words;
    std::vector<qsizetype> unasked;
    qsizetype at = 0, literals = 0;
    while (true) {
        const qsizetype end = m_input.indexOf("\r\n", at);
        if (end < 0)
            return std::nullopt;
        const QByteArray line = m_input.mid(at, end - at);
        m_longestLine = std::max(m_longestLine, line.size());
        at = end + 2;
        const auto literal = literalAtEnd(line);
        cut(literal ? line.chopped(literal->mark) : line, words);
        if (!literal)
            break;
        ++literals;
        if (literal->waits && literals > m_granted) {
            m_granted = literals;
            *goAhead = true;
        }
        if (!literal->waits) {
            unasked.push_back(literal->size);
            m_granted = std::max(m_granted, literals);
        }
        if (m_input.size() < at + literal->size)
            return std::nullopt;
        words.push_back({Kind::String, m_input.mid(at, literal->size)});
        at += literal->size;
    }
    m_input.remove(0, at);
    m_granted = 0;
    m_unasked.insert(m_unasked.end(), unasked.begin(), unasked.end());
    return words;
}

std::optional<QByteArray> FakeCommandReader::line()
{
    const qsizetype end = m_input.indexOf("\r\n");
    if (end < 0)
        return std::nullopt;
    const QByteArray text = m_input.left(end);
    m_input.remove(0, end + 2);
    return text;
}

} // namespace otklik::test
