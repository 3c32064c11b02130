// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <utility>
#include <vector>

namespace otklik::imap {

/// One server response as it stood on the wire: a line, continued after each literal in it.
struct RawResponse
{
    struct Literal
    {
        qsizetype position = 0; ///< of its `{` in `text`
        QByteArray bytes;
        bool dropped = false; ///< it was longer than the limit; `bytes` is empty
    };
    /// The line without CRLF; each literal stands in it as a single `{`.
    QByteArray text;
    std::vector<Literal> literals;
    bool overlong = false; ///< the line was longer than the limit; `text` is its beginning
};

struct LexerLimits
{
    qsizetype line = 1 << 20; ///< bytes of a response without its literals
    qsizetype numberLine =
        qsizetype(1) << 26;           ///< the same for SEARCH, ESEARCH and VANISHED, which grow with the folder
    qint64 literal = qint64(1) << 28; ///< bytes of the literals of one response
};

/// Cuts the byte stream of a server into responses. Takes the bytes in any pieces; what comes out does not depend on
/// how they were cut. Whatever is over a limit is skipped to its end and marked, so the stream stays in step. Literals
/// (`{n}`, `{n+}`, `~{n}`) are copied once, in blocks. Accepts LF alone as line end. No I/O, one owner.
class Lexer final
{
public:
    explicit Lexer(LexerLimits limits = {})
        : m_limits(limits)
    {
    }
    /// Takes the next bytes. Call next() until it is empty before feeding more: then nothing is kept twice.
    void feed(const QByteArray &bytes);
    /// The next whole response, or nothing until more bytes are fed.
    [[nodiscard]] std::optional<RawResponse> next();
    /// True while bytes are held that are not part of a delivered response (also the beginning of one).
    [[nodiscard]] bool hasPending() const
    {
        return m_at < m_input.size() || !m_current.text.isEmpty() || m_inLiteral || m_sawCr;
    }

    /// Between two responses: the bytes that were fed and not looked at. They are gone from here then.
    [[nodiscard]] QByteArray takeRest() { return std::exchange(m_input, {}).sliced(std::exchange(m_at, 0)); }

private:
    bool takeLiteral();
    bool takeLine();
    void appendText(QByteArrayView piece);
    bool beginLiteral();
    bool skipLiteral();
    [[nodiscard]] qsizetype lineLimit() const;

    LexerLimits m_limits;
    QByteArray m_input;
    qsizetype m_at = 0; ///< first byte of m_input that was not looked at
    RawResponse m_current;
    QByteArray m_tail;         ///< the last bytes of a line that is too long
    qint64 m_literalBytes = 0; ///< of the response so far
    qint64 m_left = 0;         ///< bytes of the literal that are still to come
    bool m_inLiteral = false;
    bool m_sawCr = false; ///< the line so far ends in a CR that may belong to CRLF
};

} // namespace otklik::imap
