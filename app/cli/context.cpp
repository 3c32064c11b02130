// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/context.h"

#include "core/workspace/account_report.h"

#include <cstdio>

namespace otklik::cli {

ExitCode exitCodeOf(ErrorCode code)
{
    return static_cast<ExitCode>(workspace::exitCodeFor(code));
}

namespace {

/// What the person at the terminal can do about it.
QString adviceFor(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidInput:
        return QStringLiteral("see otklik-cli COMMAND --help");
    case ErrorCode::AuthRejected:
        return QStringLiteral("check user name and password with account test");
    case ErrorCode::Offline:
    case ErrorCode::Timeout:
        return QStringLiteral("check the network and the server's name and port, then try again");
    case ErrorCode::TlsUntrusted:
        return QStringLiteral("check the certificate; name its authority with --ca-file");
    case ErrorCode::NotEncrypted:
        return QStringLiteral("check the port and the security: tls is mostly on 993 and 465, starttls on 143 and 587");
    case ErrorCode::NotFound:
        return QStringLiteral("check the name or number");
    case ErrorCode::StorageFull:
        return QStringLiteral("make room on the disk");
    case ErrorCode::ServerRefused:
        return QStringLiteral("try again later");
    case ErrorCode::Uncertain:
        return QStringLiteral("look at outbox list before sending again");
    default:
        return {};
    }
}

} // namespace

workspace::Workspace *Context::workspace()
{
    if (!m_workspace) {
        auto opened = workspace::Workspace::open(profileDir, m_clock);
        if (!opened) {
            failed(opened.error());
            return nullptr;
        }
        m_workspace = std::move(*opened);
    }
    return m_workspace.get();
}

workspace::Workspace *Context::workspaceWithAnyCache(QString &damage)
{
    if (m_workspace)
        return m_workspace.get();
    auto opened = workspace::Workspace::open(profileDir, m_clock);
    if (!opened && opened.error().code == ErrorCode::StorageCorrupt) {
        damage = opened.error().detail;
        if (auto dropped = workspace::Workspace::dropCache(profileDir); !dropped) {
            failed(dropped.error());
            return nullptr;
        }
    } else if (opened) {
        m_workspace = std::move(*opened);
    }
    return workspace();
}

const workspace::ReadSession *Context::read()
{
    // The engine opens first: it makes and migrates the cache that is read then.
    if (!m_read) {
        if (!workspace::Workspace::isReadOnly(profileDir) && !workspace())
            return nullptr;
        auto opened = workspace::ReadSession::open(profileDir, m_clock);
        if (!opened) {
            failed(opened.error());
            return nullptr;
        }
        m_read = std::move(*opened);
    }
    return m_read.get();
}

std::optional<ticket::TicketRow> Context::ticket(const QString &reference)
{
    const workspace::ReadSession *session = read();
    if (!session)
        return std::nullopt;
    auto row = session->ticket(reference);
    if (!row) {
        failed(row.error());
        return std::nullopt;
    }
    return *row;
}

void Context::print(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stdout);
    std::fflush(stdout);
}

void Context::complain(const QString &line)
{
    const QByteArray bytes = line.simplified().toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stderr);
}

void Context::printLine(const QJsonObject &object)
{
    print(QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)) + QLatin1Char('\n'));
}

void Context::done(const QJsonObject &object, const QString &text)
{
    if (json)
        printLine(object);
    else
        print(text);
    finish(kDone);
}

/// A new cache helps only where what exists nowhere else is well.
QString Context::adviceOn(const Error &error) const
{
    if (error.code != ErrorCode::StorageCorrupt)
        return adviceFor(error.code);
    return workspace::Workspace::checkPrecious(profileDir) ? QStringLiteral("run doctor --repair, or rebuild")
                                                           : QString();
}

namespace {

QJsonObject errorJson(const Error &error)
{
    return {{QStringLiteral("code"), errorCodeName(error.code)},
            {QStringLiteral("message"), error.detail.simplified()}};
}

} // namespace

void Context::failedWith(QJsonObject object, const Error &error, int exitCode)
{
    complain(QStringLiteral("otklik-cli: %1").arg(error.detail));
    object[QStringLiteral("error")] = errorJson(error);
    if (json)
        printLine(object);
    finish(exitCode);
}

void Context::failed(const Error &error)
{
    const QString advice = adviceOn(error);
    complain(QStringLiteral("otklik-cli: %1%2")
                 .arg(error.detail, advice.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(advice)));
    if (json)
        printLine({{QStringLiteral("error"), errorJson(error)}});
    finish(exitCodeOf(error.code));
}

void Context::ended(const Result<void> &result)
{
    if (!result)
        failed(result.error());
    else
        done({{QStringLiteral("ok"), true}}, {});
}

void Context::finish(int exitCode)
{
    if (m_finished)
        return;
    m_finished = true;
    m_read.reset();
    if (!m_workspace) {
        m_exit(exitCode);
        return;
    }
    m_workspace->stop([this, exitCode] { m_exit(exitCode); });
}

} // namespace otklik::cli
