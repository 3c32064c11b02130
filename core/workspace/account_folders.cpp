// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/account_folders.h"

#include <algorithm>

namespace otklik::workspace {

namespace {

/// How programs call it, for servers that do not say which one it is (RFC 6154): the likelier first, so that a mailbox
/// with several keeps the one that was used before. -1: otherwise.
qsizetype rankAsSent(const QString &name)
{
    static const QStringList names =
        QString::fromUtf8("Sent|Sent Items|Sent Messages|Отправленные|Sent Mail|Отправленные элементы|Надіслані|"
                          "Надіслані елементи|Відправлені|Gesendet|Gesendete Elemente|Gesendete Objekte|Envoyés|"
                          "Éléments envoyés|Messages envoyés|Enviados|Elementos enviados|Itens enviados|Inviata|"
                          "Posta inviata|Wysłane|Elementy wysłane|Verzonden|Verzonden items|Odeslaná pošta|"
                          "Gönderilmiş Öğeler")
            .split(QLatin1Char('|'));
    for (qsizetype i = 0; i < names.size(); ++i)
        if (name.compare(names[i], Qt::CaseInsensitive) == 0)
            return i;
    return -1;
}

} // namespace

std::optional<sync::RemoteFolder> sentFolder(const std::vector<sync::RemoteFolder> &folders)
{
    const sync::RemoteFolder *byName = nullptr;
    qsizetype best = -1;
    for (const sync::RemoteFolder &folder : folders) {
        if (folder.role == sync::FolderRole::Sent && folder.selectable)
            return folder;
        const QString last =
            folder.name.section(folder.delimiter.isEmpty() ? QStringLiteral("/") : folder.delimiter, -1);
        const qsizetype rank = folder.selectable ? rankAsSent(last) : -1;
        if (rank < 0 || (byName && rank >= best))
            continue;
        byName = &folder;
        best = rank;
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
