// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/gmime_tree.h"

#include "core/mime/charset_text.h"
#include "core/mime/gmime_support.h"
#include "core/mime/leaf_role.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace otklik::mime {

namespace {

bool hasHighBytes(GMimeObject *part, const char *name)
{
    GMimeHeader *header = g_mime_header_list_get_header(g_mime_object_get_header_list(part), name);
    const char *raw = header ? g_mime_header_get_raw_value(header) : nullptr;
    return raw &&
           std::any_of(raw, raw + std::strlen(raw), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

QByteArray unfolded(const char *raw)
{
    QByteArray value = bytesOf(raw);
    value.replace("\r\n", "\n");
    value.replace("\n\t", " ");
    value.replace("\n ", " ");
    value.replace('\n', ' ');
    return value.trimmed();
}

QByteArray typeOf(GMimeObject *object)
{
    GMimeContentType *type = g_mime_object_get_content_type(object);
    if (!type)
        return QByteArrayLiteral("text/plain");
    const OwnedText text(g_mime_content_type_get_mime_type(type));
    return bytesOf(text.get()).toLower();
}

QByteArray parameterOf(GMimeObject *object, const char *name)
{
    GMimeContentType *type = g_mime_object_get_content_type(object);
    return type ? bytesOf(g_mime_content_type_get_parameter(type, name)) : QByteArray();
}

/// RFC 2231 wins over the plain parameter beside it, which is for programs that do not know it (RFC 6266 §4.3).
QByteArray fileNameIn(GMimeContentDisposition *disposition)
{
    GMimeParamList *parameters = g_mime_content_disposition_get_parameters(disposition);
    QByteArray name;
    for (int i = 0; i < g_mime_param_list_length(parameters); ++i) {
        GMimeParam *parameter = g_mime_param_list_get_parameter_at(parameters, i);
        if (g_ascii_strcasecmp(g_mime_param_get_name(parameter), "filename") != 0)
            continue;
        if (name.isEmpty() || g_mime_param_get_charset(parameter))
            name = bytesOf(g_mime_param_get_value(parameter));
    }
    return name;
}

/// Names in pieces (RFC 2231 §3) that the MIME library does not put together as they are meant.
QByteArray repairedName(const QByteArray &raw, QByteArray name)
{
    // A NUL would end the name for it: "a%00.exe".
    if (const qsizetype nul = raw.indexOf("%00"); nul >= 0) {
        const qsizetype start = raw.lastIndexOf('\'', nul);
        const qsizetype end = raw.indexOf(';', nul);
        return start < 0 ? name
                         : QByteArray::fromPercentEncoding(raw.mid(start + 1, end < 0 ? -1 : end - start - 1).trimmed())
                               .replace('\0', "");
    }
    // An encoded word over several pieces: it decodes the header before it takes it apart.
    if (raw.contains("=?")) {
        const Owned<GMimeContentDisposition> again(g_mime_content_disposition_parse(gmimeOptions(), raw.constData()));
        if (again)
            name = fileNameIn(again.get());
    }
    // It looks for the charset in the piece that comes first, not in piece 0.
    const qsizetype language = name.indexOf('\'');
    const qsizetype words = language < 0 ? -1 : name.indexOf('\'', language + 1);
    if (words >= 0 && language < 40 && isKnownCharset(name.first(language)))
        name = decodeAs(name.mid(words + 1), name.first(language)).toUtf8();
    return name;
}

QByteArray fileNameOf(GMimeObject *part)
{
    GMimeContentDisposition *disposition = g_mime_object_get_content_disposition(part);
    if (!disposition)
        return {};
    GMimeHeader *header = g_mime_header_list_get_header(g_mime_object_get_header_list(part), "Content-Disposition");
    const QByteArray raw = header ? bytesOf(g_mime_header_get_raw_value(header)) : QByteArray();
    const QByteArray name = fileNameIn(disposition);
    return raw.contains('*') ? repairedName(raw, name) : name;
}

QByteArray streamBytes(GMimeStream *memory)
{
    const GByteArray *array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory));
    return QByteArray(reinterpret_cast<const char *>(array->data), qsizetype(array->len));
}

} // namespace

