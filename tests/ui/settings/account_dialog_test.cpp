// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// The account dialog against real servers, on a machine without a keychain. With OTKLIK_PICTURES=DIR it is saved as
// pictures.
#include "tests/support/authorization_server.h"
#include "tests/ui/settings/settings_servers.h"
#include "ui/settings/account_dialog.h"
#include "ui/settings/check_row.h"

#include <QComboBox>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QSslCertificate>
#include <QTest>

using namespace otklik;
using namespace otklik::ui;

class AccountDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase() { m_servers.close(); }
    void withoutAKeychainAFileKeepsThePassword();
    void theDeskShowsMyName();
    void aKeychainThatFailsLeavesNothing();
    void cancelLeavesNothing();
    void anUntrustedCertificateIsShownWhole();
    void theFocusNeverFallsOnCancel();
    void eachFailureSaysWhatToDo();
    void sendingMayFail();
    void aMaildirHasNoServers();
    void anAccountIsChanged();
    void everythingIsNamed();
    void theBrowserSignsIn();
    void aBrowserThatSaysNoAddsNothing();

public Q_SLOTS:
    void openBrowser(const QUrl &url) { m_page = test::Browser::open(url); }

private:
    void tellProvider(const test::AuthorizationServer &tokens, const QString &clientId);
    [[nodiscard]] std::unique_ptr<AccountDialog> dialog(std::optional<settings::AccountConfig> existing = {});
    void fill(AccountDialog &dialog);
    void set(AccountDialog &dialog, const char *field, const QString &text);
    void choose(AccountDialog &dialog, const char *combo, int index);
    [[nodiscard]] bool check(AccountDialog &dialog);
    [[nodiscard]] bool save(AccountDialog &dialog);
    void picture(AccountDialog &dialog, const char *name);

    test::SettingsServers m_servers;
    test::Browser::Page m_page;
};

namespace {

template<typename T>
T *find(AccountDialog &dialog, const char *name)
{
    return dialog.findChild<T *>(QString::fromLatin1(name));
}

CheckRow::State stateOf(AccountDialog &dialog, const char *row)
{
    return find<CheckRow>(dialog, row)->state();
}

QString textOf(AccountDialog &dialog, const char *label)
{
    return find<QLabel>(dialog, label)->text();
}

} // namespace

void AccountDialogTest::initTestCase()
{
    if (test::DovecotFixture::skipped())
        QSKIP("OTKLIK_SKIP_SERVERS is set");
    REQUIRE(m_servers.start());
}

void AccountDialogTest::init()
{
    REQUIRE(m_servers.newProfile());
}

std::unique_ptr<AccountDialog> AccountDialogTest::dialog(std::optional<settings::AccountConfig> existing)
{
    auto made = std::make_unique<AccountDialog>(m_servers.look(), m_servers.client(), existing);
    made->show();
    const auto *place = find<QComboBox>(*made, "accountPasswordPlace");
    // What the keychain says changes the form.
    if (!existing && !QTest::qWaitFor([place] { return place->currentIndex() == 1; }))
        QTest::qFail("a keychain answered", __FILE__, __LINE__);
    return made;
}

void AccountDialogTest::set(AccountDialog &dialog, const char *field, const QString &text)
{
    find<QLineEdit>(dialog, field)->setText(text);
}

void AccountDialogTest::choose(AccountDialog &dialog, const char *combo, int index)
{
    find<QComboBox>(dialog, combo)->setCurrentIndex(index);
}

