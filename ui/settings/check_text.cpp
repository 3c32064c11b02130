// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/check_text.h"

#include <QLocale>

namespace otklik::ui {

using settings::AccountKind;

std::vector<Check> CheckText::checksOf(AccountKind kind)
{
    if (kind == AccountKind::Maildir)
        return {Check::Folders, Check::Journal};
    return {Check::Connect, Check::Encryption, Check::SignIn, Check::Folders,
            Check::Push,    Check::Journal,    Check::Sending};
}

std::optional<Check> CheckText::checkOf(const QString &stepName)
{
    static const QHash<QString, Check> kChecks{{QStringLiteral("resolve"), Check::Connect},
                                               {QStringLiteral("connect"), Check::Connect},
                                               {QStringLiteral("tls"), Check::Encryption},
                                               {QStringLiteral("sign-in"), Check::SignIn},
                                               {QStringLiteral("capabilities"), Check::Folders},
                                               {QStringLiteral("folders"), Check::Folders},
                                               {QStringLiteral("idle"), Check::Push},
                                               {QStringLiteral("journal"), Check::Journal},
                                               {QStringLiteral("smtp"), Check::Sending}};
    const auto found = kChecks.constFind(stepName);
    return found == kChecks.constEnd() ? std::nullopt : std::optional(*found);
}

QString CheckText::title(Check check, AccountKind kind)
{
    switch (check) {
    case Check::Connect:
        return tr("Connection");
    case Check::Encryption:
        return tr("Encryption");
    case Check::SignIn:
        return tr("Sign-in");
    case Check::Folders:
        return kind == AccountKind::Maildir ? tr("Folder") : tr("Folders");
    case Check::Push:
        return tr("New mail at once");
    case Check::Journal:
        return tr("Journal of the team");
    case Check::Sending:
        return tr("Sending");
    }
    return {};
}

QString CheckText::icon(Check check)
{
    switch (check) {
    case Check::Connect:
        return QStringLiteral("server");
    case Check::Encryption:
        return QStringLiteral("lock");
    case Check::SignIn:
        return QStringLiteral("key");
    case Check::Folders:
        return QStringLiteral("folder");
    case Check::Push:
        return QStringLiteral("push");
    case Check::Journal:
        return QStringLiteral("team");
    case Check::Sending:
        return QStringLiteral("send");
    }
    return {};
}

QString CheckText::summary(const TestStep &step)
{
    const QString first = step.facts.value(0);
    const auto check = checkOf(step.name);
    if (!check || !step.ok || step.name == QStringLiteral("capabilities"))
        return {};
    switch (*check) {
    case Check::Connect:
        return step.name == QStringLiteral("resolve") ? QString() : tr("%1 answers").arg(first);
    case Check::Encryption:
        return first.isEmpty() ? tr("none: the server is on this computer") : first;
    case Check::SignIn:
        return tr("as %1").arg(first);
    case Check::Folders:
        return step.facts.join(QStringLiteral(" · "));
    case Check::Push:
        return isWeak(step) ? tr("not offered: new mail is asked for every 5 minutes") : tr("the server tells it");
    case Check::Journal:
        if (first == QStringLiteral("off"))
            return tr("off: decisions stay on this desk");
        return first == QStringLiteral("found") ? tr("found: you join the team that works with it")
                                                : tr("is made with the first synchronisation");
    case Check::Sending:
        return tr("%1 takes mail from you").arg(first);
    }
    return {};
}

bool CheckText::isWeak(const TestStep &step)
{
    return step.name == QStringLiteral("idle") && step.facts.value(0) == QStringLiteral("poll");
}

QString CheckText::certificate(const workspace::ServerCertificate &certificate)
{
    const QLocale locale;
    const auto day = [&locale](Instant at) { return locale.toString(at.toUtc().date(), QLocale::ShortFormat); };
    return tr("Issued by: %1").arg(certificate.issuer) + QLatin1Char('\n') +
           tr("For: %1").arg(certificate.hosts.join(QStringLiteral(", "))) + QLatin1Char('\n') +
           tr("Valid: %1 to %2").arg(day(certificate.validFrom), day(certificate.validUntil)) + QLatin1Char('\n') +
           tr("SHA-256: %1").arg(certificate.fingerprint);
}

QString CheckText::cause(Check check, ErrorCode code, const settings::AccountConfig &account)
{
    const QString host = check == Check::Sending ? account.smtp.host : account.imap.host;
    switch (code) {
    case ErrorCode::AuthRejected:
        return account.oauth.isEmpty() ? tr("%1 refused the user name or the password.").arg(host)
                                       : tr("%1 refused the sign-in.").arg(host);
    case ErrorCode::TlsUntrusted:
        return tr("The certificate of %1 is not trusted.").arg(host);
    case ErrorCode::NotEncrypted:
        return tr("%1 does not encrypt as it is demanded here.").arg(host);
    case ErrorCode::Offline:
        return tr("%1 cannot be reached.").arg(host);
    case ErrorCode::Timeout:
        return tr("%1 does not answer.").arg(host);
    case ErrorCode::ProtocolViolation:
        return tr("What answers at %1 is no mail server that Otklik understands.").arg(host);
    case ErrorCode::NotFound:
        return account.kind == AccountKind::Maildir ? tr("%1 is no Maildir.").arg(account.maildir)
                                                    : tr("The password is not where it should be.");
    case ErrorCode::StorageFailed:
        return account.kind == AccountKind::Maildir ? tr("%1 cannot be read or written.").arg(account.maildir)
                                                    : tr("The password cannot be read.");
    case ErrorCode::InvalidInput:
        return tr("Something in the form is not as it should be.");
    default:
        return tr("%1 said no.").arg(host);
    }
}

QString CheckText::remedy(Check check, ErrorCode code, const settings::AccountConfig &account)
{
    switch (code) {
    case ErrorCode::AuthRejected:
        if (!account.oauth.isEmpty())
            return tr("Sign in in the browser once more, as the one whom the mailbox belongs to, and allow mail.");
        return tr("Look at both. Large providers want an app password here, which is made in the settings of their "
                  "web mail.");
    case ErrorCode::TlsUntrusted:
        return tr("Compare this with whoever runs the server. If it is right, choose the file with the server's "
                  "authority; if not, do not go on.");
    case ErrorCode::Offline:
        return tr("Look at the server's name and port, and whether this computer is online.");
    case ErrorCode::Timeout:
    case ErrorCode::NotEncrypted:
    case ErrorCode::ProtocolViolation:
        return tr("Look at the port and the encryption: 993 and 465 go with TLS, 143 and 587 with STARTTLS.");
    case ErrorCode::NotFound:
        return account.kind == AccountKind::Maildir
                   ? tr("Choose a folder that has cur, new and tmp in it.")
                   : tr("Enter it again, or look at the name of the file or the variable.");
    case ErrorCode::StorageFailed:
        return account.kind == AccountKind::Maildir ? tr("Look at who may read and write the folder.")
                                                    : tr("Keep it in a file of the profile instead.");
    case ErrorCode::InvalidInput:
        return tr("The details say what.");
    default:
        return check == Check::Sending ? tr("The details say why. The mailbox can be added all the same; answers wait "
                                            "until sending works.")
                                       : tr("The details say why. Try again later, or ask whoever runs the server.");
    }
}

} // namespace otklik::ui
