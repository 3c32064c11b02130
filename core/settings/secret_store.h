// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/secret_string.h"
#include "core/settings/account_config.h"

#include <functional>

namespace otklik::settings {

/// Passwords by key. Each call answers through its callback exactly once, on the caller's thread (which has an event
/// loop), possibly before the call returns.
class SecretStore
{
public:
    using ReadDone = std::function<void(Result<SecretString>)>;
    using Done = std::function<void(Result<void>)>;

    virtual ~SecretStore() = default;
    /// NotFound when there is none.
    virtual void read(const QString &key, ReadDone done) = 0;
    virtual void write(const QString &key, SecretString secret, Done done) = 0;
    /// Removing what is not there is no error.
    virtual void remove(const QString &key, Done done) = 0;
};

/// The password of an account: from its environment variable or file, read now, at each use, or from `store`.
/// NotFound when the variable is not set, the file is not there or the keychain has no entry. `store` must live until
/// the answer.
void readPassword(const AccountConfig &account, SecretStore &store, SecretStore::ReadDone done);

/// Puts it where readPassword() finds it: the keychain, or the account's file. InvalidInput for a variable.
void writePassword(const AccountConfig &account, SecretStore &store, const SecretString &secret,
                   SecretStore::Done done);

/// First line of a file, without its line end. NotFound, StorageFailed, or InvalidInput when empty or over 64 kB.
[[nodiscard]] Result<SecretString> readSecretFile(const QString &path);
/// Writes a password file that readPassword() understands, readable by its owner only; an older one is replaced whole
/// or not at all. InvalidInput for a secret of several lines.
[[nodiscard]] Result<void> writeSecretFile(const QString &path, const SecretString &secret);
/// NotFound when the variable is not set or empty.
[[nodiscard]] Result<SecretString> readSecretFromEnvironment(const QString &variable);

} // namespace otklik::settings
