// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the window says when a server refuses, cannot be trusted or is away, and that work goes on by itself afterwards.
// With OTKLIK_PICTURES=DIR each station is saved as a picture.
#include "tests/support/dovecot_fixture.h"
#include "tests/support/fault_proxy.h"
#include "tests/ui/shell/desk_on_screen.h"
#include "ui/queue/views_model.h"
#include "ui/shell/sync_mark.h"

#include <QAbstractItemModel>
#include <QAbstractItemView>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace otklik;
using ui::SyncMark;

namespace {

const QString kSupport = QStringLiteral("support@otklik.test");
const QString kSupportBanner = QStringLiteral("account-support");
const QString kStrangeBanner = QStringLiteral("account-strange");
constexpr int kLong = 30000;

QByteArray mail(int number)
{
    return "From: Irina Belova <irina@kunde.test>\r\nTo: support@otklik.test\r\nSubject: Question " +
           QByteArray::number(number) + "\r\nMessage-ID: <q" + QByteArray::number(number) +
           "@kunde.test>\r\nDate: Mon, 23 Nov 2026 07:00:00 +0000\r\n\r\nGood morning.\r\n";
}

} // namespace

class DeskTroubleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void refusedSignInIsToldAndMended();
    void aPasswordKeptInTheProfileIsAskedForAgain();
    void untrustedCertificateIsTold();
    void wordsOfTheServerAreShownUntilRead();
    void serverAwayIsNoTrouble();
    void cleanupTestCase();

private:
    void writePassword(const QString &password);
    void addAccount(const QString &name, const QString &caFile, const QString &passwordFile = {},
                    const QString &password = {});
    void removeAccount(const QString &name);
    void openDesk();
    [[nodiscard]] bool isWarned(const QString &mailbox);
    [[nodiscard]] SyncMark &mark() { return *find<SyncMark>(QStringLiteral("syncMark")); }
    template<typename T>
    T *find(const QString &objectName)
    {
        return m_desk->find<T>(objectName);
    }

    test::DovecotFixture m_dovecot;
    settings::Server m_imap; ///< of the account that is added next
    QTemporaryDir m_profile;
    SystemClock m_clock;
    std::unique_ptr<ui::WorkspaceClient> m_client;
    std::unique_ptr<test::DeskOnScreen> m_desk;
};

