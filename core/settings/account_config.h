// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace otklik::settings {

enum class AccountKind { Imap, Maildir };
enum class Security { Tls, StartTls, None };
[[nodiscard]] QString toString(Security security); ///< "tls", "starttls", "none"
[[nodiscard]] Result<Security> securityFromString(QStringView text);

struct Server
{
    QString host;
    quint16 port = 0;
    Security security = Security::Tls;
    bool operator==(const Server &) const = default;
};

/// Where the password is. Never the password.
struct PasswordSource
{
    enum class Kind { Keychain, Env, File };
    Kind kind = Kind::Keychain;
    QString name; ///< of the environment variable or the file; empty for the keychain

    /// Otklik keeps the password itself: in the keychain, or in a file of this profile. It writes and removes no
    /// others.
    [[nodiscard]] bool isKeptFor(const QString &profileDir) const;
    bool operator==(const PasswordSource &) const = default;
};

/// Who puts what was sent into the Sent folder.
enum class SentCopyBy {
    Host,   ///< as the SMTP server is known (filesSentMail())
    Server, ///< the server itself
    Program ///< Otklik
};
[[nodiscard]] QString toString(SentCopyBy by); ///< "auto", "server", "program"
[[nodiscard]] std::optional<SentCopyBy> sentCopyByFromString(QStringView text);

struct AccountConfig
{
    QString name;
    QString address;
    AccountKind kind = AccountKind::Imap;
    Server imap;
    Server smtp;
    QString user; ///< for IMAP and SMTP
    PasswordSource passwordSource;
    QString oauth;       ///< who signs the person in (oauth::Provider::id); the secret is tokens. Empty: a password
    QString caFile;      ///< PEM with further trusted certificates; empty = the system's
    QStringList folders; ///< beside INBOX and Sent
    QStringList without; ///< IMAP and SMTP extensions that are not used although the server offers them, upper case
    /// Names that our own server signs Authentication-Results with (mime/authentication.h); empty = as known of `imap`,
    /// else only what stands above the topmost Received is believed.
    QStringList authservers;
    bool compress = false; ///< compresses IMAP also to a server on this machine, which may be the end of a tunnel
    SentCopyBy sentCopyBy = SentCopyBy::Host;
    QString maildir;     ///< path, for Maildir
    bool journal = true; ///< false: decisions stay on this desk
    bool operator==(const AccountConfig &) const = default;

    /// The SMTP server is one that files what it sends by itself.
    [[nodiscard]] bool serverFilesSentMail() const;
    /// Entry of the keychain: account name and user.
    [[nodiscard]] QString secretKey() const { return name + QLatin1Char('/') + user; }
};

/// Who is at this desk and which mailboxes it has. The first account is home: the journal lives there.
struct ProfileConfig
{
    QString name;
    QString address;
    QString role = QStringLiteral("specialist"); ///< "specialist", "lead", "trainee"
    QByteArray installation;                     ///< 128 random bits, hex: writer of journal events
    std::vector<AccountConfig> accounts;
    bool operator==(const ProfileConfig &) const = default;

    [[nodiscard]] const AccountConfig *account(const QString &accountName) const;
};

/// InvalidInput with what is off: missing name or address, host, port 0, security none for a host that is not
/// loopback, a password source without its name, a Maildir account without a path.
[[nodiscard]] Result<void> validate(const AccountConfig &account);
/// Also: role, and account names used twice.
[[nodiscard]] Result<void> validate(const ProfileConfig &profile);
/// "HOST:PORT", "[::1]:143", or HOST alone with the usual port given. InvalidInput otherwise.
[[nodiscard]] Result<Server> parseServer(const QString &hostAndPort, Security security, quint16 usualPort);
/// True for the submission servers of Gmail and of Outlook and Exchange Online, which put what they send into the
/// Sent folder. The host that mail goes to decides, not where it is read.
[[nodiscard]] bool filesSentMail(const QString &smtpHost);
/// True for "localhost", 127.0.0.0/8 and ::1 (not looked up).
[[nodiscard]] bool isLoopbackHost(const QString &host);

} // namespace otklik::settings
