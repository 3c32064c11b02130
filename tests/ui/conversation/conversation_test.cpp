// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// The conversation as a whole: long tickets, reading on, orders, themes.
#include "tests/ui/conversation/conversation_case.h"
#include "ui/conversation/search_menu.h"
#include "ui/conversation/timeline_card.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTextBrowser>

using namespace otklik;
using namespace otklik::ui;
using namespace std::chrono_literals;

class ConversationTest final : public test::ConversationCase
{
    Q_OBJECT
private Q_SLOTS:
    void init() { begin(); }
    void aLongTicketBeginsAtItsEnd();
    void everyUnreadMessageIsThere();
    void refusedDecisionsAreTold();
    void ticketIsReadAfterAWhile();
    void chipsGiveOrders();
    void reloadKeepsCards();
    void bothThemesPaint();
    void cardsFollowTheTheme();
    void anOpenMenuStaysAsItIs();
};

void ConversationTest::aLongTicketBeginsAtItsEnd()
{
    fillWithMessages(100);
    const auto view = std::make_unique<ConversationView>(m_look, *m_presenter);
    view->resize(514, 640);
    view->show();
    m_presenter->show(m_key);
    const auto cards = [&] { return int(view->findChildren<TimelineCard *>().size()); };
    const auto card = [&](const char *id) -> TimelineCard * {
        for (TimelineCard *one : view->findChildren<TimelineCard *>())
            if (one->entry().id == QLatin1String(id))
                return one;
        return nullptr;
    };
    QCOMPARE(cards(), ConversationView::kCardsATurn); // the window is never held for all of them
    QTRY_COMPARE(cards(), ConversationView::kRows);
    QVERIFY(card("m99") && card("m60") && !card("m59"));
    auto *earlier = view->findChild<QPushButton *>(QStringLiteral("earlierMessages"));
    QVERIFY(earlier);
    QVERIFY(earlier->text().contains(QStringLiteral("60")));
    const QString folder = qEnvironmentVariable("OTKLIK_PICTURES");
    if (!folder.isEmpty()) {
        m_theme.applyTo(*qApp);
        QTest::qWait(300);
        QVERIFY(view->grab().toImage().save(folder + QStringLiteral("/conversation-long-end.png")));
        view->findChild<QScrollArea *>(QStringLiteral("timeline"))
            ->verticalScrollBar()
            ->triggerAction(QScrollBar::SliderToMinimum);
        QTest::qWait(300);
        QVERIFY(view->grab().toImage().save(folder + QStringLiteral("/conversation-long.png")));
    }
    earlier->click();
    QTRY_COMPARE(cards(), ConversationView::kRows + ConversationView::kMoreRows);
    const TimelineCard *first = card("m60");
    QTRY_VERIFY2(first->y() > 0 && !first->visibleRegion().isEmpty(), "what was the first message left its place");
    m_presenter->reload();
    QCOMPARE(cards(), ConversationView::kRows + ConversationView::kMoreRows);
    QTRY_VERIFY((earlier = view->findChild<QPushButton *>(QStringLiteral("earlierMessages"))));
    QTRY_COMPARE(view->findChildren<QPushButton *>(QStringLiteral("earlierMessages")).size(), 1);
    view->findChild<QPushButton *>(QStringLiteral("earlierMessages"))->click();
    QTRY_COMPARE(cards(), 100);
    QTRY_VERIFY(!view->findChild<QPushButton *>(QStringLiteral("earlierMessages")));
}

void ConversationTest::everyUnreadMessageIsThere()
{
    fillWithMessages(100);
    m_source->entries[20].unread = true;
    const auto view = shown();
    QTRY_COMPARE(view->findChildren<TimelineCard *>().size(), 80);
    QVERIFY(view->findChild<QPushButton *>(QStringLiteral("earlierMessages"))->text().contains(QStringLiteral("20")));
}

void ConversationTest::refusedDecisionsAreTold()
{
    m_source->refusal = QStringLiteral("Not allowed");
    m_presenter->show(m_key);
    QSignalSpy failed(m_presenter.get(), &ConversationPresenter::failed);
    m_presenter->setStatus(ticket::Status::Solved);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().toString(), QStringLiteral("Not allowed"));
}

void ConversationTest::ticketIsReadAfterAWhile()
{
    QWidget window; // in which it is a part, as in the desk
    const auto view = shown();
    view->setParent(&window);
    view->show();
    window.show();
    QWidget other;
    other.show();
    other.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&other));
    QTest::qWait(ConversationView::kReadAfterMs + 300);
    QVERIFY2(!m_source->orders.contains(QStringLiteral("read")), "nobody looked at this window");
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QVERIFY(!m_source->orders.contains(QStringLiteral("read")));
    QTRY_VERIFY_WITH_TIMEOUT(m_source->orders.contains(QStringLiteral("read")), 4000);
}

