// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/settings/account_config.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace otklik::settings {

/// A setting: where it stands in the file ("sla/warnMinutes" = member of an object) and what counts when it is not
/// there or has another type. T: bool, qint64, QString, QStringList.
template<typename T>
struct Setting
{
    const char *key;
    T fallBack;
};

inline const Setting<qint64> kReopenDays{"ticket/reopenDays", 14};
inline const Setting<qint64> kUndoSeconds{"outbox/undoSeconds", 10};
inline const Setting<QString> kTimeZone{"profile/timeZone", QString()};

/// `config.json` of a profile: who I am, accounts, settings; never secrets. One owner, one thread. Members that this
/// program does not know are kept. Nothing is written before save().
class Settings final
{
public:
    /// A missing file is an empty one. StorageCorrupt when it is not a JSON object, StorageFailed when not readable.
    [[nodiscard]] static Result<Settings> open(const QString &path);

    [[nodiscard]] bool get(const Setting<bool> &setting) const;
    [[nodiscard]] qint64 get(const Setting<qint64> &setting) const;
    [[nodiscard]] QString get(const Setting<QString> &setting) const;
    [[nodiscard]] QStringList get(const Setting<QStringList> &setting) const;
    void set(const Setting<bool> &setting, bool value);
    void set(const Setting<qint64> &setting, qint64 value);
    void set(const Setting<QString> &setting, const QString &value);
    void set(const Setting<QStringList> &setting, const QStringList &value);

    /// True when the file holds a profile (`profile init` was run).
    [[nodiscard]] bool hasProfile() const;
    /// NotFound without a profile, StorageCorrupt when what stands there is not valid.
    [[nodiscard]] Result<ProfileConfig> profile() const;
    /// Validates first.
    [[nodiscard]] Result<void> setProfile(const ProfileConfig &profile);

    /// Atomic: the old file stays until the new one is whole on disk. Readable by the owner only. Makes the folder.
    [[nodiscard]] Result<void> save() const;
    [[nodiscard]] const QString &path() const { return m_path; }

private:
    explicit Settings(QString path);
    [[nodiscard]] QJsonValue value(const char *key) const;
    void setValue(const char *key, const QJsonValue &value);

    QString m_path;
    QJsonObject m_root;
};

} // namespace otklik::settings
