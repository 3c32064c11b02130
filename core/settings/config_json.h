// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/account_config.h"

#include <QJsonObject>

namespace otklik::settings {

/// The form of profile and accounts in config.json. `before` gives the members this program does not know.
[[nodiscard]] QJsonObject profileToJson(const ProfileConfig &profile, const QJsonObject &before);
/// InvalidInput names what cannot be read.
[[nodiscard]] Result<ProfileConfig> profileFromJson(const QJsonObject &json);

} // namespace otklik::settings
