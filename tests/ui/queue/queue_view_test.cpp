// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_clock.h"
#include "tests/ui/queue/list_ticket_source.h"
#include "ui/queue/queue_view.h"
#include "ui/queue/views_panel.h"

#include <QAccessible>
#include <QApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace otklik;
using namespace otklik::ui;
using namespace std::chrono_literals;
using otklik::test::ListTicketSource;
using otklik::test::makeTicket;

/// The queue pane with typed rows, driven as a person would. With OTKLIK_PICTURES=DIR its pictures are kept.
class QueueViewTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup()
    {
        m_desk.reset();
        m_presenter.reset();
    }
    void arrowsChooseTickets();
    void enterOpens();
    void shiftArrowsCheck();
    void clicksOnBoxesCheck();
    void searchMakesChips();
    void backspaceBreaksAChip();
    void downLeadsToWhatWasFound();
    void escapeClearsTheSearch();
    void completionIsOffered();
    void emptyViewsSaySo();
    void refreshKeepsTheCurrentRow();
    void rowsAreSpoken();
    void viewsListChooses();
    void everyDensityAndThemePaints();

private:
    [[nodiscard]] QLineEdit *edit() const { return m_view->findChild<QLineEdit *>(QStringLiteral("searchEdit")); }

    Theme m_theme;
    IconStore m_icons{m_theme};
    test::FakeClock m_clock{Instant::fromIso(QStringLiteral("2026-03-12T14:20:00Z"))};
    std::unique_ptr<ListTicketSource> m_source;
    std::unique_ptr<QueuePresenter> m_presenter;
    ViewsModel m_views;
    std::unique_ptr<QWidget> m_desk;
    QueueView *m_view = nullptr;
    ViewsPanel *m_panel = nullptr;
    ShownView m_open{QStringLiteral("open"), QStringLiteral("All open"), QStringLiteral("open"), true};
};

