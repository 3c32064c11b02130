// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_clock.h"
#include "tests/ui/queue/list_ticket_source.h"
#include "ui/queue/bulk_figures.h"
#include "ui/queue/bulk_summary.h"
#include "ui/queue/queue_presenter.h"
#include "ui/queue/search_words.h"
#include "ui/queue/ticket_text.h"
#include "ui/queue/views_model.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace otklik;
using namespace otklik::ui;
using namespace std::chrono_literals;
using otklik::test::ListTicketSource;
using otklik::test::makeTicket;
using otklik::test::makeTickets;

class QueuePresenterTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void groupsByWhoseTurnItIs();
    void stepsOverHeaders();
    void nextAfterTheCurrentTicketLeft();
    void targetsAreCheckedElseCurrent();
    void newViewEndsTheSearch();
    void problemIsTold();
    void searchIsCut();
    void chipsOfRows();
    void figuresOfMany();
    void spokenRow();
    void viewsModelKeepsSelectionOnNewCounts();

private:
    std::unique_ptr<ListTicketSource> m_source;
    test::FakeClock m_clock;
    std::unique_ptr<QueuePresenter> m_presenter;
    ShownView m_view{QStringLiteral("mine"), QStringLiteral("Mine"), QStringLiteral("assignee:me"), true};
};

void QueuePresenterTest::init()
{
    m_presenter.reset();
    m_source = std::make_unique<ListTicketSource>();
    m_source->lists[QStringLiteral("assignee:me status:new,open")] = makeTickets(1, 3);
    m_source->lists[QStringLiteral("assignee:me status:pending,on-hold")] = makeTickets(10, 2);
    m_source->lists[QStringLiteral("assignee:me")] = makeTickets(1, 5);
    m_presenter = std::make_unique<QueuePresenter>(*m_source, m_clock);
    m_presenter->showView(m_view);
}

void QueuePresenterTest::groupsByWhoseTurnItIs()
{
    QCOMPARE(m_presenter->model().rowCount(), 7);
    QCOMPARE(m_presenter->model().index(4).data().toString(), QStringLiteral("Waiting for others"));
    m_presenter->setSort(ticket::SortOrder::Number);
    QCOMPARE(m_presenter->model().rowCount(), 5);
    QVERIFY(!m_presenter->model().index(0).data(IsHeaderRole).toBool());
}

void QueuePresenterTest::stepsOverHeaders()
{
    const QSignalSpy spy(m_presenter.get(), &QueuePresenter::currentChanged);
    m_presenter->selectFirst();
    m_presenter->moveCurrent(1);
    m_presenter->moveCurrent(1);
    QCOMPARE(m_presenter->currentTicket()->number, 3);
    m_presenter->moveCurrent(1);
    QCOMPARE(m_presenter->currentTicket()->number, 10);
    m_presenter->moveCurrent(-1);
    QCOMPARE(m_presenter->currentTicket()->number, 3);
    QCOMPARE(spy.count(), 5);
    m_presenter->selectFirst();
    m_presenter->moveCurrent(-1);
    QCOMPARE(m_presenter->currentTicket()->number, 1);
}

void QueuePresenterTest::nextAfterTheCurrentTicketLeft()
{
    m_presenter->selectFirst();
    m_presenter->moveCurrent(1); // 2
    auto &owed = m_source->lists[QStringLiteral("assignee:me status:new,open")];
    owed.erase(owed.begin() + 1);
    m_presenter->refresh();
    QVERIFY(!m_presenter->currentTicket());
    QCOMPARE(m_presenter->current(), makeTicket(2, QString()).key);
    m_presenter->moveCurrent(1);
    QCOMPARE(m_presenter->currentTicket()->number, 3);
}

