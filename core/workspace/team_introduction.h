// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/journal/event.h"
#include "core/settings/account_config.h"
#include "core/store/store.h"

#include <optional>

namespace otklik::workspace {

inline const QString kIntroduction = QStringLiteral("works at this desk");

/// What tells the team the name of the person at the desk; nothing when the journal says it already. Asked when the
/// journal has been read: a second desk of the same person must not say it again.
[[nodiscard]] std::optional<journal::Op> introductionOf(const settings::ProfileConfig &profile, store::Store &store);

} // namespace otklik::workspace
