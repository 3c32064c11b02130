// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/settings.h"
#include "core/store/desk_rules.h"

#include <QString>
#include <QTimeZone>

class QLockFile;

namespace otklik::workspace {

/// Where the files of a profile stand.
[[nodiscard]] inline QString configPath(const QString &profileDir)
{
    return profileDir + QStringLiteral("/config.json");
}
[[nodiscard]] inline QString lockPath(const QString &profileDir)
{
    return profileDir + QStringLiteral("/engine.lock");
}
/// StorageFailed, with what refuses, when the folder or a file of the profile is there and cannot be written: such a
/// profile can only be read.
[[nodiscard]] Result<void> checkWritable(const QString &profileDir);
/// Takes the lock at lockPath() when its owner is gone, at once; whether it is ours now.
[[nodiscard]] bool takeProfileLock(QLockFile &lock);
/// Name of the local socket on which the process that owns the engine can be asked to act.
[[nodiscard]] QString socketName(const QString &profileDir);

/// Profile of the settings, or an empty one when none was made yet.
[[nodiscard]] settings::ProfileConfig profileOf(const settings::Settings &settings);
[[nodiscard]] store::DeskRules deskRulesOf(const settings::Settings &settings);
/// The zone whose days reports use: the setting, else UTC.
[[nodiscard]] QTimeZone timeZoneOf(const settings::Settings &settings);

/// What customers read in our mail: the same, else the time zone of this machine.
[[nodiscard]] QTimeZone deskZoneOf(const settings::Settings &settings);

} // namespace otklik::workspace
