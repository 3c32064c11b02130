// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customer/customer_text.h"

#include "ui/widgets/time_text.h"

#include <QTimeZone>

namespace otklik::ui {

using namespace ticket;

QString CustomerText::name(const CustomerCard &card)
{
    return card.name.isEmpty() ? card.address : card.name;
}

QString CustomerText::localTime(const QByteArray &zone, Instant now, const QTimeZone &here)
{
    const QTimeZone there(zone);
    if (zone.isEmpty() || !there.isValid())
        return {};
    const QDateTime utc = now.toUtc();
    const QString time = utc.toTimeZone(there).toString(QStringLiteral("HH:mm"));
    const int minutes = (there.offsetFromUtc(utc) - here.offsetFromUtc(utc)) / 60;
    if (minutes == 0)
        return tr("%1 there, as here").arg(time);
    const QString span = qAbs(minutes) % 60 == 0 ? tr("%1 h", "hours").arg(qAbs(minutes) / 60)
                                                 : TimeText::duration(std::chrono::minutes(qAbs(minutes)));
    return minutes > 0 ? tr("%1 there, %2 ahead of us").arg(time, span) : tr("%1 there, %2 behind us").arg(time, span);
}

Mood CustomerText::mood(const CustomerCard &card, Instant now)
{
    if (card.moodAt.isNever() || now >= card.moodAt + std::chrono::hours(24 * kMoodDays))
        return Mood::None;
    return card.mood;
}

QString CustomerText::moodTitle(Mood mood)
{
    switch (mood) {
    case Mood::Upset:
        return tr("Upset: go easy");
    case Mood::Tense:
        return tr("Tense");
    case Mood::Calm:
        return tr("Calm");
    case Mood::None:
        break;
    }
    return {};
}

QString CustomerText::moodDetail(const CustomerCard &card, Instant now)
{
    const QDate fades = (card.moodAt + std::chrono::hours(24 * kMoodDays)).toLocal().date();
    const QString day = TimeText::date(fades, now.toLocal().date());
    return card.moodBy.isEmpty() ? tr("Fades on %1").arg(day) : tr("Set by %1, fades on %2").arg(card.moodBy, day);
}

QString CustomerText::moodIcon(Mood mood)
{
    switch (mood) {
    case Mood::Upset:
        return QStringLiteral("frown");
    case Mood::Tense:
        return QStringLiteral("meh");
    default:
        return QStringLiteral("smile");
    }
}

QString CustomerText::historyIcon(Channel channel)
{
    switch (channel) {
    case Channel::Phone:
        return QStringLiteral("phone");
    case Channel::Chat:
        return QStringLiteral("chat");
    case Channel::Monitor:
        return QStringLiteral("monitor");
    case Channel::Mail:
        break;
    }
    return QStringLiteral("mail");
}

QString CustomerText::historyDetail(const HistoryLine &line, bool isShown, Instant now)
{
    const QString day = TimeText::dayStamp(line.at.toLocal(), now.toLocal());
    QString what = line.number > 0 ? QStringLiteral("#%1").arg(line.number) : QStringLiteral("…");
    const auto add = [&what](const QString &state) { what = tr("%1, %2", "number and state").arg(what, state); };
    if (isShown) {
        add(tr("this ticket"));
        return QStringLiteral("%1 · %2").arg(day, what);
    }
    switch (line.status) {
    case Status::New:
        add(tr("new"));
        break;
    case Status::Open:
        add(tr("open"));
        break;
    case Status::Pending:
        add(tr("waiting for the customer"));
        break;
    case Status::OnHold:
        add(tr("on hold"));
        break;
    case Status::Solved:
    case Status::Closed:
        if (const ticket::PersonRef &who = line.solvedBy; who.address.isEmpty())
            add(tr("solved"));
        else
            add(tr("solved by %1").arg(who.name.isEmpty() ? who.address : who.name));
        break;
    }
    return QStringLiteral("%1 · %2").arg(day, what);
}

} // namespace otklik::ui
