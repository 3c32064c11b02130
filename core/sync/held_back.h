// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace otklik::sync {

/// What the server tells of a mail that is too large to be taken.
struct MailBeginning
{
    QByteArray header;
    QByteArray partHeader; ///< of its first part, where it is a multipart
    QByteArray text;       ///< the beginning of its first part
    qint64 size = 0;       ///< of the whole mail; 0: the server does not tell
};

/// The mail that stands here for one that stays on the server (docs/decisions/0025): its header, and of its text the
/// beginning, if it begins with text. Made of the server's bytes alone, without reading them: all desks and all
/// versions of the program make the same one, and know it by the same key.
[[nodiscard]] QByteArray makeStandIn(const MailBeginning &mail);

/// Size of the whole mail on the server when `raw` is a stand-in; 0: not known.
[[nodiscard]] std::optional<qint64> heldBackSize(const QByteArray &raw);

} // namespace otklik::sync
