// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statistics/figure_tile.h"

#include "ui/widgets/accessible.h"

#include <QKeyEvent>
#include <QLabel>
#include <QVBoxLayout>

namespace otklik::ui {

FigureTile::FigureTile(const Look &look, const QString &objectName, const QString &title, const QString &definition,
                       QWidget *parent)
    : QFrame(parent)
    , m_title(title)
    , m_figure(new QLabel(QStringLiteral("–"), this))
    , m_detail(new QLabel(this))
{
    named(this, objectName, title);
    setProperty("card", true);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setToolTip(definition);
    auto *name = new QLabel(title, this);
    name->setFont(look.font(TypeRole::Second));
    m_figure->setFont(look.font(TypeRole::Figure));
    m_detail->setFont(look.font(TypeRole::Second));
    for (QLabel *label : {name, m_detail})
        label->setProperty("text_role", QStringLiteral("quiet"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 10);
    column->setSpacing(4);
    column->addWidget(name);
    column->addWidget(m_figure);
    column->addWidget(m_detail);
}

void FigureTile::setFigure(const QString &figure, const QString &detail)
{
    m_figure->setText(figure);
    m_detail->setText(detail);
    setAccessibleName(QStringLiteral("%1: %2. %3").arg(m_title, figure, detail));
}

QString FigureTile::figure() const
{
    return m_figure->text();
}

void FigureTile::mouseReleaseEvent(QMouseEvent *event)
{
    if (rect().contains(event->pos()))
        Q_EMIT activated();
}

void FigureTile::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space)
        Q_EMIT activated();
    else
        QFrame::keyPressEvent(event);
}

} // namespace otklik::ui
