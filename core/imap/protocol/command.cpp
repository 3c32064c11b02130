// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imap/protocol/command.h"

#include <algorithm>

namespace otklik::imap {

namespace {

constexpr qsizetype kLiteralMinusLimit = 4096;
constexpr qsizetype kQuotedLimit = 1000;

bool hasLineBreak(QByteArrayView text)
{
    return std::any_of(text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

bool fitsQuotes(QByteArrayView text)
{
    return text.size() <= kQuotedLimit &&
           std::all_of(text.begin(), text.end(), [](char c) { return uchar(c) >= 0x20 && uchar(c) < 0x7F; });
}

/// With UTF-8, which only a server that names its folders so is sent.
bool fitsQuotes8(QByteArrayView text)
{
    return text.size() <= kQuotedLimit &&
           std::none_of(text.begin(), text.end(), [](char c) { return uchar(c) < 0x20 || uchar(c) == 0x7F; });
}

bool isFlag(QByteArrayView flag)
{
    const QByteArrayView name = flag.startsWith('\\') ? flag.sliced(1) : flag;
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [](char c) {
        return uchar(c) > 0x20 && uchar(c) < 0x7F && !QByteArrayView("(){%*\"\\]").contains(c);
    });
}

QByteArray quoted(QByteArrayView text)
{
    QByteArray value("\"");
    for (const char c : text) {
        if (c == '"' || c == '\\')
            value += '\\';
        value += c;
    }
    return value + '"';
}

} // namespace

CommandBuilder::CommandBuilder(QByteArrayView verb, LiteralMode mode)
    : m_mode(mode)
{
    m_command.name = verb.toByteArray();
    m_command.pieces.emplace_back();
    raw(verb);
}

CommandBuilder &CommandBuilder::raw(QByteArrayView words)
{
    m_valid = m_valid && !hasLineBreak(words);
    m_command.pieces.back().bytes += ' ';
    m_command.pieces.back().bytes.append(words.data(), words.size());
    return *this;
}

CommandBuilder &CommandBuilder::string(QByteArrayView value)
{
    return fitsQuotes(value) ? raw(quoted(value)) : literal(value.toByteArray());
}

CommandBuilder &CommandBuilder::mailboxes(const QByteArrayList &wireNames)
{
    QByteArrayList names;
    for (const QByteArray &name : wireNames) {
        m_valid = m_valid && fitsQuotes8(name);
        names.append(quoted(name));
    }
    return raw('(' + names.join(' ') + ')');
}

CommandBuilder &CommandBuilder::flags(const QByteArrayList &flags)
{
    m_valid = m_valid && std::all_of(flags.begin(), flags.end(), [](const QByteArray &flag) { return isFlag(flag); });
    return raw('(' + flags.join(' ') + ')');
}

CommandBuilder &CommandBuilder::literal(QByteArray bytes)
{
    return literalAfter(" ", std::move(bytes));
}

CommandBuilder &CommandBuilder::utf8Literal(QByteArray bytes)
{
    literalAfter(" UTF8 (~", std::move(bytes));
    m_command.pieces.back().bytes = ")";
    return *this;
}

CommandBuilder &CommandBuilder::literalAfter(QByteArrayView words, QByteArray bytes)
{
    m_valid = m_valid && !bytes.contains('\0');
    const bool direct =
        m_mode == LiteralMode::Plus || (m_mode == LiteralMode::Minus && bytes.size() <= kLiteralMinusLimit);
    Command::Piece &before = m_command.pieces.back();
    before.bytes += words.toByteArray() + '{' + QByteArray::number(bytes.size()) + (direct ? "+}\r\n" : "}\r\n");
    before.waits = !direct;
    m_command.pieces.push_back({std::move(bytes), false});
    m_command.pieces.emplace_back();
    return *this;
}

Result<Command> CommandBuilder::build() const
{
    if (!m_valid)
        return fail(ErrorCode::InvalidInput, QStringLiteral("%1: an argument holds bytes that IMAP does not allow")
                                                 .arg(QString::fromLatin1(m_command.name)));
    Command command = m_command;
    command.pieces.back().bytes += "\r\n";
    return command;
}

} // namespace otklik::imap
