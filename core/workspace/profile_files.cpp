// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/profile_files.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QLockFile>

namespace otklik::workspace {

namespace {

constexpr qint64 kWrittenWithinMs = 2000;

/// Who died while taking it left a file that names no process, which QLockFile holds for a living one's for ever.
bool isAbandoned(const QLockFile &lock)
{
    qint64 process = 0;
    QString host;
    QString program;
    if (lock.error() != QLockFile::LockFailedError || lock.getLockInfo(&process, &host, &program))
        return false;
    const QDateTime written = QFileInfo(lock.fileName()).lastModified();
    return written.isValid() && qAbs(written.msecsTo(QDateTime::currentDateTimeUtc())) > kWrittenWithinMs;
}

} // namespace

Result<void> checkWritable(const QString &profileDir)
{
    for (const char *name : {"", "/cache.sqlite", "/local.sqlite"}) {
        const QFileInfo one(profileDir + QLatin1String(name));
        if (one.exists() && !one.isWritable())
            return fail(ErrorCode::StorageFailed,
                        QStringLiteral("%1 cannot be written: it is read-only, or somebody else's; such a profile can "
                                       "only be read")
                            .arg(one.filePath()));
    }
    return {};
}

bool takeProfileLock(QLockFile &lock)
{
    // The lock names a process; when that is gone the lock is stale at once.
    lock.setStaleLockTime(0);
    if (lock.tryLock(0))
        return true;
    return isAbandoned(lock) && lock.removeStaleLockFile() && lock.tryLock(0);
}

QString socketName(const QString &profileDir)
{
    // Socket names are short on every system, paths of profiles are not.
    const QByteArray path = QDir(profileDir).absolutePath().toUtf8();
    return QStringLiteral("otklik-") +
           QString::fromLatin1(QCryptographicHash::hash(path, QCryptographicHash::Sha256).toHex().left(24));
}

settings::ProfileConfig profileOf(const settings::Settings &settings)
{
    return settings.hasProfile() ? settings.profile().value_or(settings::ProfileConfig()) : settings::ProfileConfig();
}

store::DeskRules deskRulesOf(const settings::Settings &settings)
{
    store::DeskRules rules;
    const settings::ProfileConfig profile = profileOf(settings);
    if (!profile.address.isEmpty())
        rules.ourAddresses.insert(profile.address.toLower());
    if (!profile.accounts.empty())
        rules.homeAccount = profile.accounts.front().name;
    for (const settings::AccountConfig &account : profile.accounts)
        rules.ourAddresses.insert(account.address.toLower());
    rules.reopenPeriod = std::chrono::hours(24) * settings.get(settings::kReopenDays);
    return rules;
}

QTimeZone timeZoneOf(const settings::Settings &settings)
{
    const QTimeZone zone(settings.get(settings::kTimeZone).toLatin1());
    return zone.isValid() ? zone : QTimeZone::utc();
}

QTimeZone deskZoneOf(const settings::Settings &settings)
{
    const QTimeZone zone(settings.get(settings::kTimeZone).toLatin1());
    return zone.isValid() ? zone : QTimeZone::systemTimeZone();
}

} // namespace otklik::workspace
