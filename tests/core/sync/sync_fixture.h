// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/ticket_queries.h"
#include "core/sync/folder_sync.h"
#include "core/sync/journal_sync.h"
#include "core/sync/maildir_session.h"
#include "tests/core/store/store_fixture.h"
#include "tests/support/fake_clock.h"
#include "tests/support/run_task.h"

#include <QDir>
#include <QFile>

namespace otklik::sync::test {

using store::test::keyOf;
using store::test::MailSpec;
using store::test::rawOf;

/// A workstation: a store of its own on a mailbox that others may share.
struct Desk
{
    Desk(const QString &maildir, const Clock &clock)
        : session(maildir)
    {
        auto opened = store::Store::open(dir.path(), {});
        EXPECT_OK(opened);
        store = std::move(*opened);
        context.session = &session;
        context.store = store.get();
        context.clock = &clock;
        context.account = QStringLiteral("support");
    }
    FolderReport syncInbox()
    {
        RemoteFolder inbox{"INBOX", QStringLiteral("INBOX"), QStringLiteral("/"), FolderRole::Inbox, true};
        auto report = otklik::test::runTask(syncFolder(context, inbox, store::FolderRole::Inbox));
        EXPECT_OK(report);
        return report.value_or(FolderReport());
    }
    Result<JournalReport> tryEvents()
    {
        auto folders = otklik::test::runTask(session.folders());
        EXPECT_OK(folders);
        return otklik::test::runTask(
            syncJournal(context, *mime::EmailAddress::parse(QStringLiteral("support@desk.example")), *folders));
    }
    JournalReport syncEvents()
    {
        auto report = tryEvents();
        EXPECT_OK(report);
        return report.value_or(JournalReport());
    }
    QStringList tagsOf(const MailSpec &mail)
    {
        const auto row = store::TicketQueries(store->database()).byKey(keyOf(mail));
        EXPECT_OK(row);
        return row ? row->tags : QStringList();
    }
    /// The file that may be deleted; what is in local.sqlite stays.
    void loseCache()
    {
        store.reset();
        for (const char *suffix : {"", "-wal", "-shm"})
            QFile::remove(dir.filePath(QStringLiteral("cache.sqlite") + QLatin1String(suffix)));
        auto opened = store::Store::open(dir.path(), {});
        EXPECT_OK(opened);
        store = std::move(*opened);
        context.store = store.get();
        syncInbox();
    }
    void tag(const ticket::Key &ticket, const QString &word)
    {
        const QJsonObject data{{QStringLiteral("add"), QJsonArray{word}}, {QStringLiteral("remove"), QJsonArray()}};
        const auto decided =
            store->decide({{QStringLiteral("ticket.tags"), ticket.object(), data, {}}},
                          QStringLiteral("anna@desk.example"), context.clock->now(), QStringLiteral("Anna decided."));
        EXPECT_OK(decided);
    }
    QByteArray hash()
    {
        auto text = store::stateHashOf(store->database());
        EXPECT_OK(text);
        return text.value_or(QByteArray());
    }
    QByteArray dump()
    {
        auto text = store::stateDump(store->database());
        EXPECT_OK(text);
        return text.value_or(QByteArray());
    }

    QTemporaryDir dir;
    MaildirSession session;
    std::unique_ptr<store::Store> store;
    SyncContext context;
};

class FolderSyncTest : public ::testing::Test
{
protected:
    void SetUp() override
    {
        const Maildir maildir(m_mail.path());
        ASSERT_OK(maildir.ensure());
    }
    quint32 add(const MailSpec &spec)
    {
        const auto uid = Maildir(m_mail.path()).append(QStringLiteral("INBOX"), rawOf(spec), {}, spec.at);
        EXPECT_OK(uid);
        return uid.value_or(0);
    }
    QString journalPath() const { return m_mail.filePath(QStringLiteral(".Otklik.Journal")); }

    QTemporaryDir m_mail;
    otklik::test::FakeClock m_clock;
    const MailSpec m_first{.id = QStringLiteral("a@acme.example")};
    const MailSpec m_second{.id = QStringLiteral("b@acme.example"), .subject = QStringLiteral("Счёт")};
};

} // namespace otklik::sync::test
