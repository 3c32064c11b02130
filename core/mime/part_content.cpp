// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/gmime_tree.h"
#include "core/mime/leaf_role.h"
#include "core/mime/message_parser.h"
#include "core/mime/packed_file.h"

namespace otklik::mime {

namespace {

bool mayHoldFiles(const GmimeTree &tree, const Leaf &leaf)
{
    return isTnef(leaf) || (leaf.contentType == "text/plain" && isBodyText(leaf, tree.leaves().size()));
}

/// Packed files count on behind the leaves, in the order in which parseMessage meets them.
Result<QByteArray> packedFile(const GmimeTree &tree, std::size_t wanted)
{
    for (const Leaf &leaf : tree.leaves()) {
        if (!mayHoldFiles(tree, leaf))
            continue;
        const std::vector<PackedFile> files = unpack(tree, leaf).files;
        if (wanted < files.size())
            return files[wanted].bytes;
        wanted -= files.size();
    }
    return fail(ErrorCode::NotFound, QStringLiteral("the mail has no such part"));
}

} // namespace

Result<QByteArray> extractPart(const QByteArray &raw, int part)
{
    const ParseLimits limits;
    std::vector<Defect> ignored;
    const GmimeTree tree(withBoundedHeaders(raw, limits, ignored), limits.depth, limits.parts);
    if (part < 0)
        return fail(ErrorCode::NotFound, QStringLiteral("the mail has no part %1").arg(part));
    if (std::size_t(part) >= tree.leaves().size())
        return packedFile(tree, std::size_t(part) - tree.leaves().size());
    return tree.content(tree.leaves()[size_t(part)]);
}

Result<QByteArray> extractByContentId(const QByteArray &raw, const QByteArray &contentId)
{
    const ParseLimits limits;
    std::vector<Defect> ignored;
    const GmimeTree tree(withBoundedHeaders(raw, limits, ignored), limits.depth, limits.parts);
    for (const Leaf &leaf : tree.leaves())
        if (!leaf.contentId.isEmpty() && leaf.contentId == contentId)
            return tree.content(leaf);
    for (const Leaf &leaf : tree.leaves())
        if (isTnef(leaf))
            for (const PackedFile &file : unpack(tree, leaf).files)
                if (file.contentId == contentId)
                    return file.bytes;
    return fail(ErrorCode::NotFound, QStringLiteral("the mail has no part with that Content-ID"));
}

} // namespace otklik::mime
