// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/account_config.h"
#include "core/store/folder_repository.h"
#include "core/sync/mailbox_session.h"

#include <optional>
#include <vector>

namespace otklik::workspace {

/// Where answers are filed: what the server says, else the usual names.
[[nodiscard]] std::optional<sync::RemoteFolder> sentFolder(const std::vector<sync::RemoteFolder> &folders);

/// The folders whose mail becomes tickets, in the order in which they are read.
[[nodiscard]] std::vector<std::pair<sync::RemoteFolder, store::FolderRole>>
wantedFolders(const std::vector<sync::RemoteFolder> &folders, const settings::AccountConfig &config);

/// Whether one that the account wants is not among them: it may be made at any time.
[[nodiscard]] bool isFolderMissing(const std::vector<sync::RemoteFolder> &folders,
                                   const settings::AccountConfig &config);

/// Folders of mail in the cache that are not among the wanted ones: deleted, renamed, or not to be read any more. Never
/// the inbox, which every mailbox has.
[[nodiscard]] std::vector<store::FolderState>
lostFolders(const std::vector<store::FolderState> &known,
            const std::vector<std::pair<sync::RemoteFolder, store::FolderRole>> &wanted);

} // namespace otklik::workspace
