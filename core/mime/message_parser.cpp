// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/message_parser.h"

#include "core/mime/auto_mail.h"
#include "core/mime/charset_text.h"
#include "core/mime/file_name.h"
#include "core/mime/gmime_tree.h"
#include "core/mime/html_text.h"
#include "core/mime/leaf_role.h"
#include "core/mime/message_headers.h"
#include "core/mime/text_part.h"
#include "core/mime/uuencode.h"

#include <algorithm>

namespace otklik::mime {

namespace {

class Reader
{
public:
    Reader(const QByteArray &raw, const ParseLimits &limits)
        : m_limits(limits)
        , m_bounded(withBoundedHeaders(raw, limits, m_message.defects))
        , m_tree(m_bounded, limits.depth, limits.parts)
    {
        if (m_tree.isNestingCut())
            defect(Defect::NestingCut);
        if (m_tree.arePartsCut())
            defect(Defect::PartsCut);
    }

    [[nodiscard]] Message read()
    {
        readHeaders(m_tree, m_limits, m_message);
        readParts();
        if (m_message.text.trimmed().isEmpty() && !m_message.html.isEmpty())
            m_message.text = htmlToText(m_message.html);
        if (m_message.text.isEmpty() && m_tree.leaves().empty())
            readAsText();
        listPastedFiles();
        recogniseAutomaticMail(m_message, m_tree);
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
                readHtml(leaf);
            else
                listAttachment(leaf);
        }
    }

    [[nodiscard]] bool hasPlainAlready(const Leaf &leaf) const
    {
        return !m_message.text.isEmpty() && leaf.contentType != "text/plain";
    }

    QString decode(const Leaf &leaf)
    {
        QByteArray bytes = m_tree.content(leaf);
        if (bytes.contains('\0') && !leaf.charset.startsWith("utf-16") && !leaf.charset.startsWith("utf-32")) {
            defect(Defect::NulBytes);
            bytes.replace('\0', "");
        }
        if (leaf.contentType == "text/plain" && bytes.contains("begin "))
            takePastedFiles(bytes);
        const bool html = leaf.contentType == "text/html";
        DecodedText decoded = decodeText(bytes, leaf.charset.isEmpty() && html ? metaCharset(bytes) : leaf.charset);
        if (decoded.undeclared && decoded.charset != QLatin1String("us-ascii"))
            defect(Defect::UndeclaredCharset);
        if (decoded.wrong)
            defect(Defect::WrongCharset);
        if (m_message.charset.isEmpty())
            m_message.charset = decoded.charset;
        return std::move(decoded.text);
    }

    void takePastedFiles(QByteArray &bytes)
    {
        std::vector<UuFile> files = findUuFiles(bytes);
        bytes = withoutUuFiles(bytes, files);
        std::move(files.begin(), files.end(), std::back_inserter(m_pasted));
    }

    /// They are numbered behind the leaves, see pastedFile().
    void listPastedFiles()
    {
        for (std::size_t i = 0; i < m_pasted.size(); ++i) {
            Attachment attachment;
            attachment.part = int(m_tree.leaves().size() + i);
            attachment.contentType = QStringLiteral("application/octet-stream");
            attachment.fileName = safeFileName(decodeText(m_pasted[i].name, {}).text, attachment.contentType);
            attachment.size = m_pasted[i].bytes.size();
            m_message.attachments.push_back(std::move(attachment));
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
        if (!m_message.text.isEmpty())
            m_message.text += QLatin1Char('\n');
        m_message.text += text;
    }

    void readHtml(const Leaf &leaf)
    {
        const QString html = decode(leaf);
        m_message.html += html;
        // HTML beside a plain text of its own (not as its alternative) holds other words.
        if (leaf.parent != "multipart/alternative" && leaf.parent != "multipart/related" && !m_message.text.isEmpty() &&
            !html.trimmed().isEmpty())
            m_message.text += QLatin1Char('\n') + htmlToText(html);
    }

    void listAttachment(const Leaf &leaf)
    {
        if (leaf.contentType == "message/delivery-status" && leaf.parent == "multipart/report")
            return;
        Attachment attachment;
        attachment.part = leaf.index;
        attachment.contentType = QString::fromLatin1(leaf.contentType);
        attachment.fileName = safeFileName(nameOf(leaf), attachment.contentType);
        attachment.contentId = leaf.contentId;
        attachment.isInline = !leaf.contentId.isEmpty() && leaf.contentType.startsWith("image/") &&
                              !leaf.attachmentDisposition &&
                              (leaf.inlineDisposition || leaf.parent == "multipart/related");
        attachment.size = m_tree.contentSize(leaf);
        m_message.attachments.push_back(std::move(attachment));
    }

    QString nameOf(const Leaf &leaf) const
    {
        QByteArray bytes = leaf.rawName;
        const QString shown = QString::fromUtf8(bytes);
        if (leaf.eightBitName && std::all_of(shown.begin(), shown.end(), [](QChar c) { return c.unicode() < 0x100; }))
            bytes = shown.toLatin1();
        const QByteArray utf8 = decodeText(repairWords(bytes), {}).text.toUtf8();
        return QString::fromUtf8(utf8.contains("=?") ? decodeWords(utf8) : utf8);
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
    Message m_message;
    QByteArray m_bounded;
    GmimeTree m_tree;
    std::vector<UuFile> m_pasted;
};

} // namespace

Message parseMessage(const QByteArray &raw, const ParseLimits &limits)
{
    return Reader(raw, limits).read();
}

} // namespace otklik::mime
