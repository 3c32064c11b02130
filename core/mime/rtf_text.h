// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace otklik::mime {

/// The words of rich text (RTF 1.9), also where it carries HTML (MS-OXRTFEX): paragraphs, tabs, letters outside ASCII;
/// pictures, styles and fields' instructions are left out. Total and linear.
[[nodiscard]] QString rtfToText(const QByteArray &rtf);

/// Rich text as winmail.dat packs it (MS-OXRTFCP); at most 8 MB of it. What was read until it stopped making sense.
[[nodiscard]] QByteArray decompressedRtf(QByteArrayView packed);

} // namespace otklik::mime
