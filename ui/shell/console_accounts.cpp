// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/error_text.h"
#include "ui/settings/browser.h"
#include "ui/settings/settings_page.h"
#include "ui/shell/console_window.h"
#include "ui/shell/health_dialog.h"
#include "ui/shell/health_light.h"
#include "ui/shell/main_window.h"
#include "ui/shell/navigation_rail.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/progress_line.h"
#include "ui/widgets/text_question.h"

#include <QJsonObject>

#include <utility>

namespace otklik::ui {

void ConsoleWindow::showSync()
{
    const Instant now = m_client.clock().now();
    SyncMark &mark = m_window->rail().syncMark();
    mark.set(m_sync.state(), m_sync.detail(now), m_sync.tip(now));
    mark.setCount(m_sync.stuck());
    const MailboxHealth health(m_sync, now);
    m_window->rail().healthLight().set(health.level(), health.detail(), health.tip());
    const auto [done, total] = m_sync.progress();
    if (done < 0)
        m_window->progress().clear();
    else
        m_window->progress().setProgress(done, total);
    showTroubles();
    showAlerts();
}

/// Shown until somebody has read it; the same words not again.
void ConsoleWindow::showAlerts()
{
    for (const SyncStatus::Trouble &alert : m_sync.alerts()) {
        if (m_alerts.value(alert.account) == alert.sentence)
            continue;
        m_alerts.insert(alert.account, alert.sentence);
        m_window->showBanner(kAlertBanner + alert.account, Banner::Tone::Amber, alert.sentence,
                             {{QStringLiteral("dismissButton"), tr("Dismiss")}});
    }
}

void ConsoleWindow::makeSettings()
{
    m_settings = new SettingsPage(m_look, m_client, m_nursery.get());
    m_settings->setAppearance(m_state.theme(), m_state.language());
    connect(m_settings, &SettingsPage::themeChosen, this, &ConsoleWindow::themeChosen);
    connect(m_settings, &SettingsPage::languageChosen, this, &ConsoleWindow::languageChosen);
    connect(m_settings, &SettingsPage::personSaved, this,
            [this] { tell(tr("Saved. Your colleagues see it."), false); });
    if (m_features.addAccount)
        connect(m_settings, &SettingsPage::addAccountRequested, this, m_features.addAccount);
    m_window->addSettings(m_settings);
}

void ConsoleWindow::showHealth()
{
    auto *dialog = new HealthDialog(m_look, m_client, MailboxHealth(m_sync, m_client.clock().now()), m_window.get());
    connect(dialog, &HealthDialog::syncWanted, this, &ConsoleWindow::syncNow);
    connect(dialog, &HealthDialog::automaticMailResumed, this, &ConsoleWindow::readBreaker);
    dialog->open();
}

void ConsoleWindow::readBreaker()
{
    if (std::exchange(m_readsBreaker, true))
        return;
    const auto future = m_client.order([](const workspace::Workspace &engine) { return engine.automaticMail(); });
    onResult(future, this, [this](const Result<QJsonObject> &state) {
        m_readsBreaker = false;
        if (!state)
            return complain(ErrorText::of(state.error()));
        m_sync.setBreakerOpenedAt(Instant::fromIso((*state)[QLatin1String("opened_at")].toString()));
        showSync();
    });
}

void ConsoleWindow::showTroubles()
{
    QHash<QString, QString> troubles;
    for (const SyncStatus::Trouble &trouble : m_sync.troubles()) {
        const QString name = kAccountBanner + trouble.account;
        troubles.insert(name, trouble.sentence);
        if (m_troubles.value(name) == trouble.sentence)
            continue;
        const MainWindow::BannerButton button =
            trouble.needsSignIn ? MainWindow::BannerButton{QStringLiteral("signInButton"), tr("Sign in again")}
                                : MainWindow::BannerButton{QStringLiteral("syncAgainButton"), tr("Try again")};
        m_window->showBanner(name, Banner::Tone::Red, trouble.sentence, {button});
    }
    if (troubles == m_troubles)
        return;
    for (auto old = m_troubles.cbegin(); old != m_troubles.cend(); ++old)
        if (!troubles.contains(old.key()))
            m_window->hideBanner(old.key());
    m_troubles = troubles;
    readViews(); // the mailbox in the list bears the mark, too
}

void ConsoleWindow::forgetRemovedAccounts()
{
    const auto accounts = m_client.read().accounts();
    if (!accounts)
        return complain(ErrorText::of(accounts.error()));
    QStringList names;
    for (const workspace::AccountStatus &account : *accounts)
        names << account.name;
    m_sync.keepOnly(names);
}

void ConsoleWindow::readOutbox()
{
    const auto future =
        m_client.readInPool([](const workspace::ReadSession &session) { return session.waitingAnswers(); });
    onResult(future, this, [this](const Result<int> &answers) {
        if (!answers)
            return complain(ErrorText::of(answers.error()));
        m_sync.setWaiting(*answers);
        showSync();
    });
}

void ConsoleWindow::syncNow()
{
    const auto future = m_client.request<QJsonObject>(
        [](workspace::Workspace &engine, auto done) { engine.syncOnce({}, std::move(done)); });
    onResult(future, this, [this](const Result<QJsonObject> &result) {
        // What hinders one account is told by its own banner and the mark.
        if (!result && m_sync.state() != SyncMark::State::Trouble && m_sync.state() != SyncMark::State::Offline)
            complain(ErrorText::of(result.error()));
    });
}

void ConsoleWindow::signInAgain(const QString &name)
{
    onResult(m_client.order([](workspace::Workspace &engine) { return engine.config(); }), this,
             [this, name](const settings::ProfileConfig &profile) {
                 const settings::AccountConfig *account = profile.account(name);
                 if (account && !account->oauth.isEmpty())
                     signInWithBrowserAgain(*account);
                 else if (account && account->passwordSource.isKeptFor(m_client.profileDir()))
                     askForPassword(*account);
                 else
                     syncNow(); // a file or variable of somebody else is read anew at each try
             });
}

void ConsoleWindow::signInWithBrowserAgain(const settings::AccountConfig &account)
{
    onResult(signInWithBrowser(m_client, account, {}), this, [this, account](const Result<SecretString> &secret) {
        if (!secret && secret.error().code == ErrorCode::Cancelled)
            return;
        if (!secret)
            return complain(ErrorText::of(secret.error()));
        const auto future =
            m_client.request<void>([account, secret = *secret](workspace::Workspace &engine, auto done) {
                engine.changeAccount(account, secret, std::move(done));
            });
        onResult(future, this, [this](const Result<void> &kept) {
            if (kept)
                syncNow();
            else
                complain(ErrorText::of(kept.error()));
        });
    });
}

void ConsoleWindow::askForPassword(const settings::AccountConfig &account)
{
    auto *question = new TextQuestion({QStringLiteral("passwordQuestion"), tr("Sign in again"),
                                       tr("Password of %1 for %2").arg(account.user, account.imap.host), tr("Sign in")},
                                      TextQuestion::Kind::Secret, {}, m_window.get());
    connect(question, &TextQuestion::answered, this, [this, account](const QString &typed) {
        const auto future =
            m_client.request<void>([account, secret = SecretString(typed)](workspace::Workspace &engine, auto done) {
                engine.changeAccount(account, secret, std::move(done));
            });
        onResult(future, this, [this](const Result<void> &kept) {
            if (kept)
                syncNow();
            else
                complain(ErrorText::of(kept.error()));
        });
    });
    question->open();
}

} // namespace otklik::ui
