// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/packed_file.h"

#include "core/mime/charset_text.h"
#include "core/mime/leaf_role.h"
#include "core/mime/pgp_armour.h"
#include "core/mime/tnef.h"
#include "core/mime/uuencode.h"

namespace otklik::mime {

namespace {

constexpr qsizetype kMostTnef = 64 * 1024 * 1024;

QString typeOf(const QByteArray &declared)
{
    return declared.contains('/') ? QString::fromLatin1(declared) : QStringLiteral("application/octet-stream");
}

void unpackTnef(const QByteArray &bytes, Unpacked &unpacked)
{
    Tnef tnef = readTnef(bytes.left(kMostTnef));
    unpacked.isDamaged = tnef.isDamaged;
    unpacked.winmailText = std::move(tnef.text);
    unpacked.winmailHtml = std::move(tnef.html);
    for (Tnef::File &file : tnef.files)
        unpacked.files.push_back({std::move(file.name), typeOf(file.contentType), std::move(file.contentId),
                                  std::move(file.bytes), QStringLiteral("winmail.dat"), false});
}

void unpackText(Unpacked &unpacked)
{
    QByteArray &text = unpacked.text;
    if (text.contains("begin ")) {
        std::vector<UuFile> files = findUuFiles(text);
        text = withoutUuFiles(text, files);
        for (UuFile &file : files)
            unpacked.files.push_back(
                {decodeText(file.name, {}).text, typeOf({}), {}, std::move(file.bytes), {}, false});
    }
    if (text.contains("-----BEGIN PGP ")) {
        PgpText pgp = readPgpText(text);
        text = std::move(pgp.text);
        unpacked.isSigned = pgp.isSigned;
        unpacked.isEncrypted = !pgp.encrypted.empty();
        for (QByteArray &block : pgp.encrypted)
            unpacked.files.push_back({QStringLiteral("encrypted.asc"),
                                      QStringLiteral("application/pgp-encrypted"),
                                      {},
                                      std::move(block),
                                      {},
                                      true});
    }
}

} // namespace

bool isTnef(const Leaf &leaf)
{
    return leaf.contentType == "application/ms-tnef" || leaf.contentType == "application/vnd.ms-tnef" ||
           (leaf.contentType == "application/octet-stream" && leaf.rawName.toLower() == "winmail.dat");
}

Unpacked unpack(const GmimeTree &tree, const Leaf &leaf)
{
    Unpacked unpacked;
    if (isTnef(leaf)) {
        unpackTnef(tree.content(leaf), unpacked);
        return unpacked;
    }
    unpacked.text = tree.content(leaf);
    const bool wide = leaf.charset.startsWith("utf-16") || leaf.charset.startsWith("utf-32");
    unpacked.hadNul = !wide && unpacked.text.contains('\0');
    if (unpacked.hadNul)
        unpacked.text.replace('\0', "");
    if (leaf.contentType == "text/plain")
        unpackText(unpacked);
    return unpacked;
}

} // namespace otklik::mime
