// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/statistics/statistics_presenter.h"
#include "ui/widgets/look.h"

#include <QWidget>

#include <functional>

class QHBoxLayout;
class QLabel;
class QTableView;

namespace otklik::ui {

class Banner;
class CauseBars;
class DayChart;
class FigureTile;
class HeatMap;
class ProgressLine;
class SpecialistModel;
class StatisticsHead;

/// The lead's page: tiles, created against solved by day, arrivals, work by specialist and causes of a chosen period.
/// The figures are those of `otklik-cli stats`; each opens its tickets.
class StatisticsPage final : public QWidget
{
    Q_OBJECT
public:
    StatisticsPage(const Look &look, StatisticsPresenter &presenter, QWidget *parent = nullptr);

Q_SIGNALS:
    /// A figure was asked for its tickets, in the query language.
    void ticketsRequested(const QString &query);

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitNames();
    struct Card
    {
        QWidget *frame;
        QHBoxLayout *head;
    };
    Card card(const QString &title, QWidget *content);
    QLabel *note(QHBoxLayout *head);
    /// A square before `label`, in the colour of the theme that is in force.
    void addLegend(QHBoxLayout *head, const std::function<QColor()> &colour, QLabel *label);
    [[nodiscard]] std::function<QColor()> ink(Token token) const;
    QWidget *makeBody();
    QWidget *makeTiles();
    QWidget *makeChart();
    QWidget *makeHeatMap();
    QWidget *makeTable();
    QWidget *makeCauses();
    void refresh();
    void openCell(const QModelIndex &index);
    void saveCsv();
    void tell(const QString &fault);

    Look m_look;
    StatisticsPresenter &m_presenter;
    StatisticsHead *m_head;
    ProgressLine *m_progress;
    Banner *m_fault;
    std::vector<FigureTile *> m_tiles;
    DayChart *m_chart;
    HeatMap *m_heatMap;
    CauseBars *m_causes;
    SpecialistModel *m_model;
    QTableView *m_table;
    QLabel *m_createdNote = nullptr, *m_solvedNote = nullptr, *m_tableNote = nullptr;
    QLabel *m_customerNote = nullptr, *m_oursNote = nullptr, *m_othersNote = nullptr;
};

} // namespace otklik::ui
