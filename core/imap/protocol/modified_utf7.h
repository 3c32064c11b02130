// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace otklik::imap {

/// Folder names on the wire, RFC 3501 §5.1.3. The wire bytes are the key of a folder; the decoded text is only shown
/// (and never encoded back to reach an existing folder). Decoding never fails: what is not modified UTF-7 stays as it
/// is, 8-bit bytes are read as UTF-8.
[[nodiscard]] QString decodeModifiedUtf7(QByteArrayView wire);
[[nodiscard]] QByteArray encodeModifiedUtf7(QStringView name);

} // namespace otklik::imap
