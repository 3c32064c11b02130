// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace otklik::mime {

/// A domain made to be taken for another one.
struct LookAlike
{
    QString domain;    ///< as a person would read it (IDNA decoded)
    QString looksLike; ///< the known domain it can be taken for; empty: it mixes alphabets in one word

    bool operator==(const LookAlike &) const = default;
};

/// Compares a domain with those that are known here (our own, our customers'): letters of other alphabets that look the
/// same, digits for letters, a known name in front of a foreign one. Known domains and what lies below them never look
/// alike. Deliberately few rules: a warning that is often wrong is not read.
[[nodiscard]] std::optional<LookAlike> findLookAlike(const QString &domain, const QStringList &known);

/// What of very many known domains findLookAlike() can be asked about this one: those it could be taken for, in every
/// spelling in plain letters, and those that it starts with. Itself and what it lies below are among them. A few dozen,
/// at most some hundreds.
[[nodiscard]] QStringList likenessCandidates(const QString &domain);
/// True for the domain itself and what lies below it, in any spelling of an international one.
[[nodiscard]] bool isWithinDomain(const QString &domain, const QString &known);

} // namespace otklik::mime
