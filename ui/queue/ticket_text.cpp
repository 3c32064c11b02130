// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/queue/ticket_text.h"

#include "ui/widgets/time_text.h"

namespace otklik::ui {

using namespace ticket;

QString TicketText::status(Status status)
{
    switch (status) {
    case Status::New:
        return tr("New", "status");
    case Status::Open:
        return tr("Open", "status");
    case Status::Pending:
        return tr("Pending", "status");
    case Status::OnHold:
        return tr("On hold", "status");
    case Status::Solved:
        return tr("Solved", "status");
    case Status::Closed:
        return tr("Closed", "status");
    }
    return {};
}

QString TicketText::priority(Priority priority)
{
    switch (priority) {
    case Priority::Low:
        return tr("Low", "priority");
    case Priority::Normal:
        return tr("Normal", "priority");
    case Priority::High:
        return tr("High", "priority");
    case Priority::Urgent:
        return tr("Urgent", "priority");
    }
    return {};
}

QString TicketText::channel(Channel channel)
{
    switch (channel) {
    case Channel::Mail:
        return tr("Mail", "channel");
    case Channel::Phone:
        return tr("Phone", "channel");
    case Channel::Chat:
        return tr("Chat", "channel");
    case Channel::Monitor:
        return tr("Site watch", "channel");
    }
    return {};
}

QString TicketText::channelIcon(Channel channel)
{
    switch (channel) {
    case Channel::Mail:
        return QStringLiteral("mail");
    case Channel::Phone:
        return QStringLiteral("phone");
    case Channel::Chat:
        return QStringLiteral("chat");
    case Channel::Monitor:
        return QStringLiteral("monitor");
    }
    return QStringLiteral("mail");
}

Token TicketText::statusToken(Status status)
{
    switch (status) {
    case Status::New:
        return Token::VioletL;
    case Status::Open:
        return Token::Accent;
    case Status::Pending:
        return Token::AmberL;
    case Status::OnHold:
        return Token::Field;
    case Status::Solved:
        return Token::GreenL;
    case Status::Closed:
        return Token::Line2;
    }
    return Token::Field;
}

QString TicketText::number(qint64 number)
{
    return number > 0 ? QStringLiteral("#%1").arg(number) : QStringLiteral("…");
}

QString TicketText::subject(const TicketRow &row)
{
    return row.subject.trimmed().isEmpty() ? tr("(no subject)") : row.subject;
}

QString TicketText::person(const PersonRef &person)
{
    if (!person.name.isEmpty())
        return person.name;
    return person.address.isEmpty() ? tr("Unknown customer") : person.address; // erased, or no sender in the mail
}

SlaChip TicketText::slaChip(const TicketRow &row, Instant now)
{
    switch (row.effectiveStatus(now)) {
    case Status::Solved:
        return SlaChip::quiet(QStringLiteral("check"), tr("solved"));
    case Status::Closed:
        return SlaChip::quiet(QStringLiteral("lock"), tr("closed"));
    default:
        break;
    }
    if (!row.snoozedUntil.isNever() && row.snoozedUntil > now) {
        const QDateTime until = row.snoozedUntil.toLocal();
        return SlaChip::quiet(QStringLiteral("snooze"), TimeText::stamp(until, now.toLocal()));
    }
    if (row.status == Status::Pending)
        return SlaChip::quiet(QStringLiteral("hold"), tr("customer", "waiting for the customer"));
    if (row.status == Status::OnHold)
        return SlaChip::quiet(QStringLiteral("pause"), tr("on hold"));
    if (row.dueAt.isNever())
        return {};
    return SlaChip::running(row.dueAt - now);
}

QString TicketText::spoken(const TicketRow &row, Instant now)
{
    QStringList parts;
    if (row.unread)
        parts << tr("Unread");
    parts << tr("%1 %2", "number and subject").arg(number(row.number), subject(row));
    parts << tr("from %1").arg(row.requester.company.isEmpty()
                                   ? person(row.requester)
                                   : person(row.requester) + QStringLiteral(", ") + row.requester.company);
    parts << tr("status %1").arg(status(row.effectiveStatus(now)));
    if (row.priority != Priority::Normal)
        parts << tr("priority %1").arg(priority(row.priority));
    const SlaChip chip = slaChip(row, now);
    if (chip.icon.isEmpty() && !chip.text.isEmpty())
        parts << tr("%1 left").arg(chip.text);
    else if (!chip.text.isEmpty() && !row.dueAt.isNever())
        parts << (row.isOverdue(now) ? chip.text : tr("%1 left").arg(chip.text));
    if (row.failedSend)
        parts << tr("an answer was not delivered, or perhaps not");
    if (!row.tags.isEmpty())
        parts << tr("tags %1").arg(row.tags.join(QStringLiteral(", ")));
    parts << (row.assignee.isEmpty() ? tr("unassigned") : tr("assigned to %1").arg(row.assignee));
    return parts.join(QStringLiteral(". "));
}

} // namespace otklik::ui
