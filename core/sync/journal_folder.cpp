// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/journal_folder.h"

#include "core/journal/event_codec.h"
#include "core/sync/journal_sync.h"

#include <algorithm>

namespace otklik::sync {

namespace {

constexpr int kLooks = 2; ///< for mails that were listed and not handed out

/// Mails of the journal are taken in the order of their UIDs, which is not that of their arrival: one slice is kept
/// until all of it is here. What is too large for one was put there by a stranger (a server may deliver to any folder):
/// enough of it stays to be refused for its size.
class Collector final : public MessageSink
{
public:
    void take(RemoteMessage message) override
    {
        if (message.raw.size() > journal::kMaxImportMailSize)
            message.raw = message.raw.left(journal::kMaxImportMailSize + 1);
        mails.push_back(std::move(message));
    }
    [[nodiscard]] bool isFull() const override { return false; }
    async::Task<void> room() override { co_return Result<void>(); }
    std::vector<RemoteMessage> mails;
};

} // namespace

JournalFolder::JournalFolder(MailboxSession &session, std::vector<RemoteFolder> folders, qsizetype slice)
    : m_session(session)
    , m_folders(std::move(folders))
    , m_slice(slice)
{
}

async::Task<void> JournalFolder::findOrMake()
{
    for (const RemoteFolder &folder : m_folders) {
        const QString wanted = kJournalPath.join(folder.delimiter.isEmpty() ? QStringLiteral("/") : folder.delimiter);
        if (folder.name == wanted || folder.name == QStringLiteral("INBOX") + folder.delimiter + wanted) {
            m_folder = folder;
            co_return Result<void>();
        }
    }
    auto created = co_await create();
    co_return created;
}

async::Task<void> JournalFolder::create()
{
    auto created = co_await m_session.create(kJournalPath);
    if (!created)
        co_return tl::unexpected(created.error());
    m_folder = *created;
    co_return Result<void>();
}

async::Task<void> JournalFolder::open()
{
    auto opened = co_await m_session.open(m_folder);
    if (!opened && opened.error().code == ErrorCode::NotFound) {
        auto created = co_await create();
        if (!created)
            co_return tl::unexpected(created.error());
        opened = co_await m_session.open(m_folder);
    }
    if (!opened)
        co_return tl::unexpected(opened.error());
    m_state = opened->state;
    co_return Result<void>();
}

async::Task<void> JournalFolder::listMails()
{
    auto uids = co_await m_session.uids();
    if (!uids)
        co_return tl::unexpected(uids.error());
    m_listed = std::move(*uids);
    if (unlisted() <= 0)
        co_return Result<void>();
    auto fetched = co_await m_session.flags(0);
    if (!fetched)
        co_return tl::unexpected(fetched.error());
    for (const RemoteFlags &mail : *fetched)
        m_listed.push_back(mail.uid);
    std::sort(m_listed.begin(), m_listed.end());
    m_listed.erase(std::unique(m_listed.begin(), m_listed.end()), m_listed.end());
    co_return Result<void>();
}

std::vector<quint32> JournalFolder::listedAfter(quint32 uid) const
{
    return {std::upper_bound(m_listed.begin(), m_listed.end(), uid), m_listed.end()};
}

std::vector<std::vector<quint32>> JournalFolder::slicesOf(const std::vector<quint32> &uids) const
{
    std::vector<std::vector<quint32>> slices;
    for (auto at = uids.begin(); at != uids.end();) {
        const auto end = at + std::min<std::ptrdiff_t>(m_slice, uids.end() - at);
        slices.emplace_back(at, end);
        at = end;
    }
    return slices;
}

async::Task<std::vector<RemoteMessage>> JournalFolder::mails(std::vector<quint32> uids)
{
    std::map<quint32, RemoteMessage> found;
    for (const quint32 uid : uids)
        if (auto kept = m_kept.extract(uid))
            found.insert(std::move(kept));
    std::erase_if(uids, [&found](quint32 uid) { return found.contains(uid); });
    for (int look = 0; look < kLooks && !uids.empty(); ++look) {
        Collector collector;
        auto fetched = co_await m_session.fetch(uids, &collector);
        if (!fetched)
            co_return tl::unexpected(fetched.error());
        for (RemoteMessage &mail : collector.mails)
            found.try_emplace(mail.uid, std::move(mail));
        std::erase_if(uids, [&found](quint32 uid) { return found.contains(uid); });
    }
    std::vector<RemoteMessage> mails;
    mails.reserve(found.size());
    for (auto &[uid, mail] : found)
        mails.push_back(std::move(mail));
    co_return mails;
}

void JournalFolder::keep(std::vector<RemoteMessage> mails)
{
    for (RemoteMessage &mail : mails)
        m_kept.try_emplace(mail.uid, std::move(mail));
}

async::Task<std::vector<RemoteId>> JournalFolder::messageIds(std::vector<quint32> uids)
{
    return m_session.messageIds(std::move(uids));
}

async::Task<AppendReport> JournalFolder::append(QByteArray mail, Instant at)
{
    return m_session.append(m_folder, std::move(mail), QStringList{QStringLiteral("\\Seen")}, at);
}

} // namespace otklik::sync