GmimeTree::GmimeTree(const QByteArray &raw, int depthLimit, int partLimit)
    : m_raw(raw)
    , m_depthLimit(depthLimit)
    , m_partLimit(partLimit)
{
    initGmime();
    // Not copied; nothing writes into this stream.
    m_bytes =
        g_byte_array_new_take(reinterpret_cast<guint8 *>(const_cast<char *>(m_raw.constData())), gsize(m_raw.size()));
    const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_byte_array(m_bytes));
    g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream.get()), FALSE);
    const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    g_mime_parser_set_persist_stream(parser.get(), TRUE);
    g_mime_parser_set_format(parser.get(), GMIME_FORMAT_MESSAGE);
    m_message = g_mime_parser_construct_message(parser.get(), gmimeOptions());
    if (!m_message)
        return;
    GMimeHeaderList *headers = g_mime_object_get_header_list(GMIME_OBJECT(m_message));
    const int count = std::min(g_mime_header_list_get_count(headers), 2000);
    for (int i = 0; i < count; ++i) {
        GMimeHeader *header = g_mime_header_list_get_header_at(headers, i);
        m_headers.push_back(
            {bytesOf(g_mime_header_get_name(header)).toLower(), unfolded(g_mime_header_get_raw_value(header))});
    }
    if (GMimeObject *top = g_mime_message_get_mime_part(m_message)) {
        m_topType = typeOf(top);
        // The top part's own headers (Content-Type …) are kept apart from the mail's.
        GMimeHeaderList *own = g_mime_object_get_header_list(top);
        for (int i = 0; i < std::min(g_mime_header_list_get_count(own), 50); ++i) {
            GMimeHeader *header = g_mime_header_list_get_header_at(own, i);
            m_headers.push_back(
                {bytesOf(g_mime_header_get_name(header)).toLower(), unfolded(g_mime_header_get_raw_value(header))});
        }
        collect(top, {}, 0);
    }
}

GmimeTree::~GmimeTree()
{
    if (m_message)
        g_object_unref(m_message);
    g_byte_array_free(m_bytes, FALSE); // the bytes are m_raw's
}

QByteArray GmimeTree::header(const char *name) const
{
    for (const RawHeader &header : m_headers)
        if (header.name == name)
            return header.value.trimmed();
    return {};
}

const Leaf *GmimeTree::leafOf(std::initializer_list<const char *> types) const
{
    for (const Leaf &leaf : m_leaves)
        for (const char *type : types)
            if (leaf.contentType == type)
                return &leaf;
    return nullptr;
}

QByteArray GmimeTree::topParameter(const char *name) const
{
    GMimeObject *top = m_message ? g_mime_message_get_mime_part(m_message) : nullptr;
    return top ? parameterOf(top, name) : QByteArray();
}

void GmimeTree::collect(void *object, const QByteArray &parent, int depth)
{
    if (depth > m_depthLimit || int(m_leaves.size()) >= m_partLimit) {
        (depth > m_depthLimit ? m_nestingCut : m_partsCut) = true;
        return;
    }
    if (!GMIME_IS_MULTIPART(object))
        return addLeaf(object, parent);
    auto *multipart = GMIME_MULTIPART(object);
    const QByteArray type = typeOf(GMIME_OBJECT(object));
    const int count = g_mime_multipart_get_count(multipart);
    if (count == 0 && depth > 0)
        return addUnparted(object, parent);
    std::vector<std::size_t> branches;
    for (int i = 0; i < count; ++i) {
        branches.push_back(m_leaves.size());
        collect(g_mime_multipart_get_part(multipart, i), type, depth + 1);
    }
    if (type == "multipart/alternative")
        nameTwins(std::move(branches));
}

/// Its boundary is not the one that it declares, or it declares none.
void GmimeTree::addUnparted(void *multipart, const QByteArray &parent)
{
    Leaf leaf;
    leaf.index = int(m_leaves.size());
    leaf.contentType = QByteArrayLiteral("text/plain");
    leaf.isUnparted = true;
    leaf.parent = parent;
    leaf.part = multipart;
    if (content(leaf).trimmed().isEmpty())
        return;
    m_boundaryMissing = true;
    m_leaves.push_back(std::move(leaf));
}

