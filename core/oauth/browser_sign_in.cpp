// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/browser_sign_in.h"

namespace otklik::oauth {

namespace {

constexpr auto kLimit = std::chrono::minutes(10);

} // namespace

BrowserSignIn::BrowserSignIn(const Clock &clock, Provider provider, Pages pages)
    : m_provider(std::move(provider))
    , m_pages(std::move(pages))
    , m_endpoint(clock)
    , m_listener(std::make_unique<RedirectListener>([this](const QUrlQuery &answer) { return come(answer); }))
{
    m_limit.setSingleShot(true);
    QObject::connect(&m_limit, &QTimer::timeout, &m_limit,
                     [this] { end(fail(ErrorCode::Timeout, QStringLiteral("nobody signed in within ten minutes"))); });
}

void BrowserSignIn::start(const QString &address, const Open &open, TokenEndpoint::Done done)
{
    m_done = std::move(done);
    if (auto client = checkClient(m_provider); !client)
        return end(Failure(client.error()));
    if (auto listening = m_listener->listen(m_provider.redirectPort); !listening)
        return end(Failure(listening.error()));
    m_request = AuthorizationRequest::make(
        QStringLiteral("http://%1:%2/").arg(m_provider.redirectHost).arg(m_listener->port()));
    m_limit.start(kLimit);
    open(m_request.url(m_provider, address));
}

/// Any page and any program of this computer can call here: what does not bear our state changes nothing.
QString BrowserSignIn::come(const QUrlQuery &answer)
{
    if (!m_request.isAnsweredBy(answer) || m_isCodeThere)
        return {};
    m_isCodeThere = true;
    const auto code = AuthorizationRequest::codeIn(answer);
    const auto continueLater = [this, code] {
        if (!code)
            return end(Failure(code.error()));
        m_endpoint.exchangeCode(m_provider, m_request, *code, [this](Result<TokenSet> tokens) {
            if (tokens && tokens->refreshToken.isEmpty())
                tokens = fail(ErrorCode::AuthRejected,
                              QStringLiteral("%1 gave no refresh token: allow offline access for this client id")
                                  .arg(m_provider.name));
            end(std::move(tokens));
        });
    };
    QMetaObject::invokeMethod(&m_limit, continueLater, Qt::QueuedConnection); // the page first
    return code ? m_pages.done : m_pages.failed;
}

void BrowserSignIn::end(Result<TokenSet> result)
{
    m_limit.stop();
    if (const auto done = std::exchange(m_done, {}))
        done(std::move(result)); // may be the end of this object
}

} // namespace otklik::oauth
