// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace otklik::mime {

// How programs and people mark what they quote and how they sign, line by line, in the languages seen in real mail.

[[nodiscard]] bool isBlank(const QString &line);
/// "> text", also with the initials some programs put in front: "IP> text".
[[nodiscard]] bool isQuoteLine(const QString &line);
/// Only underscores or dashes.
[[nodiscard]] bool isRule(const QString &line);
/// Lines (1 to 3) that the attribution starting at `at` takes: "On 3 March, Irina wrote:", «… пишет:»; 0 when none
/// does.
[[nodiscard]] std::size_t attributionLength(const std::vector<QString> &lines, std::size_t at);
/// An attribution that names a day or an address, which a sentence of the writer hardly does.
[[nodiscard]] bool isDatedAttribution(const std::vector<QString> &lines, std::size_t from, std::size_t to);
/// "From: / Sent: / Subject:" or "-----Original Message-----": all below is the original.
[[nodiscard]] bool isQuotedOriginal(const std::vector<QString> &lines, std::size_t at);
/// "-- " (RFC 3676 §4.3) or "--".
[[nodiscard]] bool isSignatureMark(const QString &line);
/// "Sent from my …", «Отправлено с …».
[[nodiscard]] bool isMobileSignature(const QString &line);

} // namespace otklik::mime