/// RFC 2046 §5.1.4: each branch says the same. `branches`: where the leaves of each begin.
void GmimeTree::nameTwins(std::vector<std::size_t> branches)
{
    branches.push_back(m_leaves.size());
    const auto name = [&](auto isKind, int Leaf::*twin) {
        // The first of each branch that has one; two are enough.
        std::vector<std::size_t> found;
        for (std::size_t branch = 0; branch + 1 < branches.size() && found.size() < 2; ++branch) {
            std::size_t i = branches[branch];
            while (i < branches[branch + 1] && !isKind(m_leaves[i]))
                ++i;
            if (i < branches[branch + 1])
                found.push_back(i);
        }
        for (std::size_t branch = 0; branch + 1 < branches.size(); ++branch)
            for (std::size_t i = branches[branch]; i < branches[branch + 1]; ++i)
                for (const std::size_t other : found)
                    if (m_leaves[i].*twin < 0 && (other < branches[branch] || other >= branches[branch + 1]))
                        m_leaves[i].*twin = int(other);
    };
    name([this](const Leaf &leaf) { return !leaf.isUnparted && isBodyText(leaf, m_leaves.size()); }, &Leaf::plainTwin);
    name(isBodyHtml, &Leaf::htmlTwin);
}

void GmimeTree::addLeaf(void *object, const QByteArray &parent)
{
    auto *part = GMIME_OBJECT(object);
    Leaf leaf;
    leaf.index = int(m_leaves.size());
    leaf.contentType = typeOf(part);
    leaf.charset = parameterOf(part, "charset").trimmed().toLower();
    leaf.parent = parent;
    leaf.contentId = withoutBrackets(bytesOf(g_mime_object_get_content_id(part)));
    leaf.isMessage = GMIME_IS_MESSAGE_PART(object);
    leaf.flowed = parameterOf(part, "format").toLower() == "flowed";
    leaf.delSp = parameterOf(part, "delsp").toLower() == "yes";
    leaf.part = object;
    if (leaf.contentType.endsWith("pkcs7-mime"))
        leaf.smimeType = parameterOf(part, "smime-type");
    else if (leaf.contentType == "text/calendar")
        leaf.method = parameterOf(part, "method");
    if (const char *disposition = g_mime_object_get_disposition(part)) {
        leaf.attachmentDisposition = g_ascii_strcasecmp(disposition, "attachment") == 0;
        leaf.inlineDisposition = g_ascii_strcasecmp(disposition, "inline") == 0;
    }
    leaf.rawName = fileNameOf(part);
    if (leaf.rawName.isEmpty())
        leaf.rawName = parameterOf(part, "name");
    leaf.eightBitName = hasHighBytes(part, "Content-Disposition") || hasHighBytes(part, "Content-Type");
    m_leaves.push_back(std::move(leaf));
}

QByteArray GmimeTree::content(const Leaf &leaf) const
{
    if (GMIME_IS_MULTIPART(leaf.part))
        return bytesOf(g_mime_multipart_get_prologue(GMIME_MULTIPART(leaf.part))) +
               bytesOf(g_mime_multipart_get_epilogue(GMIME_MULTIPART(leaf.part)));
    const Owned<GMimeStream> memory(g_mime_stream_mem_new());
    if (leaf.isMessage) {
        if (GMimeMessage *inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(leaf.part)))
            g_mime_object_write_to_stream(GMIME_OBJECT(inner), nullptr, memory.get());
    } else if (GMIME_IS_PART(leaf.part)) {
        if (GMimeDataWrapper *wrapper = g_mime_part_get_content(GMIME_PART(leaf.part)))
            g_mime_data_wrapper_write_to_stream(wrapper, memory.get());
    }
    return streamBytes(memory.get());
}

qint64 GmimeTree::contentSize(const Leaf &leaf) const
{
    if (!GMIME_IS_PART(leaf.part))
        return content(leaf).size();
    GMimeDataWrapper *wrapper = g_mime_part_get_content(GMIME_PART(leaf.part));
    if (!wrapper)
        return 0;
    const GMimeContentEncoding encoding = g_mime_data_wrapper_get_encoding(wrapper);
    const gint64 length = g_mime_stream_length(g_mime_data_wrapper_get_stream(wrapper));
    if (length < 0)
        return 0;
    // 76 characters and a line end carry 57 bytes; a line of uuencode 45 in 62.
    if (encoding == GMIME_CONTENT_ENCODING_BASE64)
        return length * 57 / 78;
    if (encoding == GMIME_CONTENT_ENCODING_UUENCODE)
        return length * 45 / 62;
    // Anything between a third and all of it; files seldom come this way.
    return encoding == GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE ? content(leaf).size() : length;
}

} // namespace otklik::mime
