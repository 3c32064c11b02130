// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/sasl.h"

namespace otklik::net {

enum class TokenForm {
    OAuthBearer, ///< RFC 7628
    XOAuth2,     ///< Google's older form, the only one of Microsoft, Yandex and Mail.ru
};

/// Signs in with an OAuth 2 access token: one message. A server that refuses it says why in a challenge (JSON), which
/// has to be answered before the refusal itself comes; refusal() then has the reason. InvalidInput when user, host or
/// token hold characters that would end their field.
[[nodiscard]] Result<std::unique_ptr<SaslClient>> makeTokenClient(TokenForm form, const SaslIdentity &identity);

} // namespace otklik::net
