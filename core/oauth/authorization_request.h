// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/oauth/provider.h"

#include <QByteArray>
#include <QUrlQuery>

namespace otklik::oauth {

/// One request for authorization: what the browser is sent with, and what its answer must fit (RFC 6749 §4.1, RFC 7636
/// with S256 only, RFC 8252).
struct AuthorizationRequest
{
    QByteArray state;    ///< random; the answer must bear it
    QByteArray verifier; ///< random; shown only with the code
    QString redirectUri;

    /// New random values.
    [[nodiscard]] static AuthorizationRequest make(const QString &redirectUri);
    [[nodiscard]] QByteArray challenge() const; ///< of the verifier
    /// Where the browser goes. `address` is suggested as who signs in.
    [[nodiscard]] QUrl url(const Provider &provider, const QString &address) const;
    /// False for an answer to something else: to be ignored.
    [[nodiscard]] bool isAnsweredBy(const QUrlQuery &answer) const;
    /// The code in an answer; AuthRejected with the provider's words when it says no.
    [[nodiscard]] static Result<QString> codeIn(const QUrlQuery &answer);
};

} // namespace otklik::oauth
