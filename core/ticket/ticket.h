// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/instant.h"

#include <QByteArray>
#include <QHashFunctions>
#include <QString>
#include <QStringList>

#include <optional>

namespace otklik::ticket {

enum class Status { New, Open, Pending, OnHold, Solved, Closed };
enum class Priority { Low, Normal, High, Urgent };
enum class Channel { Mail, Phone, Chat, Monitor };

/// Names as on the command line: "new open pending on-hold solved closed", and so on.
[[nodiscard]] QString toString(Status status);
[[nodiscard]] QString toString(Priority priority);
[[nodiscard]] QString toString(Channel channel);
[[nodiscard]] std::optional<Status> statusFromString(QStringView text);
[[nodiscard]] std::optional<Priority> priorityFromString(QStringView text);
[[nodiscard]] std::optional<Channel> channelFromString(QStringView text);
/// The categories and causes a new team starts with, stable ids such as "own-mistake".
[[nodiscard]] QStringList defaultCategories();
[[nodiscard]] QStringList defaultCauses();

/// How a ticket is known before and beside its number, on every workstation: 32 lower-case hex digits. For a ticket
/// opened by a mail it is the content key of that mail (see Key::ofContent), else random.
class Key final
{
public:
    Key() = default;
    explicit Key(QByteArray hex)
        : m_hex(std::move(hex))
    {
    }
    /// First 128 bits of SHA-256 over the raw bytes of a mail, as hex.
    [[nodiscard]] static Key ofContent(const QByteArray &raw);
    [[nodiscard]] static Key random();
    [[nodiscard]] const QByteArray &hex() const { return m_hex; }
    [[nodiscard]] bool isEmpty() const { return m_hex.isEmpty(); }
    /// Name of the journal object: "ticket:<hex>".
    [[nodiscard]] QString object() const { return QStringLiteral("ticket:") + QString::fromLatin1(m_hex); }
    auto operator<=>(const Key &other) const { return m_hex.compare(other.m_hex) <=> 0; }
    bool operator==(const Key &) const = default;
    friend size_t qHash(const Key &k, size_t seed = 0) { return ::qHash(k.m_hex, seed); }

private:
    QByteArray m_hex;
};

} // namespace otklik::ticket
