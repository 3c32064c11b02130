// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/demo_mailbox.h"

#include "core/journal/canonical_json.h"
#include "core/journal/event_codec.h"
#include "core/journal/genesis.h"
#include "core/mime/message_builder.h"
#include "core/mime/subject_line.h"
#include "core/sync/maildir.h"
#include "core/ticket/ticket.h"

#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

// Resources of a static library are linked in only when named; this must stand outside the namespaces.
static void initDemoResource()
{
    Q_INIT_RESOURCE(otklik_demo);
}

namespace otklik::workspace {

namespace {

using namespace std::chrono_literals;

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

struct Person
{
    QString name, address, language;
};

/// One thing that happened, to be written in order of time.
struct Happening
{
    Instant at;
    QString folder; ///< empty = a decision
    QByteArray raw;
    QStringList flags;
    QString by; ///< specialist id, for a decision
    QString sentence;
    std::vector<journal::Op> ops;
};

Result<QJsonObject> readDemo()
{
    initDemoResource();
    QFile file(QStringLiteral(":/demo/demo.json"));
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Internal, QStringLiteral("the demo mails are not built in"));
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll());
    if (!document.isObject())
        return fail(ErrorCode::Internal, QStringLiteral("the built-in demo mails are damaged"));
    return document.object();
}

/// "now-95" = minutes before now; "3 10:12" = three days before, at that UTC time.
Instant timeOf(const QString &text, Instant now)
{
    if (text.startsWith(QLatin1String("now-")))
        return now - std::chrono::minutes(text.mid(4).toInt());
    const QStringList parts = text.split(QLatin1Char(' '));
    const QDate day = now.toUtc().date().addDays(-parts.value(0).toInt());
    return Instant::fromDateTime(QDateTime(day, QTime::fromString(parts.value(1), QStringLiteral("HH:mm")), Qt::UTC));
}

QString htmlOf(const QString &text)
{
    QString html = text.toHtmlEscaped();
    html.replace(QLatin1String("\n\n"), QLatin1String("</p><p>")).replace(QLatin1Char('\n'), QLatin1String("<br>"));
    return QStringLiteral("<html><body><p>%1</p><img src=\"http://track.velmora.example/open.gif\" width=\"1\" "
                          "height=\"1\"></body></html>")
        .arg(html);
}

class DemoWriter
{
public:
    DemoWriter(QJsonObject demo, Instant now)
        : m_demo(std::move(demo))
        , m_now(now)
    {
        for (const QJsonValue &value : m_demo[key("people")].toArray())
            m_people.insert(
                value[key("id")].toString(),
                {value[key("name")].toString(), value[key("address")].toString(), value[key("language")].toString()});
        for (const QJsonValue &value : m_demo[key("specialists")].toArray())
            m_specialists.insert(value[key("id")].toString(),
                                 {value[key("name")].toString(), value[key("address")].toString(), {}});
        m_mailbox = {
            m_demo[key("mailbox")][key("company")].toString(), m_demo[key("mailbox")][key("address")].toString(), {}};
    }

    [[nodiscard]] Result<void> write(const sync::Maildir &maildir)
    {
        addTeam();
        for (const QJsonValue &thread : m_demo[key("threads")].toArray())
            if (auto added = addThread(thread.toObject()); !added)
                return added;
        std::stable_sort(m_happenings.begin(), m_happenings.end(),
                         [](const Happening &a, const Happening &b) { return a.at < b.at; });
        return writeAll(maildir);
    }

private:
    struct Thread
    {
        QJsonObject json;
        Person customer;
        QString subject;
        Instant start;
        int index = 0;
        ticket::Key key;
        QByteArrayList references;
        QString lastSpecialist;
    };

    void decide(Instant at, const QString &by, const QString &sentence, std::vector<journal::Op> ops)
    {
        m_happenings.push_back({at, {}, {}, {}, by, sentence, std::move(ops)});
    }

