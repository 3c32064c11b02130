// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/account_config.h"

#include <QDir>
#include <QFileInfo>
#include <QHostAddress>

#include <algorithm>

namespace otklik::settings {

bool PasswordSource::isKeptFor(const QString &profileDir) const
{
    return kind == Kind::Keychain || (kind == Kind::File && QFileInfo(name).dir() == QDir(profileDir));
}

namespace {

Failure invalid(const QString &what)
{
    return fail(ErrorCode::InvalidInput, what);
}

Result<void> validateServer(const QString &account, const char *protocol, const Server &server)
{
    const QString where = QStringLiteral("account %1: %2 server").arg(account, QLatin1String(protocol));
    if (server.host.isEmpty() || server.port == 0)
        return invalid(where + QStringLiteral(" needs a host and a port"));
    const bool odd = std::any_of(server.host.begin(), server.host.end(),
                                 [](QChar c) { return c.isSpace() || c.unicode() < 0x20 || c == QLatin1Char('/'); });
    if (odd)
        return invalid(where + QStringLiteral(" \"%1\" is not a host name").arg(server.host));
    if (server.security == Security::None && !isLoopbackHost(server.host))
        return invalid(where + QStringLiteral(": security \"none\" is accepted for this computer only; use tls or "
                                              "starttls for %1")
                                   .arg(server.host));
    return {};
}

bool isCapabilityName(const QString &name)
{
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [](QChar c) {
        return (c.unicode() > 0x20 && c.unicode() < 0x7F) && !QStringLiteral("(){%*\"\\]").contains(c);
    });
}

Result<void> validateImap(const AccountConfig &account)
{
    if (auto imap = validateServer(account.name, "IMAP", account.imap); !imap)
        return imap;
    if (auto smtp = validateServer(account.name, "SMTP", account.smtp); !smtp)
        return smtp;
    for (const QString &name : account.without)
        if (!isCapabilityName(name))
            return invalid(QStringLiteral("account %1: \"%2\" is not a name of an extension").arg(account.name, name));
    if (account.user.isEmpty())
        return invalid(QStringLiteral("account %1 needs a user name").arg(account.name));
    if (account.passwordSource.kind != PasswordSource::Kind::Keychain && account.passwordSource.name.isEmpty())
        return invalid(QStringLiteral("account %1: the password's variable or file has no name").arg(account.name));
    if (!account.oauth.isEmpty() && account.passwordSource.kind == PasswordSource::Kind::Env)
        return invalid(QStringLiteral("account %1: a sign-in in the browser is kept in the keychain or in a file, not "
                                      "in an environment variable")
                           .arg(account.name));
    return {};
}

bool looksLikeAddress(const QString &address)
{
    const qsizetype at = address.lastIndexOf(QLatin1Char('@'));
    return at > 0 && at < address.size() - 1 && std::none_of(address.begin(), address.end(), [](QChar c) {
               return c.isSpace() || c.unicode() < 0x20 || c == QLatin1Char('<') || c == QLatin1Char('>');
           });
}

} // namespace

QString toString(Security security)
{
    switch (security) {
    case Security::Tls:
        return QStringLiteral("tls");
    case Security::StartTls:
        return QStringLiteral("starttls");
    case Security::None:
        return QStringLiteral("none");
    }
    return {};
}

Result<Security> securityFromString(QStringView text)
{
    for (const Security security : {Security::Tls, Security::StartTls, Security::None})
        if (text == toString(security))
            return security;
    return invalid(QStringLiteral("\"%1\" is not one of tls, starttls, none").arg(text));
}

const AccountConfig *ProfileConfig::account(const QString &accountName) const
{
    for (const AccountConfig &candidate : accounts)
        if (candidate.name == accountName)
            return &candidate;
    return nullptr;
}

Result<void> validate(const AccountConfig &account)
{
    const auto isControl = [](QChar c) { return c.unicode() < 0x20 || c == QLatin1Char('/'); };
    if (account.name.trimmed().isEmpty() || std::any_of(account.name.begin(), account.name.end(), isControl))
        return invalid(QStringLiteral("\"%1\" is not a name for an account").arg(account.name));
    if (!looksLikeAddress(account.address))
        return invalid(QStringLiteral("account %1: \"%2\" is not a mail address").arg(account.name, account.address));
    if (account.kind == AccountKind::Imap)
        return validateImap(account);
    if (account.maildir.isEmpty())
        return invalid(QStringLiteral("account %1 needs the folder of its Maildir").arg(account.name));
    return {};
}

