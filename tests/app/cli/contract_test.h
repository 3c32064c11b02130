// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/cli.h"
#include "tests/support/expect_result.h"

#include <QJsonDocument>
#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace otklik::test {

/// "tickets --limit 3" as a list of arguments.
[[nodiscard]] QStringList words(const char *line);

/// A member of a JSON object, by a name in Latin letters.
[[nodiscard]] inline QJsonValue at(const QJsonObject &object, const char *name)
{
    return object[QLatin1String(name)];
}

// Each fails the test when the value has not the form that is promised.
void expectTime(const QJsonValue &value);
void expectTimeOrNull(const QJsonValue &value);
void expectTextOrNull(const QJsonValue &value);
void expectInteger(const QJsonValue &value);
void expectIntegerOrNull(const QJsonValue &value);
void expectTicket(const QJsonObject &ticket);

/// Every test has a fresh demo profile and tries the program from outside.
class ContractTest : public ::testing::Test
{
protected:
    void SetUp() override;

    /// Exit code 0 and exactly one JSON document on stdout.
    [[nodiscard]] QJsonObject done(const QStringList &arguments) const;
    [[nodiscard]] QJsonObject done(const char *line) const { return done(words(line)); }
    /// That exit code, one line on stderr, one JSON document with that error code on stdout; the same without --json.
    void refused(int exitCode, const char *errorCode, const QStringList &arguments) const;
    void refused(int exitCode, const char *errorCode, const char *line) const
    {
        refused(exitCode, errorCode, words(line));
    }
    [[nodiscard]] QString path(const char *name) const { return m_dir.filePath(QLatin1String(name)); }
    [[nodiscard]] QString profileFile(const char *name) const
    {
        return m_cli.profileDir() + QLatin1Char('/') + QLatin1String(name);
    }
    [[nodiscard]] QString write(const char *name, const QByteArray &bytes) const;
    [[nodiscard]] static QByteArray read(const QString &path);
    /// Number of some ticket that the query finds and that has a mail of its customer.
    [[nodiscard]] QString someTicket(const char *query = "status:open,new channel:mail") const;

    QTemporaryDir m_dir;
    Cli m_cli{m_dir.filePath(QStringLiteral("profile"))};
};

} // namespace otklik::test
