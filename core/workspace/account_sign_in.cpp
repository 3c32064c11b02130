// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/account_sign_in.h"

#include <utility>

namespace otklik::workspace {

namespace {

SignInProvider shown(const oauth::Provider &provider)
{
    return {provider.id, provider.name, !provider.clientId.isEmpty(), provider.imap, provider.smtp};
}

} // namespace

std::vector<SignInProvider> AccountSignIn::providers()
{
    std::vector<SignInProvider> all;
    for (const QString &id : oauth::providerIds())
        if (const auto one = provider(id))
            all.push_back(*one);
    return all;
}

Result<SignInProvider> AccountSignIn::provider(const QString &id)
{
    const auto found = oauth::providerNamed(id, m_desk.settings());
    if (!found)
        return tl::unexpected(found.error());
    return shown(*found);
}

Result<void> AccountSignIn::setClient(const SignInClient &client)
{
    settings::Settings changed = m_desk.settings();
    const std::pair<const char *, QString> members[]{{"clientId", client.clientId},
                                                     {"clientSecret", client.clientSecret},
                                                     {"authorizeUrl", client.authorizeUrl},
                                                     {"tokenUrl", client.tokenUrl},
                                                     {"scopes", client.scopes}};
    for (const auto &[member, value] : members) {
        const QByteArray key = "oauth/" + client.provider.toLatin1() + '/' + member;
        if (!value.trimmed().isEmpty())
            changed.set(settings::Setting<QString>{key.constData(), {}}, value.trimmed());
    }
    if (const auto valid = oauth::providerNamed(client.provider, changed); !valid)
        return tl::unexpected(valid.error());
    if (auto saved = changed.save(); !saved)
        return saved;
    m_desk.settings() = changed;
    return {};
}

void AccountSignIn::start(const settings::AccountConfig &account, const SignInPages &pages,
                          const std::function<void(const QUrl &)> &open, Done done)
{
    cancel();
    m_ended.clear();
    auto provider = oauth::providerNamed(account.oauth, m_desk.settings());
    if (!provider)
        return done(tl::unexpected(provider.error()));
    provider->caFile = account.caFile;
    m_done = std::move(done);
    m_signIn = std::make_unique<oauth::BrowserSignIn>(m_desk.clock(), *provider,
                                                      oauth::BrowserSignIn::Pages{pages.done, pages.failed});
    m_signIn->start(account.user, open, [this](const Result<oauth::TokenSet> &tokens) { finish(tokens); });
}

void AccountSignIn::cancel()
{
    if (m_signIn)
        finish(fail(ErrorCode::Cancelled, QStringLiteral("the sign-in was given up")));
}

void AccountSignIn::finish(const Result<oauth::TokenSet> &tokens)
{
    m_ended.push_back(std::move(m_signIn));
    const Done done = std::exchange(m_done, {});
    done(tokens ? Result<SecretString>(tokens->toSecret()) : tl::unexpected(tokens.error()));
}

} // namespace otklik::workspace
