// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// The pages of the real window over the demo mailbox: what holds on each of them, and the settings.
#include "tests/ui/shell/controls.h"
#include "tests/ui/shell/desk_on_screen.h"
#include "ui/customer/customer_panel.h"
#include "ui/queue/views_model.h"
#include "ui/shell/navigation_rail.h"

#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTimer>

#include <atomic>

using namespace otklik;

namespace {

/// Read by the engine's thread too.
class ShiftedClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override { return SystemClock().now() + m_shift.load(); }
    void shift(std::chrono::milliseconds by) { m_shift = by; }

private:
    std::atomic<std::chrono::milliseconds> m_shift{std::chrono::milliseconds(0)};
};

} // namespace

class DeskPagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyControlHasItsNames();
    void ticketsAreMergedAndTakenApartAgain();
    void severalTicketsAreMergedFromTheirBar();
    void ticketsAreLinked();
    void aNewTagIsTyped();
    void aViewOfATagIsBackAfterARestart();
    void aNoteIsPinnedOnACustomer();
    void theHistoryNamesWhoSolved();
    void aTicketPutOffComesBack();
    void aTicketBegunIsKept();
    void thePersonIsSavedAndShown();
    void aMailboxIsRemovedAfterAsking();
    void appearanceIsChosen();
    void aLanguageIsChosenOnTheSpot();
    void cleanupTestCase();

private:
    template<typename T>
    T *find(const char *objectName)
    {
        return m_desk->find<T>(QString::fromLatin1(objectName));
    }

    QTemporaryDir m_profile;
    ShiftedClock m_clock;
    std::unique_ptr<ui::WorkspaceClient> m_client;
    std::unique_ptr<test::DeskOnScreen> m_desk;
};

void DeskPagesTest::initTestCase()
{
    auto opened = ui::WorkspaceClient::open(m_profile.filePath(QStringLiteral("profile")), m_clock);
    REQUIRE(opened);
    m_client = std::move(*opened);
    test::readDemo(*m_client);
    m_desk = std::make_unique<test::DeskOnScreen>(*m_client);
    auto *queue = find<QAbstractItemView>("queueList");
    QTRY_VERIFY_WITH_TIMEOUT(queue->model()->rowCount() > 10, 30000);
}

void DeskPagesTest::everyControlHasItsNames()
{
    QStringList nameless;
    for (const QString &page : m_desk->window().pages()) {
        m_desk->window().showPage(page);
        QCoreApplication::processEvents();
        for (const QWidget *widget : m_desk->frame().findChildren<QWidget *>()) {
            if (!test::isControl(*widget) || test::isPartOfAControl(*widget))
                continue;
            const auto *button = qobject_cast<const QPushButton *>(widget);
            if (button && !button->isVisible() && button->text().isEmpty())
                continue; // named with its text, when it gets one
            if (widget->objectName().isEmpty() || widget->accessibleName().isEmpty())
                nameless << page + QLatin1Char(' ') + QString::fromLatin1(widget->metaObject()->className()) +
                                QLatin1Char(' ') + widget->objectName();
        }
    }
    nameless.removeDuplicates();
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char('\n'))));
}

void DeskPagesTest::ticketsAreMergedAndTakenApartAgain()
{
    m_desk->window().showPage(QStringLiteral("queue"));
    const auto page = m_client->read().tickets(QStringLiteral("status:open"), ticket::SortOrder::Number, 2, QString());
    QVERIFY(page && page->rows.size() == 2);
    const ticket::TicketRow from = page->rows[0];
    const ticket::TicketRow into = page->rows[1];
    m_desk->window().queue().setCurrent(from.key);
    QVERIFY(m_desk->window().commands().run(QStringLiteral("ticket.merge")));
    auto *field = find<QLineEdit>("ticketChoiceField");
    QVERIFY(field);
    field->setText(QString::number(into.number));
    auto *list = find<QAbstractItemView>("ticketChoiceList");
    QCOMPARE(list->model()->rowCount(), 1);
    QTest::keyClick(field, Qt::Key_Return);
    const auto isOnTheDesk = [this](const ticket::TicketRow &row) {
        const auto found =
            m_client->read().tickets(QStringLiteral("number:%1").arg(row.number), ticket::SortOrder::Number, 1, {});
        return found && !found->rows.empty();
    };
    QTRY_VERIFY(!isOnTheDesk(from));
    QCOMPARE(m_desk->window().queue().current(), into.key);
    QVERIFY(isOnTheDesk(into));
    QTRY_VERIFY(find<QPushButton>("undoButton"));
    find<QPushButton>("undoButton")->click();
    QTRY_VERIFY(isOnTheDesk(from));
    QCOMPARE(m_client->read().ticket(from.key)->messages, from.messages);
    QCOMPARE(m_client->read().ticket(into.key)->messages, into.messages);
}