    void addTeam()
    {
        const Instant begin = m_now - 24h * 40;
        for (const QJsonValue &value : m_demo[key("specialists")].toArray())
            decide(begin, key("anna"), QStringLiteral("Anna Petrova added a specialist"),
                   {{key("specialist.set"),
                     key("specialist:") + value[key("address")].toString(),
                     QJsonObject{{key("name"), value[key("name")]}, {key("role"), value[key("role")]}},
                     {}}});
        for (const QJsonValue &value : m_demo[key("companies")].toArray())
            decide(begin, key("anna"), QStringLiteral("Anna Petrova added a company"),
                   {{key("company.set"),
                     key("company:") + value[key("domain")].toString(),
                     QJsonObject{{key("name"), value[key("name")]},
                                 {key("plan"), value[key("plan")]},
                                 {key("domains"), QJsonArray{value[key("domain")]}}},
                     {}}});
        for (const QJsonValue &value : m_demo[key("contacts")].toArray())
            addContact(value.toObject());
        for (const QJsonValue &value : m_demo[key("canned")].toArray()) {
            QJsonObject data = value.toObject();
            decide(begin, key("anna"), QStringLiteral("Anna Petrova wrote a canned response"),
                   {{key("canned.put"), key("canned:") + value[key("name")].toString(), data, {}}});
        }
    }

    void addContact(const QJsonObject &contact)
    {
        QJsonObject data = contact;
        const QString by = contact[key("mood_by")].toString();
        data.remove(key("address"));
        data.remove(key("mood_by"));
        decide(m_now - 24h * 2, by, QStringLiteral("A customer card was changed"),
               {{key("contact.set"), key("contact:") + contact[key("address")].toString(), data, {}}});
    }

    [[nodiscard]] Result<void> addThread(const QJsonObject &json)
    {
        Thread thread;
        thread.json = json;
        thread.customer = m_people.value(json[key("customer")].toString());
        thread.subject = json[key("subject")].toString();
        thread.start = timeOf(json[key("at")].toString(), m_now);
        thread.index = m_threadCount++;
        Instant at = thread.start;
        for (const QJsonValue &value : json[key("entries")].toArray()) {
            const QJsonObject entry = value.toObject();
            // Whatever the script says, nothing happens in the future.
            at = std::min(at + std::chrono::minutes(entry[key("minutes")].toInt()), m_now - 1min);
            if (auto added = addEntry(thread, entry, at); !added)
                return added;
        }
        if (auto added = addAutomatic(thread, at); !added)
            return added;
        addOutcome(thread, at);
        return {};
    }

    [[nodiscard]] Result<void> addEntry(Thread &thread, const QJsonObject &entry, Instant at)
    {
        const QString by = entry[key("by")].toString();
        if (entry[key("note")].toBool()) {
            decide(
                at, by, QStringLiteral("%1 wrote a note").arg(m_specialists.value(by).name),
                {{key("ticket.note"),
                  thread.key.object(),
                  QJsonObject{{key("id"), QStringLiteral("n%1").arg(++m_counter)}, {key("text"), entry[key("text")]}},
                  {}}});
            return {};
        }
        const bool ours = by != QLatin1String("customer");
        auto raw = mime::buildMessage(mailOf(thread, entry, at, ours));
        if (!raw)
            return tl::unexpected(raw.error());
        const QByteArray messageId = m_lastMessageId;
        const bool first = thread.references.isEmpty();
        thread.references << messageId;
        m_happenings.push_back({at,
                                ours ? key("Sent") : key("INBOX"),
                                *raw,
                                isRecent(at) && !ours ? QStringList() : QStringList{key("\\Seen")},
                                {},
                                {},
                                {}});
        if (first)
            openTicket(thread, *raw, messageId, at);
        if (ours)
            addReply(thread, entry, *raw, messageId, at);
        return {};
    }

    [[nodiscard]] bool isRecent(Instant at) const { return m_now - at < 3h; }