namespace {

struct Typed
{
    int number;
    const char *subject, *name, *company, *preview, *tag, *assignee;
    ticket::Priority priority;
    int dueMinutes;
    bool unread;
    ticket::Channel channel;
};
using ticket::Channel;
using ticket::Priority;
constexpr std::array kRows = {
    Typed{4190, "Down: stroyvektor.example, 502", "Site watch", "Стройвектор", "since 13:58", "hosting",
          "anna@c.example", Priority::Urgent, -8, true, Channel::Monitor},
    Typed{4189, "Не приходят заявки с сайта!!!", "Ольга Кравец", "Чайный Двор", "Срочно посмотрите", "forms", "",
          Priority::Urgent, 12, true, Channel::Mail},
    Typed{4182, "Slow site, orders are being lost", "Irina Belova", "Velmora", "Since about 9:20 our shop", "vip",
          "maria@c.example", Priority::High, 72, false, Channel::Mail},
    Typed{4188, "Certificate warning at checkout", "Tom Ashdown", "Quillmark Books", "", "tls", "leo@c.example",
          Priority::High, 46, true, Channel::Mail},
    Typed{4191, "Call: cannot sign in to the CRM and the password letter never arrives", "Deniz Aydin", "Brightmoor",
          "Password", "login", "anna@c.example", Priority::Normal, 110, false, Channel::Phone},
    Typed{4170, "How do I add a second price list?", "Hugo Marten", "Fennwick Garden", "We have", "content",
          "olga@c.example", Priority::Low, 370, false, Channel::Chat},
};

std::vector<ticket::TicketRow> typedRows(Instant now)
{
    std::vector<ticket::TicketRow> rows;
    for (const Typed &typed : kRows) {
        ticket::TicketRow row = makeTicket(typed.number, QString::fromUtf8(typed.subject));
        row.requester.name = QString::fromUtf8(typed.name);
        row.requester.company = QString::fromUtf8(typed.company);
        row.preview = QString::fromUtf8(typed.preview);
        row.tags = QStringList(QString::fromUtf8(typed.tag));
        row.assignee = QString::fromUtf8(typed.assignee);
        row.priority = typed.priority;
        row.unread = typed.unread;
        row.channel = typed.channel;
        row.dueAt = now + std::chrono::minutes(typed.dueMinutes);
        rows.push_back(row);
    }
    return rows;
}

std::vector<ticket::TicketRow> waitingRows(Instant now)
{
    auto rows = std::vector{makeTicket(4101, QStringLiteral("Не открывается архив с макетами")),
                            makeTicket(4102, QStringLiteral("Payment form: bank error 504")),
                            makeTicket(4103, QStringLiteral("Which counter is the right one?"))};
    rows[0].status = ticket::Status::Pending;
    rows[1].snoozedUntil = now + std::chrono::hours(26);
    rows[2].status = ticket::Status::OnHold;
    rows[2].failedSend = true;
    return rows;
}

void keepPicture(QWidget &widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("OTKLIK_PICTURES");
    if (!folder.isEmpty())
        QVERIFY(widget.grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png")));
}

} // namespace

void QueueViewTest::init()
{
    m_theme.setMode(ThemeMode::Light);
    m_theme.applyTo(*qApp);
    m_source = std::make_unique<ListTicketSource>();
    m_source->lists[QStringLiteral("open status:new,open")] = typedRows(m_clock.now());
    m_source->lists[QStringLiteral("open status:pending,on-hold")] = waitingRows(m_clock.now());
    auto all = typedRows(m_clock.now());
    m_source->lists[QStringLiteral("open \"slow site\"")] = {all[2]};
    m_source->lists[QStringLiteral("open status:open \"slow site\"")] = {all[2]};
    m_source->lists[QStringLiteral("open")] = all;
    m_presenter = std::make_unique<QueuePresenter>(*m_source, m_clock);
    m_desk = std::make_unique<QWidget>();
    auto *row = new QHBoxLayout(m_desk.get());
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    const Look look{m_theme, m_icons};
    m_views.setSections({{QStringLiteral("Views"),
                          {{QStringLiteral("mine"), QStringLiteral("Mine"), QStringLiteral("user"), {}},
                           {QStringLiteral("at-risk"), QStringLiteral("At risk"), QStringLiteral("alert"), {}, true},
                           {QStringLiteral("open"), QStringLiteral("All open"), QStringLiteral("inbox"), {}}}},
                         {QStringLiteral("Tags"),
                          {{QStringLiteral("tag:dns"), QStringLiteral("dns"), {}, {}},
                           {QStringLiteral("tag:tls"), QStringLiteral("tls"), {}, {}}}}});
    m_views.setCounts({{QStringLiteral("mine"), 12}, {QStringLiteral("at-risk"), 3}, {QStringLiteral("open"), 46}});
    m_panel = new ViewsPanel(look, m_views);
    m_panel->setFixedWidth(216);
    m_view = new QueueView(look, m_clock, *m_presenter);
    row->addWidget(m_panel);
    row->addWidget(m_view);
    m_desk->resize(216 + 376, 860);
    m_desk->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_desk.get()));
    m_desk->activateWindow();
    m_presenter->showView(m_open);
    m_panel->setCurrentView(m_open.id);
    m_view->setViewTotal(46);
    m_view->list().setFocus();
    QTRY_COMPARE(QApplication::focusWidget(), &m_view->list());
}

void QueueViewTest::arrowsChooseTickets()
{
    const QSignalSpy spy(m_presenter.get(), &QueuePresenter::currentChanged);
    m_presenter->selectFirst();
    QTest::keyClick(&m_view->list(), Qt::Key_Down);
    QCOMPARE(m_presenter->currentTicket()->number, 4189);
    for (int i = 0; i < 5; ++i)
        QTest::keyClick(&m_view->list(), Qt::Key_Down);
    QCOMPARE(m_presenter->currentTicket()->number, 4101); // over the header
    QTest::keyClick(&m_view->list(), Qt::Key_Up);
    QCOMPARE(m_presenter->currentTicket()->number, 4170);
    QCOMPARE(spy.count(), 8);
}

void QueueViewTest::enterOpens()
{
    const QSignalSpy spy(m_view, &QueueView::opened);
    m_presenter->selectFirst();
    QTest::keyClick(&m_view->list(), Qt::Key_Return);
    QCOMPARE(spy.count(), 1);
}

