// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/task.h"
#include "core/base/secret_string.h"
#include "core/settings/account_config.h"
#include "core/workspace/workspace.h"

#include <functional>
#include <stop_token>

namespace otklik::workspace {

/// Tries an account step by step without changing anything of the cache; each step is told as it ends. Ends with the
/// first failure.
[[nodiscard]] async::Task<void> testAccountSteps(settings::AccountConfig account, SecretString password,
                                                 std::function<void(Workspace::TestStep)> step, std::stop_token stop);

} // namespace otklik::workspace
