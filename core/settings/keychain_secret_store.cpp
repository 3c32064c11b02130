// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/keychain_secret_store.h"

#include <QCoreApplication>

#include <memory>
#include <optional>
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

/// QtKeychain puts all jobs into one queue that belongs to the thread of the first one. Threads of engines come and go,
/// so jobs run on the thread of the program; `done` comes back on that of `receiver`, unless that has gone.
template<typename T>
void run(QObject &receiver, std::function<QKeychain::Job *()> make,
         std::function<Result<T>(const QKeychain::Job &)> resultOf, std::function<void(Result<T>)> done)
{
    const auto result = std::make_shared<std::optional<Result<T>>>();
    auto *messenger = new QObject; // its end is the news
    QObject::connect(messenger, &QObject::destroyed, &receiver, [result, done = std::move(done)] { done(**result); });
    messenger->moveToThread(QCoreApplication::instance()->thread());
    QMetaObject::invokeMethod(messenger, [messenger, result, make = std::move(make), resultOf = std::move(resultOf)] {
        QKeychain::Job *job = make();
        job->setInsecureFallback(false); // never a plain file behind the user's back
        job->setAutoDelete(true);
        QObject::connect(job, &QKeychain::Job::finished, messenger, [messenger, job, result, resultOf] {
            *result = resultOf(*job);
            messenger->deleteLater();
        });
        job->start();
    });
}

Result<void> writtenOr(const QKeychain::Job &job)
{
    return job.error() == QKeychain::NoError ? Result<void>() : Failure(errorOf(job));
}

} // namespace

KeychainSecretStore::KeychainSecretStore(QString service)
    : m_service(std::move(service))
{
}

void KeychainSecretStore::read(const QString &key, ReadDone done)
{
    const auto make = [service = m_service, key]() -> QKeychain::Job * {
        auto *job = new QKeychain::ReadPasswordJob(service);
        job->setKey(key);
        return job;
    };
    const auto resultOf = [](const QKeychain::Job &job) -> Result<SecretString> {
        if (job.error() != QKeychain::NoError)
            return Failure(errorOf(job));
        return SecretString(static_cast<const QKeychain::ReadPasswordJob &>(job).textData());
    };
    run<SecretString>(m_receiver, make, resultOf, std::move(done));
}

void KeychainSecretStore::write(const QString &key, SecretString secret, Done done)
{
    const auto make = [service = m_service, key, secret = std::move(secret)]() -> QKeychain::Job * {
        auto *job = new QKeychain::WritePasswordJob(service);
        job->setKey(key);
        job->setTextData(secret.reveal());
        return job;
    };
    run<void>(m_receiver, make, writtenOr, std::move(done));
}

void KeychainSecretStore::remove(const QString &key, Done done)
{
    const auto make = [service = m_service, key]() -> QKeychain::Job * {
        auto *job = new QKeychain::DeletePasswordJob(service);
        job->setKey(key);
        return job;
    };
    const auto resultOf = [](const QKeychain::Job &job) {
        return job.error() == QKeychain::EntryNotFound ? Result<void>() : writtenOr(job);
    };
    run<void>(m_receiver, make, resultOf, std::move(done));
}

} // namespace otklik::settings
