// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"
#include "core/base/secret_string.h"

namespace otklik::oauth {

/// What a sign-in by OAuth 2 leaves, kept where a password would be.
struct TokenSet
{
    SecretString accessToken;
    SecretString refreshToken; ///< empty: the provider gave none, and the next sign-in is by the person again
    Instant validUntil;        ///< of the access token; never: the provider did not say

    /// Good for a while yet: not within a minute of its end, so that neither a clock that is a little off nor the way
    /// to the server matters.
    [[nodiscard]] bool isGoodAt(Instant now) const;
    /// One line of JSON, for the keychain or a file.
    [[nodiscard]] SecretString toSecret() const;
    /// AuthRejected when it is none (a password, say): the person has to sign in.
    [[nodiscard]] static Result<TokenSet> fromSecret(const SecretString &secret);
};

} // namespace otklik::oauth
