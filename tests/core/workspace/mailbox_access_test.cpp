// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// What an attempt at sending came to when it did not come as far as the server.
#include "core/workspace/mailbox_access.h"

#include "tests/support/run_task.h"

#include <gtest/gtest.h>

using namespace otklik;
using namespace otklik::workspace;
using End = outbox::Attempt::End;

namespace {

async::Task<SecretString> known(Result<SecretString> secret)
{
    co_return secret;
}

class SubmissionAttempt : public testing::Test
{
protected:
    SubmissionAttempt()
    {
        m_account.name = QStringLiteral("support");
        m_account.user = QStringLiteral("support@otklik.test");
        m_account.smtp = {QStringLiteral("127.0.0.1"), 1, settings::Security::Tls}; // where nobody listens
        m_mail.sender = m_account.user;
        m_mail.recipients = QStringList{QStringLiteral("irina@kunde.test")};
        m_mail.messageId = QStringLiteral("one@otklik.test");
    }
    outbox::Attempt carry()
    {
        const auto carrier = makeCarrier(m_account, [this](const SecretString &) { return known(m_secret); }, {});
        const std::function<Result<void>()> letGo = [] { return Result<void>(); };
        const auto attempt = otklik::test::runTask(carrier->carry(m_mail, "Subject: x\r\n\r\nx\r\n", letGo, {}));
        return attempt.value_or(outbox::Attempt());
    }

    settings::AccountConfig m_account;
    store::OutboxMail m_mail;
    Result<SecretString> m_secret = SecretString(QStringLiteral("secret"));
};

TEST_F(SubmissionAttempt, AnAddressThatNoServerTakesIsRefused)
{
    m_mail.recipients << QStringLiteral("no address");
    const outbox::Attempt attempt = carry();
    EXPECT_EQ(attempt.end, End::Refused);
    EXPECT_TRUE(attempt.detail.contains(QStringLiteral("no address"))) << attempt.detail.toStdString();
}

TEST_F(SubmissionAttempt, WhatIsWrongWithTheAccountIsNotTheAnswersEnd)
{
    m_account.caFile = QStringLiteral("/nonexistent/ca.pem");
    const outbox::Attempt noFile = carry();
    EXPECT_EQ(noFile.end, End::Postponed);
    EXPECT_TRUE(noFile.noAnswer);
    EXPECT_TRUE(noFile.detail.contains(m_account.caFile)) << noFile.detail.toStdString();
    m_account.caFile.clear();
    m_secret = fail(ErrorCode::InvalidInput, QStringLiteral("the first line of the password file is empty"));
    const outbox::Attempt noPassword = carry();
    EXPECT_EQ(noPassword.end, End::Postponed);
    EXPECT_TRUE(noPassword.noAnswer);
    EXPECT_FALSE(noPassword.signInRefused);
}

} // namespace
