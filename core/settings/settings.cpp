// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/settings.h"

#include "core/settings/config_json.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

namespace otklik::settings {

namespace {

const QLatin1String kProfile("profile");

QJsonValue valueAt(const QJsonObject &object, const QStringList &path)
{
    const QJsonValue value = object.value(path.first());
    return path.size() == 1 ? value : valueAt(value.toObject(), path.mid(1));
}

void setValueAt(QJsonObject &object, const QStringList &path, const QJsonValue &value)
{
    if (path.size() == 1) {
        object.insert(path.first(), value);
        return;
    }
    QJsonObject inner = object.value(path.first()).toObject();
    setValueAt(inner, path.mid(1), value);
    object.insert(path.first(), inner);
}

QStringList pathOf(const char *key)
{
    return QString::fromLatin1(key).split(QLatin1Char('/'));
}

Failure unwritable(const QString &path, const QString &why)
{
    return fail(ErrorCode::StorageFailed, QStringLiteral("cannot write %1: %2").arg(path, why));
}

} // namespace

Settings::Settings(QString path)
    : m_path(std::move(path))
{
}

Result<Settings> Settings::open(const QString &path)
{
    Settings settings(path);
    QFile file(path);
    if (!file.exists())
        return settings;
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::StorageFailed, QStringLiteral("cannot read %1: %2").arg(path, file.errorString()));
    QJsonParseError parsed;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &parsed);
    if (!document.isObject())
        return fail(ErrorCode::StorageCorrupt,
                    QStringLiteral("%1 is damaged at byte %2: %3; mend it or put a copy in its place")
                        .arg(path)
                        .arg(parsed.offset)
                        .arg(document.isNull() ? parsed.errorString() : QStringLiteral("not an object")));
    settings.m_root = document.object();
    return settings;
}

QJsonValue Settings::value(const char *key) const
{
    return valueAt(m_root, pathOf(key));
}

void Settings::setValue(const char *key, const QJsonValue &value)
{
    setValueAt(m_root, pathOf(key), value);
}

bool Settings::get(const Setting<bool> &setting) const
{
    return value(setting.key).toBool(setting.fallBack);
}

qint64 Settings::get(const Setting<qint64> &setting) const
{
    return value(setting.key).toInteger(setting.fallBack);
}

QString Settings::get(const Setting<QString> &setting) const
{
    return value(setting.key).toString(setting.fallBack);
}

QStringList Settings::get(const Setting<QStringList> &setting) const
{
    const QJsonValue list = value(setting.key);
    if (!list.isArray())
        return setting.fallBack;
    QStringList texts;
    for (const QJsonValue &element : list.toArray())
        texts.append(element.toString());
    return texts;
}

void Settings::set(const Setting<bool> &setting, bool value)
{
    setValue(setting.key, value);
}

void Settings::set(const Setting<qint64> &setting, qint64 value)
{
    setValue(setting.key, value);
}

void Settings::set(const Setting<QString> &setting, const QString &value)
{
    setValue(setting.key, value);
}

void Settings::set(const Setting<QStringList> &setting, const QStringList &value)
{
    setValue(setting.key, QJsonArray::fromStringList(value));
}

bool Settings::hasProfile() const
{
    return m_root.value(kProfile).toObject().contains(QLatin1String("address"));
}

Result<ProfileConfig> Settings::profile() const
{
    if (!hasProfile())
        return fail(ErrorCode::NotFound, QStringLiteral("there is no profile in %1; make one with `otklik-cli profile "
                                                        "init`")
                                             .arg(QFileInfo(m_path).path()));
    auto profile = profileFromJson(m_root.value(kProfile).toObject());
    if (!profile)
        return fail(ErrorCode::StorageCorrupt, m_path + QStringLiteral(": ") + profile.error().detail);
    return profile;
}

Result<void> Settings::setProfile(const ProfileConfig &profile)
{
    if (auto valid = validate(profile); !valid)
        return valid;
    m_root.insert(kProfile, profileToJson(profile, m_root.value(kProfile).toObject()));
    return {};
}

Result<void> Settings::save() const
{
    const QString folder = QFileInfo(m_path).absolutePath();
    if (!QDir().mkpath(folder))
        return unwritable(m_path, QStringLiteral("the folder cannot be made"));
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly))
        return unwritable(m_path, file.errorString());
    const bool restricted = file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    const QByteArray bytes = QJsonDocument(m_root).toJson(QJsonDocument::Indented);
    if (!restricted || file.write(bytes) != bytes.size() || !file.commit())
        return unwritable(m_path, file.errorString());
    return {};
}

} // namespace otklik::settings
