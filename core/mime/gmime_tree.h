// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <initializer_list>
#include <memory>
#include <vector>

// GLib's headers stay in gmime_tree.cpp; the build sets QT_NO_KEYWORDS because they use "signals" as a name.
typedef struct _GMimeMessage GMimeMessage; // NOLINT(bugprone-reserved-identifier): the name GMime gives it
typedef struct _GByteArray GByteArray;     // NOLINT(bugprone-reserved-identifier): the name GLib gives it

namespace otklik::mime {

/// One header as it stands in the mail, unfolded but not decoded.
struct RawHeader
{
    QByteArray name; ///< lower case
    QByteArray value;
};

/// A leaf of the MIME tree, in depth-first order.
struct Leaf
{
    int index = 0;
    QByteArray contentType;    ///< lower case, "text/plain"
    QByteArray charset;        ///< declared, may be empty
    QByteArray parent;         ///< content type of the multipart around it, "multipart/related"
    QByteArray contentId;      ///< without brackets
    QByteArray smimeType;      ///< parameter of application/pkcs7-mime
    QByteArray method;         ///< parameter of text/calendar
    QByteArray rawName;        ///< file name, bytes as GMime decoded them (UTF-8 mostly)
    bool eightBitName = false; ///< raw bytes in the header; those that are not UTF-8 stand in rawName as Latin-1
    bool attachmentDisposition = false;
    bool inlineDisposition = false;
    bool flowed = false;
    bool delSp = false;
    bool isMessage = false;  ///< message/rfc822
    bool isUnparted = false; ///< a multipart whose parts were not found, as it stands
    int plainTwin = -1;      ///< leaf of another branch of an alternative around it, which says the same as plain text
    int htmlTwin = -1;       ///< the same as HTML
    void *part = nullptr;    ///< GMimeObject, lives as long as the tree
};

/// A mail as GMime sees it. Thread-safe across objects; needs 8 MB of stack for hostile depth.
class GmimeTree final
{
public:
    GmimeTree(const QByteArray &raw, int depthLimit, int partLimit);
    ~GmimeTree();
    GmimeTree(const GmimeTree &) = delete;
    GmimeTree &operator=(const GmimeTree &) = delete;

    [[nodiscard]] const std::vector<RawHeader> &headers() const { return m_headers; }
    /// First header of that (lower-case) name, trimmed; empty when there is none.
    [[nodiscard]] QByteArray header(const char *name) const;
    [[nodiscard]] const std::vector<Leaf> &leaves() const { return m_leaves; }
    /// First leaf of one of these types; null when there is none.
    [[nodiscard]] const Leaf *leafOf(std::initializer_list<const char *> types) const;
    [[nodiscard]] bool isNestingCut() const { return m_nestingCut; }
    [[nodiscard]] bool arePartsCut() const { return m_partsCut; }
    /// A multipart inside has no parts: what stands in it is a leaf of plain text.
    [[nodiscard]] bool isBoundaryMissing() const { return m_boundaryMissing; }
    [[nodiscard]] QByteArray topType() const { return m_topType; }
    /// Parameter of the top Content-Type, empty when absent.
    [[nodiscard]] QByteArray topParameter(const char *name) const;
    /// Decoded bytes of a leaf; a message/rfc822 comes whole.
    [[nodiscard]] QByteArray content(const Leaf &leaf) const;
    /// Decoded size without decoding; near enough for a list.
    [[nodiscard]] qint64 contentSize(const Leaf &leaf) const;

private:
    void collect(void *object, const QByteArray &parent, int depth);
    void addLeaf(void *object, const QByteArray &parent);
    void addUnparted(void *multipart, const QByteArray &parent);
    void nameTwins(std::vector<std::size_t> branches);

    QByteArray m_raw;              ///< what the parts refer to
    GByteArray *m_bytes = nullptr; ///< the same as GLib wants it
    GMimeMessage *m_message = nullptr;
    std::vector<RawHeader> m_headers;
    std::vector<Leaf> m_leaves;
    QByteArray m_topType;
    int m_depthLimit;
    int m_partLimit;
    bool m_nestingCut = false;
    bool m_partsCut = false;
    bool m_boundaryMissing = false;
};

/// RFC 2047 words in UTF-8 text decoded to UTF-8.
[[nodiscard]] QByteArray decodeWords(const QByteArray &utf8);

struct ParsedMailbox
{
    QByteArray name, address; ///< UTF-8; address empty when there is none
};
/// An address header (UTF-8), groups flattened.
[[nodiscard]] std::vector<ParsedMailbox> parseMailboxes(const QByteArray &utf8, int limit);
/// Ids of a References or In-Reply-To header, without brackets.
[[nodiscard]] std::vector<QByteArray> parseIds(const QByteArray &value, int limit);
/// Milliseconds since 1970; 0 when it is no date.
[[nodiscard]] qint64 parseDate(const QByteArray &value);

} // namespace otklik::mime
