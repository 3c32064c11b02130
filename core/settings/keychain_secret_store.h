// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/secret_store.h"

#include <QObject>

namespace otklik::settings {

/// The system's keychain (Secret Service, KWallet, macOS, Windows) through QtKeychain. StorageFailed with words that
/// say what to do on a machine without one; there is no fall-back to a plain file. Needs the event loop of the
/// program's first thread; answers come on the thread that made the store, and none when it has gone.
class KeychainSecretStore final : public SecretStore
{
public:
    /// `service` is what the keychain's own window shows, "otklik" in the programs.
    explicit KeychainSecretStore(QString service);

    void read(const QString &key, ReadDone done) override;
    void write(const QString &key, SecretString secret, Done done) override;
    void remove(const QString &key, Done done) override;

private:
    QString m_service;
    QObject m_receiver; ///< whose thread the answers come on
};

} // namespace otklik::settings
