// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/ledger.h"
#include "core/store/state_dump.h"
#include "core/store/store.h"
#include "core/store/ticket_queries.h"
#include "tests/support/expect_result.h"

#include <QJsonArray>
#include <QJsonObject>

#include <QTemporaryDir>

namespace otklik::store::test {

/// A mail as a test writes it down.
struct MailSpec
{
    QString id;
    QString from = QStringLiteral("ivan@acme.example");
    QString subject = QStringLiteral("Сайт не открывается");
    QString text = QStringLiteral("Здравствуйте, на сайте ошибка.");
    QStringList references = {};
    Instant at = Instant::fromIso(QStringLiteral("2026-03-01T09:00:00.000Z"));
    bool out = false;
    QString to = QStringLiteral("support@desk.example");
    mime::AutoKind autoKind = mime::AutoKind::None;
    quint32 flags = 0;
};

inline mime::Mailbox mailbox(const QString &address)
{
    return {QString(), *mime::EmailAddress::parse(address), address};
}

inline QByteArray rawOf(const MailSpec &spec)
{
    QByteArray raw = "From: " + spec.from.toUtf8() + "\r\nTo: " + spec.to.toUtf8() + "\r\nMessage-ID: <" +
                     spec.id.toUtf8() + ">\r\nSubject: " + spec.subject.toUtf8() + "\r\n";
    for (const QString &reference : spec.references)
        raw += "References: <" + reference.toUtf8() + ">\r\n";
    return raw + "\r\n" + spec.text.toUtf8() + "\r\n";
}

inline mime::Message parsedOf(const MailSpec &spec)
{
    mime::Message mail;
    mail.messageId = spec.id.toUtf8();
    for (const QString &reference : spec.references)
        mail.references.push_back(reference.toUtf8());
    mail.subject = spec.subject;
    mail.from = {mailbox(spec.from)};
    mail.to = {mailbox(spec.to)};
    mail.date = spec.at;
    mail.text = spec.text;
    mail.autoKind = spec.autoKind;
    return mail;
}

inline NewMessage newMessage(const MailSpec &spec, FolderRow folder, quint32 uid)
{
    NewMessage message;
    message.mail = prepareMail(rawOf(spec), parsedOf(spec));
    message.folder = folder;
    message.uid = uid;
    message.flags = spec.flags;
    message.internalDate = spec.at;
    message.direction = spec.out ? ticket::Direction::Out : ticket::Direction::In;
    message.account = QStringLiteral("support");
    return message;
}

inline ticket::Key keyOf(const MailSpec &spec)
{
    return ticket::Key::ofContent(rawOf(spec));
}

class StoreTest : public ::testing::Test
{
protected:
    void SetUp() override
    {
        openStore();
        m_inbox = folder(QStringLiteral("INBOX"), FolderRole::Inbox);
    }
    void openStore()
    {
        m_store.reset();
        auto opened = Store::open(m_dir.path(), rules());
        ASSERT_OK(opened);
        m_store = std::move(*opened);
    }
    static DeskRules rules()
    {
        DeskRules rules;
        rules.ourAddresses = {QStringLiteral("support@desk.example"), QStringLiteral("anna@desk.example")};
        return rules;
    }
    FolderRow folder(const QString &name, FolderRole role)
    {
        const auto state = m_store->folders().ensure(QStringLiteral("support"), name, role);
        return state ? state->row : FolderRow();
    }
    void take(const std::vector<MailSpec> &specs)
    {
        std::vector<NewMessage> batch;
        for (const MailSpec &spec : specs)
            batch.push_back(newMessage(spec, m_inbox, ++m_uid));
        const auto taken = m_store->takeMails(batch, std::nullopt);
        ASSERT_OK(taken);
    }
    ticket::TicketRow ticketOf(const MailSpec &root)
    {
        auto row = TicketQueries(m_store->database()).byKey(keyOf(root));
        EXPECT_OK(row);
        return row.value_or(ticket::TicketRow());
    }
    std::vector<ticket::TicketRow> tickets(const QString &query = {})
    {
        const auto parsed = ticket::parseQuery(query);
        EXPECT_TRUE(parsed.has_value()) << query.toStdString();
        auto page = TicketQueries(m_store->database())
                        .page(parsed.value_or(ticket::Query()), ticket::SortOrder::Created, 1000, {}, m_context);
        EXPECT_OK(page);
        return page ? page->rows : std::vector<ticket::TicketRow>();
    }
    Result<Store::Decision> decide(const QString &type, const ticket::Key &key, const QJsonObject &data)
    {
        return m_store->decide({{type, key.object(), data, {}}}, QStringLiteral("anna@desk.example"), m_context.now,
                               QStringLiteral("Anna decided."));
    }
    using Verdicts = QMap<QString, qint64>;
    /// The sum of the ledger; what was expunged and is missing stands beside it.
    Verdicts verdictsOf(FolderRow folder)
    {
        const auto folders = Ledger(m_store->database()).folders({});
        EXPECT_OK(folders);
        for (const LedgerFolder &one : folders.value_or(std::vector<LedgerFolder>()))
            if (one.state.row == folder)
                return one.sum.verdicts;
        return {};
    }
    QByteArray dump()
    {
        auto text = stateDump(m_store->database());
        EXPECT_OK(text);
        return text.value_or(QByteArray());
    }

    QTemporaryDir m_dir;
    std::unique_ptr<Store> m_store;
    FolderRow m_inbox;
    quint32 m_uid = 0;
    ticket::QueryContext m_context{Instant::fromIso(QStringLiteral("2026-03-02T09:00:00.000Z")),
                                   QStringLiteral("anna@desk.example"), QTimeZone::utc()};
};

} // namespace otklik::store::test
