// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// The main job in the real window against real servers: a customer's mail becomes a row in the queue, a canned response
// is inserted, sent, and arrives in the customer's mailbox. With OTKLIK_PICTURES=DIR each station is saved as a
// picture.
#include "core/mime/message_parser.h"
#include "tests/support/dovecot_fixture.h"
#include "tests/support/smtp_server_fixture.h"
#include "tests/ui/shell/desk_on_screen.h"

#include <QAbstractItemModel>
#include <QAbstractItemView>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTextEdit>
#include <QToolButton>

using namespace otklik;

namespace {

const QString kSupport = QStringLiteral("support@otklik.test");
const QString kSales = QStringLiteral("sales@otklik.test"); // the sending server does not know it at first
const QString kSalesBanner = QStringLiteral("account-sales");
const QString kCustomer = QStringLiteral("irina@kunde.test");

const QByteArray kMail =
    "From: Irina Belova <irina@kunde.test>\r\nTo: support@otklik.test\r\nSubject: Slow site\r\n"
    "Message-ID: <slow.1@kunde.test>\r\nDate: Mon, 23 Nov 2026 07:00:00 +0000\r\n"
    "Content-Type: text/plain; charset=utf-8\r\n\r\nGood morning, our shop opens in 20 seconds.\r\n";

QByteArrayList mailsIn(const QString &maildir)
{
    QByteArrayList mails;
    for (const QString &part : {QStringLiteral("/new"), QStringLiteral("/cur")})
        for (const QFileInfo &info : QDir(maildir + part).entryInfoList(QDir::Files)) {
            QFile file(info.absoluteFilePath());
            if (file.open(QIODevice::ReadOnly))
                mails << file.readAll();
        }
    return mails;
}

} // namespace

class DeskReplyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aCannedReplyFromTheWindowArrives();
    void theFirstMailOfATicketIsAskedAboutAndTakenBack();
    void aSignInRefusedForSendingOnlyIsToldAndMended();
    void cleanupTestCase();

private:
    void openDesk();
    void addAccount(const QString &name, const QString &address);
    template<typename T>
    T *find(const QString &objectName)
    {
        return m_desk->find<T>(objectName);
    }

    test::DovecotFixture m_dovecot;
    test::SmtpServerFixture m_smtp;
    QTemporaryDir m_profile;
    QString m_authorities;
    SystemClock m_clock;
    std::unique_ptr<ui::WorkspaceClient> m_client;
    std::unique_ptr<test::DeskOnScreen> m_desk;
};

void DeskReplyTest::initTestCase()
{
    if (test::DovecotFixture::skipped())
        QSKIP("OTKLIK_SKIP_SERVERS is set");
    REQUIRE(m_dovecot.addUser(kSupport));
    REQUIRE(m_dovecot.addUser(kSales));
    REQUIRE(m_dovecot.addUser(kCustomer));
    REQUIRE(m_dovecot.start());
    REQUIRE(m_smtp.addMailbox(kSupport, m_dovecot.maildirOf(kSupport)));
    REQUIRE(m_smtp.addMailbox(kCustomer, m_dovecot.maildirOf(kCustomer)));
    REQUIRE(m_smtp.start());
    REQUIRE(m_dovecot.deliver(kSupport, kMail));
    openDesk();
}

void DeskReplyTest::openDesk()
{
    // One file with the authorities of both servers.
    QFile authorities(m_profile.filePath(QStringLiteral("ca.pem")));
    QVERIFY(authorities.open(QIODevice::WriteOnly));
    for (const QString &path : {m_dovecot.caFile(), m_smtp.caFile()}) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        authorities.write(file.readAll());
    }
    authorities.close();
    m_authorities = authorities.fileName();
    qputenv("OTKLIK_TEST_PASSWORD", test::DovecotFixture::kPassword.toUtf8());

    auto opened = ui::WorkspaceClient::open(m_profile.filePath(QStringLiteral("profile")), m_clock);
    REQUIRE(opened);
    m_client = std::move(*opened);
    auto made = m_client->order([](workspace::Workspace &w) {
        return w.initProfile(QStringLiteral("Maria Orlova"), QStringLiteral("maria@otklik.test"),
                             QStringLiteral("specialist"));
    });
    made.waitForFinished();
    REQUIRE(made.result());
    addAccount(QStringLiteral("support"), kSupport);
    workspace::CannedRow canned;
    canned.name = QStringLiteral("looking");
    canned.language = QStringLiteral("en");
    canned.title = QStringLiteral("We are looking");
    canned.shortcut = QStringLiteral(";look");
    canned.body = QStringLiteral(
        "Hello {{ contact.first_name | \"there\" }},\n\nwe are looking at it now.\n\n{{ specialist.name }}");
    auto put = m_client->order([canned](workspace::Workspace &w) { return w.putCanned(canned); });
    put.waitForFinished();
    REQUIRE(put.result());

    m_desk = std::make_unique<test::DeskOnScreen>(*m_client);
}

