// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/smtp/capabilities.h"
#include "core/smtp/submission.h"

namespace otklik::smtp {

/// One step of testSubmission().
struct SubmissionStep
{
    enum class Kind { Resolve, Connect, Tls, Greeting, SignIn };
    Kind kind = Kind::Resolve;
    Result<void> result;
};

/// What a server answers when asked to let us in. `steps` ends with the first one that failed.
struct SubmissionReport
{
    std::vector<SubmissionStep> steps;
    net::PeerInfo peer;
    Capabilities capabilities; ///< of the encrypted connection
    [[nodiscard]] bool ok() const { return !steps.empty() && steps.back().result.has_value(); }
};

/// Connects, encrypts, signs in and says QUIT; sends nothing. Always a value.
[[nodiscard]] Task<SubmissionReport> testSubmission(SubmissionServer server, SubmissionLimits limits,
                                                    std::stop_token stop);

} // namespace otklik::smtp
