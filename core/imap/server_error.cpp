// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imap/server_error.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <utility>

namespace otklik::imap {

namespace {

constexpr std::array<std::pair<const char *, ErrorCode>, 20> kCodes{{
    {"AUTHENTICATIONFAILED", ErrorCode::AuthRejected},
    {"AUTHORIZATIONFAILED", ErrorCode::AuthRejected},
    {"EXPIRED", ErrorCode::AuthRejected},
    {"PRIVACYREQUIRED", ErrorCode::NotEncrypted},
    {"CONTACTADMIN", ErrorCode::ServerRejected},
    {"UNAVAILABLE", ErrorCode::ServerRefused},
    {"INUSE", ErrorCode::ServerRefused},
    {"SERVERBUG", ErrorCode::ServerRefused},
    {"LIMIT", ErrorCode::ServerRefused},
    {"THROTTLED", ErrorCode::ServerRefused},
    {"OVERQUOTA", ErrorCode::StorageFull},
    {"NONEXISTENT", ErrorCode::NotFound},
    {"TRYCREATE", ErrorCode::NotFound},
    {"ALREADYEXISTS", ErrorCode::Conflict},
    {"NOPERM", ErrorCode::ServerRejected},
    {"CANNOT", ErrorCode::ServerRejected},
    {"TOOBIG", ErrorCode::ServerRejected},
    {"CORRUPTION", ErrorCode::StorageCorrupt},
    {"UIDNOTSTICKY", ErrorCode::ServerRejected},
    {"CLIENTBUG", ErrorCode::ProtocolViolation},
}};

/// What servers write when they say nothing by code.
constexpr std::array<std::pair<const char *, ErrorCode>, 9> kTexts{{
    {"too many simultaneous connections", ErrorCode::ServerRefused},
    {"too many connections", ErrorCode::ServerRefused},
    {"maximum number of connections", ErrorCode::ServerRefused},
    {"request is throttled", ErrorCode::ServerRefused},
    {"authenticated but not connected", ErrorCode::AuthRejected},
    {"temporarily", ErrorCode::ServerRefused},
    {"quota exceeded", ErrorCode::StorageFull},
    {"over quota", ErrorCode::StorageFull},
    {"mailbox is full", ErrorCode::StorageFull},
}};

const QString kAnswerMark = QStringLiteral(": the server answered: ");
const QString kFullMark = QStringLiteral("the mailbox is full");
const QString kLimitMark = QStringLiteral("too many connections to this mailbox");
const QString kTransferMark = QStringLiteral("a limit of the provider is reached");

bool textIsConnectionLimit(const QByteArray &text)
{
    const QByteArray lower = text.toLower();
    return lower.contains("too many simultaneous connections") || lower.contains("too many connections") ||
           lower.contains("maximum number of connections");
}

/// Of what was transferred or asked lately; Gmail calls it OVERQUOTA. Nothing is full.
bool isTransferLimit(const QByteArray &text)
{
    return text.toLower().contains("bandwidth limit");
}

ErrorCode codeOf(const Status &status, ErrorCode otherwise)
{
    if (isTransferLimit(status.text))
        return ErrorCode::ServerRefused;
    for (const auto &[name, code] : kCodes)
        if (status.code.name == name)
            return code;
    const QByteArray lower = status.text.toLower();
    for (const auto &[text, code] : kTexts)
        if (lower.contains(text))
            return code;
    return otherwise;
}

Error makeError(const Status &status, ErrorCode code, const QString &what)
{
    QString said = serverText(status.text);
    if (!status.code.name.isEmpty())
        said = QStringLiteral("[%1] %2").arg(serverText(status.code.name), said);
    if (textIsConnectionLimit(status.text))
        said = kLimitMark + QStringLiteral(": ") + said;
    if (isTransferLimit(status.text) || status.code.name == "LIMIT")
        said = kTransferMark + QStringLiteral(": ") + said;
    if (code == ErrorCode::StorageFull)
        said = kFullMark + QStringLiteral(": ") + said;
    return {code, what + kAnswerMark + said};
}

} // namespace

QString serverText(const QByteArray &bytes)
{
    return QString::fromUtf8(bytes.left(2000)).simplified().left(500);
}

Error serverError(const Status &status, const QString &what)
{
    ErrorCode otherwise = ErrorCode::ServerRefused;
    if (status.condition == Condition::Bad)
        otherwise = ErrorCode::ProtocolViolation;
    else if (status.condition == Condition::Bye)
        otherwise = ErrorCode::Offline;
    return makeError(status, codeOf(status, otherwise), what);
}

bool isWithoutReason(const Status &status)
{
    return status.condition == Condition::No && codeOf(status, ErrorCode::Internal) == ErrorCode::Internal;
}

/// Who has to ask an administrator is not helped by another try, and may be locked out by it (RFC 5530 §3).
Error signInError(const Status &status)
{
    if (status.code.name == "CONTACTADMIN")
        return makeError(status, ErrorCode::AuthRejected, QStringLiteral("sign-in"));
    const ErrorCode otherwise = status.condition == Condition::No ? ErrorCode::AuthRejected : ErrorCode::ServerRefused;
    return makeError(status, codeOf(status, otherwise), QStringLiteral("sign-in"));
}

Result<Status> requireOk(Result<Status> answer, const QString &what)
{
    if (answer && answer->condition != Condition::Ok)
        return Failure(serverError(*answer, what));
    return answer;
}

bool isRefusal(const Error &error)
{
    const QString answer =
        error.detail.section(kAnswerMark, 1); // in front of it stands a folder, which may have any name
    if (answer.isEmpty() || isLimitReached(error) || suggestedPause(error) || error.code == ErrorCode::Offline ||
        error.code == ErrorCode::AuthRejected)
        return false;
    static const QStringList later{QStringLiteral("unavailable"), QStringLiteral("[INUSE]"),
                                   QStringLiteral("throttled"),   QStringLiteral("temporar"),
                                   QStringLiteral("try again"),   QStringLiteral("busy")};
    return std::none_of(later.begin(), later.end(),
                        [&answer](const QString &words) { return answer.contains(words, Qt::CaseInsensitive); });
}

bool isMailboxFull(const Error &error)
{
    return error.code == ErrorCode::StorageFull && error.detail.contains(kFullMark);
}

QString alertOf(const Error &error)
{
    const QString mark = QStringLiteral("[ALERT] ");
    const qsizetype at = error.detail.indexOf(mark);
    return at < 0 ? QString() : error.detail.mid(at + mark.size());
}

bool isLimitReached(const Error &error)
{
    return isConnectionLimit(error) || error.detail.contains(kTransferMark);
}

std::optional<std::chrono::milliseconds> suggestedPause(const Error &error)
{
    static const QRegularExpression words(QStringLiteral("Suggested Backoff Time: (\\d{1,7}) milliseconds"),
                                          QRegularExpression::CaseInsensitiveOption);
    const auto found = words.match(error.detail);
    if (!found.hasMatch())
        return std::nullopt;
    return std::chrono::milliseconds(found.captured(1).toInt());
}

bool isConnectionLimit(const Error &error)
{
    return error.detail.contains(kLimitMark);
}

} // namespace otklik::imap
