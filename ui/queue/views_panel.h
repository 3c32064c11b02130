// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/queue/views_model.h"
#include "ui/widgets/look.h"

#include <QTreeView>

namespace otklik::ui {

/// The list of views at the left: arrows move, a click or Enter shows the view.
class ViewsPanel final : public QTreeView
{
    Q_OBJECT
public:
    ViewsPanel(const Look &look, ViewsModel &model, QWidget *parent = nullptr);
    void setCurrentView(const QString &id);
    [[nodiscard]] QString currentView() const { return m_current; }

Q_SIGNALS:
    void viewChosen(const QString &id);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void focusInEvent(QFocusEvent *event) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;

private:
    ViewsModel &m_model;
    QString m_current;
    bool m_isSetting = false;
};

} // namespace otklik::ui