void AccountDialogTest::fill(AccountDialog &dialog)
{
    set(dialog, "personName", QStringLiteral("Maria Orlova"));
    set(dialog, "personAddress", QStringLiteral("maria@otklik.test"));
    set(dialog, "accountAddress", test::SettingsServers::kSupport);
    set(dialog, "accountUser", test::SettingsServers::kSupport);
    set(dialog, "accountPassword", test::DovecotFixture::kPassword);
    set(dialog, "accountImapHost", QStringLiteral("localhost"));
    set(dialog, "accountSmtpHost", QStringLiteral("localhost"));
    set(dialog, "accountCaFile", m_servers.authorities());
    find<QSpinBox>(dialog, "accountImapPort")->setValue(m_servers.dovecot().tlsPort());
    find<QSpinBox>(dialog, "accountSmtpPort")->setValue(m_servers.smtp().port());
    choose(dialog, "accountSmtpSecurity", 1);
}

bool AccountDialogTest::check(AccountDialog &dialog)
{
    auto *button = find<QPushButton>(dialog, "accountTest");
    if (!QTest::qWaitFor([&] { return button->isEnabled(); }))
        return false;
    button->click();
    return QTest::qWaitFor([&] { return button->isEnabled(); }, 30000);
}

bool AccountDialogTest::save(AccountDialog &dialog)
{
    QSignalSpy saved(&dialog, &AccountDialog::saved);
    find<QPushButton>(dialog, "accountAdd")->click();
    return QTest::qWaitFor([&] { return !saved.isEmpty() || find<QLabel>(dialog, "accountFault")->isVisible(); },
                           30000) &&
           !saved.isEmpty();
}

void AccountDialogTest::picture(AccountDialog &dialog, const char *name)
{
    const QString folder = qEnvironmentVariable("OTKLIK_PICTURES");
    if (folder.isEmpty())
        return;
    QCoreApplication::processEvents(); // what has just been said takes its room
    QVERIFY(dialog.grab().save(QDir(folder).filePath(QString::fromLatin1(name) + QStringLiteral(".png"))));
}

void AccountDialogTest::withoutAKeychainAFileKeepsThePassword()
{
    auto window = dialog();
    auto *place = find<QComboBox>(*window, "accountPasswordPlace");
    QTRY_COMPARE(place->currentIndex(), 1); // told by the keychain's answer
    QVERIFY(textOf(*window, "accountPasswordHint").contains(QStringLiteral("no keychain")));
    QVERIFY(!find<QPushButton>(*window, "accountAdd")->isEnabled());
    QVERIFY(!textOf(*window, "accountMissing").isEmpty());
    fill(*window);
    picture(*window, "1-filled");
    QVERIFY(check(*window));
    for (const char *row : {"check-connect", "check-encryption", "check-sign-in", "check-folders", "check-push",
                            "check-journal", "check-sending"})
        QVERIFY2(stateOf(*window, row) == CheckRow::State::Passed, row);
    picture(*window, "2-passed");
    QVERIFY(save(*window));
    const QString file = m_servers.profileDir() + QStringLiteral("/password-support");
    QVERIFY(QFile::exists(file));
    QVERIFY(!(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther)));
    QVERIFY(m_servers.config().contains("password-support"));
    QVERIFY(!m_servers.config().contains("\"secret\""));
}

void AccountDialogTest::theDeskShowsMyName()
{
    auto window = dialog();
    fill(*window);
    choose(*window, "accountPasswordPlace", 1);
    QVERIFY(check(*window));
    QVERIFY(save(*window));
    WorkspaceClient &client = m_servers.client();
    client.goOnline();
    REQUIRE(m_servers.dovecot().deliver(
        test::SettingsServers::kSupport,
        "From: Irina <irina@kunde.test>\r\nTo: support@otklik.test\r\nSubject: Hello\r\nMessage-ID: "
        "<hello.1@kunde.test>\r\n\r\nIs anybody there?\r\n"));
    const auto first = [&client] { return client.read().ticket(QStringLiteral("1")); };
    QTRY_VERIFY_WITH_TIMEOUT(first().has_value(), 30000);
    const ticket::Key key = first()->key;
    auto noted = client.order([key](workspace::Workspace &w) { return w.addNote(key, QStringLiteral("I look.")); });
    noted.waitForFinished();
    REQUIRE(noted.result());
    QStringList names;
    const auto timeline = client.read().timeline(key);
    REQUIRE(timeline);
    for (const ticket::TimelineEntry &entry : *timeline)
        if (entry.kind == ticket::EntryKind::Note)
            names << entry.by.name;
    QCOMPARE(names, QStringList{QStringLiteral("Maria Orlova")});
}

