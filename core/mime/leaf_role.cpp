// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/leaf_role.h"

namespace otklik::mime {

namespace {

bool isFile(const Leaf &leaf)
{
    return leaf.attachmentDisposition || (!leaf.rawName.isEmpty() && !leaf.inlineDisposition);
}

} // namespace

bool isBodyText(const Leaf &leaf, std::size_t leafCount)
{
    if (isFile(leaf) || leaf.isMessage)
        return false;
    if (leaf.contentType == "text/plain" || leaf.contentType == "text/enriched" ||
        leaf.contentType == "text/x-markdown" || leaf.contentType == "text/markdown")
        return leaf.rawName.isEmpty();
    // A mail of one part with an unreadable type is text for a person.
    return leafCount == 1 && (leaf.contentType == "text" || !leaf.contentType.contains('/'));
}

bool isBodyHtml(const Leaf &leaf)
{
    return leaf.contentType == "text/html" && !isFile(leaf) && leaf.rawName.isEmpty();
}

QByteArray metaCharset(const QByteArray &html)
{
    const QByteArray head = html.left(2048).toLower();
    const qsizetype meta = head.indexOf("<meta");
    qsizetype at = meta < 0 ? -1 : head.indexOf("charset=", meta);
    if (at < 0)
        return {};
    at += 8;
    QByteArray name;
    for (; at < head.size() && name.size() < 40; ++at) {
        const char c = head[at];
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_')
            name += c;
        else if (!name.isEmpty() || (c != '"' && c != '\'' && c != ' '))
            break;
    }
    // A page that is read here cannot be in a charset of two bytes.
    return name.startsWith("utf-16") || name.startsWith("utf-32") ? QByteArray() : name;
}

} // namespace otklik::mime
