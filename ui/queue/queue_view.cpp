// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/queue/queue_view.h"

#include "ui/queue/search_words.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/hint_button.h"

#include <QActionGroup>
#include <QApplication>
#include <QLabel>
#include <QMenu>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace otklik::ui {

QueueView::QueueView(const Look &look, const Clock &clock, QueuePresenter &presenter, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_presenter(presenter)
    , m_title(named(new QToolButton(this), QStringLiteral("queueTitle"), tr("View")))
    , m_total(new QLabel(this))
    , m_sort(named(new HintButton(look, HintButton::Kind::Flat, QStringLiteral("sort"), QString(), QString(), this),
                   QStringLiteral("sortButton"), tr("Order of the tickets")))
    , m_densityButton(named(new QToolButton(this), QStringLiteral("densityButton"), tr("Height of the rows")))
    , m_search(new SearchField(look, this))
    , m_problem(new QLabel(this))
    , m_stack(new QStackedWidget(this))
    , m_list(new QueueList(look, clock, presenter, this))
    , m_empty(new EmptyState(look, this))
    , m_noHits(new EmptyState(look, this))
{
    setObjectName(QStringLiteral("queuePane"));
    setSurface(this, QStringLiteral("panel"));
    setMinimumWidth(320);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    auto *searchRow = new QVBoxLayout;
    searchRow->setContentsMargins(12, 0, 12, 8);
    searchRow->setSpacing(4);
    searchRow->addWidget(m_search);
    searchRow->addWidget(m_problem);
    column->addLayout(searchRow);
    auto *line = new QFrame(this);
    line->setProperty("frame", QStringLiteral("line"));
    line->setFixedHeight(1);
    column->addWidget(line);
    column->addWidget(m_stack, 1);
    m_problem->setObjectName(QStringLiteral("searchProblem"));
    m_problem->setProperty("text_role", QStringLiteral("red"));
    m_problem->setFont(look.font(TypeRole::Second));
    m_problem->setWordWrap(true);
    m_problem->hide();
    for (QWidget *page :
         {static_cast<QWidget *>(m_list), static_cast<QWidget *>(m_empty), static_cast<QWidget *>(m_noHits)})
        m_stack->addWidget(page);
    makeSortMenu();
    makeDensityMenu();
    connectPresenter();
    showSort();
}

QWidget *QueueView::makeHead()
{
    auto *head = new QWidget(this);
    head->setFixedHeight(44);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(12, 0, 8, 0);
    row->setSpacing(4);
    m_title->setFont(m_look.font(TypeRole::PaneTitle));
    m_title->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_title->setLayoutDirection(Qt::LeftToRight);
    m_title->setFocusPolicy(Qt::NoFocus);
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_total->setProperty("text_role", QStringLiteral("quiet"));
    m_total->setObjectName(QStringLiteral("queueTotal"));
    m_densityButton->setIcon(m_look.icons.icon(QStringLiteral("list")));
    m_densityButton->setIconSize(QSize(16, 16));
    m_densityButton->setFixedSize(26, 26);
    m_densityButton->setPopupMode(QToolButton::InstantPopup);
    m_densityButton->setToolTip(tr("Height of the rows"));
    m_densityButton->setFocusPolicy(Qt::TabFocus);
    row->addWidget(m_title);
    row->addWidget(m_total);
    row->addStretch(1);
    row->addWidget(m_sort);
    row->addWidget(m_densityButton);
    connect(m_title, &QToolButton::clicked, this, &QueueView::viewsRequested);
    setTitleOpensViews(false);
    return head;
}

void QueueView::makeSortMenu()
{
    auto *menu = named(new QMenu(m_sort), QStringLiteral("sortMenu"), tr("Order of the tickets"));
    auto *group = new QActionGroup(menu);
    using ticket::SortOrder;
    for (const SortOrder order :
         {SortOrder::Urgency, SortOrder::Updated, SortOrder::Created, SortOrder::Priority, SortOrder::Number}) {
        QAction *action = menu->addAction(QueueSections::sortName(order));
        action->setCheckable(true);
        action->setChecked(order == m_presenter.sort());
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, order] { m_presenter.setSort(order); });
        connect(&m_presenter, &QueuePresenter::sortChanged, action,
                [this, action, order] { action->setChecked(order == m_presenter.sort()); });
    }
    m_sort->setMenu(menu);
}

void QueueView::makeDensityMenu()
{
    auto *menu = named(new QMenu(m_densityButton), QStringLiteral("densityMenu"), tr("Height of the rows"));
    m_densities = new QActionGroup(menu);
    const auto add = [&](QueueDensity density, const QString &text) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setChecked(density == this->density());
        action->setData(static_cast<int>(density));
        m_densities->addAction(action);
        connect(action, &QAction::triggered, this, [this, density] {
            setDensity(density);
            Q_EMIT densityChanged(density);
        });
    };
    add(QueueDensity::Compact, tr("One line"));
    add(QueueDensity::Normal, tr("Two lines"));
    add(QueueDensity::Roomy, tr("Three lines"));
    m_densityButton->setMenu(menu);
}

