// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/secret_string.h"
#include "core/settings/settings.h"

#include <QString>
#include <QStringList>
#include <QUrl>

#include <utility>
#include <vector>

namespace otklik::oauth {

/// Who signs people in for a mail server (OAuth 2), and as whom this program comes to him.
struct Provider
{
    QString id;   ///< "google"
    QString name; ///< "Google"; not translated
    QUrl authorizeUrl, tokenUrl;
    QStringList scopes;
    QString clientId;          ///< given by the provider to who registered the program; empty: none is known
    SecretString clientSecret; ///< some want it also of programs that cannot keep one
    /// Where the browser comes back to. The host is what the provider accepts for this computer; port 0 is chosen at
    /// run time, another one where the provider wants the address to the letter.
    QString redirectHost = QStringLiteral("127.0.0.1");
    quint16 redirectPort = 0;
    std::vector<std::pair<QString, QString>> parameters; ///< further ones of the request
    QString caFile;                                      ///< PEM, trusted beside the system's authorities
    settings::Server imap, smtp;                         ///< presets; empty where there are none
};

/// The ids of the presets: google, microsoft, yandex, mailru.
[[nodiscard]] QStringList providerIds();
/// A preset, with what config.json says in "oauth"/ID instead: clientId, clientSecret, authorizeUrl, tokenUrl, scopes,
/// redirectHost, redirectPort. An id without a preset must say all but the redirect there. InvalidInput with what is
/// missing or off; an address must be https, or of this computer.
[[nodiscard]] Result<Provider> providerNamed(const QString &id, const settings::Settings &settings);
/// RefusedByRule, with what to do, when there is no client id.
[[nodiscard]] Result<void> checkClient(const Provider &provider);

} // namespace otklik::oauth
