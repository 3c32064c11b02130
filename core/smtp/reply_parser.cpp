// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/smtp/reply_parser.h"

namespace otklik::smtp {

namespace {

constexpr qsizetype kLongestLine = 4096;
constexpr qsizetype kMostLines = 256;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// "2.1.5 Recipient ok": takes the enhanced code off; it must be of the reply's class (RFC 2034 §4).
QByteArray takeEnhanced(QByteArray &text, int code)
{
    const qsizetype end = text.indexOf(' ') < 0 ? text.size() : text.indexOf(' ');
    const auto parts = text.left(end).split('.');
    if (parts.size() != 3 || parts[0].size() != 1)
        return {};
    for (const QByteArray &part : parts)
        if (part.isEmpty() || part.size() > 3 || !std::all_of(part.begin(), part.end(), isDigit))
            return {};
    const char first = parts[0][0];
    if (first != '2' && first != '4' && first != '5')
        return {};
    if ((first == '2') != (code >= 200 && code < 300))
        return {};
    const QByteArray enhanced = text.left(end);
    text.remove(0, end + 1);
    return enhanced;
}

} // namespace

Result<std::optional<Reply>> ReplyParser::next()
{
    if (m_violation)
        return Failure(*m_violation);
    while (true) {
        const qsizetype end = m_buffer.indexOf('\n');
        if (end < 0 && m_buffer.size() <= kLongestLine)
            return std::nullopt;
        Result<bool> complete = false;
        if (end < 0 || end > kLongestLine)
            complete = fail(ErrorCode::ProtocolViolation, QStringLiteral("SMTP: a line of the server is too long"));
        else
            complete = takeLine(m_buffer.left(end));
        if (!complete) {
            m_violation = complete.error();
            return Failure(*m_violation);
        }
        m_buffer.remove(0, end + 1);
        if (*complete)
            return std::exchange(m_partial, Reply{});
    }
}

Result<bool> ReplyParser::takeLine(QByteArray line)
{
    while (line.endsWith('\r'))
        line.chop(1);
    const bool hasCode = line.size() >= 3 && line[0] >= '2' && line[0] <= '5' && isDigit(line[1]) && isDigit(line[2]);
    if (!hasCode || (line.size() > 3 && line[3] != ' ' && line[3] != '-'))
        return fail(
            ErrorCode::ProtocolViolation,
            QStringLiteral("SMTP: not a reply: %1").arg(QString::fromLatin1(line.left(80).toPercentEncoding(" "))));
    const int code = line.left(3).toInt();
    if (m_partial.code != 0 && m_partial.code != code)
        return fail(ErrorCode::ProtocolViolation, QStringLiteral("SMTP: one reply with two codes"));
    if (m_partial.lines.size() >= kMostLines)
        return fail(ErrorCode::ProtocolViolation, QStringLiteral("SMTP: a reply without end"));
    m_partial.code = code;
    QByteArray text = line.mid(4);
    const QByteArray enhanced = takeEnhanced(text, code);
    if (m_partial.enhanced.isEmpty())
        m_partial.enhanced = enhanced;
    m_partial.lines += text;
    return line.size() == 3 || line[3] == ' ';
}

} // namespace otklik::smtp
