// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace otklik::smtp {

/// The message as it goes through BDAT (RFC 3030): every line ends with CRLF (lone CR and LF become CRLF, so that no
/// server can see an end of mail where there is none), the last one too.
[[nodiscard]] QByteArray toWireForm(const QByteArray &message);

/// The message as it goes through DATA: toWireForm(), lines that begin with a dot get one more, and the final dot
/// follows.
[[nodiscard]] QByteArray toDataForm(const QByteArray &message);

/// True when a byte above 127 is in it.
[[nodiscard]] bool hasEightBit(const QByteArray &message);

} // namespace otklik::smtp
