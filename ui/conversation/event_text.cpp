// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/instant.h"
#include "ui/conversation/conversation_text.h"
#include "ui/models/ticket_words.h"

#include <QJsonArray>
#include <QLocale>

namespace otklik::ui {

namespace {

QString strong(const QString &text)
{
    return QStringLiteral("<b>%1</b>").arg(text.toHtmlEscaped());
}

QString listed(const QJsonValue &value)
{
    QStringList names;
    for (const QJsonValue &name : value.toArray())
        names << strong(name.toString());
    return names.join(QLatin1String(", "));
}

Instant instantOf(const QJsonValue &value)
{
    return value.isString() ? Instant::fromIso(value.toString()) : Instant::fromMs(value.toInteger());
}

QString personNamed(const QString &address, const ConversationText::Names &names)
{
    for (const ticket::PersonRef &one : names.people)
        if (one.address.compare(address, Qt::CaseInsensitive) == 0 && !one.name.isEmpty())
            return one.name;
    return address;
}

/// "#12", or nothing.
QString ticketNamed(const QJsonValue &key, const ConversationText::Names &names)
{
    return names.ticketOf ? names.ticketOf(ticket::Key(key.toString().toLatin1())) : QString();
}

} // namespace

QString ConversationText::event(const ticket::TimelineEntry &entry, const Names &names)
{
    const QString who = strong(firstName(entry.by));
    const QJsonObject &data = entry.data;
    const QString op = entry.op.mid(entry.op.indexOf(QLatin1Char('.')) + 1);
    if (op == QLatin1String("opened"))
        return tr("Ticket opened");
    if (op == QLatin1String("created"))
        return tr("%1 created this ticket").arg(who);
    if (op == QLatin1String("status")) {
        const auto to = ticket::statusFromString(data.value(QLatin1String("status")).toString());
        const QString set = tr("%1 set status to %2")
                                .arg(who, strong(to ? status(*to) : data.value(QLatin1String("status")).toString()));
        const QString cause = data.value(QLatin1String("cause")).toString();
        return cause.isEmpty() ? set : tr("%1, cause: %2", "event").arg(set, strong(TicketWords::cause(cause)));
    }
    if (op == QLatin1String("assign")) {
        const QString to = data.value(QLatin1String("to")).toString();
        return to.isEmpty() ? tr("%1 removed the assignee").arg(who)
               : to.compare(entry.by.address, Qt::CaseInsensitive) == 0
                   ? tr("%1 took this ticket").arg(who)
                   : tr("%1 assigned this to %2").arg(who, strong(personNamed(to, names)));
    }
    if (op == QLatin1String("priority")) {
        const auto to = ticket::priorityFromString(data.value(QLatin1String("priority")).toString());
        return tr("%1 set priority to %2")
            .arg(who, strong(to ? priority(*to) : data.value(QLatin1String("priority")).toString()));
    }
    if (op == QLatin1String("category"))
        return tr("%1 set category to %2").arg(who, strong(category(data.value(QLatin1String("category")).toString())));
    if (op == QLatin1String("tags")) {
        const QString added = listed(data.value(QLatin1String("add")));
        const QString removed = listed(data.value(QLatin1String("remove")));
        return removed.isEmpty() ? tr("%1 added the tag %2").arg(who, added)
               : added.isEmpty() ? tr("%1 removed the tag %2").arg(who, removed)
                                 : tr("%1 added the tag %2 and removed %3").arg(who, added, removed);
    }
    if (op == QLatin1String("snooze")) {
        const Instant until = instantOf(data.value(QLatin1String("until")));
        return until.isNever() ? tr("%1 ended the snooze").arg(who)
                               : tr("%1 snoozed this until %2")
                                     .arg(who, strong(QLocale().toString(until.toLocal(), QLocale::ShortFormat)));
    }
    if (op == QLatin1String("merged")) {
        const QJsonValue into = data.value(QLatin1String("into"));
        if (into.toString().toLatin1() == names.here.hex())
            return tr("%1 merged another ticket into this one").arg(who);
        const QString number = ticketNamed(into, names);
        return number.isEmpty() ? tr("%1 merged this ticket into another").arg(who)
                                : tr("%1 merged this ticket into %2").arg(who, strong(number));
    }
    if (op == QLatin1String("unmerged"))
        return tr("%1 took the merge back").arg(who);
    if (op == QLatin1String("split"))
        return tr("%1 split messages off into a ticket of their own").arg(who);
    if (op == QLatin1String("placed"))
        return tr("%1 put a message here").arg(who);
    if (op == QLatin1String("link")) {
        const QString number = ticketNamed(data.value(QLatin1String("to")), names);
        return number.isEmpty() ? tr("%1 linked another ticket").arg(who)
                                : tr("%1 linked this with %2").arg(who, strong(number));
    }
    if (op == QLatin1String("subject"))
        return tr("%1 changed the subject to %2").arg(who, strong(data.value(QLatin1String("subject")).toString()));
    if (op == QLatin1String("requester")) {
        const QString to = data.value(QLatin1String("address")).toString();
        if (data.value(QLatin1String("erased")).toBool())
            return tr("%1 erased what was noted about the customer").arg(who);
        if (!data.contains(QLatin1String("address")))
            return tr("%1 changed the customer").arg(who); // who that was has been erased since
        return to.isEmpty() ? tr("%1 made who opened the ticket the customer again").arg(who)
                            : tr("%1 made %2 the customer").arg(who, strong(to));
    }
    if (op == QLatin1String("reply"))
        return tr("%1 answered").arg(who);
    return tr("%1 changed this ticket").arg(who);
}

} // namespace otklik::ui
