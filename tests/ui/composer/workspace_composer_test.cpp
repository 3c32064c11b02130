// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/workspace_composer.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace otklik;
using namespace otklik::ui;

/// The composer's source over a real workspace, whose mailbox has one mail with two files of one name.
class WorkspaceComposerTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void filesOfOneNameAreForwardedBoth();
    void aForwardLeavesTheFilesOfOtherDraftsAlone();
    void anAnswerTakenBackHasItsOwnFiles();

private:
    template<typename Ask>
    void ask(Ask ask);
    static QByteArray bytesOf(const QString &path);
    QStringList forwardFiles();

    QTemporaryDir m_folder;
    SystemClock m_clock;
    std::unique_ptr<WorkspaceClient> m_client;
    ticket::Key m_key;
};

template<typename Ask>
void WorkspaceComposerTest::ask(Ask ask)
{
    QString fault = QStringLiteral("no answer");
    bool done = false;
    onResult(m_client->order(ask), this, [&](const Result<void> &ended) {
        done = true;
        fault = ended ? QString() : ended.error().detail;
    });
    QTRY_VERIFY_WITH_TIMEOUT(done, 60000);
    QVERIFY2(fault.isEmpty(), qPrintable(fault));
}

QByteArray WorkspaceComposerTest::bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList WorkspaceComposerTest::forwardFiles()
{
    WorkspaceComposer source(*m_client);
    std::optional<ComposerSource::Told<ComposerSource::ForwardStart>> start;
    source.startForward(m_key, {}, [&](const auto &got) { start = got; });
    [&] { QTRY_VERIFY_WITH_TIMEOUT(start.has_value(), 60000); }();
    return start && *start ? (*start)->draft.attachments : QStringList();
}

void WorkspaceComposerTest::initTestCase()
{
    auto client = WorkspaceClient::open(m_folder.path(), m_clock);
    QVERIFY2(client, client ? "" : qPrintable(client.error().detail));
    m_client = std::move(*client);
    ask([](workspace::Workspace &w) { return w.makeDemo(); });
    const QByteArray part = "--b\r\nContent-Type: application/octet-stream\r\n"
                            "Content-Disposition: attachment; filename=\"image.jpeg\"\r\n\r\n";
    const QByteArray raw = "From: Ivan <ivan@two-files.example>\r\nTo: support@otklik.example\r\nSubject: Two files\r\n"
                           "Message-ID: <two@files.example>\r\nDate: Thu, 12 Mar 2026 09:00:00 +0000\r\n"
                           "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
                           "--b\r\nContent-Type: text/plain\r\n\r\nHere.\r\n" +
                           part + "first\r\n" + part + "second\r\n--b--\r\n";
    QFile mail(m_folder.filePath(QStringLiteral("demo-mailbox/new/1.two-files")));
    QVERIFY(mail.open(QIODevice::WriteOnly) && mail.write(raw) == raw.size());
    mail.close();
    bool done = false;
    onResult(
        m_client->request<QJsonObject>(
            [](workspace::Workspace &w, workspace::Workspace::Callback<QJsonObject> told) { w.syncOnce({}, told); }),
        this, [&](const Result<QJsonObject> &) { done = true; });
    QTRY_VERIFY_WITH_TIMEOUT(done, 60000);
    const auto page = m_client->read().tickets(QStringLiteral("customer:ivan@two-files.example"),
                                               ticket::SortOrder::Updated, 5, QString());
    QVERIFY2(page && page->rows.size() == 1, page ? "the mail did not come" : qPrintable(page.error().detail));
    m_key = page->rows.front().key;
}

void WorkspaceComposerTest::cleanupTestCase()
{
    m_client.reset();
}

void WorkspaceComposerTest::filesOfOneNameAreForwardedBoth()
{
    const QStringList files = forwardFiles();
    QCOMPARE(files.size(), 2);
    QCOMPARE(bytesOf(files[0]), QByteArray("first"));
    QCOMPARE(bytesOf(files[1]), QByteArray("second"));
    QCOMPARE(QFileInfo(files[0]).fileName(), QStringLiteral("image.jpeg"));
    QCOMPARE(QFileInfo(files[1]).fileName(), QStringLiteral("image (2).jpeg"));
    // Begun again it does not heap up copies.
    QCOMPARE(forwardFiles(), files);
    QCOMPARE(QFileInfo(files[0]).dir().entryList(QDir::Files).size(), 2);
}

void WorkspaceComposerTest::aForwardLeavesTheFilesOfOtherDraftsAlone()
{
    const QString path = forwardFiles().value(0);
    QVERIFY(QFile::remove(path));
    QFile mine(path); // of the answer that is being written
    QVERIFY(mine.open(QIODevice::WriteOnly) && mine.write("mine") == 4);
    mine.close();
    const QStringList files = forwardFiles();
    QCOMPARE(bytesOf(path), QByteArray("mine"));
    QVERIFY(!files.contains(path));
    QCOMPARE(bytesOf(files.value(0)), QByteArray("first"));
    QCOMPARE(bytesOf(files.value(1)), QByteArray("second"));
}

void WorkspaceComposerTest::anAnswerTakenBackHasItsOwnFiles()
{
    workspace::ReplyRequest request;
    request.ticket = m_key;
    request.text = QStringLiteral("Here are two of mine.");
    request.undoSeconds = 600;
    for (const char *bytes : {"ours", "ours too"})
        request.attachments.push_back({QStringLiteral("image.jpeg"), QStringLiteral("image/jpeg"), bytes});
    OutboxRow row;
    bool done = false;
    onResult(m_client->order([request](workspace::Workspace &w) { return w.reply(request); }), this,
             [&](const Result<OutboxRow> &queued) {
                 done = true;
                 row = queued.value_or(OutboxRow());
             });
    QTRY_VERIFY_WITH_TIMEOUT(done, 60000);
    QVERIFY(!row.isNone());
    WorkspaceComposer source(*m_client);
    std::optional<ComposerSource::Told<workspace::Draft>> draft;
    source.draftOf(row, [&](const auto &got) { draft = got; });
    QTRY_VERIFY_WITH_TIMEOUT(draft.has_value(), 60000);
    QVERIFY(*draft);
    QCOMPARE((*draft)->attachments.size(), 2);
    QCOMPARE(bytesOf((*draft)->attachments[0]), QByteArray("ours"));
    QCOMPARE(bytesOf((*draft)->attachments[1]), QByteArray("ours too"));
}

QTEST_MAIN(WorkspaceComposerTest)
#include "workspace_composer_test.moc"
