// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <memory>

namespace otklik::test {

/// What one call of otklik-cli said.
struct CliResult
{
    int exitCode = -1; ///< -1: crashed, killed or did not end
    QByteArray out;
    QString err;
    [[nodiscard]] QJsonObject json() const;
    /// For messages of failing tests.
    [[nodiscard]] std::string said() const;
};

constexpr int kCommandLimitMs = 180000; ///< for a command that hangs; says nothing about speed

/// The real program on one profile. Every call is a process of its own with --json.
class Cli
{
public:
    explicit Cli(QString profileDir)
        : m_profile(std::move(profileDir))
    {
    }
    [[nodiscard]] QString profileDir() const { return m_profile; }
    [[nodiscard]] CliResult run(const QStringList &arguments, int limitMs = kCommandLimitMs) const;
    /// Without --json: what a person at a terminal sees.
    [[nodiscard]] CliResult runPlain(const QStringList &arguments) const;
    /// Started, not awaited.
    [[nodiscard]] std::unique_ptr<QProcess> start(const QStringList &arguments) const;

    /// The report of one sync of the first account; a failing sync fails the test.
    QJsonObject sync(const QString &command = QStringLiteral("sync"), int limitMs = kCommandLimitMs) const;
    [[nodiscard]] QString stateHash() const;
    [[nodiscard]] QJsonObject stateDump() const;
    /// Of the state dump: what the mails alone decide.
    [[nodiscard]] QJsonArray ticketsWithoutNumbers() const;
    [[nodiscard]] bool isClean() const; ///< doctor; says what it found
    [[nodiscard]] QJsonArray tickets(const QString &query = {}) const;
    [[nodiscard]] QJsonObject show(qint64 number) const;
    /// Number of the one ticket with that subject; 0 when there is none or several.
    [[nodiscard]] qint64 numberOf(const QString &subject) const;
    /// A command that must do what it is told.
    void must(const QStringList &arguments) const;

private:
    QString m_profile;
};

/// Reads on in the events of `sync --watch` until such a one came; false after the limit.
[[nodiscard]] bool sees(QProcess &watch, const char *event, int limitMs = 10000);
/// Sends the signal and waits; the exit code, -1 when it had to be killed, -2 when it crashed.
[[nodiscard]] int endOf(QProcess &watch, int signal);

} // namespace otklik::test
