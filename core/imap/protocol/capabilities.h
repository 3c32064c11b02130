// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QByteArrayView>
#include <QSet>

#include <optional>

namespace otklik::imap {

/// How this server takes literals, RFC 7888.
enum class LiteralMode {
    Synchronising, ///< wait for "+" before the bytes
    Minus,         ///< up to 4096 bytes without waiting
    Plus,          ///< any size without waiting
};

/// What a server says it can do, RFC 9051 §7.2.2. Names compare without case. Valid for one connection, and only after
/// the sign-in.
class Capabilities final
{
public:
    Capabilities() = default;
    /// The words of a CAPABILITY answer; `LITERAL +` in two words (some servers) is understood. A server of IMAP4rev2
    /// alone has what RFC 9051 has taken in, also when it does not name it (appendix E).
    explicit Capabilities(const QByteArrayList &words);

    [[nodiscard]] bool has(QByteArrayView name) const { return m_names.contains(name.toByteArray().toUpper()); }
    /// Speaks no IMAP4rev1 (or is not to be asked in it): RFC 9051 §2.
    [[nodiscard]] bool isRev2Only() const;
    [[nodiscard]] bool isEmpty() const { return m_names.isEmpty(); }
    [[nodiscard]] bool hasAuth(QByteArrayView mechanism) const { return has("AUTH=" + mechanism.toByteArray()); }
    [[nodiscard]] LiteralMode literalMode() const;
    /// Largest message the server takes (APPENDLIMIT, RFC 7889), when it tells.
    [[nodiscard]] std::optional<qint64> appendLimit() const;
    /// Takes a capability away, for a server that offers what it cannot do.
    void remove(QByteArrayView name) { m_names.remove(name.toByteArray().toUpper()); }
    /// Sorted, upper case.
    [[nodiscard]] QByteArrayList names() const;

    bool operator==(const Capabilities &) const = default;

private:
    QSet<QByteArray> m_names;
};

} // namespace otklik::imap
