// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/queue/queue_delegate.h"
#include "ui/queue/queue_presenter.h"

#include <QListView>

namespace otklik::ui {

/// The list itself: keeps its current row and the presenter's current ticket the same, and turns clicks on check
/// boxes, Ctrl+click, Shift+click and Shift+arrows into checks.
class QueueList final : public QListView
{
    Q_OBJECT
public:
    QueueList(const Look &look, const Clock &clock, QueuePresenter &presenter, QWidget *parent = nullptr);
    [[nodiscard]] QueueDelegate &queueDelegate() { return *m_delegate; }
    void setDensity(QueueDensity density);

Q_SIGNALS:
    void opened(const otklik::ticket::Key &key); ///< Enter or double click

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void followPresenter();
    [[nodiscard]] bool checksByMouse(const QMouseEvent &event, int row);

    QueuePresenter &m_presenter;
    QueueDelegate *m_delegate;
    bool m_isUserActing = false;
};

} // namespace otklik::ui
