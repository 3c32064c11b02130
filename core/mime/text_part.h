// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace otklik::mime {

/// format=flowed back into paragraphs, RFC 3676 §4.1 (space-stuffing, DelSp, quote depth kept as ">").
[[nodiscard]] QString unflowed(const QString &text, bool delSp);
/// Encoded words as real programs break them: missing base64 padding, no space between words, no end (RFC 2047).
[[nodiscard]] QByteArray repairWords(const QByteArray &header);

} // namespace otklik::mime