void AccountDialogTest::aKeychainThatFailsLeavesNothing()
{
    const QByteArray before = m_servers.config();
    auto window = dialog();
    auto *place = find<QComboBox>(*window, "accountPasswordPlace");
    QTRY_COMPARE(place->currentIndex(), 1);
    fill(*window);
    choose(*window, "accountPasswordPlace", 0); // all the same
    QVERIFY(check(*window));
    QVERIFY(!save(*window));
    const QString fault = textOf(*window, "accountFault");
    QVERIFY(fault.contains(QStringLiteral("keychain")) && !fault.contains(QStringLiteral("cache")));
    QCOMPARE(place->currentIndex(), 1);
    QCOMPARE(m_servers.config(), before);
    QVERIFY(m_servers.client().read().me().address.isEmpty());
    picture(*window, "3-no-keychain");
    // And from there it works.
    QVERIFY(check(*window));
    QVERIFY(save(*window));
}

void AccountDialogTest::cancelLeavesNothing()
{
    const QStringList before = QDir(m_servers.profileDir()).entryList();
    auto window = dialog();
    fill(*window);
    choose(*window, "accountPasswordPlace", 1);
    QVERIFY(check(*window));
    find<QPushButton>(*window, "accountCancel")->click();
    QVERIFY(!window->isVisible());
    QCOMPARE(QDir(m_servers.profileDir()).entryList(), before);
}

void AccountDialogTest::anUntrustedCertificateIsShownWhole()
{
    auto window = dialog();
    fill(*window);
    choose(*window, "accountPasswordPlace", 1);
    set(*window, "accountCaFile", QString());
    QVERIFY(check(*window));
    QCOMPARE(stateOf(*window, "check-connect"), CheckRow::State::Passed);
    QCOMPARE(stateOf(*window, "check-encryption"), CheckRow::State::Failed);
    QCOMPARE(stateOf(*window, "check-sign-in"), CheckRow::State::Waiting);
    const auto certificates = QSslCertificate::fromPath(m_servers.dovecot().certificate().certificateFile);
    QCOMPARE(certificates.size(), 1);
    const QString shown = textOf(*window, "checkCertificate");
    QVERIFY(shown.contains(
        QString::fromLatin1(certificates.first().digest(QCryptographicHash::Sha256).toHex(':').toUpper())));
    for (const char *word : {"otklik-test-ca", "localhost", "127.0.0.1"})
        QVERIFY2(shown.contains(QString::fromLatin1(word)), word);
    QVERIFY(shown.contains(QString::number(certificates.first().expiryDate().date().year()).right(2)));
    QVERIFY(!find<QPushButton>(*window, "accountAdd")->isEnabled());
    const auto isInSight = [&](const char *name) {
        const QLabel *label = find<QLabel>(*window, name);
        return label->visibleRegion().boundingRect().height() >= label->heightForWidth(label->width());
    };
    QTRY_VERIFY(isInSight("checkCertificate"));
    QVERIFY(isInSight("checkCause"));
    picture(*window, "4-certificate");
    find<QPushButton>(*window, "checkAuthority")->click();
    auto *browser = window->findChild<QFileDialog *>();
    QVERIFY(browser);
    Q_EMIT browser->fileSelected(m_servers.authorities());
    browser->close();
    QVERIFY(check(*window));
    QVERIFY(find<QPushButton>(*window, "accountAdd")->isEnabled());
}

