// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/keychain_secret_store.h"

#include <qt6keychain/keychain.h>

namespace otklik::settings {

namespace {

Error errorOf(const QKeychain::Job &job)
{
    switch (job.error()) {
    case QKeychain::EntryNotFound:
        return {ErrorCode::NotFound, QStringLiteral("the system keychain has no password for %1").arg(job.key())};
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return {ErrorCode::StorageFailed,
                QStringLiteral("the system keychain is locked or refused access; unlock it and try again")};
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::NoError:
    case QKeychain::CouldNotDeleteEntry:
    case QKeychain::OtherError:
        break;
    }
    const QString why = job.errorString().isEmpty() ? QStringLiteral("no keychain service runs") : job.errorString();
    return {ErrorCode::StorageFailed,
            QStringLiteral("the system keychain cannot be used (%1); start a keychain service or let the account read "
                           "its password from a file or an environment variable")
                .arg(why)};
}

void prepare(QKeychain::Job &job, const QString &key)
{
    job.setKey(key);
    job.setInsecureFallback(false); // never a plain file behind the user's back
    job.setAutoDelete(true);
}

} // namespace

KeychainSecretStore::KeychainSecretStore(QString service)
    : m_service(std::move(service))
{
}

void KeychainSecretStore::read(const QString &key, ReadDone done)
{
    auto *job = new QKeychain::ReadPasswordJob(m_service);
    prepare(*job, key);
    QObject::connect(job, &QKeychain::Job::finished, job, [job, done = std::move(done)] {
        if (job->error() != QKeychain::NoError)
            done(Failure(errorOf(*job)));
        else
            done(SecretString(job->textData()));
    });
    job->start();
}

void KeychainSecretStore::write(const QString &key, SecretString secret, Done done)
{
    auto *job = new QKeychain::WritePasswordJob(m_service);
    prepare(*job, key);
    job->setTextData(secret.reveal());
    QObject::connect(job, &QKeychain::Job::finished, job, [job, done = std::move(done)] {
        done(job->error() == QKeychain::NoError ? Result<void>() : Failure(errorOf(*job)));
    });
    job->start();
}

void KeychainSecretStore::remove(const QString &key, Done done)
{
    auto *job = new QKeychain::DeletePasswordJob(m_service);
    prepare(*job, key);
    QObject::connect(job, &QKeychain::Job::finished, job, [job, done = std::move(done)] {
        const bool gone = job->error() == QKeychain::NoError || job->error() == QKeychain::EntryNotFound;
        done(gone ? Result<void>() : Failure(errorOf(*job)));
    });
    job->start();
}

} // namespace otklik::settings
