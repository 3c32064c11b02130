// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/queue/queue_list.h"

#include "ui/widgets/accessible.h"

#include <QMouseEvent>
#include <QScopedValueRollback>
#include <QTimer>

namespace otklik::ui {

QueueList::QueueList(const Look &look, const Clock &clock, QueuePresenter &presenter, QWidget *parent)
    : QListView(parent)
    , m_presenter(presenter)
    , m_delegate(new QueueDelegate(look, clock, this))
{
    named(this, QStringLiteral("queueList"), tr("Tickets"));
    setModel(&presenter.model());
    setItemDelegate(m_delegate);
    setSelectionMode(SingleSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setEditTriggers(NoEditTriggers);
    setMouseTracking(true);
    setUniformItemSizes(false);
    connect(&presenter, &QueuePresenter::currentChanged, this, &QueueList::followPresenter);
    connect(&presenter.model(), &QueueModel::loaded, this, &QueueList::followPresenter);
    connect(&look.theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
    auto *minute = new QTimer(this); // the chips count down
    minute->setInterval(20000);
    connect(minute, &QTimer::timeout, viewport(), qOverload<>(&QWidget::update));
    minute->start();
}

void QueueList::setDensity(QueueDensity density)
{
    m_delegate->setDensity(density);
    scheduleDelayedItemsLayout();
}

void QueueList::followPresenter()
{
    const int row = m_presenter.model().rowOf(m_presenter.current());
    if (row == currentIndex().row())
        return;
    const QModelIndex index = row >= 0 ? m_presenter.model().index(row) : QModelIndex();
    setCurrentIndex(index);
    if (!index.isValid())
        clearSelection();
}

void QueueList::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    const ticket::TicketRow *ticket = m_presenter.model().ticketAt(current.row());
    // Rows that go or move under the current one must not choose another ticket: only what the user does may.
    if (m_isUserActing && ticket)
        m_presenter.setCurrent(ticket->key);
}

bool QueueList::checksByMouse(const QMouseEvent &event, int row)
{
    const ticket::TicketRow *ticket = m_presenter.model().ticketAt(row);
    if (!ticket || event.button() != Qt::LeftButton)
        return false;
    const bool onBox = !m_presenter.model().checked().isEmpty() &&
                       QueueDelegate::checkBoxRect(visualRect(m_presenter.model().index(row)))
                           .adjusted(-6, -6, 4, 6)
                           .contains(event.pos());
    if (event.modifiers() & Qt::ShiftModifier) {
        m_presenter.checkRange(qMax(0, currentIndex().row()), row);
        return true;
    }
    if (!onBox && !(event.modifiers() & Qt::ControlModifier))
        return false;
    m_presenter.model().setChecked(ticket->key, !m_presenter.model().checked().contains(ticket->key));
    return true;
}

void QueueList::mousePressEvent(QMouseEvent *event)
{
    setFocus(Qt::MouseFocusReason);
    const QModelIndex index = indexAt(event->pos());
    if (index.isValid() && checksByMouse(*event, index.row()))
        return;
    const QScopedValueRollback acting(m_isUserActing, true);
    QListView::mousePressEvent(event);
}

void QueueList::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->pos());
    if (const ticket::TicketRow *ticket = m_presenter.model().ticketAt(index.row()))
        Q_EMIT opened(ticket->key);
}

void QueueList::keyPressEvent(QKeyEvent *event)
{
    const bool isShift = event->modifiers() == Qt::ShiftModifier;
    if (isShift && (event->key() == Qt::Key_Down || event->key() == Qt::Key_Up)) {
        m_presenter.extendChecked(event->key() == Qt::Key_Down ? 1 : -1);
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (!m_presenter.current().isEmpty())
            Q_EMIT opened(m_presenter.current());
        return;
    }
    // The list's own type-ahead search would swallow letters that are commands.
    const bool isLetter = !event->text().isEmpty() && event->text().front().isPrint();
    if (isLetter && !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier))) {
        event->ignore();
        return;
    }
    const QScopedValueRollback acting(m_isUserActing, true);
    QListView::keyPressEvent(event);
}

void QueueList::focusInEvent(QFocusEvent *event)
{
    QListView::focusInEvent(event);
    followPresenter(); // the base class takes the first row when there is no current one
}

} // namespace otklik::ui
