// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace otklik::mime {

/// What a winmail.dat (MS-OXTNEF) holds.
struct Tnef
{
    struct File
    {
        QString name; ///< as sent, not safe to save by
        QByteArray contentType, contentId;
        QByteArray bytes;
    };
    QString text; ///< of the message inside: its plain text, else that of its rich text; empty when it has none
    QString html;
    std::vector<File> files; ///< also those of mails inside it
    bool isDamaged = false;  ///< ends early or contradicts itself; what was read until then is here
};

/// Total: any bytes give what can be read of them. Every length is checked against the bytes that are there, so the
/// result is never larger than a small multiple of `bytes`.
[[nodiscard]] Tnef readTnef(const QByteArray &bytes);

} // namespace otklik::mime
