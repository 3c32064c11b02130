// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/cli.h"
#include "tests/support/dovecot_fixture.h"
#include "tests/support/smtp_server_fixture.h"

#include <QDateTime>
#include <QTemporaryDir>

#include <gtest/gtest.h>

#include <optional>

namespace otklik::test {

/// A mail as a customer writes it.
struct CustomerMail
{
    QByteArray id;
    QByteArray subject = "Site is down";
    QByteArray from = "Irina Belova <irina@kunde.test>";
    QByteArray text = "Good morning, our shop does not open.";
    QByteArray inReplyTo = {};
    QByteArray headers = {}; ///< further lines, each with CRLF
    [[nodiscard]] QByteArray raw() const;
};

/// Head of a mail as it arrived: value of the first such header, unfolded; empty when there is none.
[[nodiscard]] QByteArray headerOf(const QByteArray &raw, const QByteArray &name);

/// Tests against two real servers: a team's mailbox and customers' mailboxes in Dovecot, an SMTP server that delivers
/// into them. Each test has servers and profiles of its own.
class DeskServersTest : public ::testing::Test
{
protected:
    inline static const QString kSupport = QStringLiteral("support@otklik.test");
    inline static const QString kIrina = QStringLiteral("irina@kunde.test");
    inline static const QString kOleg = QStringLiteral("oleg@other.test");

    void SetUp() override;

    /// A profile with the account `support`; `name` is its folder.
    [[nodiscard]] Cli desk(const QString &name, const QStringList &accountOptions = {});
    [[nodiscard]] QStringList accountAdd(const QStringList &options = {}) const;
    void deliver(const CustomerMail &mail);
    /// Mails in a folder of a user, in order of arrival; `folder` as Dovecot names it, empty for the inbox.
    [[nodiscard]] QByteArrayList mailsOf(const QString &user, const QString &folder = {}) const;
    /// The same as soon as there are `count` of them: the SMTP server delivers after it has taken a mail.
    [[nodiscard]] QByteArrayList awaitMailsOf(const QString &user, int count) const;
    [[nodiscard]] QString path(const QString &name) const { return m_dir.filePath(name); }
    [[nodiscard]] QString writeFile(const QString &name, const QByteArray &bytes) const;

    QTemporaryDir m_dir;
    DovecotFixture m_dovecot;
    SmtpServerFixture m_smtp;
    QString m_authorities;
};

} // namespace otklik::test
