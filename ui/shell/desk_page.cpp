// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/desk_page.h"

#include "ui/widgets/accessible.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QSplitter>
#include <QVBoxLayout>

namespace otklik::ui {
namespace {
constexpr int kRail = 72;
constexpr int kOverlayWidth = 280;
} // namespace

DeskPage::DeskPage(const Look &look, const Parts &parts, UiState &state, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_parts(parts)
    , m_state(state)
    , m_splitter(new QSplitter(Qt::Horizontal, this))
    , m_viewsPopup(new QWidget(this, Qt::Popup))
{
    setObjectName(QStringLiteral("deskPage"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_splitter, 1);
    row->addWidget(m_parts.strip);
    m_splitter->setObjectName(QStringLiteral("deskSplitter"));
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_parts.views->setMinimumWidth(160);
    m_parts.conversation->setMinimumWidth(440);
    for (QWidget *pane : {static_cast<QWidget *>(m_parts.views), static_cast<QWidget *>(m_parts.queue),
                          m_parts.conversation, static_cast<QWidget *>(m_parts.customer)})
        m_splitter->addWidget(pane);
    m_splitter->setStretchFactor(2, 1);
    for (const int pane : {0, 1, 3})
        m_splitter->setStretchFactor(pane, 0);
    placePanes();
    m_parts.strip->hide();
    auto *column = new QVBoxLayout(m_viewsPopup);
    column->setContentsMargins(1, 1, 1, 1);
    connect(m_splitter, &QSplitter::splitterMoved, this,
            [this] { m_state.setGeometry(splitterName(), m_splitter->saveState()); });
    connect(m_parts.queue, &QueueView::viewsRequested, this, &DeskPage::openViews);
    connect(m_parts.views, &ViewsPanel::viewChosen, this, &DeskPage::closeViewsPopup);
    connect(m_parts.strip, &CustomerStrip::clicked, this, &DeskPage::toggleCustomer);
    m_parts.customer->installEventFilter(this);
}

DeskPage::~DeskPage() = default;

QString DeskPage::splitterName() const
{
    return QStringLiteral("desk-splitter-%1").arg(m_splitter->count());
}

void DeskPage::placePanes()
{
    if (!m_splitter->restoreState(m_state.geometry(splitterName()))) {
        QList<int> sizes;
        for (int i = 0; i < m_splitter->count(); ++i) {
            const QWidget *pane = m_splitter->widget(i);
            sizes << (pane == m_parts.views ? 216 : pane == m_parts.queue ? 376 : pane == m_parts.customer ? 264 : 512);
        }
        m_splitter->setSizes(sizes);
    }
    m_splitter->setHandleWidth(1); // part of the state
}

void DeskPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange(width() + kRail);
}

void DeskPage::arrange(int windowWidth)
{
    foldCustomer(windowWidth < kFoldCustomerUnder);
    foldViews(windowWidth < kFoldViewsUnder);
    if (m_customerFolded)
        m_parts.customer->setGeometry(width() - kOverlayWidth - m_parts.strip->width(), 0, kOverlayWidth, height());
}

void DeskPage::foldCustomer(bool fold)
{
    if (fold == m_customerFolded)
        return;
    m_customerFolded = fold;
    m_parts.strip->setVisible(fold);
    if (fold) {
        m_parts.customer->setParent(this);
        m_parts.customer->hide();
        placePanes();
        return;
    }
    m_splitter->addWidget(m_parts.customer);
    m_splitter->setStretchFactor(m_splitter->count() - 1, 0);
    m_parts.customer->setVisible(!m_customerHidden);
    placePanes();
}

void DeskPage::foldViews(bool fold)
{
    if (fold == m_viewsFolded)
        return;
    m_viewsFolded = fold;
    m_parts.queue->setTitleOpensViews(fold);
    if (fold) {
        m_viewsPopup->layout()->addWidget(m_parts.views);
        placePanes();
        return;
    }
    m_viewsPopup->hide();
    m_splitter->insertWidget(0, m_parts.views);
    m_parts.views->show();
    placePanes();
}

void DeskPage::toggleCustomer()
{
    if (!m_customerFolded) {
        m_customerHidden = m_parts.customer->isVisible();
        m_parts.customer->setVisible(!m_customerHidden);
        return;
    }
    const bool opens = !m_parts.customer->isVisible();
    m_parts.customer->setVisible(opens);
    if (opens) {
        m_parts.customer->raise();
        m_parts.customer->setFocus();
    }
}

void DeskPage::openViews()
{
    if (!m_viewsFolded) {
        m_parts.views->setFocus(Qt::ShortcutFocusReason);
        return;
    }
    QWidget *title = m_parts.queue->titleButton();
    m_parts.views->show();
    m_viewsPopup->setFixedSize(248, qMin(560, height() - 40));
    m_viewsPopup->move(title->mapToGlobal(QPoint(-4, title->height() + 2)));
    m_viewsPopup->show();
    m_parts.views->setFocus(Qt::PopupFocusReason);
}

void DeskPage::closeViewsPopup()
{
    if (m_viewsFolded)
        m_viewsPopup->hide();
}

void DeskPage::focusNextPane()
{
    const std::array<QWidget *, 4> panes = {m_parts.views, &m_parts.queue->list(), m_parts.conversation,
                                            m_parts.customer};
    const QWidget *focus = QApplication::focusWidget();
    size_t at = panes.size() - 1;
    for (size_t i = 0; i < panes.size(); ++i)
        if (focus &&
            (focus == panes[i] || panes[i]->isAncestorOf(focus) || (i == 1 && m_parts.queue->isAncestorOf(focus))))
            at = i;
    for (size_t step = 1; step <= panes.size(); ++step) {
        QWidget *next = panes[(at + step) % panes.size()];
        if (!next->isVisible())
            continue;
        if (next->focusPolicy() == Qt::NoFocus && !next->focusProxy()) {
            const QList<QWidget *> inside = next->findChildren<QWidget *>();
            for (QWidget *child : inside)
                if (child->isVisible() && child->focusPolicy() & Qt::TabFocus) {
                    child->setFocus(Qt::TabFocusReason);
                    return;
                }
            continue;
        }
        next->setFocus(Qt::TabFocusReason);
        return;
    }
}

bool DeskPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_parts.customer && m_customerFolded && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        m_parts.customer->hide();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace otklik::ui
