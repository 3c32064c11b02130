// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imap/protocol/lexer.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>

#include <optional>

namespace otklik::imap {

/// Reads the words of one response from left to right. Never fails: what is not there reads as empty, NIL reads as a
/// null string or an empty list, and `bad()` tells that something did not fit. Literals are moved out of the response.
class TokenCursor final
{
public:
    explicit TokenCursor(RawResponse &response)
        : m_response(response)
        , m_text(response.text)
    {
    }

    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] char peek() const { return atEnd() ? '\0' : m_text[m_at]; }
    [[nodiscard]] bool bad() const { return m_bad; }
    void setBad() { m_bad = true; }
    void skipSpaces();
    /// Takes `c` (after spaces) when it is next.
    bool take(char c);
    /// Everything that is left.
    [[nodiscard]] QByteArrayView rest() const { return m_text.sliced(std::min(m_at, m_text.size())); }
    [[nodiscard]] qsizetype position() const { return m_at; }
    void setPosition(qsizetype at) { m_at = at; }

    /// Up to the next space, parenthesis or end; an opening bracket is part of it up to its closing one.
    QByteArrayView atom();
    /// A string in any form: quoted, literal, atom; null for NIL.
    QByteArray string();
    /// True when the value that follows is a quoted string, a literal or NIL.
    [[nodiscard]] bool atNstring();
    /// A number in any form servers write (also quoted, float, -1 and NIL, which read as nothing).
    std::optional<quint64> number();
    /// `(a b c)`, or NIL: the words of a flat list; deeper lists are skipped.
    QByteArrayList words();
    /// Steps over one value of any form, at most 64 lists deep.
    void skipValue();
    /// The words of a parenthesised list go to `each`, which must take at least something each time.
    template<typename F>
    void list(F each)
    {
        if (!take('(')) {
            skipValue();
            return;
        }
        while (!take(')')) {
            const qsizetype before = m_at;
            if (atEnd()) {
                m_bad = true;
                return;
            }
            each();
            if (m_at == before)
                ++m_at;
        }
    }
    /// Set when a literal was dropped since it was too large.
    [[nodiscard]] bool sawDropped() const { return m_dropped; }
    [[nodiscard]] bool lastWasLiteral() const { return m_lastLiteral; }

private:
    QByteArray quoted();
    QByteArray literal();
    [[nodiscard]] RawResponse::Literal *literalHere();
    [[nodiscard]] bool closesQuote(qsizetype at) const;

    RawResponse &m_response;
    QByteArrayView m_text;
    qsizetype m_at = 0;
    size_t m_nextLiteral = 0;
    bool m_bad = false;
    bool m_dropped = false;
    bool m_lastLiteral = false;
};

} // namespace otklik::imap
