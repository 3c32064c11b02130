// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/queue/queue_list.h"
#include "ui/queue/queue_presenter.h"
#include "ui/queue/search_field.h"

#include <QWidget>

class QActionGroup;
class QLabel;
class QStackedWidget;
class QToolButton;

namespace otklik::ui {

class EmptyState;
class HintButton;

/// The queue pane: title with count, order, density, search, list, and what stands there when the list is empty.
class QueueView final : public QWidget
{
    Q_OBJECT
public:
    QueueView(const Look &look, const Clock &clock, QueuePresenter &presenter, QWidget *parent = nullptr);

    [[nodiscard]] QueueList &list() { return *m_list; }
    [[nodiscard]] SearchField &searchField() { return *m_search; }
    /// The list, also when its tickets come only later.
    void focusList();
    void focusSearch();
    void setDensity(QueueDensity density);
    [[nodiscard]] QueueDensity density() const { return m_list->queueDelegate().density(); }
    void setPeople(const QHash<QString, QString> &names);
    /// The number beside the title.
    void setViewTotal(qint64 total);
    /// With the views list folded away the title opens it.
    void setTitleOpensViews(bool opens);
    [[nodiscard]] QWidget *titleButton();
    /// Shown when the view has no tickets: title, sentence, button ("" = none).
    void setEmptyText(const QString &title, const QString &sentence, const QString &button = {});

Q_SIGNALS:
    void opened(const otklik::ticket::Key &key);
    void viewsRequested();
    void emptyButtonClicked();
    void densityChanged(otklik::ui::QueueDensity density);

private:
    QWidget *makeHead();
    void makeSortMenu();
    void makeDensityMenu();
    void connectPresenter();
    void showView();
    void showContent();
    void showPane(QWidget *pane);
    void showSort();

    Look m_look;
    QueuePresenter &m_presenter;
    QToolButton *m_title;
    QLabel *m_total;
    HintButton *m_sort;
    QToolButton *m_densityButton;
    QActionGroup *m_densities = nullptr;
    SearchField *m_search;
    QLabel *m_problem;
    QStackedWidget *m_stack;
    QueueList *m_list;
    EmptyState *m_empty;
    EmptyState *m_noHits;
    QString m_emptyTitle, m_emptySentence, m_emptyButton;
};

} // namespace otklik::ui