    mime::OutgoingMessage mailOf(const Thread &thread, const QJsonObject &entry, Instant at, bool ours)
    {
        const Person sender = ours ? m_specialists.value(entry[key("by")].toString()) : thread.customer;
        mime::OutgoingMessage mail;
        const auto mailbox = mime::EmailAddress::parse(m_mailbox.address);
        const auto customer = mime::EmailAddress::parse(thread.customer.address);
        mail.from = {sender.name, ours ? *mailbox : *customer, {}};
        mail.to = {{ours ? thread.customer.name : m_mailbox.name, ours ? *customer : *mailbox, {}}};
        mail.subject = thread.references.isEmpty() ? thread.subject : mime::replySubject(thread.subject);
        mail.text = entry[key("text")].toString() + QLatin1Char('\n');
        if (entry[key("html")].toBool())
            mail.html = htmlOf(entry[key("text")].toString());
        mail.date = at;
        m_lastMessageId =
            QStringLiteral("demo.%1.%2@%3")
                .arg(thread.index)
                .arg(++m_counter)
                .arg(ours ? QStringLiteral("clearcode.example") : thread.customer.address.section(QLatin1Char('@'), 1))
                .toLatin1();
        mail.messageId = m_lastMessageId;
        if (!thread.references.isEmpty())
            mail.inReplyTo = thread.references.last();
        for (const QByteArray &reference : thread.references)
            mail.references.push_back(reference);
        if (thread.json[key("robot")].toBool())
            mail.extraHeaders.push_back({"Auto-Submitted", "auto-generated"});
        for (const QJsonValue &file : entry[key("files")].toArray())
            mail.attachments.push_back(attachmentOf(file.toString()));
        return mail;
    }

    static mime::OutgoingAttachment attachmentOf(const QString &name)
    {
        const QString suffix = QFileInfo(name).suffix();
        const bool isPicture = suffix == QLatin1String("png") || suffix == QLatin1String("jpg");
        QFile file(isPicture ? QStringLiteral(":/demo/files/screenshot.png")
                             : QStringLiteral(":/demo/files/paper.pdf"));
        const QByteArray bytes = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        mime::OutgoingAttachment attachment;
        attachment.name = name;
        attachment.type = isPicture                        ? key("image/png")
                          : suffix == QLatin1String("pdf") ? key("application/pdf")
                                                           : key("application/octet-stream");
        attachment.bytes = bytes;
        return attachment;
    }

    void openTicket(Thread &thread, const QByteArray &raw, const QByteArray &messageId, Instant at)
    {
        thread.key = ticket::Key::ofContent(raw);
        QString by = thread.json[key("assignee")].toString();
        if (by.isEmpty())
            by = key("anna");
        decide(at + 1s, by, QStringLiteral("A mail opened a ticket"),
               {{key("ticket.opened"),
                 thread.key.object(),
                 QJsonObject{{key("message"), QString::fromLatin1(thread.key.hex())},
                             {key("message_id"), QString::fromLatin1(messageId)},
                             {key("subject"), thread.subject},
                             {key("requester"), thread.customer.address},
                             {key("channel"), key("mail")}},
                 {}}});
        std::vector<journal::Op> ops;
        const auto field = [&](const char *type, const char *name) {
            if (thread.json.contains(key(name)))
                ops.push_back({key(type), thread.key.object(), QJsonObject{{key(name), thread.json[key(name)]}}, {}});
        };
        field("ticket.priority", "priority");
        field("ticket.category", "category");
        if (!thread.json[key("tags")].toArray().isEmpty())
            ops.push_back({key("ticket.tags"),
                           thread.key.object(),
                           QJsonObject{{key("add"), thread.json[key("tags")]}, {key("remove"), QJsonArray()}},
                           {}});
        const Person assignee = m_specialists.value(thread.json[key("assignee")].toString());
        if (!assignee.address.isEmpty())
            ops.push_back({key("ticket.assign"), thread.key.object(), QJsonObject{{key("to"), assignee.address}}, {}});
        if (!ops.empty())
            decide(std::min(at + 4min, m_now - 1min), by, QStringLiteral("The ticket was sorted"), std::move(ops));
    }

