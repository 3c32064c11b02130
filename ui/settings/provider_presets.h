// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace otklik::ui {

/// Servers of a large mail provider, found by the domain of an address. All with TLS from the first byte but where
/// said.
struct ProviderPreset
{
    QString imapHost;
    QString smtpHost;
    quint16 smtpPort = 465;
    bool smtpStartTls = false;
    bool operator==(const ProviderPreset &) const = default;
};

[[nodiscard]] std::optional<ProviderPreset> presetFor(const QString &address);

} // namespace otklik::ui
