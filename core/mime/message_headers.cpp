// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/message_headers.h"

#include "core/mime/charset_text.h"
#include "core/mime/gmime_tree.h"
#include "core/mime/mailing_list.h"
#include "core/mime/text_part.h"

#include <algorithm>
#include <iterator>

namespace otklik::mime {

namespace {

class HeaderReader
{
public:
    HeaderReader(const GmimeTree &tree, const ParseLimits &limits, const QByteArray &readAs, Message &message)
        : m_tree(tree)
        , m_limits(limits)
        , m_readAs(readAs)
        , m_message(message)
    {
    }

    void read()
    {
        int contentTypes = 0;
        for (const RawHeader &header : m_tree.headers()) {
            readHeader(header);
            contentTypes += header.name == "content-type" ? 1 : 0;
        }
        if (contentTypes > 1)
            defect(Defect::DuplicateContentType);
        if (m_message.messageId.isEmpty())
            defect(Defect::NoMessageId);
        if (m_message.date.isNever())
            defect(Defect::NoDate);
        if (m_message.from.empty())
            defect(Defect::NoFrom);
        std::vector<Mailbox> writers = std::move(m_originalFrom);
        appendAll(writers, std::move(m_originalSender));
        appendAll(writers, m_message.replyTo);
        m_message.writer = writerBehindList(m_message, m_tree, writers);
    }

private:
    void defect(Defect one) { m_message.defects.push_back(one); }

    /// Raw header bytes (8-bit and encoded words) as UTF-8 with the words still encoded.
    QByteArray utf8Of(const QByteArray &value)
    {
        if (std::none_of(value.begin(), value.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }))
            return value;
        if (!m_readAs.isEmpty())
            return decodeAs(value, m_readAs).toUtf8();
        const DecodedText decoded = decodeText(value, {});
        if (decoded.charset != QLatin1String("utf-8"))
            defect(Defect::UndeclaredCharset);
        return decoded.text.toUtf8();
    }

    QString textOf(const QByteArray &value)
    {
        const QByteArray utf8 = utf8Of(repairWords(value));
        return QString::fromUtf8(utf8.contains("=?") ? decodeWords(utf8) : utf8).simplified();
    }

    std::vector<Mailbox> mailboxesOf(const QByteArray &value)
    {
        std::vector<Mailbox> mailboxes;
        const QByteArray utf8 = utf8Of(repairWords(value));
        for (const ParsedMailbox &parsed : parseMailboxes(utf8, m_limits.addresses)) {
            Mailbox mailbox;
            mailbox.name =
                QString::fromUtf8(parsed.name.contains("=?") ? decodeWords(parsed.name) : parsed.name).simplified();
            const auto address = EmailAddress::parse(QString::fromUtf8(parsed.address));
            if (address)
                mailbox.address = *address;
            else
                mailbox.raw = QString::fromUtf8(parsed.address);
            mailboxes.push_back(std::move(mailbox));
        }
        if (mailboxes.empty() && !utf8.trimmed().isEmpty())
            mailboxes.push_back({{}, {}, QString::fromUtf8(utf8).simplified().left(200)});
        return mailboxes;
    }

    void readHeader(const RawHeader &header)
    {
        const QByteArray &name = header.name;
        const auto once = [&](std::vector<Mailbox> &target) {
            if (target.empty())
                target = mailboxesOf(header.value);
        };
        if (name == "message-id" && m_message.messageId.isEmpty())
            m_message.messageId = idOf(header.value);
        else if (name == "references" && m_message.references.empty())
            m_message.references = parseIds(header.value, m_limits.references);
        else if (name == "in-reply-to" && m_message.inReplyTo.empty())
            m_message.inReplyTo = parseIds(header.value, 20);
        else if (isFormerId(name) || isOtherId(name))
            takeOtherIds(name, parseIds(header.value, 5));
        else if (name == "thread-index" && m_message.threadIndex.isEmpty())
            m_message.threadIndex = conversationOf(header.value);
        else if (name == "subject" && m_message.subject.isEmpty())
            m_message.subject = textOf(header.value);
        else if (name == "from")
            once(m_message.from);
        else if (name == "sender")
            once(m_message.sender);
        else if (name == "x-original-from")
            appendAll(m_originalFrom, mailboxesOf(header.value));
        else if (name == "x-original-sender")
            appendAll(m_originalSender, mailboxesOf(header.value));
        else if (name == "reply-to")
            once(m_message.replyTo);
        else if (name == "to")
            appendAll(m_message.to, mailboxesOf(header.value));
        else if (name == "cc")
            appendAll(m_message.cc, mailboxesOf(header.value));
        else if (name == "bcc")
            appendAll(m_message.bcc, mailboxesOf(header.value));
        else if (name == "date" && m_message.date.isNever())
            m_message.date = dateOf(header.value);
    }

    static void appendAll(std::vector<Mailbox> &to, std::vector<Mailbox> more)
    {
        std::move(more.begin(), more.end(), std::back_inserter(to));
    }

    /// Relays that write a Message-ID of their own keep the one that was there in one of these.
    static bool isFormerId(const QByteArray &name)
    {
        return name == "x-google-original-message-id" || name == "x-original-message-id" ||
               name == "original-message-id" || name == "x-microsoft-original-message-id";
    }

    /// The mail that is answered, and what only its sender knows the meaning of.
    static bool isOtherId(const QByteArray &name)
    {
        return name == "x-ms-exchange-parent-message-id" || name == "x-message-id";
    }

    void takeOtherIds(const QByteArray &header, const std::vector<QByteArray> &ids)
    {
        appendIds(m_message.otherIds, ids);
        if (isFormerId(header))
            appendIds(m_message.formerIds, ids);
    }

    static void appendIds(std::vector<QByteArray> &to, const std::vector<QByteArray> &more)
    {
        constexpr size_t kMost = 5;
        for (const QByteArray &id : more)
            if (to.size() < kMost)
                to.push_back(id);
    }

    /// [MS-OXOMSG] 2.2.1.3: a reserved byte, five of time, a GUID; each answer adds five more behind these.
    static QByteArray conversationOf(const QByteArray &value)
    {
        constexpr qsizetype kHeader = 22;
        const auto decoded = QByteArray::fromBase64Encoding(value.simplified().replace(' ', ""));
        return decoded && (*decoded).size() >= kHeader ? (*decoded).left(kHeader).toHex() : QByteArray();
    }

    static QByteArray idOf(const QByteArray &value)
    {
        const std::vector<QByteArray> ids = parseIds(value, 1);
        QByteArray id = ids.empty() ? value.simplified() : ids.front();
        id.replace('<', "").replace('>', "");
        return id.left(998);
    }

    /// Dates before mail was invented and after tomorrow's tomorrow are somebody's broken clock, but still a date.
    static Instant dateOf(const QByteArray &value)
    {
        const qint64 ms = parseDate(value);
        constexpr qint64 kLatest = 4102444800000; // 2100-01-01
        return ms > 0 && ms < kLatest ? Instant::fromMs(ms) : Instant();
    }

    const GmimeTree &m_tree;
    const ParseLimits &m_limits;
    const QByteArray &m_readAs;
    Message &m_message;
    std::vector<Mailbox> m_originalFrom, m_originalSender;
};

} // namespace

void readHeaders(const GmimeTree &tree, const ParseLimits &limits, const QByteArray &readAs, Message &message)
{
    HeaderReader(tree, limits, readAs, message).read();
}

} // namespace otklik::mime
