// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/message_parser.h"

#include "core/mime/auto_mail.h"
#include "core/mime/body_text.h"
#include "core/mime/charset_text.h"
#include "core/mime/file_name.h"
#include "core/mime/gmime_tree.h"
#include "core/mime/html_text.h"
#include "core/mime/inline_picture.h"
#include "core/mime/leaf_role.h"
#include "core/mime/message_headers.h"
#include "core/mime/packed_file.h"
#include "core/mime/pgp_armour.h"
#include "core/mime/protection.h"
#include "core/mime/text_part.h"

#include <algorithm>

namespace otklik::mime {

namespace {

bool isBlank(const QString &text)
{
    return QStringView(text).trimmed().isEmpty();
}

class Reader
{
public:
    Reader(const QByteArray &raw, const ParseLimits &limits, const QByteArray &readAs)
        : m_limits(limits)
        , m_readAs(readAs)
        , m_bounded(withBoundedHeaders(raw, limits, m_message.defects))
        , m_tree(m_bounded, limits.depth, limits.parts)
    {
        if (m_tree.isNestingCut())
            defect(Defect::NestingCut);
        if (m_tree.arePartsCut())
            defect(Defect::PartsCut);
        if (m_tree.isBoundaryMissing())
            defect(Defect::MissingBoundary);
    }

    [[nodiscard]] Message read()
    {
        readHeaders(m_tree, m_limits, m_readAs, m_message);
        m_message.protection = protectionOf(m_tree);
        readParts();
        takeWinmail();
        if (isBlank(m_message.text) && !m_message.html.isEmpty())
            m_message.text = htmlToText(m_message.html);
        takeEncryptedBlocks();
        if (isBlank(m_message.text) && m_message.invitation)
            m_message.text =
                (m_message.invitation->summary + QLatin1Char('\n') + m_message.invitation->description).trimmed();
        if (m_message.text.isEmpty() && m_tree.leaves().empty())
            readAsText();
        listPackedFiles();
        settlePictures(m_message);
        recogniseAutomaticMail(m_message, m_tree);
        if (m_message.autoKind != AutoKind::Bounce)
            readNestedMails();
        std::sort(m_message.defects.begin(), m_message.defects.end());
        m_message.defects.erase(std::unique(m_message.defects.begin(), m_message.defects.end()),
                                m_message.defects.end());
        return std::move(m_message);
    }

private:
    void defect(Defect one) { m_message.defects.push_back(one); }

    void readParts()
    {
        for (const Leaf &leaf : m_tree.leaves()) {
            if (isBodyText(leaf, m_tree.leaves().size()) &&
                !(leaf.parent == "multipart/alternative" && hasPlainAlready(leaf)))
                readText(leaf);
            else if (isBodyHtml(leaf))
                m_body.addHtml(leaf, decode(leaf));
            else
                listAttachment(leaf);
        }
        m_message.text = m_body.text();
        m_message.html = m_body.html();
    }

    [[nodiscard]] bool hasPlainAlready(const Leaf &leaf) const
    {
        return leaf.contentType != "text/plain" && m_body.hasPlain();
    }

    QString decode(const Leaf &leaf)
    {
        Unpacked unpacked = unpack(m_tree, leaf);
        if (unpacked.hadNul)
            defect(Defect::NulBytes);
        m_message.protection.isSigned |= unpacked.isSigned;
        m_message.protection.isEncrypted |= unpacked.isEncrypted;
        if (unpacked.isSigned || unpacked.isEncrypted)
            m_message.protection.scheme = Protection::Scheme::Pgp;
        if (unpacked.text.size() > m_limits.text) {
            unpacked.text.truncate(m_limits.text);
            defect(Defect::TooLarge);
        }
        const QByteArray &bytes = unpacked.text;
        const bool html = leaf.contentType == "text/html";
        DecodedText decoded =
            m_readAs.isEmpty() ? decodeText(bytes, leaf.charset.isEmpty() && html ? metaCharset(bytes) : leaf.charset)
                               : DecodedText{decodeAs(bytes, m_readAs), QString::fromLatin1(m_readAs), false, false};
        if (decoded.undeclared && decoded.charset != QLatin1String("us-ascii"))
            defect(Defect::UndeclaredCharset);
        if (decoded.wrong)
            defect(Defect::WrongCharset);
        if (m_message.charset.isEmpty())
            m_message.charset = decoded.charset;
        std::move(unpacked.files.begin(), unpacked.files.end(), std::back_inserter(m_packed));
        return std::move(decoded.text);
    }

