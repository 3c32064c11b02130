// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/customer/pinned_note.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace otklik::ui {

PinnedNote::PinnedNote(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_label(new QLabel(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(30, 6, 10, 7);
    row->addWidget(m_label);
    m_label->setWordWrap(true);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setFont(look.font(TypeRole::Second));
    m_label->setObjectName(QStringLiteral("pinnedNoteLabel"));
    connect(&look.theme, &Theme::changed, this, &PinnedNote::colour);
    colour();
}

void PinnedNote::colour()
{
    m_label->setStyleSheet(QStringLiteral("color: %1").arg(m_look.color(Token::NoteT).name()));
    update();
}

void PinnedNote::setText(const QString &text)
{
    m_label->setText(text);
    setAccessibleName(tr("Pinned note: %1").arg(text));
    setVisible(!text.isEmpty());
}

void PinnedNote::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_look.color(Token::NoteLine));
    painter.setBrush(m_look.color(Token::NoteBg));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    m_look.icons.paint(painter, QRect(10, 9, 13, 13), QStringLiteral("pin"), m_look.color(Token::NoteH));
}

} // namespace otklik::ui
