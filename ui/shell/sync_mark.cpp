// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/sync_mark.h"

#include "ui/widgets/accessible.h"
#include "ui/widgets/count_badge.h"

#include <QPainter>

namespace otklik::ui {

SyncMark::SyncMark(const Look &look, QWidget *parent)
    : QAbstractButton(parent)
    , m_look(look)
{
    named(this, QStringLiteral("syncMark"), tr("Synchronise now"));
    setFocusPolicy(Qt::TabFocus);
    setFixedSize(72, 56);
    connect(&look.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QString SyncMark::word() const
{
    switch (m_state) {
    case State::Idle:
        return tr("Not synced");
    case State::Syncing:
        return tr("Syncing");
    case State::InSync:
        return tr("In sync");
    case State::Offline:
        return tr("Offline");
    case State::Trouble:
        return tr("Trouble");
    }
    return {};
}

void SyncMark::set(State state, const QString &detail, const QString &tip)
{
    m_state = state;
    m_detail = detail;
    setToolTip(tip);
    setAccessibleDescription(word() + QStringLiteral(", ") + detail);
    update();
}

void SyncMark::setCount(int count)
{
    if (m_count == count)
        return;
    m_count = count;
    update();
}

void SyncMark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse() || hasFocus()) {
        painter.setPen(hasFocus() ? QPen(m_look.color(Token::SelLine), 2) : QPen(Qt::NoPen));
        painter.setBrush(m_look.color(Token::Hover));
        painter.drawRoundedRect(rect().adjusted(4, 1, -4, -1), 8, 8);
    }
    const bool isFine = m_state == State::InSync || m_state == State::Syncing;
    const QColor ink = m_look.color(isFine ? Token::Green : m_state == State::Trouble ? Token::Red : Token::T3);
    const QString icon = m_state == State::Trouble ? QStringLiteral("alert") : QStringLiteral("sync");
    m_look.icons.paint(painter, QRect(27, 4, 18, 18), icon, ink);
    paintCountBadge(painter, m_look, QPoint(60, 2), m_count, true);
    painter.setFont(m_look.font(TypeRole::Small));
    painter.setPen(ink);
    painter.drawText(QRect(0, 24, 72, 14), Qt::AlignCenter,
                     painter.fontMetrics().elidedText(word(), Qt::ElideRight, 70));
    QFont quiet = m_look.font(TypeRole::Small);
    quiet.setWeight(QFont::Normal);
    painter.setFont(quiet);
    painter.setPen(m_look.color(Token::T3));
    painter.drawText(QRect(0, 38, 72, 14), Qt::AlignCenter,
                     painter.fontMetrics().elidedText(m_detail, Qt::ElideRight, 70));
}

} // namespace otklik::ui