void AccountDialogTest::theFocusNeverFallsOnCancel()
{
    auto window = dialog();
    fill(*window);
    choose(*window, "accountPasswordPlace", 1);
    for (const auto &[password, button] : {std::pair(QStringLiteral("wrong"), "accountTest"),
                                           std::pair(test::DovecotFixture::kPassword, "accountAdd")}) {
        set(*window, "accountPassword", password);
        find<QPushButton>(*window, "accountTest")->setFocus();
        QVERIFY(check(*window));
        QTRY_COMPARE(window->focusWidget(), find<QPushButton>(*window, button));
    }
}

void AccountDialogTest::eachFailureSaysWhatToDo()
{
    auto window = dialog();
    fill(*window);
    choose(*window, "accountPasswordPlace", 1);
    set(*window, "accountPassword", QStringLiteral("wrong"));
    QVERIFY(check(*window));
    QCOMPARE(stateOf(*window, "check-encryption"), CheckRow::State::Passed);
    QCOMPARE(stateOf(*window, "check-sign-in"), CheckRow::State::Failed);
    QVERIFY(textOf(*window, "checkCause").contains(QStringLiteral("refused")));
    QVERIFY(!find<QLabel>(*window, "checkCertificate")->isVisible());
    picture(*window, "5-sign-in");
    set(*window, "accountPassword", test::DovecotFixture::kPassword);
    find<QSpinBox>(*window, "accountImapPort")->setValue(m_servers.dovecot().port()); // speaks no TLS at first
    QVERIFY(check(*window));
    QCOMPARE(stateOf(*window, "check-encryption"), CheckRow::State::Failed);
    QVERIFY2(!textOf(*window, "checkCause").contains(QStringLiteral("certificate")), "it has shown none");
    QVERIFY(textOf(*window, "checkRemedy").contains(QStringLiteral("993")));
    QVERIFY(!find<QLabel>(*window, "checkCertificate")->isVisible());
    picture(*window, "5-not-encrypted");
    find<QSpinBox>(*window, "accountImapPort")->setValue(1); // nobody listens there
    QVERIFY(!find<QWidget>(*window, "checkTrouble")->isVisible());
    QVERIFY(check(*window));
    QCOMPARE(stateOf(*window, "check-connect"), CheckRow::State::Failed);
    QVERIFY(find<QWidget>(*window, "checkTrouble")->isVisible());
    QVERIFY(!textOf(*window, "checkRemedy").isEmpty());
    // By hand leads to the server; trying again does without leaving the place.
    find<QPushButton>(*window, "checkByHand")->click();
    QVERIFY(find<QLineEdit>(*window, "accountImapHost")->hasFocus() || !window->isActiveWindow());
    find<QPushButton>(*window, "checkAgain")->click();
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(*window, "check-connect"), CheckRow::State::Failed, 30000);
    choose(*window, "accountPasswordPlace", 3);
    set(*window, "accountPasswordVariable", QStringLiteral("OTKLIK_NO_SUCH_VARIABLE"));
    QVERIFY(check(*window));
    QVERIFY(find<QWidget>(*window, "checkTrouble")->isVisible());
    QVERIFY(!find<QPushButton>(*window, "accountAdd")->isEnabled());
}

void AccountDialogTest::sendingMayFail()
{
    auto window = dialog();
    fill(*window);
    choose(*window, "accountPasswordPlace", 1);
    find<QSpinBox>(*window, "accountSmtpPort")->setValue(1);
    QVERIFY(check(*window));
    QCOMPARE(stateOf(*window, "check-journal"), CheckRow::State::Passed);
    QCOMPARE(stateOf(*window, "check-sending"), CheckRow::State::Failed);
    QVERIFY(find<QPushButton>(*window, "accountAdd")->isEnabled());
}