Result<void> validate(const ProfileConfig &profile)
{
    static const QStringList kRoles{QStringLiteral("specialist"), QStringLiteral("lead"), QStringLiteral("trainee")};
    if (profile.name.trimmed().isEmpty())
        return invalid(QStringLiteral("the profile needs a name"));
    if (!looksLikeAddress(profile.address))
        return invalid(QStringLiteral("\"%1\" is not a mail address").arg(profile.address));
    if (!kRoles.contains(profile.role))
        return invalid(QStringLiteral("role \"%1\" is not one of specialist, lead, trainee").arg(profile.role));
    if (profile.installation.size() != 32 || QByteArray::fromHex(profile.installation).toHex() != profile.installation)
        return invalid(QStringLiteral("the profile's installation id is not 32 hex digits"));
    QStringList names;
    for (const AccountConfig &account : profile.accounts) {
        if (auto valid = validate(account); !valid)
            return valid;
        if (names.contains(account.name))
            return invalid(QStringLiteral("there are two accounts with the name %1").arg(account.name));
        names.append(account.name);
    }
    return {};
}

Result<Server> parseServer(const QString &hostAndPort, Security security, quint16 usualPort)
{
    const QString text = hostAndPort.trimmed();
    QString host = text;
    QString port;
    const qsizetype bracket = text.indexOf(QLatin1Char(']'));
    const qsizetype colon = text.lastIndexOf(QLatin1Char(':'));
    if (text.startsWith(QLatin1Char('[')) && bracket > 0) {
        host = text.mid(1, bracket - 1);
        port = colon == bracket + 1 ? text.mid(colon + 1) : QString();
        if (colon != bracket + 1 && bracket != text.size() - 1)
            return invalid(QStringLiteral("\"%1\" is not HOST:PORT").arg(hostAndPort));
    } else if (colon >= 0 && text.count(QLatin1Char(':')) == 1) {
        host = text.left(colon);
        port = text.mid(colon + 1);
    }
    bool isNumber = true;
    const quint16 number = port.isEmpty() ? usualPort : port.toUShort(&isNumber);
    const bool hasEmptyPort = port.isEmpty() && text.endsWith(QLatin1Char(':')) && text.count(QLatin1Char(':')) == 1;
    if (host.isEmpty() || !isNumber || number == 0 || hasEmptyPort)
        return invalid(QStringLiteral("\"%1\" is not HOST:PORT").arg(hostAndPort));
    return Server{host, number, security};
}

bool isLoopbackHost(const QString &host)
{
    const QHostAddress address(host);
    return host.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0 ||
           (!address.isNull() && address.isLoopback());
}

QString toString(SentCopyBy by)
{
    switch (by) {
    case SentCopyBy::Host:
        break;
    case SentCopyBy::Server:
        return QStringLiteral("server");
    case SentCopyBy::Program:
        return QStringLiteral("program");
    }
    return QStringLiteral("auto");
}

std::optional<SentCopyBy> sentCopyByFromString(QStringView text)
{
    for (const SentCopyBy by : {SentCopyBy::Host, SentCopyBy::Server, SentCopyBy::Program})
        if (text == toString(by))
            return by;
    return std::nullopt;
}

bool filesSentMail(const QString &smtpHost)
{
    const QString host = smtpHost.toLower();
    static const QStringList domains{QStringLiteral("gmail.com"), QStringLiteral("googlemail.com"),
                                     QStringLiteral("office365.com"), QStringLiteral("outlook.com")};
    return std::any_of(domains.begin(), domains.end(),
                       [&host](const QString &domain) { return host.endsWith(QLatin1Char('.') + domain); });
}

bool AccountConfig::serverFilesSentMail() const
{
    return sentCopyBy == SentCopyBy::Server || (sentCopyBy == SentCopyBy::Host && filesSentMail(smtp.host));
}

} // namespace otklik::settings
