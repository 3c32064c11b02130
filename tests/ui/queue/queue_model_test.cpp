// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_clock.h"
#include "tests/ui/queue/list_ticket_source.h"
#include "ui/queue/queue_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace otklik;
using namespace otklik::ui;
using otklik::test::ListTicketSource;
using otklik::test::makeTicket;
using otklik::test::makeTickets;

namespace {
QStringList list(std::initializer_list<const char *> texts)
{
    QStringList strings;
    for (const char *text : texts)
        strings << QString::fromUtf8(text);
    return strings;
}
} // namespace

class QueueModelTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void pagesAreReadAsNeeded();
    void headersStandBeforeTheirTickets();
    void hitsComeFirstAndAreNotRepeated();
    void refreshEmitsOnlyWhatChanged();
    void refreshKeepsPagesThatWereRead();
    void aRefreshThatIsUnderWayEnds();
    void answersToAnOlderQuestionAreIgnored();
    void failureKeepsTheRows();
    void checksSurviveRefreshAndGoWithTheirTicket();

private:
    [[nodiscard]] QStringList texts() const;

    std::unique_ptr<ListTicketSource> m_source;
    test::FakeClock m_clock;
    std::unique_ptr<QueueModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void QueueModelTest::init()
{
    m_source = std::make_unique<ListTicketSource>();
    m_model = std::make_unique<QueueModel>(*m_source, m_clock);
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_tester->setUseFetchMore(false);
}

void QueueModelTest::cleanup()
{
    m_tester.reset();
    m_model.reset();
}

QStringList QueueModelTest::texts() const
{
    QStringList shown;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex index = m_model->index(row);
        shown << (index.data(IsHeaderRole).toBool()
                      ? QStringLiteral("[%1 %2]").arg(index.data().toString(), index.data(CountRole).toString())
                      : index.data().toString());
    }
    return shown;
}

void QueueModelTest::pagesAreReadAsNeeded()
{
    m_source->lists[QStringLiteral("q")] = makeTickets(1, 150);
    m_model->show({{{}, QStringLiteral("q"), false, false}}, ticket::SortOrder::Urgency);
    QCOMPARE(m_model->rowCount(), 60);
    QVERIFY(m_model->canFetchMore({}));
    m_model->fetchMore({});
    QCOMPARE(m_model->rowCount(), 120);
    m_model->fetchMore({});
    QCOMPARE(m_model->rowCount(), 150);
    QVERIFY(!m_model->canFetchMore({}));
    QCOMPARE(m_source->requests, 3);
    QCOMPARE(m_model->index(149).data().toString(), QStringLiteral("Subject 150"));
}

void QueueModelTest::headersStandBeforeTheirTickets()
{
    m_source->lists[QStringLiteral("a")] = makeTickets(1, 2);
    m_source->lists[QStringLiteral("c")] = makeTickets(10, 1);
    m_model->show({{QStringLiteral("Owed"), QStringLiteral("a"), false, false},
                   {QStringLiteral("Empty"), QStringLiteral("b"), false, false},
                   {QStringLiteral("Waiting"), QStringLiteral("c"), false, false}},
                  ticket::SortOrder::Urgency);
    QCOMPARE(texts(), list({"[Owed 2]", "Subject 1", "Subject 2", "[Waiting 1]", "Subject 10"}));
    QVERIFY(!(m_model->flags(m_model->index(0)) & Qt::ItemIsSelectable));
    QCOMPARE(m_model->nextTicketRow(2, 1), 4);
    QCOMPARE(m_model->nextTicketRow(1, -1), -1);
    QVERIFY(m_model->isComplete());
}

void QueueModelTest::hitsComeFirstAndAreNotRepeated()
{
    const auto all = makeTickets(1, 4);
    m_source->lists[QStringLiteral("status:open")] = all;
    m_source->lists[QStringLiteral("status:open slow")] = {all[2]};
    const ShownView view{QStringLiteral("open"), QStringLiteral("All open"), QStringLiteral("status:open"), true};
    m_model->setViewTotal(4);
    m_model->show(QueueSections::of(view, QStringLiteral("slow"), ticket::SortOrder::Urgency, false),
                  ticket::SortOrder::Urgency);
    QCOMPARE(texts(), list({"[Matches 1 of 4]", "Subject 3", "[Rest of All open, by urgency 3]", "Subject 1",
                            "Subject 2", "Subject 4"}));
    m_model->show(QueueSections::of(view, QStringLiteral("slow"), ticket::SortOrder::Urgency, true),
                  ticket::SortOrder::Urgency);
    QCOMPARE(texts(), list({"[Matches 1 of 4]", "Subject 3"}));
}