void DeskPagesTest::severalTicketsAreMergedFromTheirBar()
{
    m_desk->window().showPage(QStringLiteral("queue"));
    m_desk->window().commands().run(QStringLiteral("view.open"));
    ui::QueuePresenter &queue = m_desk->window().queue();
    QTRY_VERIFY(queue.model().rowCount() > 10);
    std::vector<ticket::TicketRow> rows;
    for (int row = 0; rows.size() < 3; ++row)
        if (const ticket::TicketRow *ticket = queue.model().ticketAt(row)) {
            rows.push_back(*ticket);
            queue.setCurrent(ticket->key);
            queue.toggleChecked();
        }
    auto *merge = find<QPushButton>("bulk-ticket.merge");
    QVERIFY(merge);
    QTRY_VERIFY(merge->isVisible());
    merge->click();
    QTRY_VERIFY(find<QDialog>("mergeDialog"));
    const auto *list = find<QDialog>("mergeDialog")->findChild<QAbstractItemView *>(QStringLiteral("ticketChoiceList"));
    // The selected ones come first: one of them is most often what the others belong to.
    const auto lineOf = [](const ticket::TicketRow &row) { return QStringLiteral("#%1 ").arg(row.number); };
    int first = -1;
    for (int row = 0; row < 3; ++row)
        for (const ticket::TicketRow &one : rows)
            if (list->model()->index(row, 0).data().toString().startsWith(lineOf(one)) && one.key == rows[1].key)
                first = row;
    QVERIFY(first >= 0);
    auto *choice = find<QDialog>("mergeDialog");
    choice->findChild<QAbstractItemView *>(QStringLiteral("ticketChoiceList"))
        ->setCurrentIndex(list->model()->index(first, 0));
    choice->findChild<QPushButton *>(QStringLiteral("ticketChoiceChoose"))->click();
    const auto mergedInto = [this](const ticket::TicketRow &row) {
        const auto now = m_client->read().ticket(row.key);
        return now ? now->mergedInto : ticket::Key();
    };
    QTRY_COMPARE(mergedInto(rows[0]), rows[1].key);
    QTRY_COMPARE(mergedInto(rows[2]), rows[1].key);
    QVERIFY(mergedInto(rows[1]).isEmpty());
    QTRY_VERIFY(find<QPushButton>("undoButton")); // one for all
    find<QPushButton>("undoButton")->click();
    QTRY_VERIFY(mergedInto(rows[0]).isEmpty() && mergedInto(rows[2]).isEmpty());
    queue.clearChecked();
}

void DeskPagesTest::ticketsAreLinked()
{
    const auto page = m_client->read().tickets(QStringLiteral("status:open"), ticket::SortOrder::Number, 2, QString());
    m_desk->window().queue().setCurrent(page->rows[0].key);
    QVERIFY(m_desk->window().commands().run(QStringLiteral("ticket.link")));
    QTRY_VERIFY(find<QWidget>("linkDialog"));
    auto *field = find<QWidget>("linkDialog")->findChild<QLineEdit *>(QStringLiteral("ticketChoiceField"));
    field->setText(QString::number(page->rows[1].number));
    QTest::keyClick(field, Qt::Key_Return);
    const auto isLinked = [&] {
        const auto timeline = m_client->read().timeline(page->rows[0].key);
        return timeline && std::any_of(timeline->begin(), timeline->end(), [](const ticket::TimelineEntry &entry) {
                   return entry.op == QLatin1String("ticket.link");
               });
    };
    QTRY_VERIFY(isLinked());
}

