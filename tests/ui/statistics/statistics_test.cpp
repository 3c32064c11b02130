// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// The statistics over a real workspace that holds the demo mailbox. With OTKLIK_PICTURES=DIR the page is saved as
// pictures.
#include "core/stats/report_csv.h"
#include "core/ticket/query.h"
#include "ui/statistics/cause_bars.h"
#include "ui/statistics/day_chart.h"
#include "ui/statistics/figure_tile.h"
#include "ui/statistics/heat_map.h"
#include "ui/statistics/specialist_model.h"
#include "ui/statistics/statistics_page.h"
#include "ui/statistics/ticket_query.h"

#include <QFile>
#include <QHeaderView>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace otklik;
using namespace otklik::ui;

class StatisticsTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void figuresAreThoseOfTheReport();
    void theNewestPeriodWins();
    void mailboxFilters();
    void csvIsThatOfTheCommandLine();
    void everyFigureListsItsTickets();
    void arrivalsListTheirTickets();
    void changesAreJudged();
    void longListsFallBackToTimes();
    void pageShowsAndOpens();
    void allIsReachableByKeyboard();

private:
    stats::Report reportOf(const stats::Period &period, const QString &mailbox = {}) const;
    QString asked(StatisticsPresenter &presenter, const std::function<void()> &ask) const;
    qint64 listed(const QString &query) const;

    QTemporaryDir m_folder;
    SystemClock m_clock;
    std::unique_ptr<WorkspaceClient> m_client;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<IconStore> m_icons;
};

void StatisticsTest::initTestCase()
{
    auto client = WorkspaceClient::open(m_folder.path(), m_clock);
    QVERIFY2(client, client ? "" : qPrintable(client.error().detail));
    m_client = std::move(*client);
    std::optional<Result<void>> made;
    onResult(m_client->order([](workspace::Workspace &w) { return w.makeDemo(); }), this,
             [&](const Result<void> &result) { made = result; });
    QTRY_VERIFY_WITH_TIMEOUT(made, 60000);
    QVERIFY(made->has_value());
    std::optional<Result<QJsonObject>> synced;
    onResult(
        m_client->request<QJsonObject>(
            [](workspace::Workspace &w, workspace::Workspace::Callback<QJsonObject> told) { w.syncOnce({}, told); }),
        this, [&](const Result<QJsonObject> &result) { synced = result; });
    QTRY_VERIFY_WITH_TIMEOUT(synced, 60000);
    QVERIFY(synced->has_value());
    m_theme = std::make_unique<Theme>();
    m_theme->applyTo(*qApp);
    m_icons = std::make_unique<IconStore>(*m_theme);
}

void StatisticsTest::cleanupTestCase()
{
    m_client.reset();
}

stats::Report StatisticsTest::reportOf(const stats::Period &period, const QString &mailbox) const
{
    auto report = m_client->read().statistics(period, mailbox);
    return report ? *report : stats::Report();
}

QString StatisticsTest::asked(StatisticsPresenter &presenter, const std::function<void()> &ask) const
{
    QSignalSpy ready(&presenter, &StatisticsPresenter::ticketsReady);
    ask();
    return ready.wait() ? ready.front().front().toString() : QString();
}

qint64 StatisticsTest::listed(const QString &query) const
{
    const auto page = m_client->read().tickets(query, ticket::SortOrder::Created, 500, QString());
    return page ? qint64(page->rows.size()) : -1;
}

#define LOAD(presenter, action)                                                                                        \
    do {                                                                                                               \
        QSignalSpy changes(&(presenter), &StatisticsPresenter::changed);                                               \
        action;                                                                                                        \
        QVERIFY(changes.wait());                                                                                       \
    } while (false)

void StatisticsTest::figuresAreThoseOfTheReport()
{
    using Span = StatisticsPresenter::Span;
    StatisticsPresenter presenter(*m_client);
    for (const Span span : {Span::Today, Span::Week, Span::Month, Span::Quarter, Span::Year}) {
        LOAD(presenter, presenter.choose(span));
        QCOMPARE(*presenter.report(), reportOf(presenter.period()));
        QCOMPARE(*presenter.before(), reportOf(presenter.periodBefore()));
        QCOMPARE(presenter.periodBefore().to, presenter.period().from);
    }
    LOAD(presenter, presenter.chooseDays(presenter.lastDay(), presenter.lastDay().addDays(-9)));
    QCOMPARE(presenter.span(), Span::Custom);
    QCOMPARE(presenter.report()->by(stats::Grouping::Day).size(), std::size_t(10));
    QVERIFY(presenter.report()->totals.created.value_or(0) > 0);
    LOAD(presenter, presenter.setComparing(false));
    QVERIFY(!presenter.before());
}

void StatisticsTest::theNewestPeriodWins()
{
    StatisticsPresenter presenter(*m_client);
    QSignalSpy changes(&presenter, &StatisticsPresenter::changed);
    presenter.choose(StatisticsPresenter::Span::Year);
    presenter.choose(StatisticsPresenter::Span::Today);
    QVERIFY(changes.wait());
    QTest::qWait(200); // nothing tells that an answer will never come: the first one must not
    QCOMPARE(changes.size(), 1);
    QCOMPARE(presenter.report()->by(stats::Grouping::Day).size(), std::size_t(1));
}

