// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/sync_mark.h"

#include "ui/widgets/count_badge.h"

#include <QPainter>

namespace otklik::ui {

SyncMark::SyncMark(const Look &look, QWidget *parent)
    : RailMark(look, QStringLiteral("syncMark"), tr("Synchronise now"), parent)
{
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
    const bool isFine = m_state == State::InSync || m_state == State::Syncing;
    const Token ink = isFine ? Token::Green : m_state == State::Trouble ? Token::Red : Token::T3;
    const QString icon = m_state == State::Trouble ? QStringLiteral("alert") : QStringLiteral("sync");
    paintMark(painter, icon, ink, word(), m_detail);
    paintCountBadge(painter, look(), QPoint(60, 2), m_count, true);
}

} // namespace otklik::ui