    void addReply(Thread &thread, const QJsonObject &entry, const QByteArray &raw, const QByteArray &messageId,
                  Instant at)
    {
        const QString by = entry[key("by")].toString();
        thread.lastSpecialist = by;
        QJsonObject data{{key("message"), QString::fromLatin1(ticket::Key::ofContent(raw).hex())},
                         {key("message_id"), QString::fromLatin1(messageId)},
                         {key("to"), QJsonArray{thread.customer.address}},
                         {key("cc"), QJsonArray()},
                         {key("subject"), mime::replySubject(thread.subject)}};
        if (entry.contains(key("canned")))
            data[key("canned")] = entry[key("canned")];
        const journal::Op status{key("ticket.status"), thread.key.object(), {{key("status"), key("pending")}}, {}};
        decide(at + 1s, by, QStringLiteral("%1 answered").arg(m_specialists.value(by).name),
               {{key("ticket.reply"), thread.key.object(), data, {}}, status});
    }

    [[nodiscard]] Result<void> addAutomatic(Thread &thread, Instant after)
    {
        for (const QJsonValue &value : m_demo[key("automatic")].toArray()) {
            const QJsonObject automatic = value.toObject();
            if (automatic[key("after_thread")].toString() != thread.subject)
                continue;
            const Instant at = std::min(after + std::chrono::minutes(automatic[key("minutes")].toInt()), m_now - 1min);
            const QByteArray raw = automatic[key("kind")].toString() == QLatin1String("bounce")
                                       ? bounceOf(thread, automatic, at)
                                       : Result<QByteArray>(absenceOf(thread, automatic, at)).value_or(QByteArray());
            if (raw.isEmpty())
                return fail(ErrorCode::Internal, QStringLiteral("a demo mail could not be built"));
            m_happenings.push_back({at, key("INBOX"), raw, {key("\\Seen")}, {}, {}, {}});
        }
        return {};
    }

    Result<QByteArray> absenceOf(const Thread &thread, const QJsonObject &automatic, Instant at)
    {
        QJsonObject entry{{key("by"), key("customer")}, {key("text"), automatic[key("text")]}};
        mime::OutgoingMessage mail = mailOf(thread, entry, at, false);
        mail.subject = automatic[key("subject")].toString();
        mail.extraHeaders.push_back({"Auto-Submitted", "auto-replied"});
        return mime::buildMessage(mail);
    }

    /// A delivery report, RFC 3464.
    QByteArray bounceOf(const Thread &thread, const QJsonObject &automatic, Instant at)
    {
        const QByteArray recipient = automatic[key("address")].toString().toLatin1();
        return "From: Mail Delivery System <MAILER-DAEMON@mx.clearcode.example>\r\nTo: " +
               m_mailbox.address.toLatin1() + "\r\nSubject: " + automatic[key("subject")].toString().toLatin1() +
               "\r\nDate: " + at.toUtc().toString(Qt::RFC2822Date).toLatin1() + "\r\nMessage-ID: <bounce." +
               QByteArray::number(++m_counter) +
               "@mx.clearcode.example>\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
               "Content-Type: multipart/report; report-type=delivery-status; "
               "boundary=\"=_demo\"\r\n\r\n--=_demo\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n" +
               automatic[key("text")].toString().toLatin1().replace("\n", "\r\n") +
               "\r\n\r\n--=_demo\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; "
               "mx.clearcode.example\r\n\r\n"
               "Final-Recipient: rfc822; " +
               recipient +
               "\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 User "
               "unknown\r\n\r\n--=_demo\r\n"
               "Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: <" +
               thread.references.last() + ">\r\nTo: " + recipient + "\r\n\r\n--=_demo--\r\n";
    }

