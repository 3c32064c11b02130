// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/row_painting.h"

#include "ui/widgets/person_mark.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

namespace otklik::ui {
namespace {

class Saved final
{
public:
    explicit Saved(QPainter &painter)
        : m_painter(painter)
    {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
    }
    ~Saved() { m_painter.restore(); }
    Saved(const Saved &) = delete;
    Saved &operator=(const Saved &) = delete;

private:
    QPainter &m_painter;
};

} // namespace

void paintAvatar(QPainter &painter, const Look &look, const QRect &where, const QString &name, const QString &address)
{
    const Saved saved(painter);
    const int index = avatarIndexOf(address);
    painter.setPen(Qt::NoPen);
    painter.setBrush(look.theme.avatarGround(index));
    painter.drawEllipse(where);
    QFont font = look.font(TypeRole::Badge);
    font.setPixelSize(qMax(9, qRound(where.width() * 0.36 + 2)));
    painter.setFont(font);
    painter.setPen(look.theme.avatarText(index));
    painter.drawText(where, Qt::AlignCenter, initialsOf(name, address));
}

void paintNobody(QPainter &painter, const Look &look, const QRect &where)
{
    const Saved saved(painter);
    QPen pen(look.color(Token::Field), 1);
    pen.setDashPattern({2, 2});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(QRectF(where).adjusted(0.5, 0.5, -0.5, -0.5));
    const int inset = where.width() / 5;
    look.icons.paint(painter, where.adjusted(inset, inset, -inset, -inset), QStringLiteral("user"),
                     look.color(Token::T3));
}

void paintPriority(QPainter &painter, const Look &look, const QRect &where, int priority)
{
    const Saved saved(painter);
    painter.translate(where.topLeft());
    painter.setPen(Qt::NoPen);
    if (priority >= 3) {
        painter.setBrush(look.color(Token::RedL));
        painter.drawRoundedRect(QRectF(1, 1, 12, 12), 3, 3);
        painter.setPen(QPen(Qt::white, 1.7, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(QPointF(7, 3.7), QPointF(7, 7.7));
        painter.drawLine(QPointF(7, 10.1), QPointF(7, 10.2));
        return;
    }
    for (int bar = 0; bar < 3; ++bar) {
        painter.setBrush(look.color(bar <= priority ? Token::T2 : Token::Line2));
        painter.drawRoundedRect(QRectF(1.5 + 4 * bar, 8 - 3 * bar, 2.8, 4 + 3 * bar), 1, 1);
    }
}

Token tagToken(const QString &tag)
{
    constexpr std::array kTokens = {Token::Accent,  Token::CyanL,  Token::AmberL,
                                    Token::VioletL, Token::GreenL, Token::RedL};
    return kTokens.at(static_cast<size_t>(avatarIndexOf(tag)));
}

int tagChipWidth(const Look &look, const QString &tag)
{
    return QFontMetrics(look.font(TypeRole::Small)).horizontalAdvance(tag) + 6 + 6 + 4 + 8;
}

void paintTagChip(QPainter &painter, const Look &look, const QRect &where, const QString &tag, bool onSelection)
{
    const Saved saved(painter);
    painter.setPen(look.color(Token::Line2));
    painter.setBrush(onSelection ? QColor(Qt::transparent) : look.color(Token::Panel));
    painter.drawRoundedRect(QRectF(where).adjusted(0.5, 0.5, -0.5, -0.5), 9, 9);
    paintDot(painter, QPoint(where.x() + 10, where.center().y() + 1), 6, look.color(tagToken(tag)));
    QFont font = look.font(TypeRole::Small);
    font.setWeight(QFont::Normal);
    painter.setFont(font);
    painter.setPen(look.color(Token::T2));
    const QRect text = where.adjusted(17, 0, -7, 0);
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft,
                     QFontMetrics(font).elidedText(tag, Qt::ElideMiddle, text.width() + 1));
}

void paintRowFocus(QPainter &painter, const Look &look, const QRect &row)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(look.color(Token::SelLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(row).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter.restore();
}

void paintDot(QPainter &painter, const QPoint &centre, int diameter, const QColor &colour)
{
    const Saved saved(painter);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    const qreal r = diameter / 2.0;
    painter.drawEllipse(QRectF(centre.x() - r, centre.y() - r, diameter, diameter));
}

} // namespace otklik::ui
