// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace otklik::mime {

/// format=flowed back into paragraphs, RFC 3676 §4.1 (space-stuffing, DelSp, quote depth kept as ">").
[[nodiscard]] QString unflowed(const QString &text, bool delSp);
/// A header with its encoded words (RFC 2047) as real programs break them (no padding, no space between, no end, a
/// character cut in two), each run of them made one correct word in UTF-8. The MIME library decodes a single word well
/// but loses what follows a padded one.
[[nodiscard]] QByteArray repairWords(const QByteArray &header);

} // namespace otklik::mime