    /// Where the matter stands in the end; a customer's last "thank you" stays on a solved ticket.
    void addOutcome(const Thread &thread, Instant last)
    {
        const QString status = thread.json[key("status")].toString();
        const QString by =
            thread.lastSpecialist.isEmpty() ? thread.json[key("assignee")].toString() : thread.lastSpecialist;
        if (by.isEmpty() || status.isEmpty() || status == QLatin1String("open") || status == QLatin1String("pending"))
            return;
        QJsonObject data{{key("status"), status}};
        if (thread.json.contains(key("cause")))
            data[key("cause")] = thread.json[key("cause")];
        decide(std::min(last + 5min, m_now - 30s), by,
               QStringLiteral("%1 set the status").arg(m_specialists.value(by).name),
               {{key("ticket.status"), thread.key.object(), data, {}}});
    }

    [[nodiscard]] Result<void> writeAll(const sync::Maildir &maildir)
    {
        const auto mailbox = mime::EmailAddress::parse(m_mailbox.address);
        const journal::Genesis genesis = journal::makeGenesis(m_now - 24h * 41);
        const QString folder = key("Otklik/Journal");
        if (auto made = maildir.append(
                folder,
                journal::encodeGenesisMail(genesis, *mailbox, QStringLiteral("Here begins the journal of this team")),
                {key("\\Seen")}, genesis.created);
            !made)
            return tl::unexpected(made.error());
        for (const Happening &happening : m_happenings) {
            QByteArray raw = happening.raw;
            if (happening.folder.isEmpty()) {
                auto encoded = encode(happening, genesis.key, *mailbox);
                if (!encoded)
                    return tl::unexpected(encoded.error());
                raw = *encoded;
            }
            const auto written =
                maildir.append(happening.folder.isEmpty() ? folder : happening.folder, raw,
                               happening.folder.isEmpty() ? QStringList{key("\\Seen")} : happening.flags, happening.at);
            if (!written)
                return tl::unexpected(written.error());
        }
        return {};
    }

    Result<QByteArray> encode(const Happening &happening, const QByteArray &macKey, const mime::EmailAddress &mailbox)
    {
        Writer &writer = m_writers[happening.by];
        if (writer.id.isEmpty())
            writer.id = journal::randomId();
        journal::Event event;
        event.id = journal::randomId();
        event.writer = writer.id;
        event.sequence = ++writer.sequence;
        event.previous = writer.hash;
        event.by = m_specialists.value(happening.by).address;
        event.at = happening.at;
        event.ops = happening.ops;
        auto hash = journal::canonicalHash(event);
        if (!hash)
            return tl::unexpected(hash.error());
        writer.hash = *hash;
        return journal::encodeMail(event, macKey, mailbox, happening.sentence);
    }

    struct Writer
    {
        QByteArray id, hash;
        qint64 sequence = 0;
    };

    QJsonObject m_demo;
    Instant m_now;
    QHash<QString, Person> m_people, m_specialists;
    Person m_mailbox;
    std::vector<Happening> m_happenings;
    QHash<QString, Writer> m_writers;
    QByteArray m_lastMessageId;
    int m_threadCount = 0;
    int m_counter = 0;
};

} // namespace

Result<void> writeDemoMailbox(const QString &path, Instant now)
{
    if (QFileInfo::exists(path + QStringLiteral("/cur")))
        return fail(ErrorCode::Conflict, QStringLiteral("there is a mailbox at %1 already").arg(path));
    auto demo = readDemo();
    if (!demo)
        return tl::unexpected(demo.error());
    const sync::Maildir maildir(path);
    if (auto made = maildir.ensure(); !made)
        return made;
    return DemoWriter(std::move(*demo), now).write(maildir);
}

Result<DemoIdentity> demoIdentity()
{
    auto demo = readDemo();
    if (!demo)
        return tl::unexpected(demo.error());
    const QJsonObject me = (*demo)[key("specialists")].toArray().first().toObject();
    const QJsonValue mailbox = (*demo)[key("mailbox")];
    return DemoIdentity{me[key("name")].toString(), me[key("address")].toString(), me[key("role")].toString(),
                        mailbox[key("name")].toString(), mailbox[key("address")].toString()};
}

} // namespace otklik::workspace
