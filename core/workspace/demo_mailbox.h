// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"

#include <QString>

namespace otklik::workspace {

/// Writes the built-in demo mails (resources/demo/demo.json) as a Maildir at `path`: INBOX and Sent with the mails, and
/// Otklik/Journal with the decisions of three specialists, dated back from `now`, so that the usual sync makes a
/// lived-in desk of it. StorageFailed; Conflict when there is something at `path` already.
[[nodiscard]] Result<void> writeDemoMailbox(const QString &path, Instant now);

struct DemoIdentity
{
    QString name, address, role;
    QString mailboxName, mailboxAddress;
};
/// Whose desk the demo profile is.
[[nodiscard]] Result<DemoIdentity> demoIdentity();

} // namespace otklik::workspace
