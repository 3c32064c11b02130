// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mailbox_health.h"

#include "ui/widgets/time_text.h"

#include <algorithm>

namespace otklik::ui {

namespace {

using namespace std::chrono_literals;

constexpr auto kLongLag = 15min; ///< three times the pause between two looks
constexpr auto kShortSilence = std::chrono::hours(1);

} // namespace

MailboxHealth::MailboxHealth(const SyncStatus &sync, Instant now)
{
    Instant last;
    for (const workspace::AccountStatus &status : sync.accounts()) {
        m_accounts.push_back(judge(sync, status, now));
        last = std::max(last, status.lastMailAt);
    }
    if (!last.isNever())
        m_detail = TimeText::ago(now - last);
    if (const Instant opened = sync.breakerOpenedAt(); !opened.isNever())
        m_automaticMail =
            tr("Automatic mail is stopped: too much of it went out within an hour, %1. Look why, then let "
               "it go on")
                .arg(TimeText::ago(now - opened));
}

MailboxHealth::Account MailboxHealth::judge(const SyncStatus &sync, const workspace::AccountStatus &status, Instant now)
{
    Account account{status.name, Level::Green, {}};
    const auto note = [&account](Level level, const QString &sentence) {
        account.level = std::max(account.level, level);
        account.sentences << sentence;
    };
    const workspace::AccountStatus outcome = sync.outcome(status.name);
    if (outcome.health == workspace::AccountHealth::MailboxFull)
        note(Level::Red, tr("The mailbox on the server is full: nothing can be written to it"));
    else if (outcome.health == workspace::AccountHealth::PartlyRefused)
        note(Level::Red, tr("New mail comes in, but the server refuses something else: %1").arg(outcome.detail));
    else if (outcome.health == workspace::AccountHealth::SendingRefused)
        note(Level::Red,
             tr("Answers do not leave: %1").arg(SyncStatus::healthText(workspace::AccountHealth::SendingRefused)));
    else if (outcome.health == workspace::AccountHealth::SendingStalled)
        note(Level::Red, tr("Answers do not leave: %1").arg(outcome.detail));
    else if (sync.isInTrouble(status.name))
        note(Level::Red, tr("No mail comes in: %1").arg(SyncStatus::healthText(status.health)));
    if (status.difference > 0)
        note(Level::Red, tr("%n mail(s) are not the same here and on the server; each synchronisation tries again",
                            nullptr, int(status.difference)));
    if (status.quarantined > 0)
        note(Level::Amber, tr("%n mail(s) in quarantine", nullptr, int(status.quarantined)));
    const bool lags = !status.lastSyncAt.isNever() && now - status.lastSyncAt > kLongLag && !sync.isAtWork(status);
    if (lags)
        note(Level::Amber, tr("Last synchronised %1").arg(TimeText::ago(now - status.lastSyncAt)));
    const auto silence = status.lastMailAt.isNever() ? 0ms : std::chrono::milliseconds(now - status.lastMailAt);
    const bool unusual = status.usualSilence > 0ms && silence > kShortSilence && silence > 2 * status.usualSilence;
    if (unusual)
        note(Level::Amber, tr("The last mail came %1, which is unusual here").arg(TimeText::ago(silence)));
    for (const QString &alert : status.alerts)
        note(Level::Amber, tr("The server says: %1").arg(alert));
    if (!account.sentences.isEmpty())
        return account;
    if (status.lastSyncAt.isNever()) {
        note(Level::Unknown, tr("Not synchronised yet"));
        account.level = Level::Unknown;
        return account;
    }
    note(Level::Green, tr("All mail of the folders that are read is here"));
    if (!status.lastMailAt.isNever())
        note(Level::Green, tr("Last mail %1").arg(TimeText::ago(silence)));
    return account;
}

MailboxHealth::Level MailboxHealth::level() const
{
    const auto worst = std::max_element(m_accounts.begin(), m_accounts.end(),
                                        [](const Account &a, const Account &b) { return a.level < b.level; });
    const Level level = worst == m_accounts.end() ? Level::Unknown : worst->level;
    return m_automaticMail.isEmpty() ? level : std::max(level, Level::Amber);
}

QString MailboxHealth::tip() const
{
    QStringList lines;
    for (const Account &account : m_accounts)
        for (const QString &sentence : account.sentences)
            lines << tr("%1: %2", "account and state").arg(account.name, sentence);
    if (!m_automaticMail.isEmpty())
        lines << m_automaticMail;
    return lines.join(QLatin1Char('\n'));
}

} // namespace otklik::ui
