// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/account_folders.h"

#include <algorithm>

namespace otklik::workspace {

std::optional<sync::RemoteFolder> sentFolder(const std::vector<sync::RemoteFolder> &folders)
{
    const sync::RemoteFolder *byName = nullptr;
    for (const sync::RemoteFolder &folder : folders) {
        if (folder.role == sync::FolderRole::Sent && folder.selectable)
            return folder;
        const QString last =
            folder.name.section(folder.delimiter.isEmpty() ? QStringLiteral("/") : folder.delimiter, -1);
        for (const char *name : {"Sent", "Sent Items", "Sent Messages", "Отправленные", "Sent Mail"})
            if (!byName && folder.selectable && last.compare(QString::fromUtf8(name), Qt::CaseInsensitive) == 0)
                byName = &folder;
    }
    return byName ? std::optional(*byName) : std::nullopt;
}

std::vector<std::pair<sync::RemoteFolder, store::FolderRole>>
wantedFolders(const std::vector<sync::RemoteFolder> &folders, const settings::AccountConfig &config)
{
    std::vector<std::pair<sync::RemoteFolder, store::FolderRole>> wanted;
    for (const sync::RemoteFolder &folder : folders)
        if (folder.role == sync::FolderRole::Inbox)
            wanted.emplace_back(folder, store::FolderRole::Inbox);
    if (const auto sent = sentFolder(folders))
        wanted.emplace_back(*sent, store::FolderRole::Sent);
    for (const sync::RemoteFolder &folder : folders)
        if (folder.selectable && config.folders.contains(folder.name))
            wanted.emplace_back(folder, store::FolderRole::Extra);
    return wanted;
}

bool isFolderMissing(const std::vector<sync::RemoteFolder> &folders, const settings::AccountConfig &config)
{
    return std::any_of(config.folders.begin(), config.folders.end(), [&folders](const QString &name) {
        return std::none_of(folders.begin(), folders.end(),
                            [&name](const auto &folder) { return folder.name == name; });
    });
}

std::vector<store::FolderState> lostFolders(const std::vector<store::FolderState> &known,
                                            const std::vector<std::pair<sync::RemoteFolder, store::FolderRole>> &wanted)
{
    std::vector<store::FolderState> lost;
    for (const store::FolderState &folder : known) {
        const bool isThere = std::any_of(wanted.begin(), wanted.end(), [&folder](const auto &one) {
            return QString::fromLatin1(one.first.rawName) == folder.name;
        });
        if (!isThere && folder.role != store::FolderRole::Inbox && folder.role != store::FolderRole::Journal)
            lost.push_back(folder);
    }
    return lost;
}

} // namespace otklik::workspace
