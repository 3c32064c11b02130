// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ticket/ticket.h"

#include <QRandomGenerator>

#include <openssl/evp.h>

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
    // OpenSSL has the processor's own instructions for it: every byte of every mail goes through here.
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    const auto size = static_cast<size_t>(raw.size());
    if (EVP_Digest(raw.constData(), size, digest.data(), nullptr, EVP_sha256(), nullptr) != 1)
        qFatal("SHA-256 is not available");
    return Key(QByteArray(reinterpret_cast<const char *>(digest.data()), kKeyHexDigits / 2).toHex());
}

Key Key::random()
{
    std::array<quint32, 4> words{};
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    return Key(QByteArray(reinterpret_cast<const char *>(words.data()), sizeof(words)).toHex());
}

} // namespace otklik::ticket