void QueueModelTest::refreshEmitsOnlyWhatChanged()
{
    auto &rows = m_source->lists[QStringLiteral("q")];
    rows = makeTickets(1, 5);
    m_model->show({{{}, QStringLiteral("q"), false, false}}, ticket::SortOrder::Urgency);
    const QPersistentModelIndex second = m_model->index(1);
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(m_model.get(), &QAbstractItemModel::rowsRemoved);
    QSignalSpy moved(m_model.get(), &QAbstractItemModel::rowsMoved);
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);

    m_model->refresh();
    QCOMPARE(inserted.count() + removed.count() + moved.count() + changed.count(), 0);

    rows.erase(rows.begin());                                        // 1 is gone
    rows.insert(rows.begin(), makeTicket(9, QStringLiteral("New"))); // a new one on top
    std::swap(rows[3], rows[4]);                                     // 5 is more urgent than 4 now
    rows[1].subject = QStringLiteral("Changed");                     // 2
    m_model->refresh();
    QCOMPARE(texts(), list({"New", "Changed", "Subject 3", "Subject 5", "Subject 4"}));
    QCOMPARE(reset.count(), 0);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(removed.count(), 1);
    QCOMPARE(moved.count(), 1);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(second.row(), 1);
    QCOMPARE(second.data().toString(), QStringLiteral("Changed"));
}

void QueueModelTest::refreshKeepsPagesThatWereRead()
{
    m_source->lists[QStringLiteral("q")] = makeTickets(1, 200);
    m_model->show({{{}, QStringLiteral("q"), false, false}}, ticket::SortOrder::Urgency);
    m_model->fetchMore({});
    QCOMPARE(m_model->rowCount(), 120);
    m_model->refresh();
    QCOMPARE(m_model->rowCount(), 120);
    m_model->fetchMore({});
    QCOMPARE(m_model->rowCount(), 180);
    QCOMPARE(m_model->index(179).data().toString(), QStringLiteral("Subject 180"));
}

void QueueModelTest::aRefreshThatIsUnderWayEnds()
{
    auto &rows = m_source->lists[QStringLiteral("q")];
    rows = makeTickets(1, 3);
    m_model->show({{{}, QStringLiteral("q"), false, false}}, ticket::SortOrder::Urgency);
    const QSignalSpy loaded(m_model.get(), &QueueModel::loaded);
    m_source->requests = 0;
    m_source->isHolding = true;
    for (int i = 0; i < 10; ++i)
        m_model->refresh(); // more changes come than can be read
    QCOMPARE(m_source->requests, 1);
    rows.push_back(makeTicket(4, QStringLiteral("Subject 4")));
    m_source->release();
    QCOMPARE(m_source->requests, 2);
    QCOMPARE(loaded.count(), 2);
    QCOMPARE(m_model->rowCount(), 4);
    QVERIFY(!m_model->isLoading());

    // What came in while a reading failed is not forgotten.
    m_source->isHolding = true;
    m_model->refresh();
    m_model->refresh();
    m_source->error = Error{ErrorCode::Internal, QStringLiteral("busy")};
    m_source->requests = 0;
    m_source->release();
    QCOMPARE(m_source->requests, 1);
    QVERIFY(!m_model->isLoading());
}

void QueueModelTest::answersToAnOlderQuestionAreIgnored()
{
    m_source->lists[QStringLiteral("slow")] = makeTickets(1, 2);
    m_source->lists[QStringLiteral("fast")] = makeTickets(50, 1);
    m_source->isHolding = true;
    m_model->show({{{}, QStringLiteral("slow"), false, false}}, ticket::SortOrder::Urgency);
    m_model->show({{{}, QStringLiteral("fast"), false, false}}, ticket::SortOrder::Urgency);
    m_source->release();
    QCOMPARE(texts(), list({"Subject 50"}));
}

void QueueModelTest::failureKeepsTheRows()
{
    m_source->lists[QStringLiteral("q")] = makeTickets(1, 2);
    m_model->show({{{}, QStringLiteral("q"), false, false}}, ticket::SortOrder::Urgency);
    m_source->error = Error{ErrorCode::InvalidInput, QStringLiteral("bad")};
    const QSignalSpy failed(m_model.get(), &QueueModel::failed);
    m_model->show({{{}, QStringLiteral("x:"), false, false}}, ticket::SortOrder::Urgency);
    QCOMPARE(failed.count(), 1);
    QCOMPARE(m_model->rowCount(), 2);
    m_source->error.reset();
    m_model->show({{{}, QStringLiteral("other"), false, false}}, ticket::SortOrder::Urgency);
    QCOMPARE(m_model->rowCount(), 0);
}

void QueueModelTest::checksSurviveRefreshAndGoWithTheirTicket()
{
    auto &rows = m_source->lists[QStringLiteral("q")];
    rows = makeTickets(1, 3);
    m_model->show({{{}, QStringLiteral("q"), false, false}}, ticket::SortOrder::Urgency);
    QVERIFY(!m_model->index(0).data(Qt::CheckStateRole).isValid());
    m_model->setChecked(rows[0].key, true);
    m_model->setChecked(rows[1].key, true);
    QCOMPARE(m_model->index(2).data(Qt::CheckStateRole).value<Qt::CheckState>(), Qt::Unchecked);
    m_model->refresh();
    QCOMPARE(m_model->checked().size(), 2);
    rows.erase(rows.begin());
    m_model->refresh();
    QCOMPARE(m_model->checked().size(), 1);
    m_model->clearChecked();
    QVERIFY(!m_model->index(0).data(Qt::CheckStateRole).isValid());
}

QTEST_MAIN(QueueModelTest)
#include "queue_model_test.moc"
