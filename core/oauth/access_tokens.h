// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/oauth/token_endpoint.h"
#include "core/settings/secret_store.h"

#include <QHash>

#include <vector>

namespace otklik::oauth {

/// The access token of each account that signs in by OAuth 2: from memory while it is good, else from where the account
/// keeps its secret, else renewed there and kept. A provider that says no for good is not asked again before the
/// secret is another one.
class AccessTokens final
{
public:
    using Done = std::function<void(Result<SecretString>)>;

    AccessTokens(const Clock &clock, settings::SecretStore &store)
        : m_clock(clock)
        , m_store(store)
        , m_endpoint(clock)
    {
    }

    /// A token for `account`; not `refused`, which a mail server has just refused (empty: none was). Calls at the same
    /// time for one account share the way. AuthRejected: the person has to sign in again.
    void get(const settings::AccountConfig &account, const Provider &provider, const SecretString &refused, Done done);
    /// After the person signed in again, or the account went: what is known of it is nothing any more.
    void forget(const QString &account);

private:
    struct Known
    {
        TokenSet tokens;
        bool isKept = true;            ///< false: the store refused, and what it has was spent
        SecretString deadRefreshToken; ///< the provider said no to it
        std::vector<Done> waiting;
        quint64 round = 0; ///< grows with each forget(): older answers do not count
    };
    struct Wish
    {
        settings::AccountConfig account;
        Provider provider;
        SecretString refused;
        quint64 round = 0;
    };

    [[nodiscard]] bool isGood(const TokenSet &tokens, const SecretString &refused) const;
    void stored(const Wish &wish, const Result<SecretString> &secret);
    void renew(const Wish &wish, const TokenSet &old);
    void renewed(const Wish &wish, const TokenSet &old, const Result<TokenSet> &tokens);
    void lookAgain(const Wish &wish, const TokenSet &old, const Error &error);
    void tell(const Wish &wish, const Result<SecretString> &token);
    [[nodiscard]] bool isCurrent(const Wish &wish) const;

    const Clock &m_clock;
    settings::SecretStore &m_store;
    TokenEndpoint m_endpoint;
    QHash<QString, Known> m_known;
};

} // namespace otklik::oauth
