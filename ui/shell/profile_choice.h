// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/workspace_client.h"

namespace otklik::ui {

/// Which profile the program works on.
struct OpenedProfile
{
    std::unique_ptr<WorkspaceClient> client;
    bool isDemo = false;
};

/// Opens `wished`; when no account is set up there, the demo mailbox in a profile of its own beside it ("demo"),
/// which is filled when it is new. Waits for the demo mailbox to be written, not for any network.
[[nodiscard]] Result<OpenedProfile> openProfile(const QString &wished, const Clock &clock);

} // namespace otklik::ui
