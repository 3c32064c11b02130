// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/workspace_client.h"

#include <optional>

namespace otklik::ui {

class AccountForm;

/// Adds an account (with `me`, together with who is at the desk) or changes it; all or nothing.
[[nodiscard]] QFuture<Result<void>> saveAccount(WorkspaceClient &client, const std::optional<workspace::Me> &me,
                                                const settings::AccountConfig &account, const SecretString &secret,
                                                bool isNew);
/// Tells the form whether the system's keychain answers.
void askKeychain(WorkspaceClient &client, AccountForm *form);

} // namespace otklik::ui
