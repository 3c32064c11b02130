// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversation/invitation_card.h"

#include "ui/widgets/accessible.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

namespace otklik::ui {

namespace {

constexpr std::size_t kMostNames = 8;

QString nameOf(const mime::Mailbox &person)
{
    if (!person.name.isEmpty())
        return person.name;
    return person.address.isEmpty() ? person.raw : person.address.toString();
}

QString day(const QDate &date)
{
    return QLocale().toString(date, QLocale::LongFormat);
}

QString clock(const QDateTime &at)
{
    return QLocale().toString(at.time(), QStringLiteral("HH:mm"));
}

} // namespace

InvitationCard::InvitationCard(const Look &look, const mime::Invitation &invitation, QWidget *parent)
    : QFrame(parent)
    , m_look(look)
{
    const QString title = invitation.summary.isEmpty() ? tr("A meeting without a title") : invitation.summary;
    named(this, QStringLiteral("invitationCard"), tr("Invitation: %1").arg(title));
    setStyleSheet(QStringLiteral("QFrame#invitationCard { border-radius: 6px; background: %1; border: 1px solid %2; }")
                      .arg(look.color(Token::Inset).name(), look.color(Token::Line).name()));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(10, 8, 10, 8);
    column->setSpacing(4);
    using Method = mime::Invitation::Method;
    QString kind = tr("Calendar entry");
    if (invitation.isCancelled)
        kind = tr("Cancelled");
    else if (invitation.method == Method::Request)
        kind = tr("Invitation");
    else if (invitation.method == Method::Reply)
        kind = tr("Answer to an invitation");
    else if (invitation.method == Method::Counter)
        kind = tr("Another time proposed");
    auto *head = new QLabel(kind, this);
    head->setObjectName(QStringLiteral("invitationKind"));
    head->setFont(look.font(TypeRole::SecondMedium));
    head->setStyleSheet(
        QStringLiteral("color: %1").arg(look.color(invitation.isCancelled ? Token::Red : Token::T3).name()));
    auto *name = new QLabel(title, this);
    name->setObjectName(QStringLiteral("invitationTitle"));
    name->setTextFormat(Qt::PlainText);
    name->setWordWrap(true);
    QFont strong = look.font(TypeRole::Emphasis);
    strong.setStrikeOut(invitation.isCancelled);
    name->setFont(strong);
    name->setStyleSheet(QStringLiteral("color: %1").arg(look.color(Token::T1).name()));
    column->addWidget(head);
    column->addWidget(name);
    addRow(column, QStringLiteral("clock"), QStringLiteral("invitationWhen"), when(invitation));
    addRow(column, QStringLiteral("pin"), QStringLiteral("invitationWhere"), invitation.location);
    addRow(column, QStringLiteral("user"), QStringLiteral("invitationWho"), people(invitation));
}

void InvitationCard::addRow(QVBoxLayout *column, const QString &icon, const QString &name, const QString &text)
{
    if (text.isEmpty())
        return;
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    auto *mark = new QLabel(this);
    mark->setPixmap(m_look.icons.pixmap(icon, 14, m_look.color(Token::T3), devicePixelRatioF()));
    auto *label = new QLabel(text, this);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setFont(m_look.font(TypeRole::Second));
    label->setStyleSheet(QStringLiteral("color: %1").arg(m_look.color(Token::T1).name()));
    row->addWidget(mark, 0, Qt::AlignTop);
    row->addWidget(label, 1);
    column->addLayout(row);
}

QString InvitationCard::when(const mime::Invitation &invitation)
{
    QString text;
    if (invitation.firstDay.isValid()) {
        text = invitation.lastDay > invitation.firstDay
                   ? tr("%1 – %2, all day").arg(day(invitation.firstDay), day(invitation.lastDay))
                   : tr("%1, all day").arg(day(invitation.firstDay));
    } else if (!invitation.start.isNever()) {
        const QDateTime start = invitation.isFloating ? invitation.start.toUtc() : invitation.start.toLocal();
        const QDateTime end = invitation.isFloating ? invitation.end.toUtc() : invitation.end.toLocal();
        text = QStringLiteral("%1, %2").arg(day(start.date()), clock(start));
        if (invitation.end > invitation.start)
            text += start.date() == end.date() ? QStringLiteral("–") + clock(end)
                                               : QStringLiteral(" – %1, %2").arg(day(end.date()), clock(end));
        if (invitation.isFloating)
            text += QLatin1Char(' ') + tr("(no time zone told)");
    }
    if (text.isEmpty())
        return text;
    if (invitation.repeats == QLatin1String("DAILY"))
        text += QStringLiteral(" · ") + tr("every day");
    else if (invitation.repeats == QLatin1String("WEEKLY"))
        text += QStringLiteral(" · ") + tr("every week");
    else if (invitation.repeats == QLatin1String("MONTHLY"))
        text += QStringLiteral(" · ") + tr("every month");
    else if (invitation.repeats == QLatin1String("YEARLY"))
        text += QStringLiteral(" · ") + tr("every year");
    return text;
}

QString InvitationCard::people(const mime::Invitation &invitation)
{
    using Answer = mime::Invitation::Answer;
    QStringList names;
    for (const mime::Invitation::Attendee &attendee : invitation.attendees) {
        if (names.size() == qsizetype(kMostNames)) {
            names << tr("%n more", nullptr, int(invitation.attendees.size() - kMostNames));
            break;
        }
        const QString name = nameOf(attendee.who);
        names << (attendee.answer == Answer::Accepted    ? tr("%1 (comes)").arg(name)
                  : attendee.answer == Answer::Declined  ? tr("%1 (does not come)").arg(name)
                  : attendee.answer == Answer::Tentative ? tr("%1 (perhaps)").arg(name)
                                                         : name);
    }
    const QString organizer = nameOf(invitation.organizer);
    if (organizer.isEmpty())
        return names.join(QLatin1String(", "));
    const QString by = tr("from %1").arg(organizer);
    return names.isEmpty() ? by : QStringLiteral("%1; %2").arg(by, names.join(QLatin1String(", ")));
}

} // namespace otklik::ui