    /// False when it has to be listed as a file itself: damaged, so that something may still be in it.
    bool openTnef(const Leaf &leaf)
    {
        Unpacked unpacked = unpack(m_tree, leaf);
        if (unpacked.isDamaged)
            defect(Defect::BrokenEncoding);
        m_winmailText += unpacked.winmailText;
        m_winmailHtml += unpacked.winmailHtml;
        std::move(unpacked.files.begin(), unpacked.files.end(), std::back_inserter(m_packed));
        return !unpacked.isDamaged;
    }

    /// The mail's own words win: a winmail.dat repeats them.
    void takeWinmail()
    {
        if (!isBlank(m_message.text) || !m_message.html.isEmpty())
            return;
        m_message.text = std::move(m_winmailText);
        m_message.html = std::move(m_winmailHtml);
    }

    /// In a page they cannot be told from its words by bytes.
    void takeEncryptedBlocks()
    {
        if (!m_message.text.contains(QLatin1String("-----BEGIN PGP MESSAGE-----")))
            return;
        const PgpText pgp = readPgpText(m_message.text.toUtf8());
        if (pgp.encrypted.empty())
            return;
        m_message.text = QString::fromUtf8(pgp.text);
        m_message.html.clear();
        m_message.protection.isEncrypted = true;
        m_message.protection.scheme = Protection::Scheme::Pgp;
    }

    /// They are numbered behind the leaves, see packedFile().
    void listPackedFiles()
    {
        for (std::size_t i = 0; i < m_packed.size(); ++i) {
            const PackedFile &file = m_packed[i];
            Attachment attachment;
            attachment.part = int(m_tree.leaves().size() + i);
            attachment.contentType = file.contentType;
            attachment.fileName = safeFileName(file.name, attachment.contentType);
            attachment.contentId = file.contentId;
            attachment.size = file.bytes.size();
            attachment.source = file.source;
            attachment.isAside = file.isAside;
            m_message.attachments.push_back(std::move(attachment));
        }
    }

    void readCalendar(const Leaf &leaf)
    {
        if (m_message.invitation)
            return;
        const QByteArray charset = leaf.charset.isEmpty() ? QByteArrayLiteral("utf-8") : leaf.charset;
        const QByteArray calendar = decodeText(m_tree.content(leaf).replace('\0', ""), charset).text.toUtf8();
        m_message.invitation = readInvitation(calendar, leaf.method);
    }

    /// Their words are searched for; they are shown by a viewer of their own.
    void readNestedMails()
    {
        if (m_limits.nested <= 0)
            return;
        constexpr qsizetype kMostText = 1024 * 1024;
        ParseLimits inner = m_limits;
        --inner.nested;
        inner.message = m_limits.nestedMail;
        for (const Leaf &leaf : m_tree.leaves()) {
            if (leaf.contentType != "message/rfc822" || leaf.parent == "multipart/report" ||
                m_message.nestedText.size() > kMostText)
                continue;
            const Message mail = Reader(m_tree.content(leaf), inner, {}).read();
            for (const Mailbox &from : mail.from)
                m_message.nestedText += from.name + QLatin1Char(' ') + from.address.toString() + QLatin1Char('\n');
            m_message.nestedText +=
                mail.subject + QLatin1Char('\n') + mail.text.left(kMostText) + QLatin1Char('\n') + mail.nestedText;
        }
    }

    /// QString::replace moves the rest of the text again for each thousand hits.
    static void useUnixLineEnds(QString &text)
    {
        if (!text.contains(QLatin1Char('\r')))
            return;
        QChar *to = text.data();
        const QChar *const end = text.constEnd();
        for (const QChar *from = text.constBegin(); from != end; ++from)
            if (*from != QLatin1Char('\r') || from + 1 == end || from[1] != QLatin1Char('\n'))
                *to++ = *from;
        text.truncate(to - text.constData());
    }