void QueueViewTest::shiftArrowsCheck()
{
    m_presenter->selectFirst();
    QTest::keyClick(&m_view->list(), Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(&m_view->list(), Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(m_presenter->model().checked().size(), 3);
    keepPicture(*m_desk, QStringLiteral("queue-checked"));
}

void QueueViewTest::clicksOnBoxesCheck()
{
    m_presenter->selectFirst();
    m_presenter->toggleChecked();
    const QRect third = m_view->list().visualRect(m_presenter->model().index(3));
    QTest::mouseClick(m_view->list().viewport(), Qt::LeftButton, {}, QueueDelegate::checkBoxRect(third).center());
    QCOMPARE(m_presenter->model().checked().size(), 2);
    QCOMPARE(m_presenter->currentTicket()->number, 4190); // the box does not open the ticket
    const QRect second = m_view->list().visualRect(m_presenter->model().index(2));
    QTest::mouseClick(m_view->list().viewport(), Qt::LeftButton, {}, second.center());
    QCOMPARE(m_presenter->currentTicket()->number, 4189);
}

void QueueViewTest::searchMakesChips()
{
    m_view->focusSearch();
    QTest::keyClicks(edit(), QStringLiteral("status:open \"slow site\""));
    QCOMPARE(m_view->searchField().chips().size(), 2);
    QCOMPARE(edit()->text(), QString());
    QTRY_COMPARE(m_presenter->search(), QStringLiteral("status:open \"slow site\""));
    QCOMPARE(m_presenter->model().index(0).data().toString(), QStringLiteral("Matches"));
    QCOMPARE(m_presenter->model().index(1).data().toString(), QStringLiteral("Slow site, orders are being lost"));
    m_presenter->setCurrent(m_presenter->model().ticketAt(1)->key);
    keepPicture(*m_desk, QStringLiteral("queue-search"));
}

void QueueViewTest::backspaceBreaksAChip()
{
    m_view->focusSearch();
    QTest::keyClicks(edit(), QStringLiteral("status:open "));
    QCOMPARE(m_view->searchField().chips().size(), 1);
    QTest::keyClick(edit(), Qt::Key_Backspace);
    QCOMPARE(m_view->searchField().chips().size(), 0);
    QCOMPARE(edit()->text(), QStringLiteral("status:open"));
    QTest::keyClick(edit(), Qt::Key_Backspace);
    QCOMPARE(edit()->text(), QStringLiteral("status:ope"));
}

void QueueViewTest::downLeadsToWhatWasFound()
{
    m_presenter->selectFirst();
    const qint64 before = m_presenter->currentTicket()->number;
    m_view->focusSearch();
    m_source->isHolding = true; // the reader is quicker than the search
    QTest::keyClicks(edit(), QStringLiteral("\"slow site\""));
    QTest::keyClick(edit(), Qt::Key_Down);
    QCOMPARE(m_presenter->currentTicket()->number, before);
    m_source->release();
    QTRY_COMPARE(m_presenter->currentTicket()->number, 4182);
    QCOMPARE(QApplication::focusWidget(), &m_view->list());
    m_presenter->setSearch(QString());
    m_presenter->moveCurrent(1);
    const qint64 chosen = m_presenter->currentTicket()->number;
    m_view->focusSearch();
    QTest::keyClick(edit(), Qt::Key_Return); // nothing was sought
    QCOMPARE(m_presenter->currentTicket()->number, chosen);
}

void QueueViewTest::escapeClearsTheSearch()
{
    m_view->focusSearch();
    QTest::keyClicks(edit(), QStringLiteral("\"slow site\""));
    QTRY_VERIFY(!m_presenter->search().isEmpty());
    QTest::keyClick(edit(), Qt::Key_Escape);
    QCOMPARE(m_presenter->search(), QString());
    QCOMPARE(QApplication::focusWidget(), &m_view->list());
    QCOMPARE(m_presenter->model().index(0).data().toString(), QStringLiteral("We owe an answer"));
}

void QueueViewTest::completionIsOffered()
{
    m_view->searchField().setCompletion([](const QString &text, int caret) {
        SearchCompletion offer;
        if (text.left(caret) == QStringLiteral("ta"))
            offer = {0, 2, {QStringLiteral("tag:")}};
        if (text == QStringLiteral("tag:"))
            offer = {4, 0, {QStringLiteral("dns"), QStringLiteral("tls")}};
        return offer;
    });
    m_view->focusSearch();
    QTest::keyClicks(edit(), QStringLiteral("ta"));
    QWidget *popup = nullptr;
    QTRY_VERIFY((popup = QApplication::activePopupWidget()));
    QTest::keyClick(popup, Qt::Key_Down);
    QTest::keyClick(popup, Qt::Key_Return);
    QCOMPARE(edit()->text(), QStringLiteral("tag:"));
    QTRY_VERIFY((popup = QApplication::activePopupWidget())); // now the values
    QTest::keyClick(popup, Qt::Key_Down);
    QTest::keyClick(popup, Qt::Key_Return);
    QCOMPARE(m_view->searchField().chips(), QStringList(QStringLiteral("tag:dns")));
}

void QueueViewTest::emptyViewsSaySo()
{
    m_presenter->showView({QStringLiteral("at-risk"), QStringLiteral("At risk"), QStringLiteral("none"), false});
    auto *title = m_view->findChild<QWidget *>(QStringLiteral("emptyStateTitle"));
    QVERIFY(title);
    QVERIFY(!m_view->list().isVisible());
    keepPicture(*m_desk, QStringLiteral("queue-empty"));
    m_presenter->showView(m_open);
    QVERIFY(m_view->list().isVisible());
}

void QueueViewTest::refreshKeepsTheCurrentRow()
{
    m_presenter->setCurrent(makeTicket(4182, {}).key);
    QCOMPARE(m_view->list().currentIndex().row(), 3);
    auto &rows = m_source->lists[QStringLiteral("open status:new,open")];
    rows.insert(rows.begin(), makeTicket(4300, QStringLiteral("Brand new")));
    m_presenter->refresh();
    QCOMPARE(m_view->list().currentIndex().row(), 4);
    QCOMPARE(m_presenter->currentTicket()->number, 4182);
    rows.erase(rows.begin() + 3); // the current one leaves: nobody else is opened instead
    m_presenter->refresh();
    QCOMPARE(m_presenter->current(), makeTicket(4182, {}).key);
    QVERIFY(!m_view->list().currentIndex().isValid());
}

void QueueViewTest::rowsAreSpoken()
{
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&m_view->list());
    QVERIFY(list);
    QCOMPARE(list->text(QAccessible::Name), QStringLiteral("Tickets"));
    QVERIFY(list->childCount() >= 8);
    const QString first = list->child(1)->text(QAccessible::Name);
    QVERIFY2(first.contains(QStringLiteral("8 m over")), qPrintable(first));
    for (const QWidget *control : m_desk->findChildren<QWidget *>())
        if (control->focusPolicy() != Qt::NoFocus && control->isVisible() && !control->objectName().isEmpty() &&
            !control->objectName().startsWith(QStringLiteral("qt_")))
            QVERIFY2(!control->accessibleName().isEmpty(), qPrintable(control->objectName()));
}

void QueueViewTest::viewsListChooses()
{
    const QSignalSpy spy(m_panel, &ViewsPanel::viewChosen);
    m_panel->setFocus();
    QTest::keyClick(m_panel, Qt::Key_Up);
    QCOMPARE(spy.count(), 1);
    QCOMPARE(spy.last().front().toString(), QStringLiteral("at-risk"));
    QTest::keyClick(m_panel, Qt::Key_Down);
    QTest::keyClick(m_panel, Qt::Key_Down); // over the heading
    QCOMPARE(spy.last().front().toString(), QStringLiteral("tag:dns"));
}

void QueueViewTest::everyDensityAndThemePaints()
{
    m_view->setPeople({{QStringLiteral("maria@c.example"), QStringLiteral("Maria Orlova")},
                       {QStringLiteral("anna@c.example"), QStringLiteral("Anna Petrova")}});
    m_presenter->setCurrent(makeTicket(4182, {}).key);
    for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
        m_theme.setMode(mode);
        for (const QueueDensity density : {QueueDensity::Compact, QueueDensity::Normal, QueueDensity::Roomy}) {
            m_view->setDensity(density);
            QCoreApplication::processEvents();
            const QImage image = m_desk->grab().toImage();
            QSet<QRgb> colours;
            for (int y = 0; y < image.height(); y += 3)
                for (int x = 0; x < image.width(); x += 3)
                    colours.insert(image.pixel(x, y));
            QVERIFY(colours.contains(m_theme.color(Token::Panel).rgb()));
            QVERIFY(colours.contains(m_theme.color(Token::Sel).rgb()));
            QVERIFY(colours.size() > 30);
            keepPicture(*m_desk,
                        QStringLiteral("queue-%1-%2").arg(static_cast<int>(mode)).arg(static_cast<int>(density)));
        }
    }
}

QTEST_MAIN(QueueViewTest)
#include "queue_view_test.moc"
