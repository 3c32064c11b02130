// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/provider.h"

#include <algorithm>
#include <array>

namespace otklik::oauth {

namespace {

struct Preset
{
    const char *id, *name;
    const char *authorizeUrl, *tokenUrl, *scopes;
    const char *redirectHost;
    const char *parameters; ///< of the request, as in an address
    const char *imapHost, *smtpHost;
    quint16 smtpPort;
    const char *clientId, *clientSecret;
};

// As each provider documents it. Google gives a refresh token only when asked for "offline", and again only with
// "consent"; Microsoft takes any port of "localhost" but not of 127.0.0.1.
constexpr std::array kPresets{
    Preset{"google", "Google", "https://accounts.google.com/o/oauth2/v2/auth", "https://oauth2.googleapis.com/token",
           "https://mail.google.com/", "127.0.0.1", "access_type=offline&prompt=consent", "imap.gmail.com",
           "smtp.gmail.com", 465, OTKLIK_OAUTH_GOOGLE_CLIENT_ID, OTKLIK_OAUTH_GOOGLE_CLIENT_SECRET},
    Preset{"microsoft", "Microsoft", "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
           "https://login.microsoftonline.com/common/oauth2/v2.0/token",
           "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access",
           "localhost", "", "outlook.office365.com", "smtp.office365.com", 587, OTKLIK_OAUTH_MICROSOFT_CLIENT_ID,
           OTKLIK_OAUTH_MICROSOFT_CLIENT_SECRET},
    Preset{"yandex", "Yandex", "https://oauth.yandex.ru/authorize", "https://oauth.yandex.ru/token",
           "mail:imap_full mail:smtp", "127.0.0.1", "", "imap.yandex.ru", "smtp.yandex.ru", 465,
           OTKLIK_OAUTH_YANDEX_CLIENT_ID, OTKLIK_OAUTH_YANDEX_CLIENT_SECRET},
    Preset{"mailru", "Mail.ru", "https://o2.mail.ru/login", "https://o2.mail.ru/token", "mail.imap", "127.0.0.1", "",
           "imap.mail.ru", "smtp.mail.ru", 465, OTKLIK_OAUTH_MAILRU_CLIENT_ID, OTKLIK_OAUTH_MAILRU_CLIENT_SECRET},
};
constexpr quint16 kImapPort = 993, kSubmissionPort = 587;

Provider fromPreset(const Preset &preset)
{
    using settings::Security;
    Provider provider;
    provider.id = QLatin1String(preset.id);
    provider.name = QLatin1String(preset.name);
    provider.authorizeUrl = QUrl(QLatin1String(preset.authorizeUrl));
    provider.tokenUrl = QUrl(QLatin1String(preset.tokenUrl));
    provider.scopes = QString::fromLatin1(preset.scopes).split(QLatin1Char(' '));
    provider.redirectHost = QLatin1String(preset.redirectHost);
    for (const QString &pair : QString::fromLatin1(preset.parameters).split(QLatin1Char('&'), Qt::SkipEmptyParts))
        provider.parameters.emplace_back(pair.section(QLatin1Char('='), 0, 0), pair.section(QLatin1Char('='), 1));
    provider.imap = {QLatin1String(preset.imapHost), kImapPort, Security::Tls};
    const auto security = preset.smtpPort == kSubmissionPort ? Security::StartTls : Security::Tls;
    provider.smtp = {QLatin1String(preset.smtpHost), preset.smtpPort, security};
    provider.clientId = QLatin1String(preset.clientId);
    provider.clientSecret = SecretString(QLatin1String(preset.clientSecret));
    return provider;
}

Provider presetNamed(const QString &id)
{
    for (const Preset &preset : kPresets)
        if (id == QLatin1String(preset.id))
            return fromPreset(preset);
    Provider provider;
    provider.id = id;
    provider.name = id;
    return provider;
}

bool isSafe(const QUrl &url)
{
    return url.isValid() && (url.scheme() == QLatin1String("https") ||
                             (url.scheme() == QLatin1String("http") && settings::isLoopbackHost(url.host())));
}

bool isId(const QString &id)
{
    return !id.isEmpty() && id.size() < 40 && std::all_of(id.begin(), id.end(), [](QChar c) {
        return (c >= QLatin1Char('a') && c <= QLatin1Char('z')) || c.isDigit() || c == QLatin1Char('-');
    });
}

} // namespace

QStringList providerIds()
{
    QStringList ids;
    for (const Preset &preset : kPresets)
        ids << QLatin1String(preset.id);
    return ids;
}

Result<Provider> providerNamed(const QString &id, const settings::Settings &settings)
{
    if (!isId(id))
        return fail(ErrorCode::InvalidInput, QStringLiteral("\"%1\" is not the name of a provider").arg(id));
    Provider provider = presetNamed(id);
    const auto said = [&settings, &id](const char *member, const QString &otherwise) {
        const QByteArray key = "oauth/" + id.toLatin1() + '/' + member;
        const QString value = settings.get(settings::Setting<QString>{key.constData(), {}});
        return value.isEmpty() ? otherwise : value;
    };
    provider.clientId = said("clientId", provider.clientId);
    provider.clientSecret = SecretString(said("clientSecret", provider.clientSecret.reveal()));
    provider.authorizeUrl = QUrl(said("authorizeUrl", provider.authorizeUrl.toString()));
    provider.tokenUrl = QUrl(said("tokenUrl", provider.tokenUrl.toString()));
    provider.scopes =
        said("scopes", provider.scopes.join(QLatin1Char(' '))).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    provider.redirectHost = said("redirectHost", provider.redirectHost);
    const QByteArray portKey = "oauth/" + id.toLatin1() + "/redirectPort";
    const qint64 port = settings.get(settings::Setting<qint64>{portKey.constData(), 0});
    provider.redirectPort = port > 0 && port < 65536 ? quint16(port) : quint16(0);
    if (!isSafe(provider.authorizeUrl) || !isSafe(provider.tokenUrl))
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("provider %1: the addresses to sign in and to get tokens must be https; known "
                                   "providers are %2")
                        .arg(id, providerIds().join(QLatin1String(", "))));
    if (!settings::isLoopbackHost(provider.redirectHost))
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("provider %1: the browser must come back to this computer").arg(id));
    return provider;
}

Result<void> checkClient(const Provider &provider)
{
    if (!provider.clientId.isEmpty())
        return {};
    return fail(ErrorCode::RefusedByRule,
                QStringLiteral("this build has no client id with %1: register a desktop application there and give "
                               "its id with --client-id, or as oauth/%2/clientId in config.json")
                    .arg(provider.name, provider.id));
}

} // namespace otklik::oauth
