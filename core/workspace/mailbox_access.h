// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imap/server_settings.h"
#include "core/outbox/send_queue.h"
#include "core/settings/account_config.h"
#include "core/smtp/submission.h"
#include "core/sync/mailbox_session.h"

#include <functional>
#include <memory>

namespace otklik::workspace {

/// The secret is a password, or an access token when the account signs in by OAuth 2.
[[nodiscard]] imap::ServerSettings imapSettingsOf(const settings::AccountConfig &account, const SecretString &password);
[[nodiscard]] smtp::SubmissionServer submissionServerOf(const settings::AccountConfig &account,
                                                        const SecretString &password);

/// A connected session of an account, whatever its kind.
[[nodiscard]] async::Task<std::unique_ptr<sync::MailboxSession>>
openMailbox(settings::AccountConfig account, SecretString password, std::stop_token stop);

/// A secret to sign in with now; not `refused`, which the server has just refused.
using SecretSource = std::function<async::Task<SecretString>(SecretString refused)>;

/// How answers of the account leave: by its submission server, or, for a local mailbox, into its Sent folder alone. A
/// token that is refused is asked for once more. `noteSizeLimit` gets the largest mail that the server takes, in bytes
/// (0: it does not say), at each connection.
[[nodiscard]] std::unique_ptr<outbox::Carrier> makeCarrier(const settings::AccountConfig &account, SecretSource secret,
                                                           std::function<void(qint64)> noteSizeLimit);

} // namespace otklik::workspace
