// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/secret_store.h"

#include <QFile>
#include <QSaveFile>

namespace otklik::settings {

namespace {

constexpr qint64 kMaxSecretFile = 64 * 1024;

} // namespace

void readPassword(const AccountConfig &account, SecretStore &store, SecretStore::ReadDone done)
{
    switch (account.passwordSource.kind) {
    case PasswordSource::Kind::Env:
        return done(readSecretFromEnvironment(account.passwordSource.name));
    case PasswordSource::Kind::File:
        return done(readSecretFile(account.passwordSource.name));
    case PasswordSource::Kind::Keychain:
        return store.read(account.secretKey(), std::move(done));
    }
}

void writePassword(const AccountConfig &account, SecretStore &store, const SecretString &secret, SecretStore::Done done)
{
    switch (account.passwordSource.kind) {
    case PasswordSource::Kind::Env:
        return done(fail(ErrorCode::InvalidInput, QStringLiteral("account %1: an environment variable cannot be "
                                                                 "written")
                                                      .arg(account.name)));
    case PasswordSource::Kind::File:
        return done(writeSecretFile(account.passwordSource.name, secret));
    case PasswordSource::Kind::Keychain:
        return store.write(account.secretKey(), secret, std::move(done));
    }
}

Result<SecretString> readSecretFile(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return fail(ErrorCode::NotFound, QStringLiteral("the password file %1 does not exist").arg(path));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::StorageFailed,
                    QStringLiteral("cannot read the password file %1: %2").arg(path, file.errorString()));
    QByteArray bytes = file.read(kMaxSecretFile + 1);
    if (bytes.size() > kMaxSecretFile)
        return fail(ErrorCode::InvalidInput, QStringLiteral("%1 is too large for a password file").arg(path));
    const qsizetype end = bytes.indexOf('\n');
    QByteArray line = end < 0 ? bytes : bytes.left(end);
    if (line.endsWith('\r'))
        line.chop(1);
    SecretString secret(QString::fromUtf8(line));
    bytes.fill('\0');
    line.fill('\0');
    if (secret.isEmpty())
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("the first line of the password file %1 is empty").arg(path));
    return secret;
}

Result<void> writeSecretFile(const QString &path, const SecretString &secret)
{
    if (secret.isEmpty() || secret.reveal().contains(QLatin1Char('\n')))
        return fail(ErrorCode::InvalidInput, QStringLiteral("a password for a file is one line that is not empty"));
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return fail(ErrorCode::StorageFailed,
                    QStringLiteral("cannot write the password file %1: %2").arg(path, file.errorString()));
    // Before the first byte: nobody else may read it even for a moment.
    const bool restricted = file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    QByteArray bytes = secret.reveal().toUtf8() + '\n';
    const bool written = restricted && file.write(bytes) == bytes.size() && file.commit();
    bytes.fill('\0');
    if (!written)
        return fail(ErrorCode::StorageFailed,
                    QStringLiteral("cannot write the password file %1: %2").arg(path, file.errorString()));
    return {};
}

Result<SecretString> readSecretFromEnvironment(const QString &variable)
{
    SecretString secret(qEnvironmentVariable(variable.toLocal8Bit().constData()));
    if (secret.isEmpty())
        return fail(ErrorCode::NotFound,
                    QStringLiteral("the environment variable %1, which holds the password, is not set").arg(variable));
    return secret;
}

} // namespace otklik::settings
