// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/queue/views_panel.h"

#include "ui/queue/views_delegate.h"
#include "ui/widgets/accessible.h"

namespace otklik::ui {

ViewsPanel::ViewsPanel(const Look &look, ViewsModel &model, QWidget *parent)
    : QTreeView(parent)
    , m_model(model)
{
    named(this, QStringLiteral("viewsList"), tr("Views"));
    setProperty("surface", QStringLiteral("side"));
    setModel(&model);
    setItemDelegate(new ViewsDelegate(look, this));
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setIndentation(0);
    setItemsExpandable(false);
    setExpandsOnDoubleClick(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setEditTriggers(NoEditTriggers);
    setMouseTracking(true);
    expandAll();
    connect(&model, &QAbstractItemModel::modelReset, this, [this] {
        expandAll();
        setCurrentView(m_current);
    });
    connect(&look.theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void ViewsPanel::setCurrentView(const QString &id)
{
    m_current = id;
    m_isSetting = true;
    setCurrentIndex(m_model.indexOf(id));
    m_isSetting = false;
}

void ViewsPanel::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    const ViewItem *view = m_model.item(current);
    if (m_isSetting || !view || view->id == m_current)
        return;
    m_current = view->id;
    Q_EMIT viewChosen(m_current);
}

void ViewsPanel::focusInEvent(QFocusEvent *event)
{
    // The base class takes the first view when none is current; getting the focus must choose nothing.
    m_isSetting = true;
    QTreeView::focusInEvent(event);
    m_isSetting = false;
    setCurrentView(m_current);
}

QModelIndex ViewsPanel::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    QModelIndex next = QTreeView::moveCursor(action, modifiers);
    // Headings are passed over.
    if (next.isValid() && !m_model.item(next))
        next = action == MoveUp || action == MovePageUp ? indexAbove(next) : indexBelow(next);
    return m_model.item(next) ? next : currentIndex();
}

} // namespace otklik::ui
