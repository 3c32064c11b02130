// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversation/conversation_presenter.h"
#include "ui/conversation/workspace_conversation.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace otklik;
using namespace otklik::ui;

/// The presenter over a real workspace that holds the demo mailbox.
class WorkspaceConversationTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void bodiesAndSourcesAreRead();
    void decisionsArrive();

private:
    QTemporaryDir m_folder;
    SystemClock m_clock;
    std::unique_ptr<WorkspaceClient> m_client;
    ticket::Key m_key;
};

void WorkspaceConversationTest::initTestCase()
{
    auto client = WorkspaceClient::open(m_folder.path(), m_clock);
    QVERIFY2(client, client ? "" : qPrintable(client.error().detail));
    m_client = std::move(*client);
    bool done = false;
    QString fault;
    onResult(m_client->order([](workspace::Workspace &w) { return w.makeDemo(); }), this,
             [&](const Result<void> &made) {
                 done = true;
                 fault = made ? QString() : made.error().detail;
             });
    QTRY_VERIFY_WITH_TIMEOUT(done, 60000);
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
    done = false;
    onResult(
        m_client->request<QJsonObject>(
            [](workspace::Workspace &w, workspace::Workspace::Callback<QJsonObject> told) { w.syncOnce({}, told); }),
        this, [&](const Result<QJsonObject> &synced) {
            done = true;
            fault = synced ? QString() : synced.error().detail;
        });
    QTRY_VERIFY_WITH_TIMEOUT(done, 60000);
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
    const auto page = m_client->read().tickets(QString(), ticket::SortOrder::Updated, 50, QString());
    QVERIFY(page && !page->rows.empty());
    for (const ticket::TicketRow &row : page->rows)
        if (m_key.isEmpty() && row.messages > 0 && row.channel == ticket::Channel::Mail)
            m_key = row.key;
    QVERIFY(!m_key.isEmpty());
}

void WorkspaceConversationTest::cleanupTestCase()
{
    m_client.reset();
}

void WorkspaceConversationTest::bodiesAndSourcesAreRead()
{
    WorkspaceConversation source(*m_client);
    ConversationPresenter presenter(source);
    QSignalSpy failed(&presenter, &ConversationPresenter::failed);
    QStringList bodies;
    QByteArray raw;
    connect(&presenter, &ConversationPresenter::contentReady, this, [&](const QString &id, const MessageView &view) {
        if (!view.html.trimmed().isEmpty())
            bodies << id;
    });
    connect(&presenter, &ConversationPresenter::sourceReady, this, [&](const QByteArray &bytes) { raw = bytes; });
    presenter.show(m_key);
    qsizetype messages = 0;
    for (const ticket::TimelineEntry &entry : presenter.timeline()) {
        if (entry.message.isNone())
            continue;
        ++messages;
        presenter.requestContent(entry);
        presenter.requestSource(entry.message);
    }
    QVERIFY(messages > 0);
    QTRY_COMPARE(bodies.size(), messages);
    QTRY_VERIFY(raw.contains("\r\n\r\n"));
    QCOMPARE(failed.size(), 0);
}

void WorkspaceConversationTest::decisionsArrive()
{
    WorkspaceConversation source(*m_client);
    ConversationPresenter presenter(source);
    presenter.show(m_key);
    const auto wanted =
        presenter.row().priority == ticket::Priority::Low ? ticket::Priority::High : ticket::Priority::Low;
    presenter.setPriority(wanted);
    presenter.changeTags({QStringLiteral("from-the-window")}, {});
    QTRY_VERIFY((presenter.reload(), presenter.row().priority == wanted));
    QTRY_VERIFY((presenter.reload(), presenter.row().tags.contains(QStringLiteral("from-the-window"))));
}

QTEST_MAIN(WorkspaceConversationTest)
#include "workspace_conversation_test.moc"
