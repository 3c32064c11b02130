// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/protection.h"

namespace otklik::mime {

namespace {

bool isPkcs7Signature(const QByteArray &type)
{
    return type == "application/pkcs7-signature" || type == "application/x-pkcs7-signature";
}

/// RFC 8551 §3.2.2; where the parameter is missing, the object identifier at the start tells (RFC 5652 §3).
bool isSignedData(const GmimeTree &tree, const Leaf &leaf)
{
    const QByteArray type = leaf.smimeType.toLower();
    if (!type.isEmpty())
        return type == "signed-data" || type == "certs-only";
    return tree.content(leaf).left(64).contains(QByteArray::fromHex("06092a864886f70d010702"));
}

} // namespace

bool isSmimeWrap(const Leaf &leaf)
{
    return leaf.contentType == "application/pkcs7-mime" || leaf.contentType == "application/x-pkcs7-mime";
}

bool isProtectionPart(const Leaf &leaf)
{
    return (leaf.parent == "multipart/signed" &&
            (isPkcs7Signature(leaf.contentType) || leaf.contentType == "application/pgp-signature")) ||
           (leaf.parent == "multipart/encrypted" && leaf.contentType == "application/pgp-encrypted");
}

Protection protectionOf(const GmimeTree &tree)
{
    Protection protection;
    using Scheme = Protection::Scheme;
    const auto found = [&protection](Scheme scheme) {
        if (protection.scheme == Scheme::None)
            protection.scheme = scheme;
    };
    for (const Leaf &leaf : tree.leaves()) {
        if (leaf.parent == "multipart/signed" && leaf.contentType == "application/pgp-signature") {
            found(Scheme::Pgp);
            protection.isSigned = true;
        } else if (leaf.parent == "multipart/signed" && isPkcs7Signature(leaf.contentType)) {
            found(Scheme::Smime);
            protection.isSigned = true;
        } else if (leaf.contentType == "application/pgp-encrypted") {
            found(Scheme::Pgp);
            protection.isEncrypted = true;
        } else if (isSmimeWrap(leaf)) {
            found(Scheme::Smime);
            const bool onlySigned = isSignedData(tree, leaf);
            protection.isSigned |= onlySigned;
            protection.isOpaque |= onlySigned;
            protection.isEncrypted |= !onlySigned;
        }
    }
    return protection;
}

} // namespace otklik::mime
