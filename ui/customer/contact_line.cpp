// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customer/contact_line.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QPainter>

namespace otklik::ui {

ContactLine::ContactLine(const Look &look, const QString &icon, const QString &text, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_icon(icon)
    , m_text(text)
{
    setFixedHeight(24);
    setAccessibleName(text);
    setToolTip(text);
    connect(&look.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ContactLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    m_look.icons.paint(painter, QRect(0, 5, 14, 14), m_icon, m_look.color(Token::T3));
    painter.setFont(m_look.font(TypeRole::Second));
    painter.setPen(m_look.color(Token::T2));
    const QRect text = rect().adjusted(22, 0, 0, 0);
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(m_text, Qt::ElideMiddle, text.width()));
}

void ContactLine::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(m_look.icons.icon(QStringLiteral("copy")), tr("Copy"),
                    [this] { QApplication::clipboard()->setText(m_text); });
    menu->popup(event->globalPos());
}

} // namespace otklik::ui