void DeskTroubleTest::writePassword(const QString &password)
{
    QFile file(m_profile.filePath(QStringLiteral("password")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(password.toUtf8());
}

void DeskTroubleTest::addAccount(const QString &name, const QString &caFile, const QString &passwordFile,
                                 const QString &password)
{
    settings::AccountConfig account;
    account.name = name;
    account.address = kSupport;
    account.user = kSupport;
    account.imap = m_imap;
    account.smtp = {QStringLiteral("localhost"), m_dovecot.port(), settings::Security::StartTls};
    account.caFile = caFile;
    account.passwordSource = {settings::PasswordSource::Kind::File,
                              passwordFile.isEmpty() ? m_profile.filePath(QStringLiteral("password")) : passwordFile};
    auto added = m_client->request<void>(
        [account, secret = SecretString(password)](workspace::Workspace &w, std::function<void(Result<void>)> done) {
            w.addAccount(account, secret, std::move(done));
        });
    QTRY_VERIFY(added.isFinished());
    REQUIRE(added.result());
}

void DeskTroubleTest::initTestCase()
{
    if (test::DovecotFixture::skipped())
        QSKIP("OTKLIK_SKIP_SERVERS is set");
    REQUIRE(m_dovecot.addUser(kSupport));
    REQUIRE(m_dovecot.start());
    REQUIRE(m_dovecot.deliver(kSupport, mail(1)));
    m_imap = {QStringLiteral("localhost"), m_dovecot.tlsPort(), settings::Security::Tls};
    openDesk();
}

void DeskTroubleTest::removeAccount(const QString &name)
{
    auto removed = m_client->request<void>([name](workspace::Workspace &w, std::function<void(Result<void>)> done) {
        w.removeAccount(name, std::move(done));
    });
    removed.waitForFinished();
    REQUIRE(removed.result());
}

void DeskTroubleTest::openDesk()
{
    writePassword(QStringLiteral("wrong"));
    auto opened = ui::WorkspaceClient::open(m_profile.filePath(QStringLiteral("profile")), m_clock);
    REQUIRE(opened);
    m_client = std::move(*opened);
    auto made = m_client->order([](workspace::Workspace &w) {
        return w.initProfile(QStringLiteral("Maria Orlova"), QStringLiteral("maria@otklik.test"),
                             QStringLiteral("specialist"));
    });
    made.waitForFinished();
    REQUIRE(made.result());
    addAccount(QStringLiteral("support"), m_dovecot.caFile());
    m_desk = std::make_unique<test::DeskOnScreen>(*m_client);
}

bool DeskTroubleTest::isWarned(const QString &mailbox)
{
    const auto *views = find<QAbstractItemView>(QStringLiteral("viewsList"));
    const QModelIndexList found =
        views->model()->match(views->model()->index(0, 0), ui::ViewsModel::IdRole, QStringLiteral("mailbox:") + mailbox,
                              1, Qt::MatchExactly | Qt::MatchRecursive);
    return !found.isEmpty() && found.first().data(ui::ViewsModel::WarnedRole).toBool();
}

void DeskTroubleTest::refusedSignInIsToldAndMended()
{
    ui::MainWindow &frame = m_desk->frame();
    QTRY_VERIFY_WITH_TIMEOUT(frame.hasBanner(kSupportBanner), kLong);
    QCOMPARE(mark().state(), SyncMark::State::Trouble);
    QTRY_VERIFY_WITH_TIMEOUT(isWarned(QStringLiteral("support")), kLong); // the list is counted in the pool
    m_desk->savePicture(QStringLiteral("1-refused"));
    writePassword(test::DovecotFixture::kPassword);
    find<QPushButton>(QStringLiteral("signInButton"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(!frame.hasBanner(kSupportBanner), kLong);
    auto *queue = find<QAbstractItemView>(QStringLiteral("queueList"));
    QTRY_VERIFY_WITH_TIMEOUT(queue->model()->rowCount() > 0, kLong);
    QTRY_COMPARE_WITH_TIMEOUT(mark().state(), SyncMark::State::InSync, kLong);
    QTRY_VERIFY_WITH_TIMEOUT(!isWarned(QStringLiteral("support")), kLong);
}

void DeskTroubleTest::aPasswordKeptInTheProfileIsAskedForAgain()
{
    const QString kept = QDir(m_client->profileDir()).absoluteFilePath(QStringLiteral("password-kept"));
    addAccount(QStringLiteral("kept"), m_dovecot.caFile(), kept, QStringLiteral("wrong"));
    ui::MainWindow &frame = m_desk->frame();
    const QString banner = QStringLiteral("account-kept");
    QTRY_VERIFY_WITH_TIMEOUT(frame.hasBanner(banner), kLong);
    find<QPushButton>(QStringLiteral("signInButton"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(find<QLineEdit>(QStringLiteral("passwordQuestionField")), kLong);
    find<QLineEdit>(QStringLiteral("passwordQuestionField"))->setText(test::DovecotFixture::kPassword);
    find<QPushButton>(QStringLiteral("passwordQuestionOk"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(!frame.hasBanner(banner), kLong);
    QTRY_COMPARE_WITH_TIMEOUT(mark().state(), SyncMark::State::InSync, kLong);
    removeAccount(QStringLiteral("kept"));
    QVERIFY(!QFile::exists(kept));
}

void DeskTroubleTest::untrustedCertificateIsTold()
{
    addAccount(QStringLiteral("strange"), QString());
    ui::MainWindow &frame = m_desk->frame();
    find<QAbstractButton>(QStringLiteral("syncMark"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(frame.hasBanner(kStrangeBanner), kLong);
    QTRY_VERIFY_WITH_TIMEOUT(isWarned(QStringLiteral("strange")), kLong);
    QVERIFY(!isWarned(QStringLiteral("support")));
    QVERIFY(find<QPushButton>(QStringLiteral("syncAgainButton")));
    m_desk->savePicture(QStringLiteral("2-untrusted"));
    removeAccount(QStringLiteral("strange"));
    QTRY_VERIFY_WITH_TIMEOUT(!frame.hasBanner(kStrangeBanner), kLong);
    QTRY_COMPARE_WITH_TIMEOUT(mark().state(), SyncMark::State::InSync, kLong);
}

void DeskTroubleTest::wordsOfTheServerAreShownUntilRead()
{
    test::FaultProxy line(m_dovecot.port());
    line.sayInstead("* BYE [ALERT] Closed until <five>\r\n", true);
    const settings::Server usual =
        std::exchange(m_imap, {QStringLiteral("localhost"), line.port(), settings::Security::None});
    addAccount(QStringLiteral("talks"), m_dovecot.caFile());
    m_imap = usual;
    const QString banner = QStringLiteral("banner-alert-talks");
    QTRY_VERIFY_WITH_TIMEOUT(find<ui::Banner>(banner), kLong);
    QVERIFY(find<ui::Banner>(banner)->sentence().contains(QStringLiteral("Closed until <five>")));
    find<ui::Banner>(banner)->findChild<QPushButton *>(QStringLiteral("dismissButton"))->click();
    QTRY_VERIFY(!find<ui::Banner>(banner));
    removeAccount(QStringLiteral("talks"));
}

void DeskTroubleTest::serverAwayIsNoTrouble()
{
    m_dovecot.stop();
    find<QAbstractButton>(QStringLiteral("syncMark"))->click();
    QTRY_COMPARE_WITH_TIMEOUT(mark().state(), SyncMark::State::Offline, kLong);
    QVERIFY(!m_desk->frame().hasBanner(kSupportBanner));
    QVERIFY(!QApplication::activeModalWidget());

    // Work goes on: a decision is taken, an answer waits and is counted.
    const auto first = m_client->read().tickets(QString(), ticket::SortOrder::Updated, 1, QString());
    REQUIRE(first);
    const ticket::Key key = first->rows.at(0).key;
    workspace::ReplyRequest request;
    request.ticket = key;
    request.text = QStringLiteral("We look at it.");
    auto sent = m_client->order([request](workspace::Workspace &w) { return w.reply(request); });
    sent.waitForFinished();
    REQUIRE(sent.result());
    QTRY_COMPARE_WITH_TIMEOUT(mark().count(), 1, kLong);
    m_desk->savePicture(QStringLiteral("3-away"));

    REQUIRE(m_dovecot.start());
    REQUIRE(m_dovecot.deliver(kSupport, mail(2)));
    auto *queue = find<QAbstractItemView>(QStringLiteral("queueList"));
    QTRY_VERIFY_WITH_TIMEOUT(m_client->read().ticket(QStringLiteral("2")).has_value(), 2 * kLong); // nobody clicked
    QTRY_VERIFY_WITH_TIMEOUT(queue->model()->rowCount() > 1, kLong);
    QTRY_VERIFY_WITH_TIMEOUT(mark().state() != SyncMark::State::Offline, kLong);
}

void DeskTroubleTest::cleanupTestCase()
{
    m_desk.reset();
    m_client.reset();
}

QTEST_MAIN(DeskTroubleTest)
#include "desk_trouble_test.moc"