void QueuePresenterTest::targetsAreCheckedElseCurrent()
{
    QVERIFY(m_presenter->targets().empty());
    m_presenter->selectFirst();
    QCOMPARE(m_presenter->targets().size(), size_t(1));
    m_presenter->moveCurrent(1);
    m_presenter->extendChecked(1);
    const auto targets = m_presenter->targets();
    QCOMPARE(targets.size(), size_t(2));
    QCOMPARE(targets[0], makeTicket(2, QString()).key);
    QCOMPARE(targets[1], makeTicket(3, QString()).key);
    m_presenter->clearChecked();
    QCOMPARE(m_presenter->targets().size(), size_t(1));
}

void QueuePresenterTest::newViewEndsTheSearch()
{
    m_presenter->setSearch(QStringLiteral("dns"));
    QCOMPARE(m_presenter->search(), QStringLiteral("dns"));
    const QSignalSpy spy(m_presenter.get(), &QueuePresenter::searchChanged);
    m_presenter->showView({QStringLiteral("open"), QStringLiteral("All open"), QStringLiteral("status:open"), true});
    QCOMPARE(m_presenter->search(), QString());
    QCOMPARE(spy.count(), 1);
}

void QueuePresenterTest::problemIsTold()
{
    const QSignalSpy spy(m_presenter.get(), &QueuePresenter::problemChanged);
    m_source->error = Error{ErrorCode::InvalidInput, QStringLiteral("no field stauts")};
    m_presenter->setSearch(QStringLiteral("stauts:open"));
    QCOMPARE(spy.last().front().toString(), QStringLiteral("no field stauts"));
    m_source->error.reset();
    m_presenter->setSearch(QStringLiteral("status:open"));
    QCOMPARE(spy.last().front().toString(), QString());
}

void QueuePresenterTest::searchIsCut()
{
    SearchTokens cut = cutSearch(QStringLiteral("status:open slow si"), false);
    QCOMPARE(cut.chips, QStringList(QStringLiteral("status:open")));
    QCOMPARE(cut.rest, QStringLiteral("slow si"));
    cut = cutSearch(QStringLiteral("tag:dn"), false);
    QVERIFY(cut.chips.isEmpty());
    cut = cutSearch(QStringLiteral("tag:dns"), true);
    QCOMPARE(cut.chips, QStringList(QStringLiteral("tag:dns")));
    cut = cutSearch(QStringLiteral("\"slow site\""), false);
    QCOMPARE(cut.chips, QStringList(QStringLiteral("\"slow site\"")));
    cut = cutSearch(QStringLiteral("company:\"Acme Ltd\" -tag:x "), false);
    QCOMPARE(cut.chips.size(), 2);
    cut = cutSearch(QStringLiteral("\"half a phr"), false);
    QVERIFY(cut.chips.isEmpty());
    QCOMPARE(wordsToMark(QStringLiteral("status:open \"slow site\" -no web")),
             QStringList({QStringLiteral("slow site"), QStringLiteral("web")}));
    QCOMPARE(withoutUnfinished(QStringLiteral("web status: \"half")), QStringLiteral("web"));
}

void QueuePresenterTest::chipsOfRows()
{
    const Instant now = m_clock.now();
    ticket::TicketRow row = makeTicket(1, QStringLiteral("x"));
    QVERIFY(TicketText::slaChip(row, now).text.isEmpty());
    row.dueAt = now + 46min;
    QCOMPARE(TicketText::slaChip(row, now).tone, SlaChip::Tone::Amber);
    row.status = ticket::Status::Pending;
    QCOMPARE(TicketText::slaChip(row, now).tone, SlaChip::Tone::Quiet);
    row.status = ticket::Status::Open;
    row.snoozedUntil = now + 24h;
    QCOMPARE(TicketText::slaChip(row, now).icon, QStringLiteral("snooze"));
    row.snoozedUntil = now - 1h;
    QCOMPARE(TicketText::slaChip(row, now).text, QStringLiteral("46 m"));
    row.status = ticket::Status::Solved;
    QCOMPARE(TicketText::slaChip(row, now).icon, QStringLiteral("check"));
    row.closesAt = now - 1h;
    QCOMPARE(TicketText::slaChip(row, now).icon, QStringLiteral("lock"));
    QCOMPARE(TicketText::number(0), QStringLiteral("…"));
}

