// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/gmime_tree.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace otklik::mime {

/// A file that is no part of the mail by itself but packed in one: uuencode in a text, an encrypted block in a text,
/// the files of a winmail.dat.
struct PackedFile
{
    QString name; ///< as sent, not safe to save by
    QString contentType;
    QByteArray contentId;
    QByteArray bytes;
    QString source;       ///< name of the file it came in; empty when it stood in a text
    bool isAside = false; ///< Attachment::isAside
};

/// What a leaf holds beside itself. For a text that is shown, `text` is what is left to be read.
struct Unpacked
{
    QByteArray text;
    QString winmailText, winmailHtml;
    bool isDamaged = false;
    bool hadNul = false;      ///< left out of `text`
    bool isSigned = false;    ///< an inline OpenPGP signature
    bool isEncrypted = false; ///< an inline OpenPGP message
    std::vector<PackedFile> files;
};

/// winmail.dat, by its type or (for programs that name it so) by its name.
[[nodiscard]] bool isTnef(const Leaf &leaf);
/// The files of a leaf, in an order that never changes: they are numbered by it, behind the leaves.
[[nodiscard]] Unpacked unpack(const GmimeTree &tree, const Leaf &leaf);

} // namespace otklik::mime
