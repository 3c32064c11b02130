// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statistics/statistics_page.h"

#include "ui/statistics/day_chart.h"
#include "ui/statistics/figure_tile.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/time_text.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTableWidget>

namespace otklik::ui {

namespace {

QString durationText(const std::optional<qint64> &seconds)
{
    return seconds ? TimeText::duration(std::chrono::seconds(*seconds)) : QStringLiteral("–");
}

QString countText(const std::optional<int> &count)
{
    return count ? QLocale().toString(*count) : QStringLiteral("–");
}

QWidget *card(const Look &look, const QString &title, QWidget *content, QWidget *parent)
{
    auto *frame = new QFrame(parent);
    frame->setProperty("card", true);
    auto *head = new QLabel(title, frame);
    head->setFont(look.font(TypeRole::Emphasis));
    auto *column = new QVBoxLayout(frame);
    column->setContentsMargins(16, 12, 16, 12);
    column->addWidget(head);
    column->addWidget(content, 1);
    return frame;
}

} // namespace

StatisticsPage::StatisticsPage(const Look &look, StatisticsPresenter &presenter, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_presenter(presenter)
    , m_range(new QLabel(this))
    , m_fault(new QLabel(this))
    , m_spans(new QButtonGroup(this))
{
    named(this, QStringLiteral("statisticsPage"), tr("Statistics"));
    setSurface(this, QStringLiteral("side"));
    m_fault->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 16, 24, 16);
    column->setSpacing(12);
    column->addWidget(makeHead());
    column->addWidget(m_fault);
    column->addWidget(makeTiles());
    column->addWidget(makeChart(), 1);
    column->addWidget(makeTable(), 1);
    connect(&presenter, &StatisticsPresenter::changed, this, [this] {
        m_fault->hide();
        show(*m_presenter.report());
    });
    connect(&presenter, &StatisticsPresenter::failed, this, [this](const QString &sentence) {
        m_fault->setText(sentence);
        m_fault->show();
    });
}

QWidget *StatisticsPage::makeHead()
{
    auto *head = new QWidget(this);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    auto *title = new QLabel(tr("Statistics"), head);
    title->setFont(m_look.font(TypeRole::PageTitle));
    m_range->setProperty("text_role", QStringLiteral("quiet"));
    row->addWidget(title);
    row->addWidget(m_range);
    row->addStretch(1);
    const std::pair<StatisticsPresenter::Span, QString> spans[] = {{StatisticsPresenter::Span::Today, tr("Today")},
                                                                   {StatisticsPresenter::Span::Week, tr("7 days")},
                                                                   {StatisticsPresenter::Span::Month, tr("30 days")},
                                                                   {StatisticsPresenter::Span::Quarter, tr("Quarter")},
                                                                   {StatisticsPresenter::Span::Year, tr("Year")}};
    for (const auto &[span, label] : spans) {
        auto *button = named(new QPushButton(label, head), QStringLiteral("span%1").arg(int(span)), label);
        button->setCheckable(true);
        button->setChecked(span == m_presenter.span());
        m_spans->addButton(button, int(span));
        row->addWidget(button);
    }
    connect(m_spans, &QButtonGroup::idClicked, this,
            [this](int id) { m_presenter.choose(StatisticsPresenter::Span(id)); });
    return head;
}

FigureTile *StatisticsPage::tile(QGridLayout *row, const char *name, const QString &title, const QString &definition,
                                 const char *query)
{
    auto *made = new FigureTile(m_look, QString::fromLatin1(name), title, definition, this);
    row->addWidget(made, 0, row->columnCount());
    connect(made, &FigureTile::activated, this, [this, query] {
        Q_EMIT ticketsRequested(query[0] == '@' ? between(query + 1) : QString::fromLatin1(query));
    });
    return made;
}

/// "created:2026-02-11..2026-03-12": the tickets of the period by one of their times.
QString StatisticsPage::between(const char *field) const
{
    const stats::Period period = m_presenter.period();
    const QString from = period.from.toUtc().date().toString(Qt::ISODate);
    const QString to = (period.to - std::chrono::milliseconds(1)).toUtc().date().toString(Qt::ISODate);
    return QStringLiteral("%1:%2..%3").arg(QLatin1String(field), from, to);
}

QWidget *StatisticsPage::makeTiles()
{
    auto *tiles = new QWidget(this);
    auto *row = new QGridLayout(tiles);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_created = tile(row, "tileCreated", tr("New"),
                     tr("Tickets created in the period; automatic mail and merged tickets are left out."), "@created");
    m_solved = tile(row, "tileSolved", tr("Solved"), tr("Tickets that were solved in the period."), "@solved");
    m_backlog = tile(row, "tileBacklog", tr("Backlog"), tr("Tickets not solved at the end of the period."),
                     "status:new,open,pending,on-hold");
    m_first = tile(row, "tileFirstResponse", tr("First response"),
                   tr("From the first mail of the customer to our first human answer, median; by the day of the "
                      "answer. Tickets we opened are left out."),
                   "@created");
    m_resolution = tile(row, "tileResolution", tr("Resolution"),
                        tr("From creation to the last solution in the period, median."), "@solved");
    m_reopened = tile(row, "tileReopened", tr("Reopened"),
                      tr("Times a ticket returned from solved; a mere thank-you does not count."), "@solved");
    m_oneTouch = tile(row, "tileOneTouch", tr("One-touch"), tr("Solved with one answer."), "@solved");
    m_waiting = tile(row, "tileWaiting", tr("Waiting for us"),
                     tr("Tickets with a customer mail that nobody has answered."), "is:waiting");
    return tiles;
}

QWidget *StatisticsPage::makeChart()
{
    m_chart = new DayChart(m_look, this);
    return card(m_look, tr("Created and solved by day"), m_chart, this);
}

QWidget *StatisticsPage::makeTable()
{
    m_table = named(new QTableWidget(0, 6, this), QStringLiteral("specialistTable"), tr("By specialist"));
    m_table->setHorizontalHeaderLabels(
        {tr("Specialist"), tr("Solved"), tr("Open"), tr("First response"), tr("p90"), tr("Resolution")});
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setShowGrid(false);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    connect(m_table, &QTableWidget::cellActivated, this, [this](int line, int) {
        const QString address = m_table->item(line, 0)->data(Qt::UserRole).toString();
        Q_EMIT ticketsRequested(
            QStringLiteral("assignee:%1").arg(address.isEmpty() ? QStringLiteral("nobody") : address));
    });
    return card(m_look, tr("By specialist"), m_table, this);
}

void StatisticsPage::show(const stats::Report &report)
{
    const QLocale locale;
    const QDate from = report.period.from.toUtc().date();
    const QDate to = (report.period.to - std::chrono::milliseconds(1)).toUtc().date();
    m_range->setText(
        tr("%1 to %2").arg(locale.toString(from, QLocale::ShortFormat), locale.toString(to, QLocale::ShortFormat)));
    const stats::Figures &all = report.totals;
    const auto p90 = [](const stats::Durations &durations) {
        return durations.calendar.p90 ? tr("p90 %1").arg(durationText(durations.calendar.p90)) : QString();
    };
    m_created->setFigure(countText(all.created), {});
    m_solved->setFigure(locale.toString(all.solved), {});
    m_backlog->setFigure(countText(all.backlog), {});
    m_first->setFigure(durationText(all.firstResponse.calendar.median), p90(all.firstResponse));
    m_resolution->setFigure(durationText(all.resolution.calendar.median), p90(all.resolution));
    m_reopened->setFigure(locale.toString(all.reopened), tr("of %1").arg(all.solved));
    m_oneTouch->setFigure(locale.toString(all.oneTouch), tr("of %1").arg(all.solved));
    m_waiting->setFigure(countText(all.waiting),
                         all.oldestWaiting.isNever()
                             ? QString()
                             : tr("oldest %1").arg(locale.toString(all.oldestWaiting.toLocal(), QLocale::ShortFormat)));
    m_chart->setDays(report.by(stats::Grouping::Day));
    fillTable(report);
}

void StatisticsPage::fillTable(const stats::Report &report)
{
    const auto &groups = report.by(stats::Grouping::Specialist);
    m_table->setRowCount(int(groups.size()));
    for (int line = 0; line < int(groups.size()); ++line) {
        const stats::Group &group = groups[std::size_t(line)];
        const QStringList cells{group.key.isEmpty() ? tr("Nobody") : m_presenter.nameOf(group.key),
                                QString::number(group.figures.solved),
                                countText(group.figures.backlog),
                                durationText(group.figures.firstResponse.calendar.median),
                                durationText(group.figures.firstResponse.calendar.p90),
                                durationText(group.figures.resolution.calendar.median)};
        for (int column = 0; column < cells.size(); ++column) {
            auto *item = new QTableWidgetItem(cells[column]);
            item->setData(Qt::UserRole, group.key);
            item->setTextAlignment(column == 0 ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
            m_table->setItem(line, column, item);
        }
    }
}

void StatisticsPage::showEvent(QShowEvent *event)
{
    m_presenter.reload();
    QWidget::showEvent(event);
}

} // namespace otklik::ui
