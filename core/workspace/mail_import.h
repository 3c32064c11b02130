// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/task.h"
#include "core/base/result.h"
#include "core/sync/mailbox_session.h"

#include <QString>

namespace otklik::workspace {

/// Mails out of files: "eml" (a file, or a folder of *.eml), "mbox" (mboxrd and mboxo), "maildir". NotFound,
/// InvalidInput for another format.
struct ImportedMail
{
    QByteArray raw;
    Instant date;
    QStringList flags;
};
[[nodiscard]] Result<std::vector<ImportedMail>> readMailFiles(const QString &format, const QString &path);

/// Puts them into the INBOX of the session; how many.
[[nodiscard]] async::Task<qint64> appendImported(sync::MailboxSession *session, std::vector<ImportedMail> mails);

} // namespace otklik::workspace
