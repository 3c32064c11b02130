// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statistics/figure_tile.h"

#include "ui/widgets/accessible.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace otklik::ui {

FigureTile::FigureTile(const Look &look, QWidget *parent)
    : QFrame(parent)
    , m_look(look)
    , m_title(new QLabel(this))
    , m_figure(new QLabel(QStringLiteral("\u2013"), this))
    , m_arrow(new QLabel(this))
    , m_change(new QLabel(this))
    , m_detail(new QLabel(this))
{
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setFixedHeight(108);
    m_title->setFont(look.font(TypeRole::Second));
    m_title->setProperty("text_role", QStringLiteral("second"));
    m_figure->setFont(look.font(TypeRole::Figure));
    m_change->setFont(look.font(TypeRole::SecondMedium));
    m_detail->setFont(look.font(TypeRole::Second));
    m_detail->setProperty("text_role", QStringLiteral("quiet"));
    for (QLabel *label : {m_title, m_figure, m_detail})
        label->setMinimumWidth(1); // a narrow window cuts the text, it does not widen the page
    auto *change = new QHBoxLayout;
    change->setSpacing(4);
    change->addWidget(m_arrow);
    change->addWidget(m_change, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 9, 8, 9);
    column->setSpacing(2);
    column->addWidget(m_title);
    column->addWidget(m_figure);
    column->addLayout(change);
    column->addWidget(m_detail);
    column->addStretch(1);
    connect(&look.theme, &Theme::changed, this, &FigureTile::showChange);
}

void FigureTile::setFigure(const TileFigure &figure)
{
    m_shown = figure;
    setObjectName(figure.id);
    setToolTip(figure.definition);
    m_title->setText(figure.title);
    m_figure->setText(figure.value);
    m_change->setText(figure.change);
    m_detail->setText(figure.detail);
    QStringList spoken{QStringLiteral("%1: %2").arg(figure.title, figure.value)};
    for (const QString &part : {figure.change, figure.detail})
        if (!part.isEmpty())
            spoken << part;
    setAccessibleName(spoken.join(QLatin1String(", ")));
    setAccessibleDescription(figure.definition);
    showChange();
}

void FigureTile::showChange()
{
    const bool hasArrow = m_shown.direction != TileFigure::Direction::None;
    m_arrow->setVisible(hasArrow);
    const Token ink = m_shown.verdict == TileFigure::Verdict::Good  ? Token::Green
                      : m_shown.verdict == TileFigure::Verdict::Bad ? Token::Red
                                                                    : Token::T2;
    if (hasArrow)
        m_arrow->setPixmap(m_look.icons.pixmap(m_shown.direction == TileFigure::Direction::Up ? QStringLiteral("up")
                                                                                              : QStringLiteral("down"),
                                               12, m_look.color(ink), devicePixelRatioF()));
    setStyleProperty(m_change, "text_role",
                     m_shown.verdict == TileFigure::Verdict::Good  ? QStringLiteral("green")
                     : m_shown.verdict == TileFigure::Verdict::Bad ? QStringLiteral("red")
                                                                   : QStringLiteral("second"));
    update();
}

QString FigureTile::figure() const
{
    return m_figure->text();
}

void FigureTile::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(m_look.color(underMouse() ? Token::Hover : Token::Panel));
    painter.setPen(hasFocus() ? QPen(m_look.color(Token::SelLine), 2) : QPen(m_look.color(Token::Line)));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

void FigureTile::mouseReleaseEvent(QMouseEvent *event)
{
    if (rect().contains(event->pos()))
        Q_EMIT activated(m_shown.metric);
}

void FigureTile::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space)
        Q_EMIT activated(m_shown.metric);
    else
        QFrame::keyPressEvent(event);
}

} // namespace otklik::ui
