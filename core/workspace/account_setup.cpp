// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/account_setup.h"

#include "core/mime/email_address.h"
#include "core/workspace/team_introduction.h"

#include <QFile>
#include <QLoggingCategory>

#include <algorithm>

namespace otklik::workspace {

namespace {

Q_LOGGING_CATEGORY(log, "otklik.accounts", QtInfoMsg)

using Kind = settings::PasswordSource::Kind;

bool needsSecret(const settings::AccountConfig &account, Kind kind)
{
    return account.kind == settings::AccountKind::Imap && account.passwordSource.kind == kind;
}

/// What a password is found by.
std::pair<Kind, QString> secretPlace(const settings::AccountConfig &account)
{
    const settings::PasswordSource &source = account.passwordSource;
    return {source.kind, source.kind == Kind::Keychain ? account.secretKey() : source.name};
}

/// The tokens of the one are good for the other.
bool isSameSignIn(const settings::AccountConfig &a, const settings::AccountConfig &b)
{
    return a.oauth == b.oauth && a.user == b.user && secretPlace(a) == secretPlace(b);
}

} // namespace

Result<settings::ProfileConfig> AccountSetup::profileWith(const Me &me)
{
    const auto address = mime::EmailAddress::parse(me.address);
    if (!address)
        return fail(ErrorCode::InvalidInput, QStringLiteral("%1 is not a mail address").arg(me.address));
    settings::ProfileConfig profile = m_desk.profile();
    profile.name = me.name.trimmed();
    profile.address = address->key();
    if (!me.role.isEmpty())
        profile.role = me.role;
    if (profile.installation.isEmpty()) {
        auto writer = m_desk.store().journal().writerId();
        if (!writer)
            return tl::unexpected(writer.error());
        profile.installation = *writer;
    }
    return profile;
}

Result<void> AccountSetup::introduce(const Me &me)
{
    auto profile = profileWith(me);
    if (!profile)
        return tl::unexpected(profile.error());
    const settings::Settings before = m_desk.settings();
    if (auto saved = m_desk.saveProfile(*profile); !saved)
        return saved;
    m_desk.feed().addEverything(); // "me" means somebody else now
    if (profile->accounts.empty())
        return {};
    m_desk.store().refresh();
    const auto op = introductionOf(*profile, m_desk.store());
    auto told = op ? m_desk.decide({*op}, kIntroduction) : Result<void>();
    if (told)
        m_host.reload(); // engines know the name that was
    else
        m_desk.restore(before);
    return told;
}

void AccountSetup::add(std::optional<Me> me, settings::AccountConfig account, SecretString secret, Done done)
{
    auto profile = me ? profileWith(*me) : m_desk.profile();
    if (!profile)
        return done(tl::unexpected(profile.error()));
    if (profile->address.isEmpty())
        return done(
            fail(ErrorCode::RefusedByRule, QStringLiteral("no profile yet: say who you are with profile init")));
    if (profile->account(account.name))
        return done(fail(ErrorCode::Conflict, QStringLiteral("there is an account %1 already").arg(account.name)));
    profile->accounts.push_back(account);
    if (auto valid = settings::validate(*profile); !valid)
        return done(tl::unexpected(valid.error()));
    if (needsSecret(account, Kind::File) && !secret.isEmpty() && QFile::exists(account.passwordSource.name))
        return done(fail(ErrorCode::Conflict,
                         QStringLiteral("the password file %1 is there already").arg(account.passwordSource.name)));
    if (auto alone = mayChangeAccounts(); !alone)
        return done(alone);
    keepSecret(account, secret, [this, account, secret, profile = *profile, done](Result<void> kept) {
        if (!kept)
            return done(kept);
        auto saved = m_desk.saveProfile(profile);
        if (saved) {
            m_desk.feed().addEverything();
            m_host.reload();
        } else if (!secret.isEmpty())
            dropSecret(account);
        done(saved);
    });
}

void AccountSetup::change(settings::AccountConfig account, SecretString secret, Done done)
{
    settings::ProfileConfig profile = m_desk.profile();
    const auto found =
        std::find_if(profile.accounts.begin(), profile.accounts.end(),
                     [&account](const settings::AccountConfig &candidate) { return candidate.name == account.name; });
    if (found == profile.accounts.end())
        return done(fail(ErrorCode::NotFound, QStringLiteral("no account %1").arg(account.name)));
    const settings::AccountConfig before = std::exchange(*found, account);
    if (auto valid = settings::validate(profile); !valid)
        return done(valid);
    const bool movesSecret = secretPlace(before) != secretPlace(account);
    if (movesSecret && secret.isEmpty() && needsSecret(account, Kind::Keychain))
        return done(fail(ErrorCode::InvalidInput, QStringLiteral("the password is needed once more")));
    if (auto alone = mayChangeAccounts(); !alone)
        return done(alone);
    // Not always: a renewal may be under way, and what it brings is all there will be of the sign-in.
    const bool isNewSignIn = !secret.isEmpty() || !isSameSignIn(before, account);
    const auto finish = [this, before, movesSecret, isNewSignIn, profile, done](Result<void> kept) {
        if (!kept)
            return done(kept);
        auto saved = m_desk.saveProfile(profile);
        if (saved) {
            if (isNewSignIn)
                m_host.forgetTokens(before.name);
            if (auto hurried = m_desk.store().outbox().hurry(before.name); !hurried)
                qCWarning(log).noquote() << hurried.error().detail; // they go when their pause is over
            m_host.reload();
            if (movesSecret)
                dropSecret(before);
        }
        done(saved);
    };
    if (secret.isEmpty())
        return finish({});
    keepSecret(account, secret, finish);
}

void AccountSetup::remove(const QString &name, Done done)
{
    if (auto allowed = mayRemove(name); !allowed)
        return done(allowed);
    m_host.reload([this, name, done = std::move(done)] { done(removeStopped(name)); });
}

/// The program that owns the profile would neither know of it nor keep it when it saves its own.
Result<void> AccountSetup::mayChangeAccounts()
{
    if (!m_host.own())
        return fail(ErrorCode::Conflict, QStringLiteral("another program has this profile open; close it first"));
    return {};
}

Result<void> AccountSetup::mayRemove(const QString &name)
{
    const settings::ProfileConfig profile = m_desk.profile();
    if (!profile.account(name))
        return fail(ErrorCode::NotFound, QStringLiteral("no account %1").arg(name));
    if (auto alone = mayChangeAccounts(); !alone)
        return alone;
    if (profile.accounts.size() > 1 && profile.accounts.front().name == name)
        return fail(ErrorCode::RefusedByRule,
                    QStringLiteral("the team's decisions are kept in %1; remove the other accounts first").arg(name));
    auto answers = m_desk.store().outbox().open();
    if (!answers)
        return tl::unexpected(answers.error());
    if (std::any_of(answers->begin(), answers->end(), [&name](const store::OutboxMail &mail) {
            return mail.account == name && mail.state != ticket::SendState::Failed && !mail.isTakenBack();
        }))
        return fail(ErrorCode::RefusedByRule,
                    QStringLiteral("an answer of %1 is on its way: see outbox list").arg(name));
    return {};
}

/// The mail goes first: cut in between, the account is still there and fetches it again.
Result<void> AccountSetup::removeStopped(const QString &name)
{
    if (auto allowed = mayRemove(name); !allowed) // a sync may have been asked for while the engines ended
        return allowed;
    settings::ProfileConfig profile = m_desk.profile();
    const settings::AccountConfig removed = *profile.account(name);
    if (auto forgotten = m_desk.forgetAccount(name); !forgotten)
        return forgotten;
    std::erase(profile.accounts, removed);
    if (auto saved = m_desk.saveProfile(profile); !saved)
        return saved;
    m_host.forgetTokens(name);
    dropSecret(removed);
    return {};
}

void AccountSetup::keepSecret(const settings::AccountConfig &account, const SecretString &secret, Done done)
{
    if (needsSecret(account, Kind::File) && !secret.isEmpty())
        return done(settings::writeSecretFile(account.passwordSource.name, secret));
    if (needsSecret(account, Kind::Keychain))
        return m_host.secrets().write(account.secretKey(), secret, std::move(done));
    done({});
}

/// Only what is ours: the keychain's entry, and a file in the profile's folder.
void AccountSetup::dropSecret(const settings::AccountConfig &account)
{
    const QString file = account.passwordSource.name;
    if (needsSecret(account, Kind::Keychain))
        m_host.secrets().remove(account.secretKey(), [](Result<void> removed) {
            if (!removed)
                qCWarning(log).noquote() << removed.error().detail;
        });
    else if (needsSecret(account, Kind::File) && account.passwordSource.isKeptFor(m_desk.profileDir()) &&
             QFile::exists(file) && !QFile::remove(file))
        qCWarning(log).noquote() << "the password file" << file << "could not be removed";
}

void AccountSetup::tryKeychain(Done done)
{
    m_host.secrets().read(QStringLiteral("otklik/probe"), [done = std::move(done)](const Result<SecretString> &found) {
        if (found || found.error().code == ErrorCode::NotFound)
            return done({});
        done(tl::unexpected(found.error()));
    });
}

} // namespace otklik::workspace