void QueueView::connectPresenter()
{
    connect(&m_presenter, &QueuePresenter::viewChanged, this, &QueueView::showView);
    connect(&m_presenter, &QueuePresenter::sortChanged, this, &QueueView::showSort);
    connect(&m_presenter, &QueuePresenter::searchChanged, this, [this] {
        m_list->queueDelegate().setHighlight(wordsToMark(m_presenter.search()));
        if (m_search->query() != m_presenter.search())
            m_search->setQuery(m_presenter.search());
    });
    connect(&m_presenter, &QueuePresenter::problemChanged, this, [this](const QString &detail) {
        m_problem->setText(detail.isEmpty() ? QString() : tr("Not understood: %1").arg(detail));
        m_problem->setVisible(!detail.isEmpty());
        m_search->setProblem(m_problem->text());
    });
    connect(&m_presenter.model(), &QueueModel::loaded, this, &QueueView::showContent);
    connect(m_search, &SearchField::queryChanged, &m_presenter, &QueuePresenter::setSearch);
    connect(m_search, &SearchField::leaveRequested, this, [this] {
        m_list->setFocus(Qt::ShortcutFocusReason);
        m_presenter.goToMatches();
    });
    connect(m_search, &SearchField::cleared, this, [this] { m_list->setFocus(Qt::ShortcutFocusReason); });
    connect(m_list, &QueueList::opened, this, &QueueView::opened);
    connect(m_empty, &EmptyState::buttonClicked, this, &QueueView::emptyButtonClicked);
    connect(m_noHits, &EmptyState::buttonClicked, this, [this] {
        m_search->setQuery(QString());
        m_presenter.setSearch(QString());
    });
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        m_list->queueDelegate().setPaneFocused(!now || now == this || isAncestorOf(now));
        m_list->viewport()->update();
    });
}

void QueueView::showView()
{
    m_title->setText(m_presenter.view().title);
    m_title->setAccessibleName(tr("View: %1").arg(m_presenter.view().title));
    m_total->clear();
    m_list->scrollToTop();
}

void QueueView::focusList()
{
    (m_stack->currentWidget() == m_list ? static_cast<QWidget *>(m_list) : this)->setFocus(Qt::OtherFocusReason);
}

void QueueView::showPane(QWidget *pane)
{
    // The stack would give the focus of the pane that goes to whatever comes next in the tab order.
    const bool keepsFocus = hasFocus() || m_list->hasFocus();
    m_stack->setCurrentWidget(pane);
    if (keepsFocus)
        focusList();
}

void QueueView::showContent()
{
    if (m_presenter.model().rowCount() > 0) {
        showPane(m_list);
        return;
    }
    if (!m_presenter.search().isEmpty()) {
        m_noHits->set(tr("Nothing found"), tr("No ticket in this view fits “%1”.").arg(m_presenter.search()),
                      tr("Clear the search"));
        showPane(m_noHits);
        return;
    }
    m_empty->set(m_emptyTitle.isEmpty() ? tr("No tickets here") : m_emptyTitle,
                 m_emptySentence.isEmpty() ? tr("Nothing in this view waits for anybody.") : m_emptySentence,
                 m_emptyButton);
    showPane(m_empty);
}

void QueueView::showSort()
{
    m_sort->setText(QueueSections::sortName(m_presenter.sort()));
    m_sort->updateGeometry();
}

void QueueView::focusSearch()
{
    m_search->focusAndSelect();
}

void QueueView::setDensity(QueueDensity density)
{
    m_list->setDensity(density);
    for (QAction *action : m_densities->actions())
        action->setChecked(action->data().toInt() == static_cast<int>(density));
}

void QueueView::setPeople(const QHash<QString, QString> &names)
{
    m_list->queueDelegate().setPeople(names);
    m_list->viewport()->update();
}

void QueueView::setViewTotal(qint64 total)
{
    m_total->setText(total < 0 ? QString() : locale().toString(total));
    m_presenter.setViewTotal(total);
}

void QueueView::setTitleOpensViews(bool opens)
{
    m_title->setIcon(opens ? m_look.icons.icon(QStringLiteral("list"), Token::T3) : QIcon());
    m_title->setEnabled(opens);
    m_title->setStyleSheet(opens ? QString() : QStringLiteral("QToolButton:disabled { color: palette(window-text); }"));
}

QWidget *QueueView::titleButton()
{
    return m_title;
}

void QueueView::setEmptyText(const QString &title, const QString &sentence, const QString &button)
{
    m_emptyTitle = title;
    m_emptySentence = sentence;
    m_emptyButton = button;
    if (m_stack->currentWidget() == m_empty)
        showContent();
}

} // namespace otklik::ui
