// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imap/quirks.h"

#include <array>

namespace otklik::imap {

namespace {

enum class Trait {
    HostEnd,    ///< end of the host name
    Greeting,   ///< part of the greeting
    Capability, ///< one of its capabilities
    IdName,     ///< part of "name" in its ID
};

struct Quirk
{
    Trait trait;
    const char *value; ///< compared without case
    const char *extension;
};

/// One line for each extension of a server that cannot be relied on, with where that was learned. What a user finds out
/// about his own server goes into the account's setting instead.
constexpr std::array kQuirks{
    // iCloud: ENABLE without ENABLED (jstedfast/MailKit#1871), VANISHED that cannot be read
    // (Foundry376/Mailspring-Sync#91).
    Quirk{Trait::Capability, "XAPPLEPUSHSERVICE", "QRESYNC"},
    Quirk{Trait::HostEnd, ".mail.me.com", "QRESYNC"},
    // Zoho: MODSEQ -1 (jstedfast/MailKit#1686).
    Quirk{Trait::HostEnd, ".zoho.com", "CONDSTORE"},
    Quirk{Trait::HostEnd, ".zoho.eu", "CONDSTORE"},
    // Exchange 2003: drops the connection on NAMESPACE (jstedfast/MailKit#1512).
    Quirk{Trait::Greeting, "Microsoft Exchange Server 2003", "NAMESPACE"},
    // They bind by tls-unique and tls-exporter only, which Qt cannot give (decision 0013); a try costs seconds.
    Quirk{Trait::Greeting, "Cyrus IMAP", "AUTH=SCRAM-SHA-256-PLUS"},
    Quirk{Trait::Greeting, "Cyrus IMAP", "AUTH=SCRAM-SHA-1-PLUS"},
    Quirk{Trait::Greeting, "Dovecot", "AUTH=SCRAM-SHA-256-PLUS"},
    Quirk{Trait::Greeting, "Dovecot", "AUTH=SCRAM-SHA-1-PLUS"},
    Quirk{Trait::IdName, "Cyrus", "AUTH=SCRAM-SHA-256-PLUS"},
    Quirk{Trait::IdName, "Cyrus", "AUTH=SCRAM-SHA-1-PLUS"},
    Quirk{Trait::IdName, "Dovecot", "AUTH=SCRAM-SHA-256-PLUS"},
    Quirk{Trait::IdName, "Dovecot", "AUTH=SCRAM-SHA-1-PLUS"},
    // Proton Bridge: LIST with RETURN is answered by nothing (jstedfast/MailKit#674).
    Quirk{Trait::IdName, "ProtonMail", "LIST-EXTENDED"},
    // Strato: the same by BAD (jstedfast/MailKit#1957).
    Quirk{Trait::HostEnd, ".strato.de", "LIST-EXTENDED"},
};

QByteArray idName(const ServerId &id)
{
    for (const auto &[field, value] : id.fields)
        if (field.compare("name", Qt::CaseInsensitive) == 0)
            return value;
    return {};
}

bool matches(const Quirk &quirk, const ServerTraits &server)
{
    const QByteArray value = QByteArray(quirk.value).toLower();
    switch (quirk.trait) {
    case Trait::HostEnd:
        return ('.' + server.host.toLower().toUtf8()).endsWith(value);
    case Trait::Greeting:
        return server.greeting.toLower().contains(value);
    case Trait::Capability:
        return server.capabilities.has(value);
    case Trait::IdName:
        return idName(server.id).toLower().contains(value);
    }
    return false;
}

} // namespace

QByteArrayList unreliableExtensions(const ServerTraits &server)
{
    QByteArrayList names;
    for (const Quirk &quirk : kQuirks)
        if (matches(quirk, server) && !names.contains(quirk.extension))
            names.append(quirk.extension);
    return names;
}

} // namespace otklik::imap