void StatisticsTest::mailboxFilters()
{
    StatisticsPresenter presenter(*m_client);
    QVERIFY(presenter.mailboxes().contains(QStringLiteral("support")));
    LOAD(presenter, presenter.setMailbox(QStringLiteral("support")));
    QVERIFY(presenter.report()->totals.created.value_or(0) > 0);
    LOAD(presenter, presenter.setMailbox(QStringLiteral("no-such-mailbox")));
    QCOMPARE(presenter.report()->totals.created, std::optional<int>(0));
    QVERIFY(!presenter.report()->totals.firstResponse.calendar.median);
}

void StatisticsTest::csvIsThatOfTheCommandLine()
{
    StatisticsPresenter presenter(*m_client);
    QVERIFY(presenter.csv(stats::Grouping::Day).isEmpty());
    LOAD(presenter, presenter.reload());
    const QByteArray wanted = stats::toCsv(reportOf(presenter.period()), stats::Grouping::Day);
    QCOMPARE(wanted.count('\n'), 32);
    const QString path = m_folder.filePath(QStringLiteral("figures.csv"));
    QCOMPARE(presenter.saveCsv(path, stats::Grouping::Day), QString());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), wanted);
    QVERIFY(presenter.saveCsv(m_folder.filePath(QStringLiteral("no/such/folder.csv")), stats::Grouping::Day)
                .contains(QStringLiteral("folder.csv")));
}

void StatisticsTest::everyFigureListsItsTickets()
{
    StatisticsPresenter presenter(*m_client);
    LOAD(presenter, presenter.reload());
    const stats::Figures &all = presenter.report()->totals;
    const std::pair<stats::Metric, int> figures[] = {
        {stats::Metric::Created, *all.created},           {stats::Metric::Solved, all.solved},
        {stats::Metric::Backlog, *all.backlog},           {stats::Metric::OneTouch, all.oneTouch},
        {stats::Metric::Waiting, *all.waiting},           {stats::Metric::FirstResponse, all.firstResponse.count},
        {stats::Metric::Resolution, all.resolution.count}};
    for (const auto &[metric, count] : figures) {
        QVERIFY(count > 0);
        QCOMPARE(listed(asked(presenter, [&, m = metric] { presenter.requestTickets(m); })), qint64(count));
    }
    for (const stats::Group &group : presenter.report()->by(stats::Grouping::Cause))
        if (group.figures.solved > 0)
            QCOMPARE(listed(asked(
                         presenter,
                         [&] { presenter.requestTickets(stats::Metric::Solved, stats::Grouping::Cause, group.key); })),
                     qint64(group.figures.solved));
}

void StatisticsTest::arrivalsListTheirTickets()
{
    StatisticsPresenter presenter(*m_client);
    LOAD(presenter, presenter.reload());
    int sum = 0;
    bool isAsked = false;
    for (int day = 0; day < 7; ++day)
        for (int hour = 0; hour < 24; ++hour) {
            const int count = presenter.report()->arrivals[std::size_t(day)][std::size_t(hour)];
            sum += count;
            if (count == 0 || isAsked)
                continue;
            isAsked = true;
            QCOMPARE(listed(asked(presenter, [&] { presenter.requestArrivals(day + 1, hour); })), qint64(count));
        }
    QCOMPARE(sum, *presenter.report()->totals.created);
}

void StatisticsTest::changesAreJudged()
{
    stats::Report now, before;
    now.period = stats::Period::ofDays(QDate(2026, 3, 1), QDate(2026, 3, 10));
    now.totals.created = 60;
    now.totals.solved = 40;
    now.totals.backlog = 30;
    now.totals.waiting = 2;
    now.totals.oldestWaiting = now.period.to - std::chrono::hours(5);
    now.totals.firstResponse.calendar.median = 20 * 60;
    now.totals.firstResponse.calendar.p90 = 3600;
    before.totals = now.totals;
    before.totals.created = 50;
    before.totals.solved = 50;
    before.totals.backlog = 10;
    before.totals.firstResponse.calendar.median = 30 * 60;
    const auto tiles = TileFigures::of(now, &before, false, now.period.to + std::chrono::hours(100));
    using Verdict = TileFigure::Verdict;
    QCOMPARE(tiles[0].change, QStringLiteral("+20%"));
    QCOMPARE(tiles[0].verdict, Verdict::Neutral);
    QCOMPARE(tiles[1].change, QStringLiteral("\u221220%"));
    QCOMPARE(tiles[1].verdict, Verdict::Bad);
    QCOMPARE(tiles[2].change, QStringLiteral("+20"));
    QCOMPARE(tiles[2].verdict, Verdict::Bad);
    QCOMPARE(tiles[3].value, QStringLiteral("20 m"));
    QCOMPARE(tiles[3].change, QStringLiteral("\u221210 m"));
    QCOMPARE(tiles[3].verdict, Verdict::Good);
    QCOMPARE(tiles[4].value, QStringLiteral("\u2013")); // no resolution: nothing, not zero
    QVERIFY(tiles[4].change.isEmpty());
    QCOMPARE(tiles[7].detail, QStringLiteral("oldest 5 h 00 m"));
    for (const TileFigure &tile : TileFigures::of(now, nullptr, false, now.period.to))
        QVERIFY(tile.change.isEmpty() && !tile.definition.isEmpty());
}