void AccountDialogTest::aMaildirHasNoServers()
{
    auto window = dialog();
    fill(*window);
    choose(*window, "accountKind", 1);
    for (const char *field : {"accountPassword", "accountImapHost", "accountSmtpHost", "accountCaFile"})
        QVERIFY2(!find<QWidget>(*window, field)->isVisible(), field);
    QVERIFY(!find<QPushButton>(*window, "accountTest")->isEnabled());
    set(*window, "accountMaildir", m_servers.path(""));
    QVERIFY(check(*window));
    QCOMPARE(stateOf(*window, "check-folders"), CheckRow::State::Failed);
    QVERIFY(!find<QWidget>(*window, "check-sending"));
    QVERIFY(!find<QPushButton>(*window, "accountAdd")->isEnabled());
    for (const char *part : {"mail/cur", "mail/new", "mail/tmp"})
        QVERIFY(QDir(m_servers.path("")).mkpath(QString::fromLatin1(part)));
    set(*window, "accountMaildir", m_servers.path("mail"));
    QVERIFY(check(*window));
    QCOMPARE(stateOf(*window, "check-folders"), CheckRow::State::Passed);
    picture(*window, "6-maildir");
    QVERIFY(save(*window));
    QTRY_COMPARE(m_servers.client().read().accounts()->size(), std::size_t(1));
    QCOMPARE(m_servers.client().read().accounts()->front().kind, QStringLiteral("maildir"));
}

void AccountDialogTest::anAccountIsChanged()
{
    {
        auto window = dialog();
        fill(*window);
        choose(*window, "accountPasswordPlace", 1);
        QVERIFY(check(*window));
        QVERIFY(save(*window));
    }
    QTRY_VERIFY(!m_servers.client().read().me().address.isEmpty());
    auto config =
        m_servers.client().order([](workspace::Workspace &w) { return Result<settings::ProfileConfig>(w.config()); });
    config.waitForFinished();
    auto window = dialog(config.result()->accounts.front());
    QVERIFY(!find<QLineEdit>(*window, "personName")); // known by now
    QVERIFY(!find<QLineEdit>(*window, "accountName")->isEnabled());
    QVERIFY(!find<QPushButton>(*window, "accountAdd")->isEnabled());
    find<QSpinBox>(*window, "accountSmtpPort")->setValue(m_servers.smtp().tlsPort());
    choose(*window, "accountSmtpSecurity", 0);
    set(*window, "accountWithout", QStringLiteral(" qresync, IDLE idle "));
    QVERIFY(check(*window)); // with the password that is kept
    picture(*window, "8-changed");
    QVERIFY(save(*window));
    auto after =
        m_servers.client().order([](workspace::Workspace &w) { return Result<settings::ProfileConfig>(w.config()); });
    after.waitForFinished();
    QCOMPARE(after.result()->accounts.size(), std::size_t(1));
    QCOMPARE(after.result()->accounts.front().smtp.port, m_servers.smtp().tlsPort());
    QCOMPARE(after.result()->accounts.front().without,
             (QStringList{QStringLiteral("QRESYNC"), QStringLiteral("IDLE")}));
    QCOMPARE(find<QLineEdit>(*dialog(after.result()->accounts.front()), "accountWithout")->text(),
             QStringLiteral("QRESYNC IDLE"));
    QCOMPARE(after.result()->name, QStringLiteral("Maria Orlova"));
}

void AccountDialogTest::everythingIsNamed()
{
    auto window = dialog();
    fill(*window);
    QVERIFY(check(*window));
    for (const QWidget *widget : window->findChildren<QWidget *>())
        if (widget->focusPolicy() != Qt::NoFocus && widget->isVisible() &&
            !widget->objectName().startsWith(QStringLiteral("qt_")) && !widget->inherits("QScrollBar"))
            QVERIFY2(!widget->accessibleName().isEmpty() && !widget->objectName().isEmpty(),
                     qPrintable(QString::fromLatin1(widget->metaObject()->className()) + widget->objectName()));
}

