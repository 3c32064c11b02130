// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/event_text.h"
#include "app/cli/json.h"
#include "app/cli/mail_warnings.h"
#include "app/cli/text_table.h"

namespace otklik::cli {

namespace {

struct ListArguments
{
    std::string query;
    std::string sort = "urgency";
    int limit = 50;
    std::string after;
};

ticket::SortOrder sortOrderOf(const std::string &name)
{
    if (name == "updated")
        return ticket::SortOrder::Updated;
    if (name == "created")
        return ticket::SortOrder::Created;
    if (name == "number")
        return ticket::SortOrder::Number;
    if (name == "priority")
        return ticket::SortOrder::Priority;
    return ticket::SortOrder::Urgency;
}

QString numberText(const ticket::TicketRow &row)
{
    return row.number > 0 ? QStringLiteral("#%1").arg(row.number)
                          : QStringLiteral("~") + QString::fromLatin1(row.key.hex().left(8));
}

QString nameOf(const ticket::PersonRef &person)
{
    return person.name.isEmpty() ? person.address : person.name;
}

void listTickets(Context &context, const ListArguments &arguments)
{
    const workspace::ReadSession *session = context.read();
    if (!session)
        return;
    auto page =
        session->tickets(text(arguments.query), sortOrderOf(arguments.sort), arguments.limit, text(arguments.after));
    if (!page)
        return context.failed(page.error());
    const Instant now = context.clock().now();
    QJsonArray array;
    TextTable table({QStringLiteral("NUMBER"), QStringLiteral("STATUS"), QStringLiteral("PRIORITY"),
                     QStringLiteral("DUE"), QStringLiteral("ASSIGNEE"), QStringLiteral("REQUESTER"),
                     QStringLiteral("SUBJECT")});
    for (const ticket::TicketRow &row : page->rows) {
        array.append(toJson(row, now));
        table.add(
            {numberText(row), ticket::toString(row.effectiveStatus(now)), ticket::toString(row.priority),
             row.dueAt.isNever() ? QStringLiteral("-") : row.dueAt.toLocal().toString(QStringLiteral("dd.MM. HH:mm")),
             row.assignee.isEmpty() ? QStringLiteral("-") : row.assignee, nameOf(row.requester), row.subject});
    }
    const QString footer = QStringLiteral("%1 of %2 tickets\n").arg(page->rows.size()).arg(page->total);
    context.done({{QStringLiteral("tickets"), array},
                  {QStringLiteral("total"), page->total},
                  {QStringLiteral("next"), textOrNull(page->next)}},
                 table.toString() + footer);
}

/// What stands above the text in the window, a line each.
QString noticesText(const ticket::MessageContent &content)
{
    using Verdict = mime::Authentication::Verdict;
    QStringList lines;
    if (content.authentication.verdict == Verdict::Failed)
        lines << QStringLiteral("! %1 says that it does not come from the domain that it names")
                     .arg(content.authentication.server);
    const MailWarnings warnings = warningsOf(content);
    for (const mime::LookAlike &twin : warnings.lookAlikes)
        lines << (twin.looksLike.isEmpty() ? QStringLiteral("! %1 mixes letters of several alphabets").arg(twin.domain)
                                           : QStringLiteral("! %1 is not %2").arg(twin.domain, twin.looksLike));
    for (const mime::SuspiciousLink &link : warnings.links)
        lines << QStringLiteral("! a link names %1 and leads to %2").arg(link.shownHost, link.realHost);
    if (content.protection.isEncrypted || content.protection.isOpaque)
        lines << QStringLiteral("! %1: cannot be read here")
                     .arg(content.protection.isEncrypted ? QStringLiteral("encrypted") : QStringLiteral("signed"));
    if (content.invitation)
        lines << QStringLiteral("invitation: %1").arg(content.invitation->summary);
    return lines.isEmpty() ? QString() : lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

QString entryText(const ticket::TimelineEntry &entry, const ticket::MessageContent *content)
{
    const QString when = entry.at.toLocal().toString(QStringLiteral("yyyy-MM-dd HH:mm"));
    if (entry.kind == ticket::EntryKind::Event)
        return QStringLiteral("-- %1  %2 %3\n\n").arg(when, nameOf(entry.by), eventText(entry));
    QString head = entry.kind == ticket::EntryKind::Message
                       ? (entry.direction == ticket::Direction::Out ? QStringLiteral("<<") : QStringLiteral(">>"))
                       : QStringLiteral("**");
    head += QStringLiteral(" %1  %2").arg(when, nameOf(entry.by));
    if (entry.kind != ticket::EntryKind::Message)
        head += QStringLiteral("  (internal note)");
    if (!entry.automatic.isEmpty())
        head += QStringLiteral("  (%1)").arg(entry.automatic);
    if (entry.sendState != ticket::SendState::None)
        head += QStringLiteral("  [%1]").arg(sendStateName(entry.sendState));
    const QString notices = content ? noticesText(*content) : QString();
    QString body = content ? content->text : entry.text;
    const auto &files = content ? content->attachments : entry.attachments;
    for (const ticket::AttachmentInfo &file : files)
        body += QStringLiteral("\n[%1, %2 bytes]").arg(file.name).arg(file.size);
    return head + QLatin1Char('\n') + notices + body.trimmed() + QStringLiteral("\n\n");
}

std::vector<ticket::Offer> offersAt(const ticket::TimelineEntry &entry,
                                    const std::optional<ticket::MessageContent> &content, const ticket::TicketRow &row)
{
    return content ? ticket::offersOf(entry, content->hints, row) : std::vector<ticket::Offer>();
}

/// What could be done about it, as a command to copy.
QString offerText(const ticket::Offer &offer, const ticket::TicketRow &row, const ticket::TimelineEntry &entry)
{
    switch (offer.kind) {
    case ticket::OfferKind::Split:
        return QStringLiteral("? another matter: ticket split %1 --message %2").arg(numberText(row), entry.id);
    case ticket::OfferKind::Requester:
        return QStringLiteral("? %1 wrote what is forwarded: ticket requester %2 --message %3")
            .arg(offer.person.address, numberText(row), entry.id);
    case ticket::OfferKind::FormSender:
        return QStringLiteral("? answers go to %1: if %2 is a form, sender form %2")
            .arg(offer.person.address, entry.by.address);
    }
    return {};
}

/// The ticket that this one follows, if it follows one.
QJsonValue followedJson(Context &context, const ticket::TicketRow &row, QString &words)
{
    if (row.followUpOf.isEmpty())
        return {};
    const auto followed = context.read()->ticket(row.followUpOf); // its mails may have gone
    const qint64 number = followed ? followed->number : 0;
    words =
        QStringLiteral("follows %1\n").arg(followed ? numberText(*followed) : QStringLiteral("a ticket that is gone"));
    return QJsonObject{{QStringLiteral("number"), number > 0 ? QJsonValue(number) : QJsonValue()},
                       {QStringLiteral("key"), QString::fromLatin1(row.followUpOf.hex())}};
}

void showTicket(Context &context, const std::string &reference)
{
    const auto row = context.ticket(text(reference));
    if (!row)
        return;
    auto timeline = context.read()->timeline(row->key);
    if (!timeline)
        return context.failed(timeline.error());
    QJsonArray entries;
    const Instant now = context.clock().now();
    QString follows;
    const QJsonValue followed = followedJson(context, *row, follows);
    QString shown = QStringLiteral("%1  %2\n%3, %4, %5\n%6\n")
                        .arg(numberText(*row), row->subject, ticket::toString(row->effectiveStatus(now)),
                             ticket::toString(row->priority),
                             row->assignee.isEmpty() ? QStringLiteral("nobody") : row->assignee, follows);
    for (const ticket::TimelineEntry &entry : *timeline) {
        std::optional<ticket::MessageContent> content;
        if (!entry.message.isNone()) {
            auto read = context.read()->content(entry.message);
            if (!read)
                return context.failed(read.error());
            content = std::move(*read);
        }
        QJsonObject shownEntry = toJson(entry, content ? &*content : nullptr);
        shown += entryText(entry, content ? &*content : nullptr);
        if (const auto offers = offersAt(entry, content, *row); !offers.empty()) {
            shownEntry[QStringLiteral("offers")] = toJson(offers);
            for (const ticket::Offer &offer : offers)
                shown += offerText(offer, *row, entry) + QLatin1Char('\n');
        }
        entries.append(shownEntry);
    }
    QJsonObject json = toJson(*row, now);
    json[QStringLiteral("follow_up_of")] = followed;
    json[QStringLiteral("timeline")] = entries;
    context.done(json, shown);
}

struct ShowArguments
{
    std::string ticket;
};

} // namespace

void addTicketReadCommands(CLI::App &app, CLI::App &ticketCommand, Action &action)
{
    addCommand<ListArguments>(
        app, action, "tickets", "the queue",
        [](CLI::App &command, ListArguments &a) {
            command.add_option("--query", a.query, "in the query language: status:open assignee:me tag:dns …");
            command.add_option("--sort", a.sort)
                ->check(CLI::IsMember({"urgency", "updated", "created", "number", "priority"}));
            command.add_option("--limit", a.limit)->check(CLI::Range(1, 100000));
            command.add_option("--after", a.after, "cursor: \"next\" of the page before");
        },
        listTickets);
    addCommand<ShowArguments>(
        ticketCommand, action, "show", "a ticket with its timeline",
        [](CLI::App &command, ShowArguments &a) { command.add_option("ticket", a.ticket, "number")->required(); },
        [](Context &context, const ShowArguments &a) { showTicket(context, a.ticket); });
}

} // namespace otklik::cli
