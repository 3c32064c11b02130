// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/access_tokens.h"

#include <QLoggingCategory>

namespace otklik::oauth {

namespace {

Q_LOGGING_CATEGORY(log, "otklik.oauth", QtInfoMsg)

bool isSame(const SecretString &a, const SecretString &b)
{
    return a.reveal() == b.reveal();
}

} // namespace

bool AccessTokens::isGood(const TokenSet &tokens, const SecretString &refused) const
{
    return tokens.isGoodAt(m_clock.now()) && !isSame(tokens.accessToken, refused);
}

void AccessTokens::get(const settings::AccountConfig &account, const Provider &provider, const SecretString &refused,
                       Done done)
{
    Known &known = m_known[account.name];
    if (known.waiting.empty() && isGood(known.tokens, refused))
        return done(known.tokens.accessToken);
    known.waiting.push_back(std::move(done));
    if (known.waiting.size() > 1)
        return;
    const Wish wish{account, provider, refused, known.round};
    if (!known.isKept)
        return renew(wish, TokenSet(known.tokens));
    settings::readPassword(account, m_store,
                           [this, wish](const Result<SecretString> &secret) { stored(wish, secret); });
}

void AccessTokens::forget(const QString &account)
{
    const auto known = m_known.find(account);
    if (known == m_known.end())
        return;
    const std::vector<Done> waiting = std::exchange(known->waiting, {});
    const quint64 round = known->round + 1;
    *known = Known();
    known->round = round;
    for (const Done &done : waiting)
        done(fail(ErrorCode::Cancelled, QStringLiteral("the account has changed meanwhile")));
}

bool AccessTokens::isCurrent(const Wish &wish) const
{
    return m_known.value(wish.account.name).round == wish.round;
}

void AccessTokens::stored(const Wish &wish, const Result<SecretString> &secret)
{
    if (!isCurrent(wish))
        return;
    if (!secret)
        return tell(wish, Failure(secret.error()));
    const auto tokens = TokenSet::fromSecret(*secret);
    if (!tokens)
        return tell(wish, Failure(tokens.error()));
    if (!isGood(*tokens, wish.refused))
        return renew(wish, *tokens);
    m_known[wish.account.name].tokens = *tokens;
    tell(wish, tokens->accessToken);
}

void AccessTokens::renew(const Wish &wish, const TokenSet &old)
{
    const Known &known = m_known[wish.account.name];
    const bool isDead = !known.deadRefreshToken.isEmpty() && isSame(known.deadRefreshToken, old.refreshToken);
    if (old.refreshToken.isEmpty() || isDead)
        return tell(wish, fail(ErrorCode::AuthRejected,
                               QStringLiteral("the sign-in with %1 has run out or was withdrawn: sign in again")
                                   .arg(wish.provider.name)));
    m_endpoint.refresh(wish.provider, old.refreshToken,
                       [this, wish, old](const Result<TokenSet> &tokens) { renewed(wish, old, tokens); });
}

void AccessTokens::renewed(const Wish &wish, const TokenSet &old, const Result<TokenSet> &tokens)
{
    if (!isCurrent(wish))
        return;
    if (!tokens && tokens.error().code == ErrorCode::AuthRejected)
        return lookAgain(wish, old, tokens.error());
    if (!tokens)
        return tell(wish, Failure(tokens.error()));
    m_known[wish.account.name].tokens = *tokens;
    m_known[wish.account.name].isKept = false;
    settings::writePassword(
        wish.account, m_store, tokens->toSecret(), [this, wish, token = tokens->accessToken](const Result<void> &kept) {
            // The token is good all the same; what was lost is the next start without a sign-in.
            if (!kept)
                qCWarning(log).noquote() << wish.account.name
                                         << "the renewed sign-in could not be kept:" << kept.error().detail;
            if (!isCurrent(wish))
                return;
            m_known[wish.account.name].isKept = kept.has_value();
            tell(wish, token);
        });
}

/// Another program of this profile may have renewed it a moment ago, so that what we used was spent.
void AccessTokens::lookAgain(const Wish &wish, const TokenSet &old, const Error &error)
{
    settings::readPassword(wish.account, m_store, [this, wish, old, error](const Result<SecretString> &secret) {
        if (!isCurrent(wish))
            return;
        const auto tokens = secret ? TokenSet::fromSecret(*secret) : Failure(secret.error());
        if (tokens && !isSame(tokens->refreshToken, old.refreshToken))
            return stored(wish, secret);
        m_known[wish.account.name].deadRefreshToken = old.refreshToken;
        tell(wish, Failure(error));
    });
}

void AccessTokens::tell(const Wish &wish, const Result<SecretString> &token)
{
    for (const Done &done : std::exchange(m_known[wish.account.name].waiting, {}))
        done(token);
}

} // namespace otklik::oauth
