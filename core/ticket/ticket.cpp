// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ticket/ticket.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <array>

namespace otklik::ticket {

namespace {

constexpr std::array kStatuses{"new", "open", "pending", "on-hold", "solved", "closed"};
constexpr std::array kPriorities{"low", "normal", "high", "urgent"};
constexpr std::array kChannels{"mail", "phone", "chat", "monitor"};
constexpr int kKeyHexDigits = 32;

template<typename Enum, typename Names>
QString nameOf(Enum value, const Names &names)
{
    return QString::fromLatin1(names[static_cast<size_t>(value)]);
}

template<typename Enum, typename Names>
std::optional<Enum> valueOf(QStringView text, const Names &names)
{
    for (size_t i = 0; i < names.size(); ++i)
        if (text.compare(QLatin1String(names[i]), Qt::CaseInsensitive) == 0)
            return static_cast<Enum>(i);
    return std::nullopt;
}

} // namespace

QString toString(Status status)
{
    return nameOf(status, kStatuses);
}
QString toString(Priority priority)
{
    return nameOf(priority, kPriorities);
}
QString toString(Channel channel)
{
    return nameOf(channel, kChannels);
}
std::optional<Status> statusFromString(QStringView text)
{
    return valueOf<Status>(text, kStatuses);
}
std::optional<Priority> priorityFromString(QStringView text)
{
    return valueOf<Priority>(text, kPriorities);
}
std::optional<Channel> channelFromString(QStringView text)
{
    return valueOf<Channel>(text, kChannels);
}

QStringList defaultCategories()
{
    return QStringLiteral("availability speed hosting third-party-service banner update content-help content-edit "
                          "structure-change counters-scripts account-billing other")
        .split(QLatin1Char(' '));
}

QStringList defaultCauses()
{
    return QStringLiteral("own-mistake defect hosting third-party configuration content question wish other")
        .split(QLatin1Char(' '));
}

Key Key::ofContent(const QByteArray &raw)
{
    return Key(QCryptographicHash::hash(raw, QCryptographicHash::Sha256).toHex().left(kKeyHexDigits));
}

Key Key::random()
{
    std::array<quint32, 4> words{};
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    return Key(QByteArray(reinterpret_cast<const char *>(words.data()), sizeof(words)).toHex());
}

} // namespace otklik::ticket
