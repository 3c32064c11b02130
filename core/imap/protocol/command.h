// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/imap/protocol/capabilities.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>

#include <vector>

namespace otklik::imap {

/// A command ready for the wire except for its tag. After a piece with `waits` the server's "+" must come before the
/// next piece (a synchronising literal).
struct Command
{
    struct Piece
    {
        QByteArray bytes;
        bool waits = false;
    };
    std::vector<Piece> pieces; ///< the first begins with a space, after which the tag stands
    QByteArray name;           ///< for logs: the verb without arguments, never a secret
};

/// Writes commands, RFC 9051 §6 and §9: `CommandBuilder("SELECT", mode).mailbox(name).build()`. Whatever the arguments
/// hold, they cannot end the command: what does not fit into quotes becomes a literal, and a verb, atom or NUL that is
/// not allowed makes build() fail with InvalidInput.
class CommandBuilder final
{
public:
    explicit CommandBuilder(QByteArrayView verb, LiteralMode mode = LiteralMode::Synchronising);

    /// Words that are grammar, `RETURN (ALL)`, `1:5`: sent as they are. No CR, LF or NUL.
    CommandBuilder &raw(QByteArrayView words);
    /// A string in quotes where possible, else a literal.
    CommandBuilder &string(QByteArrayView value);
    /// A folder by its wire bytes.
    CommandBuilder &mailbox(QByteArrayView wireName) { return string(wireName); }
    /// `("Sent" "Work")`. A name that does not fit quotes makes build() fail; UTF-8 does (RFC 9051 §9).
    CommandBuilder &mailboxes(const QByteArrayList &wireNames);
    /// `(\Seen $x)`. Flags that hold anything but flag characters make build() fail.
    CommandBuilder &flags(const QByteArrayList &flags);
    /// A literal, not copied.
    CommandBuilder &literal(QByteArray bytes);
    /// `UTF8 (~{n} …)`, RFC 6855 §4.
    CommandBuilder &utf8Literal(QByteArray bytes);

    [[nodiscard]] Result<Command> build() const;

private:
    CommandBuilder &literalAfter(QByteArrayView words, QByteArray bytes);

    LiteralMode m_mode;
    Command m_command;
    bool m_valid = true;
};

/// Tags of one connection: K1, K2, …; never repeated.
class TagCounter final
{
public:
    [[nodiscard]] QByteArray next() { return 'K' + QByteArray::number(++m_last); }

private:
    quint64 m_last = 0;
};

} // namespace otklik::imap