void DeskPagesTest::aNewTagIsTyped()
{
    m_desk->window().commands().run(QStringLiteral("view.open"));
    ui::QueuePresenter &queue = m_desk->window().queue();
    QTRY_VERIFY(queue.currentTicket());
    std::vector<ticket::Key> keys;
    for (int row = 0; keys.size() < 2; ++row)
        if (const ticket::TicketRow *ticket = queue.model().ticketAt(row)) {
            keys.push_back(ticket->key);
            queue.setCurrent(ticket->key);
            queue.toggleChecked();
        }
    QTimer::singleShot(0, this, [] {
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu && !menu->actions().isEmpty());
        menu->actions().constLast()->trigger();
        menu->close();
    });
    QVERIFY(m_desk->window().commands().run(QStringLiteral("ticket.tags")));
    QTRY_VERIFY(find<QLineEdit>("newTagQuestionField"));
    find<QLineEdit>("newTagQuestionField")->setText(QStringLiteral(" Slow Shop "));
    QTest::keyClick(find<QLineEdit>("newTagQuestionField"), Qt::Key_Return);
    const auto isTagged = [this](const ticket::Key &key) {
        const auto row = m_client->read().ticket(key);
        return row && row->tags.contains(QStringLiteral("slow-shop"));
    };
    QTRY_VERIFY(isTagged(keys[0]) && isTagged(keys[1]));
    queue.clearChecked();
}

/// Which tags there are is known only when the views have been counted, after the window is there.
void DeskPagesTest::aViewOfATagIsBackAfterARestart()
{
    const QString tag = QStringLiteral("tag:slow-shop");
    const auto indexOf = [&]() -> QModelIndex {
        const QAbstractItemModel *views = find<QAbstractItemView>("viewsList")->model();
        const auto found = views->match(views->index(0, 0), ui::ViewsModel::IdRole, tag, 1, Qt::MatchRecursive);
        return found.isEmpty() ? QModelIndex() : found.front();
    };
    QTRY_VERIFY(indexOf().isValid());
    find<QAbstractItemView>("viewsList")->setCurrentIndex(indexOf());
    QTRY_COMPARE(m_desk->window().queue().view().id, tag);
    m_desk = std::make_unique<test::DeskOnScreen>(*m_client);
    QTRY_COMPARE(m_desk->window().queue().view().id, tag);
    QTRY_COMPARE(m_desk->window().queue().model().ticketCount(), 2);
    QCOMPARE(find<QAbstractItemView>("viewsList")->currentIndex(), indexOf());
    m_desk->window().commands().run(QStringLiteral("view.open"));
}

