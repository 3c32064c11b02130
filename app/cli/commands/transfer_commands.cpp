// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/json.h"

#include <QSaveFile>

namespace otklik::cli {

namespace {

struct TransferArguments
{
    std::string format, path, account, out, query;
};

void import(Context &context, const TransferArguments &a)
{
    workspace::Workspace *engine = context.workspace();
    if (!engine)
        return;
    engine->importMail(text(a.format), text(a.path), text(a.account), [&context](Result<qint64> count) {
        if (!count)
            return context.failed(count.error());
        context.done({{QStringLiteral("imported"), *count}},
                     QStringLiteral("%1 mails imported; they become tickets with the next sync\n").arg(*count));
    });
}

QByteArray csvField(const QString &value)
{
    QString field = value;
    // A leading = + - @ would be taken as a formula by a spreadsheet.
    if (!field.isEmpty() && QStringLiteral("=+-@\t\r").contains(field.front()))
        field.prepend(QLatin1Char('\''));
    return '"' + field.replace(QLatin1Char('"'), QLatin1String("\"\"")).toUtf8() + '"';
}

QByteArray csvRow(const ticket::TicketRow &row, Instant now)
{
    const QStringList fields{QString::number(row.number),
                             row.subject,
                             ticket::toString(row.effectiveStatus(now)),
                             ticket::toString(row.priority),
                             row.assignee,
                             row.category,
                             row.cause,
                             row.tags.join(QLatin1Char(' ')),
                             ticket::toString(row.channel),
                             row.requester.name,
                             row.requester.address,
                             row.requester.company,
                             row.createdAt.toIso(),
                             row.updatedAt.toIso(),
                             row.solvedAt.toIso(),
                             QString::number(row.messages),
                             row.mailbox};
    QByteArray line;
    for (const QString &field : fields)
        line += (line.isEmpty() ? QByteArray() : QByteArray(",")) + csvField(field);
    return line + "\r\n";
}

/// mboxrd: "From " lines of a mail are quoted so that they can be read back exactly.
QByteArray mboxMessage(const QByteArray &raw, Instant at)
{
    QByteArray out =
        "From otklik@localhost " + at.toUtc().toString(QStringLiteral("ddd MMM dd HH:mm:ss yyyy")).toLatin1() + '\n';
    for (QByteArray line : raw.split('\n')) {
        if (line.endsWith('\r'))
            line.chop(1);
        qsizetype quotes = 0;
        while (quotes < line.size() && line[quotes] == '>')
            ++quotes;
        if (line.mid(quotes).startsWith("From "))
            line.prepend('>');
        out += line + '\n';
    }
    return out + '\n';
}

Result<void> writeMails(const workspace::ReadSession &session, const ticket::TicketRow &row, QIODevice &out)
{
    auto timeline = session.timeline(row.key);
    if (!timeline)
        return tl::unexpected(timeline.error());
    for (const ticket::TimelineEntry &entry : *timeline) {
        if (entry.message.isNone())
            continue;
        auto source = session.source(entry.message);
        if (!source)
            return tl::unexpected(source.error());
        out.write(mboxMessage(*source, entry.at));
    }
    return {};
}

class TicketWriter
{
public:
    TicketWriter(QString format, QIODevice &out, Instant now)
        : m_format(std::move(format))
        , m_out(out)
        , m_now(now)
    {
    }
    void begin()
    {
        if (m_format == QLatin1String("json"))
            m_out.write("{\"tickets\":[");
        else if (m_format == QLatin1String("csv"))
            m_out.write("number,subject,status,priority,assignee,category,cause,tags,channel,requester,address,company,"
                        "created_at,updated_at,solved_at,messages,mailbox\r\n");
    }
    [[nodiscard]] Result<void> add(const workspace::ReadSession &session, const ticket::TicketRow &row)
    {
        if (m_format == QLatin1String("mbox"))
            return writeMails(session, row, m_out);
        if (m_format == QLatin1String("csv"))
            m_out.write(csvRow(row, m_now));
        else
            m_out.write((m_first ? "" : ",") + QJsonDocument(toJson(row, m_now)).toJson(QJsonDocument::Compact));
        m_first = false;
        return {};
    }
    void end()
    {
        if (m_format == QLatin1String("json"))
            m_out.write("]}\n");
    }

private:
    QString m_format;
    QIODevice &m_out;
    Instant m_now;
    bool m_first = true;
};

Result<qint64> writeTickets(const workspace::ReadSession &session, const TransferArguments &a, QIODevice &out,
                            Instant now)
{
    TicketWriter writer(text(a.format), out, now);
    writer.begin();
    QString cursor;
    qint64 count = 0;
    do {
        auto page = session.tickets(text(a.query), ticket::SortOrder::Created, 500, cursor);
        if (!page)
            return tl::unexpected(page.error());
        for (const ticket::TicketRow &row : page->rows) {
            if (auto written = writer.add(session, row); !written)
                return tl::unexpected(written.error());
            ++count;
        }
        cursor = page->next;
    } while (!cursor.isEmpty());
    writer.end();
    return count;
}

void exportTickets(Context &context, const TransferArguments &a)
{
    const workspace::ReadSession *session = context.read();
    if (!session)
        return;
    QSaveFile file(text(a.out));
    if (!file.open(QIODevice::WriteOnly))
        return context.failed(
            {ErrorCode::StorageFailed, QStringLiteral("cannot write %1: %2").arg(file.fileName(), file.errorString())});
    auto count = writeTickets(*session, a, file, context.clock().now());
    if (!count)
        return context.failed(count.error());
    if (!file.commit())
        return context.failed(
            {ErrorCode::StorageFailed, QStringLiteral("cannot write %1: %2").arg(file.fileName(), file.errorString())});
    context.done({{QStringLiteral("tickets"), *count}, {QStringLiteral("out"), file.fileName()}},
                 QStringLiteral("%1 tickets written to %2\n").arg(*count).arg(file.fileName()));
}

} // namespace

void addTransferCommands(CLI::App &app, Action &action)
{
    addCommand<TransferArguments>(
        app, action, "import", "mails from files into a mailbox",
        [](CLI::App &command, TransferArguments &a) {
            command.add_option("format", a.format)->required()->check(CLI::IsMember({"mbox", "maildir", "eml"}));
            command.add_option("path", a.path)->required();
            command.add_option("--account", a.account)->required();
        },
        import);
    CLI::App *exporter = app.add_subcommand("export", "data in open forms");
    exporter->require_subcommand(1);
    addCommand<TransferArguments>(
        *exporter, action, "tickets", "json, csv or mbox",
        [](CLI::App &command, TransferArguments &a) {
            command.add_option("--format", a.format)->required()->check(CLI::IsMember({"json", "csv", "mbox"}));
            command.add_option("--out", a.out)->required();
            command.add_option("--query", a.query);
        },
        exportTickets);
}

} // namespace otklik::cli