void QueuePresenterTest::figuresOfMany()
{
    auto rows = makeTickets(1, 3);
    rows[0].priority = ticket::Priority::High;
    rows[1].assignee = QStringLiteral("m@c.example");
    rows[2].tags = QStringList(QStringLiteral("dns"));
    rows[2].dueAt = m_clock.now() + 46min;
    rows[1].dueAt = m_clock.now() + 90min;
    const auto lines = BulkFigures::of(rows, {{QStringLiteral("m@c.example"), QStringLiteral("Maria")}}, m_clock.now());
    QStringList shown;
    for (const auto &[label, text] : lines)
        shown << label + QStringLiteral(": ") + text;
    QCOMPARE(shown, QStringList({QStringLiteral("Status: Open"), QStringLiteral("Assignee: nobody 2, Maria 1"),
                                 QStringLiteral("Priority: Normal 2, High 1"), QStringLiteral("Channels: Mail"),
                                 QStringLiteral("Tags: dns 1"), QStringLiteral("Next due: 46 m")}));
    Theme theme;
    IconStore icons(theme);
    BulkSummary summary({theme, icons}, m_clock);
    summary.addCommand(QStringLiteral("ticket.assign"), QStringLiteral("user"), QStringLiteral("Assign"),
                       QStringLiteral("A"));
    summary.showTickets(rows, {});
    const QSignalSpy spy(&summary, &BulkSummary::commandRequested);
    summary.findChild<QAbstractButton *>(QStringLiteral("bulk-ticket.assign"))->click();
    QCOMPARE(spy.last().front().toString(), QStringLiteral("ticket.assign"));
}

void QueuePresenterTest::spokenRow()
{
    ticket::TicketRow row = makeTicket(4182, QStringLiteral("Slow site"));
    row.unread = true;
    row.priority = ticket::Priority::Urgent;
    row.dueAt = m_clock.now() - 8min;
    row.tags = QStringList(QStringLiteral("vip"));
    const QString spoken = TicketText::spoken(row, m_clock.now());
    for (const QString &part :
         {QStringLiteral("Unread"), QStringLiteral("#4182 Slow site"), QStringLiteral("Person 4182"),
          QStringLiteral("Urgent"), QStringLiteral("8 m over"), QStringLiteral("vip"), QStringLiteral("unassigned")})
        QVERIFY2(spoken.contains(part), qPrintable(spoken));
}

void QueuePresenterTest::viewsModelKeepsSelectionOnNewCounts()
{
    ViewsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    ViewItem risk{QStringLiteral("at-risk"), QStringLiteral("At risk"), QStringLiteral("alert"), QString(), true};
    ViewItem mine{QStringLiteral("mine"), QStringLiteral("Mine"), QStringLiteral("user"), QString()};
    model.setSections({{QStringLiteral("Views"), {mine, risk}}, {QStringLiteral("Tags"), {}}});
    const QPersistentModelIndex kept = model.indexOf(QStringLiteral("at-risk"));
    QVERIFY(!kept.data(ViewsModel::UrgentRole).toBool());
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.setCounts({{QStringLiteral("at-risk"), 3}});
    QVERIFY(kept.data(ViewsModel::UrgentRole).toBool());
    QCOMPARE(kept.data(ViewsModel::SizeRole).toInt(), 3);
    mine.title = QStringLiteral("Мои");
    model.setSections({{QStringLiteral("Представления"), {mine, risk}}, {QStringLiteral("Tags"), {}}});
    QCOMPARE(reset.count(), 0);
    QVERIFY(kept.isValid());
    model.setSections({{QStringLiteral("Views"), {mine}}});
    QCOMPARE(reset.count(), 1);
    QVERIFY(!model.indexOf(QStringLiteral("at-risk")).isValid());
}

QTEST_MAIN(QueuePresenterTest)
#include "queue_presenter_test.moc"