void ConversationTest::chipsGiveOrders()
{
    const auto view = shown();
    const auto choose = [&](const char *action) {
        auto *found = view->findChild<QAction *>(QString::fromLatin1(action));
        QVERIFY2(found, action);
        found->trigger();
    };
    choose("statusMenu.solved");
    QCOMPARE(m_source->orders.last(), QStringLiteral("status solved"));
    choose("assigneeMenu.anna@desk.example");
    QCOMPARE(m_source->orders.last(), QStringLiteral("assign anna@desk.example"));
    choose("tagMenu.dns");
    QCOMPARE(m_source->orders.last(), QStringLiteral("tags +dns -"));
    choose("tagMenu.vip");
    QCOMPARE(m_source->orders.last(), QStringLiteral("tags + -vip"));
}

void ConversationTest::reloadKeepsCards()
{
    const auto view = shown();
    const auto before = view->findChildren<TimelineCard *>();
    QCOMPARE(before.size(), 3);
    m_source->entries.push_back(message("m3", 1, "Irina Belova", "irina@velmora.example", m_start + 30min));
    m_presenter->reload();
    const auto after = view->findChildren<TimelineCard *>();
    QCOMPARE(after.size(), 4);
    for (TimelineCard *card : before)
        QVERIFY(after.contains(card));
}

void ConversationTest::bothThemesPaint()
{
    for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
        m_theme.setMode(mode);
        m_theme.applyTo(*qApp);
        const auto view = shown({514, 620});
        QTRY_VERIFY(view->findChildren<QTextBrowser *>().size() >= 3);
        QCoreApplication::processEvents();
        const QImage picture = view->grab().toImage();
        QCOMPARE(picture.pixelColor(6, 300), m_theme.color(Token::Side));
        const QString folder = qEnvironmentVariable("OTKLIK_PICTURES");
        if (!folder.isEmpty())
            QVERIFY(picture.save(folder + (mode == ThemeMode::Light ? QStringLiteral("/conversation-light.png")
                                                                    : QStringLiteral("/conversation-dark.png"))));
    }
}

/// The same cards as in a window that was opened in the dark.
void ConversationTest::cardsFollowTheTheme()
{
    m_source->entries = {message("d1", 95, "Anna", "anna@acme.example", m_start + 50min)};
    ticket::MessageContent &content = m_source->contents[95];
    content.html = QStringLiteral("<p>Look <a href=\"https://acme.example/x\">here</a></p>");
    content.protection = {mime::Protection::Scheme::Smime, true, false, false};
    content.lookAlike = mime::LookAlike{QStringLiteral("acrne.example"), QStringLiteral("acme.example")};
    mime::Invitation invitation;
    invitation.summary = QStringLiteral("Planning");
    invitation.firstDay = invitation.lastDay = QDate(2026, 3, 20);
    content.invitation = invitation;
    const auto use = [this](ThemeMode mode) {
        m_theme.setMode(mode);
        m_theme.applyTo(*qApp);
    };
    const auto pictureOf = [](ConversationView &view) {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QCoreApplication::processEvents();
        return view.grab().toImage();
    };
    use(ThemeMode::Light);
    const auto view = shown();
    QTRY_VERIFY(view->findChild<QLabel *>(QStringLiteral("invitationTitle")));
    const QImage light = pictureOf(*view);
    use(ThemeMode::Dark);
    const QImage changed = pictureOf(*view);
    const auto fresh = shown();
    QTRY_VERIFY(fresh->findChild<QLabel *>(QStringLiteral("invitationTitle")));
    QTRY_COMPARE(pictureOf(*fresh), changed);
    QVERIFY(changed != light);
    use(ThemeMode::Light);
    view->activateWindow(); // the other one was opened over it
    QTRY_COMPARE(pictureOf(*view), light);
}

void ConversationTest::anOpenMenuStaysAsItIs()
{
    SearchMenu menu(QStringLiteral("menu"), QStringLiteral("Status"));
    const std::vector<SearchMenu::Item> first{{QStringLiteral("open"), QStringLiteral("Open"), true},
                                              {QStringLiteral("solved"), QStringLiteral("Solved"), false}};
    menu.setItems(first);
    const QPointer<QAction> under = menu.findChild<QAction *>(QStringLiteral("menu.solved"));
    menu.popup(QPoint(10, 10));
    menu.setActiveAction(under);
    menu.setItems({{QStringLiteral("open"), QStringLiteral("Open"), false}});
    QVERIFY(menu.isVisible());
    QCOMPARE(menu.activeAction(), under.data());
    menu.close();
    QTRY_VERIFY(!menu.actions().contains(under.data()));
}

QTEST_MAIN(ConversationTest)
#include "conversation_test.moc"