    void readText(const Leaf &leaf)
    {
        QString text = decode(leaf);
        useUnixLineEnds(text);
        if (leaf.flowed)
            text = unflowed(text, leaf.delSp);
        m_body.addPlain(leaf, std::move(text));
    }

    void listAttachment(const Leaf &leaf)
    {
        if ((leaf.contentType == "message/delivery-status" && leaf.parent == "multipart/report") ||
            isProtectionPart(leaf))
            return;
        if (isTnef(leaf) && openTnef(leaf))
            return;
        if (leaf.contentType == "text/calendar")
            readCalendar(leaf);
        Attachment attachment;
        attachment.part = leaf.index;
        attachment.contentType = QString::fromLatin1(leaf.contentType);
        attachment.fileName = safeFileName(nameOf(leaf), attachment.contentType);
        attachment.contentId = leaf.contentId;
        attachment.size = m_tree.contentSize(leaf);
        attachment.isAside =
            (leaf.contentType == "text/calendar" && m_message.invitation) || isSmimeWrap(leaf) ||
            leaf.parent == "multipart/encrypted" ||
            (!leaf.attachmentDisposition && isSmallPicture(attachment) &&
             (leaf.parent == "multipart/related" || (leaf.inlineDisposition && !leaf.contentId.isEmpty())));
        m_message.attachments.push_back(std::move(attachment));
    }

    /// Written as in an address of the web, without saying so; only when letters outside ASCII come out.
    static QString fromWebName(const QString &name)
    {
        if (!name.contains(QLatin1Char('%')))
            return name;
        const QByteArray bytes = QByteArray::fromPercentEncoding(name.toUtf8());
        const bool letters =
            std::any_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
        const QString decoded = QString::fromUtf8(bytes);
        return letters && !decoded.contains(QChar::ReplacementCharacter) ? decoded : name;
    }

    QString nameOf(const Leaf &leaf) const
    {
        QByteArray bytes = leaf.rawName;
        const QString shown = QString::fromUtf8(bytes);
        if (leaf.eightBitName && std::all_of(shown.begin(), shown.end(), [](QChar c) { return c.unicode() < 0x100; }))
            bytes = shown.toLatin1();
        const QByteArray utf8 = decodeText(repairWords(bytes), {}).text.toUtf8();
        return fromWebName(QString::fromUtf8(utf8.contains("=?") ? decodeWords(utf8) : utf8));
    }

    /// No part could be made of it: everything behind the headers is shown.
    void readAsText()
    {
        defect(Defect::MissingBoundary);
        qsizetype end = m_bounded.indexOf("\n\n");
        const qsizetype windows = m_bounded.indexOf("\r\n\r\n");
        if (windows >= 0 && (end < 0 || windows < end))
            end = windows;
        const DecodedText decoded =
            decodeText(m_bounded.mid(std::max<qsizetype>(0, end)).left(1024 * 1024).replace('\0', ""), {});
        m_message.text = decoded.text.trimmed();
        m_message.charset = decoded.charset;
    }

    ParseLimits m_limits;
    QByteArray m_readAs; ///< charset that a person chose; empty = as usual
    Message m_message;
    QByteArray m_bounded;
    GmimeTree m_tree;
    BodyText m_body;
    std::vector<PackedFile> m_packed;
    QString m_winmailText, m_winmailHtml;
};

} // namespace

qsizetype headerEnd(const QByteArray &raw)
{
    qsizetype at = 0;
    while (at < raw.size() && (raw[at] == '\r' || raw[at] == '\n'))
        ++at;
    for (at = raw.indexOf('\n', at); at >= 0; at = raw.indexOf('\n', at + 1)) {
        const QByteArrayView next = QByteArrayView(raw).sliced(at + 1);
        if (next.startsWith("\n") || next.startsWith("\r\n"))
            return at + 1;
    }
    return -1;
}

Message parseMessage(const QByteArray &raw, const ParseLimits &limits, const QByteArray &readAs)
{
    return Reader(raw, limits, readAs).read();
}

} // namespace otklik::mime
