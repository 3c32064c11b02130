// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/event_text.h"

#include "core/base/instant.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace otklik::cli {

namespace {

QString value(const QJsonObject &data, const char *name)
{
    return data.value(QLatin1String(name)).toString();
}

QString listed(const QJsonValue &value)
{
    QStringList names;
    for (const QJsonValue &name : value.toArray())
        names << name.toString();
    return names.join(QStringLiteral(", "));
}

QString statusText(const QJsonObject &data)
{
    const QString cause = value(data, "cause");
    return QStringLiteral("set status to ") + value(data, "status") +
           (cause.isEmpty() ? QString() : QStringLiteral(" (cause: %1)").arg(cause));
}

QString tagsText(const QJsonObject &data)
{
    const QString added = listed(data.value(QLatin1String("add")));
    const QString removed = listed(data.value(QLatin1String("remove")));
    QStringList parts;
    if (!added.isEmpty())
        parts << QStringLiteral("added the tag ") + added;
    if (!removed.isEmpty())
        parts << QStringLiteral("removed the tag ") + removed;
    return parts.join(QStringLiteral(" and "));
}

QString snoozeText(const QJsonObject &data)
{
    const QJsonValue until = data.value(QLatin1String("until"));
    const Instant at = until.isString() ? Instant::fromIso(until.toString()) : Instant::fromMs(until.toInteger());
    return at.isNever()
               ? QStringLiteral("ended the snooze")
               : QStringLiteral("snoozed it until ") + at.toLocal().toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

} // namespace

QString eventText(const ticket::TimelineEntry &entry)
{
    const QString op = entry.op;
    const QJsonObject &data = entry.data;
    if (op == u"ticket.opened" || op == u"ticket.created")
        return QStringLiteral("opened the ticket");
    if (op == u"ticket.status")
        return statusText(data);
    if (op == u"ticket.assign")
        return value(data, "to").isEmpty() ? QStringLiteral("removed the assignee")
                                           : QStringLiteral("assigned it to ") + value(data, "to");
    if (op == u"ticket.priority")
        return QStringLiteral("set priority to ") + value(data, "priority");
    if (op == u"ticket.category")
        return QStringLiteral("set category to ") + value(data, "category");
    if (op == u"ticket.tags")
        return tagsText(data);
    if (op == u"ticket.snooze")
        return snoozeText(data);
    if (op == u"ticket.subject")
        return QStringLiteral("changed the subject to ") + value(data, "subject");
    if (op == u"ticket.requester" && data.value(QLatin1String("erased")).toBool())
        return QStringLiteral("erased what was noted about the customer");
    if (op == u"ticket.requester" && !data.contains(QLatin1String("address")))
        return QStringLiteral("changed the customer"); // erased since
    if (op == u"ticket.requester")
        return value(data, "address").isEmpty() ? QStringLiteral("made who opened it the customer again")
                                                : QStringLiteral("made %1 the customer").arg(value(data, "address"));
    if (op == u"ticket.reply")
        return QStringLiteral("answered");
    return op + QLatin1Char(' ') + QString::fromUtf8(QJsonDocument(data).toJson(QJsonDocument::Compact));
}

} // namespace otklik::cli
