// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// The health light of the real window: green while all is here, amber for a mail in quarantine, whose source it shows.
#include "core/store/database.h"
#include "tests/ui/shell/desk_on_screen.h"
#include "ui/shell/health_light.h"

#include <QDialog>
#include <QFile>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

using namespace otklik;
using ui::HealthLight;

namespace {
constexpr int kLong = 30000;
const QByteArray kRefused = "From: Irina Belova <irina@kunde.test>\r\nTo: support@otklik.test\r\nSubject: Refused\r\n"
                            "Message-ID: <refused@kunde.test>\r\n\r\nGood morning.\r\n";
} // namespace

class DeskHealthTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void allIsHere();
    void aMailInQuarantineIsToldAndShown();
    void automaticMailThatIsStoppedIsToldAndGoesOn();
    void cleanupTestCase();

private:
    [[nodiscard]] HealthLight &light() { return *m_desk->find<HealthLight>(QStringLiteral("healthLight")); }
    [[nodiscard]] QDialog *openDialog()
    {
        light().click();
        return m_desk->find<QDialog>(QStringLiteral("healthDialog"));
    }

    QTemporaryDir m_profile;
    SystemClock m_clock;
    std::unique_ptr<ui::WorkspaceClient> m_client;
    std::unique_ptr<test::DeskOnScreen> m_desk;
};

void DeskHealthTest::initTestCase()
{
    auto opened = ui::WorkspaceClient::open(m_profile.path(), m_clock);
    REQUIRE(opened);
    m_client = std::move(*opened);
    auto made = m_client->order([](workspace::Workspace &w) { return w.makeDemo(); });
    made.waitForFinished();
    REQUIRE(made.result());
    m_desk = std::make_unique<test::DeskOnScreen>(*m_client);
}

void DeskHealthTest::allIsHere()
{
    QTRY_COMPARE_WITH_TIMEOUT(light().level(), HealthLight::Level::Green, kLong);
    QVERIFY(!light().accessibleName().isEmpty());
    QVERIFY2(light().toolTip().contains(QStringLiteral("support: All mail")), qPrintable(light().toolTip()));
    QDialog *dialog = openDialog();
    QVERIFY(dialog);
    auto *folders = dialog->findChild<QTreeWidget *>(QStringLiteral("healthFolders"));
    QTRY_COMPARE_WITH_TIMEOUT(folders->topLevelItemCount(), 3, kLong);
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(folders->topLevelItem(i)->text(1), folders->topLevelItem(i)->text(2));
        QCOMPARE(folders->topLevelItem(i)->text(3), QStringLiteral("0"));
    }
    QVERIFY(!dialog->findChild<QTreeWidget *>(QStringLiteral("healthMails"))->isVisible());
    dialog->close();
}

void DeskHealthTest::aMailInQuarantineIsToldAndShown()
{
    auto database = store::Database::open(m_profile.path(), sqlite::Access::ReadWrite);
    REQUIRE(database);
    REQUIRE((*database)->connection().execute("CREATE TRIGGER refuse BEFORE INSERT ON message WHEN "
                                              "new.subject='Refused' BEGIN SELECT RAISE(ABORT,'by the test'); END"));
    QFile mail(m_profile.filePath(QStringLiteral("demo-mailbox/new/1800000000.M1P1.test")));
    QVERIFY(mail.open(QIODevice::WriteOnly));
    QCOMPARE(mail.write(kRefused), kRefused.size());
    mail.close();
    m_desk->find<QAbstractButton>(QStringLiteral("syncMark"))->click();
    QTRY_COMPARE_WITH_TIMEOUT(light().level(), HealthLight::Level::Amber, kLong);
    QDialog *dialog = openDialog();
    QVERIFY(dialog);
    auto *mails = dialog->findChild<QTreeWidget *>(QStringLiteral("healthMails"));
    QTRY_COMPARE_WITH_TIMEOUT(mails->topLevelItemCount(), 1, kLong);
    QVERIFY(mails->isVisible());
    QVERIFY2(mails->topLevelItem(0)->text(3).contains(QStringLiteral("by the test")),
             qPrintable(mails->topLevelItem(0)->text(3)));
    m_desk->savePicture(QStringLiteral("health"));
    dialog->findChild<QPushButton *>(QStringLiteral("healthSource"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(dialog->findChild<QPlainTextEdit *>(QStringLiteral("sourceText")), kLong);
    QString shown = QString::fromLatin1(kRefused);
    QCOMPARE(dialog->findChild<QPlainTextEdit *>(QStringLiteral("sourceText"))->toPlainText(),
             shown.remove(QLatin1Char('\r')));
}

void DeskHealthTest::automaticMailThatIsStoppedIsToldAndGoesOn()
{
    if (QDialog *open = m_desk->find<QDialog>(QStringLiteral("healthDialog")))
        open->close();
    QTRY_VERIFY(!m_desk->find<QDialog>(QStringLiteral("healthDialog")));
    for (int i = 0; i < 30; ++i) {
        const QByteArray id = QByteArray::number(i);
        QFile file(m_profile.filePath(QStringLiteral("demo-mailbox/.Sent/cur/auto%1:2,S").arg(i)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("From: Help <help@example.net>\r\nTo: u" + id +
                   "@kunde.example\r\nSubject: We have your mail\r\nAuto-Submitted: auto-replied\r\nDate: " +
                   QDateTime::currentDateTimeUtc().toString(Qt::RFC2822Date).toLatin1() + "\r\nMessage-ID: <auto" + id +
                   "@example.net>\r\n\r\nThank you.\r\n");
    }
    m_desk->find<QAbstractButton>(QStringLiteral("syncMark"))->click();
    const QString stopped = QStringLiteral("Automatic mail is stopped");
    QTRY_VERIFY_WITH_TIMEOUT(light().toolTip().contains(stopped), kLong);
    QVERIFY(light().level() == HealthLight::Level::Amber || light().level() == HealthLight::Level::Red);
    QDialog *dialog = openDialog();
    QVERIFY(dialog);
    auto *bar = dialog->findChild<QWidget *>(QStringLiteral("healthAutomatic"));
    QVERIFY(bar);
    QTRY_VERIFY_WITH_TIMEOUT(bar->isVisible(), kLong);
    QTRY_VERIFY_WITH_TIMEOUT(dialog->findChild<QTreeWidget *>(QStringLiteral("healthFolders"))->topLevelItemCount() > 0,
                             kLong);
    if (const QString folder = qEnvironmentVariable("OTKLIK_PICTURES"); !folder.isEmpty())
        QVERIFY(dialog->grab().save(folder + QStringLiteral("/health-automatic.png")));
    dialog->findChild<QPushButton *>(QStringLiteral("healthResume"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(!light().toolTip().contains(stopped), kLong);
    QVERIFY(!bar->isVisible());
    auto state = m_client->order([](workspace::Workspace &w) { return w.automaticMail(); });
    state.waitForFinished();
    REQUIRE(state.result());
    QCOMPARE((*state.result())[QLatin1String("breaker")].toString(), QStringLiteral("closed"));
}

void DeskHealthTest::cleanupTestCase()
{
    m_desk.reset();
    m_client.reset();
}

QTEST_MAIN(DeskHealthTest)

#include "desk_health_test.moc"