void DeskPagesTest::aNoteIsPinnedOnACustomer()
{
    const QString address = QStringLiteral("irina@velmora.example");
    const auto noteOf = [&] {
        const auto card = m_client->read().customer(address);
        return card ? card->note : QString();
    };
    const QString before = noteOf();
    const auto ask = [&] {
        Q_EMIT find<ui::CustomerPanel>("customerPanel")->noteEditRequested(address, before);
        return find<QPlainTextEdit>("customerNoteQuestionField");
    };
    ask()->setPlainText(QStringLiteral("Forget this"));
    find<QPushButton>("customerNoteQuestionCancel")->click();
    QTRY_VERIFY(!find<QDialog>("customerNoteQuestion"));
    QPlainTextEdit *field = ask();
    QCOMPARE(field->toPlainText(), before);
    field->setPlainText(QStringLiteral("Rings late.\nSpeaks Russian."));
    QTest::keyClick(field, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(noteOf(), QStringLiteral("Rings late.\nSpeaks Russian."));
}

void DeskPagesTest::theHistoryNamesWhoSolved()
{
    const auto card = m_client->read().customer(QStringLiteral("rita.belykh@mail.ru.example"));
    REQUIRE(card);
    int solved = 0;
    for (const ticket::HistoryLine &line : card->history)
        if (!line.solvedBy.address.isEmpty()) {
            ++solved;
            QVERIFY2(!line.solvedBy.name.isEmpty(), qPrintable(line.solvedBy.address));
        }
    QVERIFY(solved > 0);
}

void DeskPagesTest::aTicketPutOffComesBack()
{
    m_desk->window().commands().run(QStringLiteral("view.open"));
    ui::QueueModel &rows = m_desk->window().queue().model();
    QTRY_VERIFY(m_desk->window().queue().currentTicket());
    const ticket::Key key = m_desk->window().queue().current();
    QVERIFY(rows.rowOf(key) >= 0);
    const Instant until = m_clock.now() + std::chrono::hours(1);
    auto done = m_client->order([key, until](workspace::Workspace &w) { return w.snooze(key, until); });
    done.waitForFinished();
    REQUIRE(done.result());
    QTRY_VERIFY(rows.rowOf(key) < 0);
    m_clock.shift(std::chrono::hours(2));
    m_desk->window().timePassed();
    QTRY_VERIFY(rows.rowOf(key) >= 0);
}

void DeskPagesTest::aTicketBegunIsKept()
{
    const auto open = [this] { m_desk->window().commands().run(QStringLiteral("ticket.new")); };
    open();
    QVERIFY(!find<QPushButton>("newTicketAnew")->isVisible());
    find<QLineEdit>("newTicketRequester")->setText(QStringLiteral("irina@velmora.example"));
    find<QPlainTextEdit>("newTicketText")->setPlainText(QStringLiteral("She rang: the shop\n is <slow>"));
    QTest::keyClick(find<QDialog>("newTicketDialog"), Qt::Key_Escape);
    QTRY_VERIFY(!find<QDialog>("newTicketDialog"));
    const auto keptText = [&] {
        open();
        const QString text = find<QPlainTextEdit>("newTicketText")->toPlainText();
        delete find<QDialog>("newTicketDialog");
        return text;
    };
    QTRY_COMPARE(keptText(), QStringLiteral("She rang: the shop\n is <slow>"));
    open();
    QCOMPARE(find<QLineEdit>("newTicketRequester")->text(), QStringLiteral("irina@velmora.example"));
    QVERIFY(find<QPushButton>("newTicketAnew")->isVisible());
    find<QLineEdit>("newTicketSubject")->setText(QStringLiteral("Slow shop"));
    find<QPushButton>("newTicketCreate")->click();
    QTRY_VERIFY(!find<QDialog>("newTicketDialog"));
    QTRY_COMPARE(keptText(), QString());
}

void DeskPagesTest::thePersonIsSavedAndShown()
{
    m_desk->window().commands().run(QStringLiteral("app.settings"));
    QCOMPARE(m_desk->frame().currentPage(), ui::NavigationRail::kSettingsPage);
    auto *name = find<QLineEdit>("personName");
    auto *save = find<QPushButton>("savePerson");
    QTRY_VERIFY(!name->text().isEmpty());
    QVERIFY(!save->isEnabled());
    name->setText(QStringLiteral("Zoe Quill"));
    QVERIFY(save->isEnabled());
    save->click();
    QTRY_COMPARE(m_client->read().me().name, QStringLiteral("Zoe Quill"));
    QTRY_VERIFY(!save->isEnabled());
    find<QLineEdit>("personAddress")->setText(QStringLiteral("nobody"));
    QVERIFY(!save->isEnabled()); // no address
    find<QLineEdit>("personAddress")->setText(m_client->read().me().address);
}

void DeskPagesTest::aMailboxIsRemovedAfterAsking()
{
    m_desk->window().showPage(ui::NavigationRail::kSettingsPage);
    QPushButton *remove = nullptr;
    QTRY_VERIFY((remove = find<QPushButton>("removeAccount")));
    remove->click();
    QMessageBox *question = nullptr;
    QTRY_VERIFY((question = find<QMessageBox>("removeAccountQuestion")));
    question->reject();
    QTRY_VERIFY(!find<QMessageBox>("removeAccountQuestion"));
    QVERIFY(!m_client->read().accounts()->empty());
}

void DeskPagesTest::appearanceIsChosen()
{
    m_desk->window().showPage(ui::NavigationRail::kSettingsPage);
    auto *themes = find<QComboBox>("themeChoice");
    const QColor light = m_desk->frame().palette().color(QPalette::Window);
    themes->setCurrentIndex(2);
    Q_EMIT themes->activated(2);
    QTRY_VERIFY(m_desk->frame().palette().color(QPalette::Window) != light);
    themes->setCurrentIndex(1);
    Q_EMIT themes->activated(1);
    QTRY_COMPARE(m_desk->frame().palette().color(QPalette::Window), light);
}

void DeskPagesTest::aLanguageIsChosenOnTheSpot()
{
    m_desk->window().showPage(ui::NavigationRail::kSettingsPage);
    const QWidget *before = &m_desk->frame();
    auto *languages = find<QComboBox>("languageChoice");
    languages->setCurrentIndex(2);
    Q_EMIT languages->activated(2);
    // The window is made anew, and stays where one was.
    QTRY_VERIFY(&m_desk->frame() != before);
    QCOMPARE(m_desk->frame().currentPage(), ui::NavigationRail::kSettingsPage);
    QCOMPARE(find<QComboBox>("languageChoice")->currentData().toString(), QStringLiteral("ru"));
    QCOMPARE(QLocale().language(), QLocale::Russian);
}

void DeskPagesTest::cleanupTestCase()
{
    m_desk.reset();
    m_client.reset();
}

QTEST_MAIN(DeskPagesTest)
#include "desk_pages_test.moc"
