// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/sla_chip.h"

#include "ui/widgets/time_text.h"

#include <QFontMetrics>
#include <QPainter>

namespace otklik::ui {
namespace {

QFont chipFont(const Look &look, SlaChip::Tone tone)
{
    return look.font(tone == SlaChip::Tone::Red ? TypeRole::SecondStrong : TypeRole::SecondMedium);
}

Token ground(SlaChip::Tone tone)
{
    switch (tone) {
    case SlaChip::Tone::Green:
        return Token::GreenBg;
    case SlaChip::Tone::Amber:
        return Token::AmberBg;
    case SlaChip::Tone::Red:
        return Token::RedBg;
    case SlaChip::Tone::Quiet:
        return Token::Inset;
    }
    return Token::Inset;
}

} // namespace

SlaChip SlaChip::running(std::chrono::milliseconds left, Limits limits)
{
    SlaChip chip;
    const bool over = left < std::chrono::milliseconds(0);
    chip.tone = left < limits.redUnder ? Tone::Red : left < limits.amberUnder ? Tone::Amber : Tone::Green;
    chip.icon = chip.tone == Tone::Red     ? QStringLiteral("alert")
                : chip.tone == Tone::Amber ? QStringLiteral("clock")
                                           : QString();
    const QString span = TimeText::duration(over ? -left : left);
    chip.text = over ? tr("%1 over", "time past a deadline").arg(span) : span;
    return chip;
}

SlaChip SlaChip::quiet(const QString &icon, const QString &text)
{
    SlaChip chip;
    chip.icon = icon;
    chip.text = text;
    return chip;
}

int SlaChip::width(const Look &look) const
{
    if (text.isEmpty())
        return 0;
    return QFontMetrics(chipFont(look, tone)).horizontalAdvance(text) + 12 + (icon.isEmpty() ? 0 : 16);
}

QColor SlaChip::textColour(const Look &look) const
{
    switch (tone) {
    case Tone::Green:
        return look.color(Token::Green);
    case Tone::Amber:
        return look.color(Token::Amber);
    case Tone::Red:
        return look.color(Token::Red);
    case Tone::Quiet:
        break;
    }
    return look.color(Token::T3);
}

void SlaChip::paint(QPainter &painter, const Look &look, const QRect &where) const
{
    if (text.isEmpty())
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QRect box(0, 0, qMin(width(look), where.width()), 20);
    box.moveRight(where.right());
    box.moveTop(where.top() + (where.height() - 20) / 2);
    painter.setPen(Qt::NoPen);
    painter.setBrush(look.color(ground(tone)));
    painter.drawRoundedRect(box, 5, 5);
    const QColor ink = textColour(look);
    QRect inner = box.adjusted(6, 0, -6, 0);
    if (!icon.isEmpty()) {
        look.icons.paint(painter, QRect(inner.x(), inner.y() + 4, 12, 12), icon, ink);
        inner.adjust(16, 0, 0, 0);
    }
    painter.setFont(chipFont(look, tone));
    painter.setPen(ink);
    painter.drawText(inner, Qt::AlignVCenter | Qt::AlignRight, text);
    painter.restore();
}

} // namespace otklik::ui
