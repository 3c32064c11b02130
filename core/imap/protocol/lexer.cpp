// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imap/protocol/lexer.h"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace otklik::imap {

namespace {

constexpr qsizetype kFirstBlock = 4 << 20;
constexpr qsizetype kTail = 32; ///< enough of a line's end to hold any literal mark

struct LiteralMark
{
    qsizetype position = 0;
    qint64 size = 0;
};

/// A `{n}`, `{n+}` or `~{n}` at the very end of the line. It counts only where a value may begin, so that a sentence
/// that happens to end in braces is no literal.
std::optional<LiteralMark> literalAtEnd(QByteArrayView line)
{
    if (line.isEmpty() || line.back() != '}')
        return std::nullopt;
    const qsizetype open = line.lastIndexOf('{');
    if (open < 1)
        return std::nullopt;
    const char *digits = line.data() + open + 1;
    const char *end = line.data() + line.size() - 1;
    if (digits != end && end[-1] == '+')
        --end;
    qint64 size = 0;
    const auto [stop, error] = std::from_chars(digits, end, size);
    if (error != std::errc() || stop != end || size < 0)
        return std::nullopt;
    const qsizetype position = line[open - 1] == '~' ? open - 1 : open;
    if (position < 1 || (line[position - 1] != ' ' && line[position - 1] != '('))
        return std::nullopt;
    return LiteralMark{position, size};
}

/// Lines whose end is free text (status responses and "+") hold no literals, RFC 9051 resp-text.
bool endsInFreeText(QByteArrayView line)
{
    if (line.startsWith('+'))
        return true;
    const qsizetype space = line.indexOf(' ');
    if (space < 0)
        return false;
    const QByteArrayView rest = line.sliced(space + 1);
    if (rest.startsWith('['))
        return true;
    for (const char *word : {"OK", "NO", "BAD", "BYE", "PREAUTH"}) {
        const auto length = qsizetype(std::strlen(word));
        if (rest.size() > length && rest[length] == ' ' && qstrnicmp(rest.data(), word, size_t(length)) == 0)
            return true;
    }
    return false;
}

} // namespace

void Lexer::feed(const QByteArray &bytes)
{
    if (m_at == m_input.size()) {
        m_input = bytes;
    } else {
        m_input.remove(0, m_at);
        m_input.append(bytes);
    }
    m_at = 0;
}

std::optional<RawResponse> Lexer::next()
{
    while (m_at < m_input.size() || (m_inLiteral && m_left == 0)) {
        if (m_inLiteral) {
            if (!takeLiteral())
                return std::nullopt;
        } else if (takeLine()) {
            m_literalBytes = 0;
            return std::exchange(m_current, {});
        }
    }
    m_input.clear();
    m_at = 0;
    return std::nullopt;
}

bool Lexer::takeLiteral()
{
    const qint64 size = std::min<qint64>(m_left, m_input.size() - m_at);
    auto &literal = m_current.literals.back();
    if (!literal.dropped) {
        // The announced size is only a claim: memory is taken as the bytes come.
        const qsizetype used = literal.bytes.size();
        if (literal.bytes.capacity() < used + size)
            literal.bytes.reserve(qsizetype(std::min<qint64>(used + m_left, std::max(2 * used, kFirstBlock))));
        literal.bytes.append(m_input.constData() + m_at, qsizetype(size));
    }
    m_at += qsizetype(size);
    m_left -= size;
    m_inLiteral = m_left > 0;
    return !m_inLiteral;
}

bool Lexer::takeLine()
{
    const char *begin = m_input.constData() + m_at;
    const auto available = m_input.size() - m_at;
    const auto *feedAt = static_cast<const char *>(std::memchr(begin, '\n', size_t(available)));
    if (!feedAt) {
        m_at = m_input.size();
        appendText(QByteArrayView(begin, available));
        return false;
    }
    const qsizetype length = feedAt - begin;
    m_at += length + 1;
    appendText(QByteArrayView(begin, length));
    m_sawCr = false;
    return !beginLiteral();
}

void Lexer::appendText(QByteArrayView piece)
{
    if (piece.isEmpty())
        return;
    if (m_sawCr) {
        m_sawCr = false;
        m_current.text.append('\r');
    }
    // The last CR is held back: it may belong to the line end.
    if (piece.back() == '\r') {
        m_sawCr = true;
        piece.chop(1);
    }
    if (m_current.overlong) {
        m_tail = (m_tail + piece.last(std::min(piece.size(), kTail)).toByteArray()).right(kTail);
        return;
    }
    m_current.text.append(piece.data(), piece.size());
    if (m_current.text.size() > m_limits.line && m_current.text.size() > lineLimit()) {
        m_current.overlong = true;
        m_tail = m_current.text.right(kTail);
        m_current.text.truncate(m_limits.line);
    }
}

bool Lexer::beginLiteral()
{
    if (m_current.overlong)
        return skipLiteral();
    const auto mark = literalAtEnd(m_current.text);
    const qsizetype previous = m_current.literals.empty() ? -1 : m_current.literals.back().position;
    if (!mark || mark->position <= previous || (m_current.literals.empty() && endsInFreeText(m_current.text)))
        return false;
    m_current.text.truncate(mark->position);
    m_current.text.append('{');
    RawResponse::Literal literal;
    literal.position = mark->position;
    literal.bytes = QByteArray("");
    literal.dropped = mark->size > m_limits.literal - m_literalBytes;
    if (!literal.dropped)
        m_literalBytes += mark->size;
    m_current.literals.push_back(std::move(literal));
    m_left = mark->size;
    m_inLiteral = true;
    return true;
}

/// In a line that is too long only the step is kept: its literals go the way of its text.
bool Lexer::skipLiteral()
{
    const auto mark = literalAtEnd(m_tail);
    m_tail.clear();
    if (!mark)
        return false;
    RawResponse::Literal literal;
    literal.position = m_current.text.size();
    literal.dropped = true;
    m_current.literals.assign(1, literal);
    m_left = mark->size;
    m_inLiteral = true;
    return true;
}

qsizetype Lexer::lineLimit() const
{
    const QByteArrayView line(m_current.text.constData(), std::min<qsizetype>(m_current.text.size(), 12));
    for (const char *name : {"* SEARCH", "* ESEARCH", "* VANISHED", "* SORT"})
        if (qstrnicmp(line.data(), name, std::strlen(name)) == 0)
            return m_limits.numberLine;
    return m_limits.line;
}

} // namespace otklik::imap