void DeskReplyTest::addAccount(const QString &name, const QString &address)
{
    settings::AccountConfig account;
    account.name = name;
    account.address = account.user = address;
    account.imap = {QStringLiteral("localhost"), m_dovecot.tlsPort(), settings::Security::Tls};
    account.smtp = {QStringLiteral("localhost"), m_smtp.port(), settings::Security::StartTls};
    account.caFile = m_authorities;
    account.passwordSource = {settings::PasswordSource::Kind::Env, QStringLiteral("OTKLIK_TEST_PASSWORD")};
    auto added = m_client->request<void>([account](workspace::Workspace &w, std::function<void(Result<void>)> done) {
        w.addAccount(account, {}, std::move(done));
    });
    QTRY_VERIFY(added.isFinished());
    REQUIRE(added.result());
}

void DeskReplyTest::aCannedReplyFromTheWindowArrives()
{
    auto *queue = find<QAbstractItemView>(QStringLiteral("queueList"));
    QVERIFY(queue);
    QTRY_VERIFY_WITH_TIMEOUT(queue->model()->rowCount() > 0, 20000);
    QTRY_VERIFY_WITH_TIMEOUT(m_client->read().ticket(QStringLiteral("1")).has_value(), 20000);
    const ticket::Key key = m_client->read().ticket(QStringLiteral("1"))->key;

    // The first row is shown by itself; the answer begins with the canned response.
    auto *editor = find<QTextEdit>(QStringLiteral("answerEditor"));
    QVERIFY(editor);
    QTRY_VERIFY_WITH_TIMEOUT(editor->isVisible(), 10000);
    m_desk->savePicture(QStringLiteral("1-arrived"));
    editor->setFocus();
    QTest::keyClicks(editor, QStringLiteral(";look"));
    QTRY_VERIFY(m_desk->frame().findChild<QWidget *>(QStringLiteral("cannedPicker"))->isVisible());
    m_desk->savePicture(QStringLiteral("2-picker"));
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_VERIFY(editor->toPlainText().contains(QStringLiteral("Hello Irina,")));
    QVERIFY(!editor->toPlainText().contains(QStringLiteral(";look")));
    m_desk->savePicture(QStringLiteral("3-written"));
    auto *send = find<QToolButton>(QStringLiteral("sendButton"));
    QVERIFY(send);
    QTRY_VERIFY(send->isEnabled());
    QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);

    QTRY_VERIFY(editor->toPlainText().isEmpty()); // the next answer begins with nothing

    // Held for the undo time, then on its way.
    QTRY_VERIFY_WITH_TIMEOUT(mailsIn(m_dovecot.maildirOf(kCustomer)).size() == 1, 40000);
    const mime::Message arrived = mime::parseMessage(mailsIn(m_dovecot.maildirOf(kCustomer)).first());
    QCOMPARE(arrived.inReplyTo, std::vector<QByteArray>{"slow.1@kunde.test"});
    QVERIFY(arrived.subject.startsWith(QStringLiteral("Re: Slow site [#1-")));
    QVERIFY(arrived.text.contains(QStringLiteral("we are looking at it now")));
    QTRY_VERIFY_WITH_TIMEOUT(m_client->read().ticket(key)->status == ticket::Status::Pending, 20000);
    QTRY_COMPARE_WITH_TIMEOUT(mailsIn(m_dovecot.maildirOf(kSupport) + QStringLiteral("/.Sent")).size(), 1, 20000);

    // His answer comes back to the same ticket while the window is open.
    const QByteArray answer = "From: Irina Belova <irina@kunde.test>\r\nTo: support@otklik.test\r\nSubject: Re: Slow "
                              "site\r\nMessage-ID: <slow.2@kunde.test>\r\nIn-Reply-To: <" +
                              arrived.messageId + ">\r\nReferences: <slow.1@kunde.test> <" + arrived.messageId +
                              ">\r\n\r\nStill slow.\r\n";
    REQUIRE(m_dovecot.deliver(kSupport, answer));
    QTRY_COMPARE_WITH_TIMEOUT(m_client->read().ticket(key)->messages, 3, 20000);
    QTRY_VERIFY_WITH_TIMEOUT(m_client->read().ticket(key)->status == ticket::Status::Open, 20000);
    QTRY_VERIFY(queue->model()->rowCount() > 0);
    m_desk->savePicture(QStringLiteral("4-answered"));
    QCOMPARE(mailsIn(m_dovecot.maildirOf(kSupport) + QStringLiteral("/.Sent")).size(), 1);
}