void StatisticsTest::longListsFallBackToTimes()
{
    const auto period = stats::Period::ofDays(QDate(2026, 3, 1), QDate(2026, 3, 31));
    QList<qint64> many;
    for (qint64 number = 10000; number < 11000; ++number)
        many << number;
    for (const auto metric : {stats::Metric::Created, stats::Metric::Solved, stats::Metric::Backlog,
                              stats::Metric::Waiting, stats::Metric::Reopened}) {
        const QString query = ticketQuery(many, metric, period, QStringLiteral("support"));
        QVERIFY(!query.contains(QStringLiteral("number:")));
        QVERIFY2(ticket::parseQuery(query), qPrintable(query));
    }
    QCOMPARE(ticketQuery({3, 1, 2}, stats::Metric::Created, period, {}), QStringLiteral("number:1,2,3"));
    QVERIFY(ticketQuery({0, 1}, stats::Metric::Created, period, {}).startsWith(QStringLiteral("created:")));
}

void StatisticsTest::pageShowsAndOpens()
{
    const Look look{*m_theme, *m_icons};
    StatisticsPresenter presenter(*m_client);
    StatisticsPage page(look, presenter);
    page.resize(1368, 860);
    LOAD(presenter, page.show());
    const auto *created = page.findChild<FigureTile *>(QStringLiteral("tileCreated"));
    QVERIFY(created);
    QCOMPARE(created->figure(), QString::number(*presenter.report()->totals.created));
    QSignalSpy opened(&page, &StatisticsPage::ticketsRequested);
    QTest::mouseClick(page.findChild<FigureTile *>(QStringLiteral("tileSolved")), Qt::LeftButton);
    QTRY_COMPARE(opened.size(), 1);
    QCOMPARE(listed(opened.takeFirst().front().toString()), qint64(presenter.report()->totals.solved));
    auto *table = page.findChild<QTableView *>(QStringLiteral("specialistTable"));
    QCOMPARE(table->model()->rowCount(), int(presenter.report()->by(stats::Grouping::Specialist).size()) + 1);
    QCOMPARE(table->model()->index(table->model()->rowCount() - 1, SpecialistModel::Solved).data().toString(),
             QString::number(presenter.report()->totals.solved));
    Q_EMIT table->activated(table->model()->index(0, SpecialistModel::Solved));
    QTRY_COMPARE(opened.size(), 1);
    QCOMPARE(QString::number(listed(opened.takeFirst().front().toString())),
             table->model()->index(0, SpecialistModel::Solved).data().toString());
    // A narrow table cuts figures, which scroll, and never the names.
    const auto namesAt = [&](int width) {
        table->setFixedWidth(width);
        page.resize(width * 2, 860);
        return table->horizontalHeader()->sectionResizeMode(SpecialistModel::Name);
    };
    QCOMPARE(namesAt(320), QHeaderView::ResizeToContents);
    QCOMPARE(namesAt(1800), QHeaderView::Stretch);
    LOAD(presenter, page.findChild<QToolButton *>(QStringLiteral("span1"))->click());
    QCOMPARE(presenter.span(), StatisticsPresenter::Span::Week);
    QCOMPARE(page.findChild<DayChart *>()->cellCount(), 7);
}

void StatisticsTest::allIsReachableByKeyboard()
{
    const Look look{*m_theme, *m_icons};
    StatisticsPresenter presenter(*m_client);
    StatisticsPage page(look, presenter);
    page.resize(1368, 860);
    LOAD(presenter, page.show());
    QSignalSpy opened(&page, &StatisticsPage::ticketsRequested);
    for (FigureCanvas *canvas : page.findChildren<FigureCanvas *>()) {
        QVERIFY(!canvas->accessibleName().isEmpty());
        canvas->setFocus();
        QTest::keyClick(canvas, Qt::Key_Right);
        QVERIFY(canvas->currentCell() > 0 || canvas->cellCount() == 1 || qobject_cast<CauseBars *>(canvas));
        QTest::keyClick(canvas, Qt::Key_Return);
        QTRY_COMPARE(opened.size(), 1);
        opened.clear();
    }
    for (const QWidget *widget : page.findChildren<QWidget *>())
        if (widget->focusPolicy() != Qt::NoFocus && widget->isVisible() &&
            !widget->objectName().startsWith(QStringLiteral("qt_")) && !widget->inherits("QScrollArea") &&
            !widget->inherits("QScrollBar") && !widget->inherits("QHeaderView"))
            QVERIFY2(!widget->accessibleName().isEmpty() && !widget->objectName().isEmpty(),
                     widget->metaObject()->className());
}

QTEST_MAIN(StatisticsTest)
#include "statistics_test.moc"
