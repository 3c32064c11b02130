// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statistics/statistics_page.h"

#include "ui/statistics/cause_bars.h"
#include "ui/statistics/day_chart.h"
#include "ui/statistics/figure_tile.h"
#include "ui/statistics/heat_map.h"
#include "ui/statistics/specialist_model.h"
#include "ui/statistics/statistics_head.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/physical_shortcuts.h"
#include "ui/widgets/progress_line.h"

#include <QFileDialog>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QScrollArea>
#include <QTableView>

namespace otklik::ui {

namespace {
constexpr int kTiles = 8;
}

StatisticsPage::StatisticsPage(const Look &look, StatisticsPresenter &presenter, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_presenter(presenter)
    , m_head(new StatisticsHead(look, presenter, this))
    , m_progress(new ProgressLine(look, this))
    , m_fault(new Banner(look, Banner::Tone::Red, QString(), this))
    , m_chart(new DayChart(look, this))
    , m_heatMap(new HeatMap(look, this))
    , m_causes(new CauseBars(look, this))
    , m_model(new SpecialistModel(look, presenter, this))
    , m_table(named(new QTableView(this), QStringLiteral("specialistTable"), tr("By specialist")))
{
    named(this, QStringLiteral("statisticsPage"), tr("Statistics"));
    setSurface(this, QStringLiteral("side"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_fault->setObjectName(QStringLiteral("statisticsFault"));
    m_fault->hide();
    column->addWidget(m_fault);
    column->addWidget(m_head);
    column->addWidget(m_progress);
    column->addWidget(makeBody(), 1);
    auto *keys = new PhysicalShortcuts(this);
    keys->add(QStringLiteral("Ctrl+E"), PhysicalShortcuts::Reach::Window, this, [this] { saveCsv(); });
    connect(m_head, &StatisticsHead::csvRequested, this, &StatisticsPage::saveCsv);
    connect(&presenter, &StatisticsPresenter::changed, this, &StatisticsPage::refresh);
    connect(&presenter, &StatisticsPresenter::failed, this, &StatisticsPage::tell);
    connect(&presenter, &StatisticsPresenter::ticketsReady, this, &StatisticsPage::ticketsRequested);
    m_head->refresh();
}

QWidget *StatisticsPage::makeBody()
{
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto *body = new QWidget(scroll);
    setSurface(body, QStringLiteral("side"));
    auto *grid = new QGridLayout(body);
    grid->setContentsMargins(24, 0, 24, 16);
    grid->setSpacing(8);
    grid->addWidget(makeTiles(), 0, 0, 1, 2);
    grid->addWidget(makeChart(), 1, 0);
    grid->addWidget(makeHeatMap(), 1, 1);
    grid->addWidget(makeTable(), 2, 0);
    grid->addWidget(makeCauses(), 2, 1);
    grid->setColumnStretch(0, 7);
    grid->setColumnStretch(1, 5);
    grid->setRowStretch(1, 1);
    grid->setRowStretch(2, 1);
    scroll->setWidget(body);
    return scroll;
}

QWidget *StatisticsPage::makeTiles()
{
    auto *tiles = new QWidget(this);
    auto *row = new QHBoxLayout(tiles);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    for (int i = 0; i < kTiles; ++i) {
        auto *tile = new FigureTile(m_look, tiles);
        connect(tile, &FigureTile::activated, this,
                [this](stats::Metric metric) { m_presenter.requestTickets(metric); });
        row->addWidget(tile, 1);
        m_tiles.push_back(tile);
    }
    return tiles;
}

StatisticsPage::Card StatisticsPage::card(const QString &title, QWidget *content)
{
    auto *frame = new QFrame(this);
    frame->setProperty("card", true);
    auto *name = new QLabel(title, frame);
    name->setFont(m_look.font(TypeRole::Emphasis));
    auto *head = new QHBoxLayout;
    head->setSpacing(6);
    head->addWidget(name);
    head->addStretch(1);
    auto *column = new QVBoxLayout(frame);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(content, 1);
    return {frame, head};
}

QLabel *StatisticsPage::note(QHBoxLayout *head)
{
    auto *label = new QLabel(this);
    label->setFont(m_look.font(TypeRole::Second));
    label->setProperty("text_role", QStringLiteral("second"));
    head->addWidget(label);
    return label;
}

void StatisticsPage::addLegend(QHBoxLayout *head, const std::function<QColor()> &colour, QLabel *label)
{
    auto *dot = new QLabel(this);
    const auto tint = [dot, colour] {
        QPixmap square(8, 8);
        square.fill(colour());
        dot->setPixmap(square);
    };
    tint();
    connect(&m_look.theme, &Theme::changed, dot, tint);
    head->insertWidget(head->indexOf(label), dot);
    head->insertSpacing(head->indexOf(dot), 6);
}

std::function<QColor()> StatisticsPage::ink(Token token) const
{
    return [this, token] { return m_look.color(token); };
}

QWidget *StatisticsPage::makeChart()
{
    const Card made = card(tr("Created and solved by day"), m_chart);
    m_createdNote = note(made.head);
    m_solvedNote = note(made.head);
    QLabel *backlog = note(made.head);
    backlog->setText(tr("backlog, right scale"));
    addLegend(made.head, ink(Token::Accent), m_createdNote);
    addLegend(
        made.head, [] { return DayChart::chartGreen(); }, m_solvedNote);
    addLegend(made.head, ink(Token::AmberL), backlog);
    connect(m_chart, &FigureCanvas::activated, this, [this](int index) {
        m_presenter.requestTickets(stats::Metric::Created, m_presenter.chartGrouping(), m_chart->keyAt(index));
    });
    return made.frame;
}

QWidget *StatisticsPage::makeHeatMap()
{
    const Card made = card(tr("When tickets arrive"), m_heatMap);
    note(made.head)->setText(tr("by weekday and hour, UTC"));
    connect(m_heatMap, &FigureCanvas::activated, this,
            [this](int cell) { m_presenter.requestArrivals(cell / 24 + 1, cell % 24); });
    return made.frame;
}

QWidget *StatisticsPage::makeTable()
{
    m_table->setModel(m_model);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectItems);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setIconSize({20, 20});
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(32);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setMinimumHeight(170);
    const Card made = card(tr("By specialist"), m_table);
    m_tableNote = note(made.head);
    connect(m_model, &QAbstractItemModel::modelReset, this, &StatisticsPage::fitNames);
    connect(m_table, &QTableView::activated, this, &StatisticsPage::openCell);
    connect(m_table, &QTableView::clicked, this, &StatisticsPage::openCell);
    return made.frame;
}

/// Names take what the figures leave, and are never cut: a table too narrow for both scrolls.
void StatisticsPage::fitNames()
{
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionResizeMode(SpecialistModel::Name, QHeaderView::ResizeToContents);
    if (header->length() < m_table->viewport()->width())
        header->setSectionResizeMode(SpecialistModel::Name, QHeaderView::Stretch);
}

void StatisticsPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitNames();
}

QWidget *StatisticsPage::makeCauses()
{
    const Card made = card(tr("Why it happened"), m_causes);
    m_customerNote = note(made.head);
    m_oursNote = note(made.head);
    m_othersNote = note(made.head);
    addLegend(made.head, ink(m_causes->sideToken(CauseBars::Side::Customer)), m_customerNote);
    addLegend(made.head, ink(m_causes->sideToken(CauseBars::Side::Ours)), m_oursNote);
    addLegend(made.head, ink(m_causes->sideToken(CauseBars::Side::Others)), m_othersNote);
    connect(m_causes, &FigureCanvas::activated, this, [this](int index) {
        m_presenter.requestTickets(stats::Metric::Solved, stats::Grouping::Cause, m_causes->causeAt(index));
    });
    return made.frame;
}

void StatisticsPage::refresh()
{
    m_fault->hide();
    m_progress->clear();
    m_head->refresh();
    if (!m_presenter.report())
        return;
    const stats::Report &report = *m_presenter.report();
    const stats::Report *before = m_presenter.before() ? &*m_presenter.before() : nullptr;
    const auto figures = TileFigures::of(report, before, m_presenter.usesBusinessHours(), m_presenter.now());
    for (std::size_t i = 0; i < m_tiles.size() && i < figures.size(); ++i)
        m_tiles[i]->setFigure(figures[i]);
    m_chart->setDays(report.by(m_presenter.chartGrouping()), m_presenter.chartGrouping());
    m_heatMap->setArrivals(report.arrivals);
    m_causes->setReport(report, before);
    m_model->refresh();
    m_createdNote->setText(tr("created %1").arg(report.totals.created.value_or(0)));
    m_solvedNote->setText(tr("solved %1").arg(report.totals.solved));
    m_customerNote->setText(tr("customer %1").arg(m_causes->solvedOn(CauseBars::Side::Customer)));
    m_oursNote->setText(tr("our side %1").arg(m_causes->solvedOn(CauseBars::Side::Ours)));
    m_othersNote->setText(tr("others %1").arg(m_causes->solvedOn(CauseBars::Side::Others)));
    int unassigned = 0;
    for (const stats::Group &group : report.by(stats::Grouping::Specialist))
        if (group.key.isEmpty())
            unassigned = group.figures.backlog.value_or(0);
    m_tableNote->setText(tr("%n open tickets have no specialist", "", unassigned));
    m_tableNote->setVisible(unassigned > 0);
}

void StatisticsPage::openCell(const QModelIndex &index)
{
    const stats::Metric metric = SpecialistModel::metricOf(index.column());
    if (m_model->isPerson(index.row()))
        m_presenter.requestTickets(metric, stats::Grouping::Specialist, m_model->addressAt(index.row()));
    else
        m_presenter.requestTickets(metric);
}

void StatisticsPage::saveCsv()
{
    const QString name =
        QStringLiteral("otklik-%1-%2.csv")
            .arg(m_presenter.firstDay().toString(Qt::ISODate), m_presenter.lastDay().toString(Qt::ISODate));
    const QString path = QFileDialog::getSaveFileName(this, tr("Save the statistics"), name, tr("Tables (*.csv)"));
    if (path.isEmpty())
        return;
    if (const QString fault = m_presenter.saveCsv(path, stats::Grouping::Day); !fault.isEmpty())
        tell(fault);
}

void StatisticsPage::tell(const QString &fault)
{
    m_progress->clear();
    m_fault->setSentence(fault);
    m_fault->show();
}

void StatisticsPage::showEvent(QShowEvent *event)
{
    m_presenter.reload();
    m_progress->setProgress(0, 0);
    QWidget::showEvent(event);
}

} // namespace otklik::ui