void DeskReplyTest::theFirstMailOfATicketIsAskedAboutAndTakenBack()
{
    const auto before = mailsIn(m_dovecot.maildirOf(kCustomer)).size();
    m_desk->window().commands().run(QStringLiteral("ticket.new"));
    find<QLineEdit>(QStringLiteral("newTicketRequester"))->setText(kCustomer);
    find<QLineEdit>(QStringLiteral("newTicketSubject"))->setText(QStringLiteral("Your certificate"));
    auto *channel = find<QComboBox>(QStringLiteral("newTicketChannel"));
    channel->setCurrentIndex(channel->findData(int(ticket::Channel::Mail)));
    auto *text = find<QPlainTextEdit>(QStringLiteral("newTicketText"));
    text->setPlainText(QStringLiteral("Good morning,\nthe new one is attached."));
    auto *anyway = find<QPushButton>(QStringLiteral("newTicketAnyway"));
    find<QPushButton>(QStringLiteral("newTicketCreate"))->click();
    QTRY_VERIFY(anyway->isVisible());
    QVERIFY(find<QLabel>(QStringLiteral("newTicketFault"))->isVisible());
    m_desk->savePicture(QStringLiteral("5-asked-about"));
    text->appendPlainText(QStringLiteral("Masha"));
    QVERIFY(!anyway->isVisible()); // it was about another text
    find<QPushButton>(QStringLiteral("newTicketCreate"))->click();
    QTRY_VERIFY(anyway->isVisible());
    anyway->click();
    QTRY_VERIFY(!find<QDialog>(QStringLiteral("newTicketDialog")));

    auto *bar = find<QWidget>(QStringLiteral("sendingBar"));
    QTRY_VERIFY(bar->isVisible());
    m_desk->savePicture(QStringLiteral("6-leaves-in-a-moment"));
    bar->findChild<QPushButton *>(QStringLiteral("undoSend"))->click();
    auto *editor = find<QTextEdit>(QStringLiteral("answerEditor"));
    QTRY_COMPARE(editor->toPlainText(), QStringLiteral("Good morning,\nthe new one is attached.\nMasha"));
    QVERIFY(!bar->isVisible());
    QCOMPARE(find<QLineEdit>(QStringLiteral("toField"))->text(), kCustomer);
    m_desk->savePicture(QStringLiteral("7-taken-back"));

    editor->setPlainText(QStringLiteral("The new one is in your panel."));
    QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(mailsIn(m_dovecot.maildirOf(kCustomer)).size(), before + 1, 40000);
    int arrived = 0;
    for (const QByteArray &raw : mailsIn(m_dovecot.maildirOf(kCustomer))) {
        QVERIFY(!raw.contains("attached"));
        arrived += raw.contains("in your panel") && raw.contains("Subject: Your certificate") ? 1 : 0;
    }
    QCOMPARE(arrived, 1);
}

void DeskReplyTest::aSignInRefusedForSendingOnlyIsToldAndMended()
{
    const auto before = mailsIn(m_dovecot.maildirOf(kCustomer)).size();
    addAccount(QStringLiteral("sales"), kSales);
    REQUIRE(m_dovecot.deliver(kSales, "From: Irina Belova <irina@kunde.test>\r\nTo: sales@otklik.test\r\nSubject: A "
                                      "price\r\nMessage-ID: <price@kunde.test>\r\n\r\nHow much is it?\r\n"));
    ticket::Key key;
    const auto find = [&] {
        const auto page = m_client->read().tickets(QStringLiteral("price"), ticket::SortOrder::Updated, 1, QString());
        if (page && !page->rows.empty())
            key = page->rows.front().key;
        return !key.isEmpty();
    };
    QTRY_VERIFY_WITH_TIMEOUT(find(), 20000);
    workspace::ReplyRequest reply;
    reply.ticket = key;
    reply.text = QStringLiteral("Ten.");
    auto written = m_client->order([reply](workspace::Workspace &w) { return w.reply(reply); });
    written.waitForFinished();
    REQUIRE(written.result());
    QTRY_VERIFY_WITH_TIMEOUT(m_desk->frame().hasBanner(kSalesBanner), 20000);
    m_desk->savePicture(QStringLiteral("8-sending-refused"));
    // Mail comes in all the same.
    REQUIRE(m_dovecot.deliver(kSales, "From: Oleg <oleg@kunde.test>\r\nTo: sales@otklik.test\r\nSubject: Me "
                                      "too\r\nMessage-ID: <too@kunde.test>\r\n\r\nAnd for me?\r\n"));
    QTRY_VERIFY_WITH_TIMEOUT(
        m_client->read().tickets(QStringLiteral("too"), ticket::SortOrder::Updated, 1, QString())->rows.size() == 1,
        20000);
    QVERIFY(m_desk->frame().hasBanner(kSalesBanner));
    QCOMPARE(mailsIn(m_dovecot.maildirOf(kCustomer)).size(), before);
    // The keeper of the server mends it; the person does not wait for the pause between two attempts.
    m_smtp.stop();
    REQUIRE(m_smtp.addMailbox(kSales, m_dovecot.maildirOf(kSales)));
    REQUIRE(m_smtp.start());
    auto *again = m_desk->frame()
                      .findChild<QWidget *>(QStringLiteral("banner-") + kSalesBanner)
                      ->findChild<QPushButton *>(QStringLiteral("signInButton"));
    QVERIFY(again);
    again->click();
    QTRY_COMPARE_WITH_TIMEOUT(mailsIn(m_dovecot.maildirOf(kCustomer)).size(), before + 1, 20000);
    QTRY_VERIFY_WITH_TIMEOUT(!m_desk->frame().hasBanner(kSalesBanner), 20000);
}

void DeskReplyTest::cleanupTestCase()
{
    m_desk.reset();
    m_client.reset();
}

QTEST_MAIN(DeskReplyTest)
#include "desk_reply_test.moc"
