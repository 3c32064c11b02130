// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

namespace otklik::mime {

/// Whether a mail really comes from the domain it names, as our own server found out when it took the mail in.
struct Authentication
{
    enum class Verdict { Unknown, Passed, Failed };
    struct Check
    {
        QString method; ///< "spf", "dkim", "dmarc"
        QString result; ///< "pass", "fail", "none" …
        QString domain; ///< what was checked, may be empty

        bool operator==(const Check &) const = default;
    };
    Verdict verdict = Verdict::Unknown;
    QString server; ///< who checked; empty when nothing can be believed
    std::vector<Check> checks;

    bool operator==(const Authentication &) const = default;
};

/// Reads Authentication-Results (RFC 8601) out of a mail. Anybody can write that field, so it is believed only when it
/// carries one of `servers` (the name our server signs with; ".example.net" stands for all hosts below), or, where none
/// is known, when it stands above the topmost Received: what a stranger sends always lies below that one. A mailbox
/// that is read at a host of Google, Yandex, Mail.ru or Microsoft (`mailHost`) needs no name: where their servers write
/// is known. `fromDomain` is that of From; passed means that DMARC passed, or that SPF or DKIM passed for that very
/// domain.
[[nodiscard]] Authentication readAuthentication(const QByteArray &raw, const QString &fromDomain,
                                                const QStringList &servers, const QString &mailHost = {});

} // namespace otklik::mime
