// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/workspace/read_session.h"
#include "core/workspace/workspace.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace otklik::cli {

/// Exit codes of the public contract (docs/manual "Command line").
enum ExitCode {
    kDone = 0,
    kFailed = 1,
    kBadUsage = 2,
    kSignInRefused = 3,
    kUnreachable = 4,
    kNoSuchThing = 5,
    kRefusedByRule = 6,
    kDamaged = 7,
};
[[nodiscard]] ExitCode exitCodeOf(ErrorCode code);

/// What every command works with: the options before the command, the profile (opened when first asked for), and the
/// two streams. A command ends by exactly one call of finish(), done() or failed(). Main thread only.
class Context final
{
public:
    explicit Context(std::function<void(int)> exit)
        : m_exit(std::move(exit))
    {
    }

    // Options before the command.
    QString profileDir;
    bool json = false;
    QString logLevel = QStringLiteral("warning");

    [[nodiscard]] const Clock &clock() const { return m_clock; }
    /// The engine; nullptr after failed() was called with the reason.
    [[nodiscard]] workspace::Workspace *workspace();
    /// The same; a cache that is too damaged to open makes way for a new, empty one. `damage` then says what was wrong.
    [[nodiscard]] workspace::Workspace *workspaceWithAnyCache(QString &damage);
    /// The reading side; nullptr after failed() was called with the reason.
    [[nodiscard]] const workspace::ReadSession *read();
    /// The ticket that `reference` names ("4182", "#4182", "~3fa9"); nothing after failed() was called.
    [[nodiscard]] std::optional<ticket::TicketRow> ticket(const QString &reference);

    /// One JSON document on stdout with --json, else `text` (already ending in a newline, or empty).
    void done(const QJsonObject &json, const QString &text);
    void failed(const Error &error);
    void finish(int exitCode);
    /// A line of JSON now, without ending (sync --watch).
    void printLine(const QJsonObject &json);
    static void print(const QString &text);
    /// One line on stderr, whatever is in it.
    static void complain(const QString &line);
    /// Ends with a document that was made all the same, and says what failed: in it as "error", and on stderr.
    void failedWith(QJsonObject json, const Error &error, int exitCode);
    /// For orders that return nothing: done() with {"ok":true} or failed().
    void ended(const Result<void> &result);

private:
    [[nodiscard]] QString adviceOn(const Error &error) const;

    std::function<void(int)> m_exit;
    SystemClock m_clock;
    std::unique_ptr<workspace::Workspace> m_workspace;
    std::unique_ptr<workspace::ReadSession> m_read;
    bool m_finished = false;
};

} // namespace otklik::cli
