// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/sync_status.h"

#include "ui/widgets/time_text.h"

namespace otklik::ui {

using workspace::AccountHealth;
using workspace::AccountStatus;
using namespace std::chrono_literals;

namespace {

/// Mail is read, but something else fails.
bool isHalf(AccountHealth health)
{
    return health == AccountHealth::MailboxFull || health == AccountHealth::PartlyRefused ||
           health == AccountHealth::SendingRefused || health == AccountHealth::SendingStalled;
}

bool isTrouble(AccountHealth health)
{
    return health == AccountHealth::SignInRefused || health == AccountHealth::PasswordMissing ||
           health == AccountHealth::CertificateRefused || health == AccountHealth::NotEncrypted ||
           health == AccountHealth::ServerBusy || isHalf(health) || health == AccountHealth::Failed;
}

bool isBusy(AccountHealth health)
{
    return health == AccountHealth::Syncing || health == AccountHealth::Connecting;
}

} // namespace

void SyncStatus::take(const AccountStatus &status)
{
    m_accounts.insert(status.name, status);
    // Only the end of a round tells whether these are over: until then mail is read in spite of them.
    const bool isTry = status.health == AccountHealth::Connecting || status.health == AccountHealth::Idle ||
                       (status.health == AccountHealth::Syncing && isHalf(m_outcomes.value(status.name).health));
    if (!isTry)
        m_outcomes.insert(status.name, status);
}

void SyncStatus::keepOnly(const QStringList &accounts)
{
    const auto isGone = [&](const auto &entry) { return !accounts.contains(entry.key()); };
    m_accounts.removeIf(isGone);
    m_outcomes.removeIf(isGone);
}

bool SyncStatus::isAtWork(const AccountStatus &account) const
{
    if (account.health == AccountHealth::Connecting)
        return m_outcomes.value(account.name).health != AccountHealth::Offline;
    return account.health == AccountHealth::Syncing;
}

int SyncStatus::stuck() const
{
    const SyncMark::State now = state();
    return now == SyncMark::State::Offline || now == SyncMark::State::Trouble ? m_waiting : 0;
}

SyncMark::State SyncStatus::state() const
{
    const auto any = [](const QMap<QString, AccountStatus> &accounts, auto test) {
        return std::any_of(accounts.begin(), accounts.end(), test);
    };
    if (any(m_outcomes, [](const AccountStatus &account) { return isTrouble(account.health); }))
        return SyncMark::State::Trouble;
    if (any(m_accounts, [this](const AccountStatus &account) { return isAtWork(account); }))
        return SyncMark::State::Syncing;
    if (any(m_outcomes, [](const AccountStatus &account) { return account.health == AccountHealth::Offline; }))
        return SyncMark::State::Offline;
    return lastSync().isNever() ? SyncMark::State::Idle : SyncMark::State::InSync;
}

Instant SyncStatus::lastSync() const
{
    Instant oldest;
    for (const AccountStatus &account : m_accounts)
        if (!account.lastSyncAt.isNever() && (oldest.isNever() || account.lastSyncAt < oldest))
            oldest = account.lastSyncAt;
    return oldest;
}

std::pair<qint64, qint64> SyncStatus::progress() const
{
    qint64 done = 0;
    qint64 total = 0;
    bool runs = false;
    for (const AccountStatus &account : m_accounts) {
        if (!isBusy(account.health))
            continue;
        runs = true;
        done += account.done;
        total += account.total;
    }
    return runs ? std::pair(done, total) : std::pair<qint64, qint64>(-1, 0);
}

std::chrono::milliseconds SyncStatus::left() const
{
    std::chrono::milliseconds longest{0};
    for (const AccountStatus &account : m_accounts)
        if (isBusy(account.health))
            longest = std::max(longest, account.left);
    return longest;
}

QString SyncStatus::detail(Instant now) const
{
    const auto [done, total] = progress();
    if (total > 0) {
        const QString part = QStringLiteral("%1 %").arg(qMin<qint64>(100, done * 100 / total));
        return left() > 0ms ? part + QStringLiteral(" · ") + TimeText::duration(left()) : part;
    }
    const Instant last = lastSync();
    return last.isNever() ? QString() : TimeText::ago(now - last);
}

QString SyncStatus::healthText(AccountHealth health)
{
    switch (health) {
    case AccountHealth::Idle:
        return tr("not connected");
    case AccountHealth::Connecting:
        return tr("connecting");
    case AccountHealth::Syncing:
        return tr("synchronising");
    case AccountHealth::Online:
        return tr("online");
    case AccountHealth::Offline:
        return tr("offline");
    case AccountHealth::SignInRefused:
        return tr("sign-in refused");
    case AccountHealth::PasswordMissing:
        return tr("no password");
    case AccountHealth::CertificateRefused:
        return tr("certificate not trusted");
    case AccountHealth::NotEncrypted:
        return tr("not encrypted");
    case AccountHealth::ServerBusy:
        return tr("the server asks to wait");
    case AccountHealth::MailboxFull:
        return tr("mailbox full");
    case AccountHealth::PartlyRefused:
        return tr("refused in part");
    case AccountHealth::SendingRefused:
        return tr("sign-in for sending refused");
    case AccountHealth::SendingStalled:
        return tr("answers do not leave");
    case AccountHealth::Failed:
        return tr("failed");
    }
    return {};
}

QString SyncStatus::tip(Instant now) const
{
    QStringList lines;
    for (const AccountStatus &account : m_accounts) {
        QString line = tr("%1: %2", "account and state").arg(account.name, healthText(account.health));
        if (account.total > 0 && isBusy(account.health)) {
            line += tr(", %L1 of %L2").arg(account.done).arg(account.total);
            if (account.left > 0ms)
                line += tr(", about %1 left", "a length of time").arg(TimeText::duration(account.left));
        } else if (!account.lastSyncAt.isNever()) {
            line += QStringLiteral(", ") + TimeText::ago(now - account.lastSyncAt);
        }
        if (!account.detail.isEmpty() && (isTrouble(account.health) || account.health == AccountHealth::Offline))
            line += QStringLiteral("\n  ") + account.detail;
        lines << line;
    }
    if (const int answers = stuck(); answers > 0)
        lines << tr("%n answer(s) wait to be sent", nullptr, answers);
    return lines.join(QLatin1Char('\n'));
}

std::vector<SyncStatus::Trouble> SyncStatus::troubles() const
{
    std::vector<Trouble> list;
    for (const AccountStatus &account : m_outcomes) {
        switch (account.health) {
        case AccountHealth::SignInRefused:
            list.push_back(
                {account.name,
                 (account.signsInBrowser
                      ? tr("%1: the sign-in in the browser has ended or was withdrawn. Mail is neither fetched nor "
                           "sent "
                           "until you sign in again.")
                      : tr("%1: the server refused user name or password. Mail is neither fetched nor sent until "
                           "they are right."))
                     .arg(account.address),
                 true});
            break;
        case AccountHealth::PasswordMissing:
            list.push_back({account.name,
                            tr("%1: there is no password for this mailbox any more (%2). Mail is neither fetched nor "
                               "sent until you enter it.")
                                .arg(account.address, account.detail),
                            true});
            break;
        case AccountHealth::SendingRefused:
            list.push_back({account.name,
                            tr("%1: mail comes in, but the server that sends refused the sign-in (%2). Answers wait "
                               "here until it takes it.")
                                .arg(account.address, account.detail),
                            true});
            break;
        case AccountHealth::SendingStalled:
            list.push_back({account.name,
                            tr("%1: mail comes in, but the server that sends puts answers off, or does not answer "
                               "(%2). They wait here and are tried again by themselves.")
                                .arg(account.address, account.detail),
                            false});
            break;
        case AccountHealth::CertificateRefused:
            list.push_back(
                {account.name,
                 tr("%1: the server's certificate cannot be trusted (%2). Nothing was sent to it. Ask whoever "
                    "runs the server, or name its authority in the account.")
                     .arg(account.address, account.detail),
                 false});
            break;
        case AccountHealth::NotEncrypted:
            list.push_back(
                {account.name,
                 tr("%1: the server does not encrypt as the account demands (%2). Neither password nor mail was sent "
                    "to it. Look at the port and the encryption in the account, or ask whoever runs the server.")
                     .arg(account.address, account.detail),
                 false});
            break;
        case AccountHealth::ServerBusy:
            list.push_back({account.name,
                            tr("%1: the server asks to come later (%2). It is tried again by itself, ever more seldom.")
                                .arg(account.address, account.detail),
                            false});
            break;
        case AccountHealth::MailboxFull:
            list.push_back({account.name,
                            tr("%1: the mailbox on the server is full. Mail is read, but decisions and copies of "
                               "answers stay on this computer until there is room.")
                                .arg(account.address),
                            false});
            break;
        case AccountHealth::PartlyRefused:
            list.push_back({account.name,
                            tr("%1: new mail comes in, but the server refuses something else (%2). It is tried again "
                               "by itself.")
                                .arg(account.address, account.detail),
                            false});
            break;
        case AccountHealth::Failed:
            list.push_back(
                {account.name,
                 tr("%1: synchronising failed (%2). It is tried again by itself.").arg(account.address, account.detail),
                 false});
            break;
        default:
            break;
        }
    }
    return list;
}

std::vector<SyncStatus::Trouble> SyncStatus::alerts() const
{
    std::vector<Trouble> list;
    for (const AccountStatus &account : m_accounts)
        if (!account.alerts.isEmpty())
            list.push_back(
                {account.name,
                 tr("%1: the server says: %2").arg(account.address, account.alerts.join(QStringLiteral(" · "))),
                 false});
    return list;
}

bool SyncStatus::isInTrouble(const QString &account) const
{
    return isTrouble(m_outcomes.value(account).health);
}

std::vector<AccountStatus> SyncStatus::accounts() const
{
    return {m_accounts.begin(), m_accounts.end()};
}

} // namespace otklik::ui
