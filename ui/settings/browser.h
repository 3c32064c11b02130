// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/workspace_client.h"

namespace otklik::ui {

/// Opens the person's browser for a sign-in to the account; the secret that comes of it. `client`, unless it is empty,
/// is kept first.
[[nodiscard]] QFuture<Result<SecretString>> signInWithBrowser(WorkspaceClient &client,
                                                              const settings::AccountConfig &account,
                                                              const workspace::SignInClient &registered);
void cancelBrowserSignIn(WorkspaceClient &client);

} // namespace otklik::ui