/// The preset is Google's; only where it leads is ours.
void AccountDialogTest::tellProvider(const test::AuthorizationServer &tokens, const QString &clientId)
{
    workspace::SignInClient client{
        QStringLiteral("google"), clientId, {}, tokens.authorizeUrl().toString(), tokens.tokenUrl().toString(),
        QStringLiteral("mail")};
    const auto told =
        m_servers.client().order([client](workspace::Workspace &engine) { return engine.setSignInClient(client); });
    QVERIFY(QTest::qWaitFor([&told] { return told.isFinished(); }));
    REQUIRE(told.result());
}

void AccountDialogTest::theBrowserSignsIn()
{
    test::AuthorizationServer tokens(test::SettingsServers::kSupport);
    QTemporaryDir open;
    QFile::setPermissions(open.path(), QFile::Permissions(0x7755));
    const auto config = tokens.dovecotConfig(open.path());
    REQUIRE(config);
    m_servers.dovecot().stop();
    m_servers.dovecot().addConfig(*config);
    REQUIRE(m_servers.dovecot().start());
    tellProvider(tokens, {});
    QDesktopServices::setUrlHandler(QStringLiteral("http"), this, "openBrowser");

    auto made = dialog();
    fill(*made);
    set(*made, "accountPassword", {});
    auto *way = find<QComboBox>(*made, "accountSignIn");
    QVERIFY(QTest::qWaitFor([way] { return way->count() == 5; }));
    way->setCurrentIndex(way->findData(QStringLiteral("google")));
    QVERIFY(!find<QLineEdit>(*made, "accountPassword")->isVisible());
    auto *start = find<QPushButton>(*made, "accountBrowser");
    if (find<QLineEdit>(*made, "accountClientId")->isVisible()) { // a build may have one of its own
        QVERIFY(!start->isEnabled());
        QVERIFY(textOf(*made, "accountSignInHint").contains(QStringLiteral("Google")));
        picture(*made, "sign-in-client-id");
        set(*made, "accountClientId", test::AuthorizationServer::kClientId);
    }
    QVERIFY(!find<QPushButton>(*made, "accountTest")->isEnabled());
    start->click();
    QVERIFY(QTest::qWaitFor([&] { return find<QPushButton>(*made, "accountTest")->isEnabled(); }, 15000));
    QCOMPARE(m_page.status, 200);
    QVERIFY(check(*made));
    picture(*made, "sign-in-browser");
    QVERIFY(save(*made));
    const QByteArray written = m_servers.config();
    QVERIFY(written.contains("\"oauth\": \"google\""));
    QVERIFY(written.contains(test::AuthorizationServer::kClientId.toUtf8()));
    QVERIFY(!written.contains("refresh"));
    QDesktopServices::unsetUrlHandler(QStringLiteral("http"));
}

void AccountDialogTest::aBrowserThatSaysNoAddsNothing()
{
    test::AuthorizationServer tokens(test::SettingsServers::kSupport);
    tokens.setDenies(true);
    tellProvider(tokens, test::AuthorizationServer::kClientId);
    QDesktopServices::setUrlHandler(QStringLiteral("http"), this, "openBrowser");
    auto made = dialog();
    fill(*made);
    auto *way = find<QComboBox>(*made, "accountSignIn");
    QVERIFY(QTest::qWaitFor([way] { return way->count() == 5; }));
    way->setCurrentIndex(way->findData(QStringLiteral("google")));
    find<QPushButton>(*made, "accountBrowser")->click();
    QVERIFY(QTest::qWaitFor(
        [&] { return textOf(*made, "accountSignInHint").contains(QStringLiteral("access_denied")); }, 15000));
    QVERIFY(!find<QPushButton>(*made, "accountTest")->isEnabled());
    QDesktopServices::unsetUrlHandler(QStringLiteral("http"));
}

QTEST_MAIN(AccountDialogTest)
#include "account_dialog_test.moc"
