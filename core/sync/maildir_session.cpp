// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/maildir_session.h"

#include "core/async/completion.h"
#include "core/async/timeout.h"

#include <QFileSystemWatcher>
#include <QLoggingCategory>

namespace otklik::sync {

namespace {

Q_LOGGING_CATEGORY(log, "otklik.sync.maildir", QtInfoMsg)

FolderRole roleOf(const QString &name)
{
    const std::pair<const char *, FolderRole> names[] = {{"inbox", FolderRole::Inbox},    {"sent", FolderRole::Sent},
                                                         {"drafts", FolderRole::Drafts},  {"trash", FolderRole::Trash},
                                                         {"junk", FolderRole::Junk},      {"spam", FolderRole::Junk},
                                                         {"archive", FolderRole::Archive}};
    for (const auto &[known, role] : names)
        if (name.compare(QLatin1String(known), Qt::CaseInsensitive) == 0)
            return role;
    return FolderRole::Other;
}

RemoteFolder folderNamed(const QString &name)
{
    return {name.toUtf8(), name, QStringLiteral("/"), roleOf(name), true};
}

} // namespace

MaildirSession::MaildirSession(QString root)
    : m_maildir(std::move(root))
{
}

async::Task<std::vector<RemoteFolder>> MaildirSession::folders()
{
    const auto names = m_maildir.folderNames();
    if (!names)
        co_return tl::unexpected(names.error());
    std::vector<RemoteFolder> folders;
    for (const QString &name : *names)
        folders.push_back(folderNamed(name));
    co_return folders;
}

async::Task<FolderExtent> MaildirSession::extent(RemoteFolder folder)
{
    auto scanned = m_maildir.scan(folder.name);
    if (!scanned)
        co_return tl::unexpected(scanned.error());
    FolderExtent extent;
    extent.mails = scanned->entries.size();
    co_return extent;
}

async::Task<OpenedFolder> MaildirSession::open(RemoteFolder folder)
{
    auto scanned = m_maildir.scan(folder.name);
    if (!scanned)
        co_return tl::unexpected(scanned.error());
    m_opened = folder.name;
    m_folder = std::move(*scanned);
    m_notHandedOut.clear();
    OpenedFolder opened;
    opened.state.uidValidity = m_folder.uidValidity;
    opened.state.uidNext = m_folder.uidNext;
    opened.state.exists = m_folder.entries.size();
    co_return opened;
}

async::Task<std::vector<quint32>> MaildirSession::uids()
{
    const QList<quint32> keys = m_folder.entries.keys();
    co_return std::vector<quint32>(keys.begin(), keys.end());
}

async::Task<void> MaildirSession::fetch(std::vector<quint32> uids, MessageSink *sink)
{
    m_notHandedOut.clear();
    for (const quint32 uid : uids) {
        if (!sink->wantsMore())
            break;
        const auto entry = m_folder.entries.constFind(uid);
        if (entry == m_folder.entries.constEnd())
            continue;
        auto raw = Maildir::read(*entry);
        if (!raw && raw.error().code == ErrorCode::NotFound)
            continue; // taken away since the scan: the next one says so
        if (!raw) {
            qCWarning(log).noquote() << "a mail cannot be read:" << raw.error().detail;
            m_notHandedOut.push_back(uid);
            continue;
        }
        sink->take({uid, entry->flags, entry->internalDate, std::move(*raw)});
        auto room = co_await sink->room();
        if (!room)
            co_return tl::unexpected(room.error());
    }
    co_return Result<void>();
}

/// A file is read whole in any case.
async::Task<std::vector<RemoteHint>> MaildirSession::hints(std::vector<quint32>)
{
    co_return std::vector<RemoteHint>();
}

async::Task<std::vector<RemoteId>> MaildirSession::messageIds(std::vector<quint32>)
{
    co_return std::vector<RemoteId>();
}

async::Task<std::vector<RemoteFlags>> MaildirSession::flagsFrom(quint32 first, quint64)
{
    std::vector<RemoteFlags> flags;
    for (auto it = m_folder.entries.cbegin(); it != m_folder.entries.cend(); ++it)
        if (it.key() >= first)
            flags.push_back({it.key(), it->flags});
    co_return flags;
}

async::Task<AppendReport> MaildirSession::append(RemoteFolder folder, QByteArray raw, QStringList flags,
                                                 Instant internalDate)
{
    const auto uid = m_maildir.append(folder.name, raw, flags, internalDate);
    if (!uid && uid.error().code == ErrorCode::Uncertain)
        co_return AppendReport{Appended::Uncertain, 0, 0};
    if (!uid)
        co_return tl::unexpected(uid.error());
    co_return AppendReport{Appended::Stored, 0, *uid};
}

async::Task<RemoteFolder> MaildirSession::create(QStringList path)
{
    const QString name = path.join(QLatin1Char('/'));
    if (auto made = m_maildir.createFolder(name); !made)
        co_return tl::unexpected(made.error());
    co_return folderNamed(name);
}

async::Task<bool> MaildirSession::waitForChange(std::vector<WatchedFolder>, std::chrono::milliseconds atMost,
                                                std::stop_token stop)
{
    QFileSystemWatcher watcher(m_maildir.watchPaths(m_opened));
    async::Completion<bool> changed;
    QObject::connect(&watcher, &QFileSystemWatcher::directoryChanged, &watcher, [&changed] { changed.finish(true); });
    auto waiter = changed.waiter();
    auto result =
        co_await async::waitFor<bool>(std::move(waiter), atMost, stop, QStringLiteral("change in the Maildir"));
    if (!result && result.error().code == ErrorCode::Timeout)
        co_return false;
    co_return result;
}

async::Task<void> MaildirSession::close()
{
    m_folder = {};
    co_return Result<void>();
}

} // namespace otklik::sync
