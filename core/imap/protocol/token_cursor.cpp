// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imap/protocol/token_cursor.h"

#include <charconv>
#include <cmath>

namespace otklik::imap {

namespace {

constexpr int kMaxNesting = 64;

bool isNil(QByteArrayView word)
{
    return word.size() == 3 && qstrnicmp(word.data(), "NIL", 3) == 0;
}

} // namespace

void TokenCursor::skipSpaces()
{
    while (m_at < m_text.size() && (m_text[m_at] == ' ' || m_text[m_at] == '\t'))
        ++m_at;
}

bool TokenCursor::take(char c)
{
    skipSpaces();
    if (peek() != c || atEnd())
        return false;
    ++m_at;
    m_lastLiteral = false;
    return true;
}

QByteArrayView TokenCursor::atom()
{
    skipSpaces();
    m_lastLiteral = false;
    const qsizetype begin = m_at;
    int brackets = 0;
    for (; m_at < m_text.size(); ++m_at) {
        const char c = m_text[m_at];
        if (c == '[')
            ++brackets;
        else if (c == ']')
            --brackets;
        else if (brackets <= 0 && (c == ' ' || c == '(' || c == ')'))
            break;
    }
    if (brackets > 0) {
        // The bracket never closes: then it is a letter like any other.
        m_at = begin;
        while (m_at < m_text.size() && m_text[m_at] != ' ' && m_text[m_at] != '(' && m_text[m_at] != ')')
            ++m_at;
    }
    return m_text.sliced(begin, m_at - begin);
}

QByteArray TokenCursor::string()
{
    skipSpaces();
    if (peek() == '"')
        return quoted();
    if (literalHere())
        return literal();
    if (peek() == '(') {
        m_bad = true;
        skipValue();
        return {};
    }
    const QByteArrayView word = atom();
    return isNil(word) ? QByteArray() : word.toByteArray();
}

bool TokenCursor::atNstring()
{
    skipSpaces();
    if (peek() == '"' || literalHere())
        return true;
    const qsizetype before = m_at;
    const QByteArrayView word = atom();
    m_at = before;
    return isNil(word);
}

std::optional<quint64> TokenCursor::number()
{
    const QByteArray word = string();
    quint64 value = 0;
    const char *end = word.constData() + word.size();
    const auto [stop, error] = std::from_chars(word.constData(), end, value);
    if (error == std::errc() && stop == end && !word.isEmpty())
        return value;
    bool ok = false;
    const double real = word.toDouble(&ok);
    if (ok && real >= 0 && real < 9.2e18)
        return quint64(std::llround(real));
    if (!ok && !word.isNull())
        m_bad = true;
    return std::nullopt;
}

QByteArrayList TokenCursor::words()
{
    QByteArrayList result;
    list([&] {
        if (peek() == '(') {
            skipValue();
            return;
        }
        QByteArray word = string();
        if (!word.isEmpty())
            result.append(std::move(word));
    });
    return result;
}

void TokenCursor::skipValue()
{
    int depth = 0;
    do {
        skipSpaces();
        if (atEnd()) {
            m_bad = m_bad || depth > 0;
            return;
        }
        if (take('(')) {
            if (++depth > kMaxNesting) {
                m_bad = true;
                m_at = m_text.size();
            }
        } else if (peek() == ')') {
            if (depth == 0)
                return;
            ++m_at;
            --depth;
        } else if (peek() == '"') {
            quoted();
        } else if (literalHere()) {
            literal();
        } else {
            atom();
        }
    } while (depth > 0);
}

bool TokenCursor::closesQuote(qsizetype at) const
{
    if (at + 1 >= m_text.size())
        return true;
    const char after = m_text[at + 1];
    return after == ' ' || after == ')' || after == '(' || after == ']' || after == '"' || after == '\r';
}

QByteArray TokenCursor::quoted()
{
    m_lastLiteral = false;
    QByteArray value("");
    qsizetype plain = ++m_at;
    for (; m_at < m_text.size(); ++m_at) {
        const char c = m_text[m_at];
        if (c == '\\' && m_at + 1 < m_text.size()) {
            value.append(m_text.data() + plain, m_at - plain);
            plain = ++m_at; // the escaped byte is taken as it is
        } else if (c == '"' && closesQuote(m_at)) {
            value.append(m_text.data() + plain, m_at - plain);
            ++m_at;
            return value;
        }
    }
    m_bad = true;
    value.append(m_text.data() + plain, m_text.size() - plain);
    return value;
}

RawResponse::Literal *TokenCursor::literalHere()
{
    if (peek() != '{')
        return nullptr;
    auto &literals = m_response.literals;
    while (m_nextLiteral < literals.size() && literals[m_nextLiteral].position < m_at)
        ++m_nextLiteral;
    const bool here = m_nextLiteral < literals.size() && literals[m_nextLiteral].position == m_at;
    return here ? &literals[m_nextLiteral] : nullptr;
}

QByteArray TokenCursor::literal()
{
    auto *here = literalHere();
    ++m_at;
    ++m_nextLiteral;
    m_lastLiteral = true;
    m_dropped = m_dropped || here->dropped;
    return here->dropped ? QByteArray() : std::move(here->bytes);
}

} // namespace otklik::imap
