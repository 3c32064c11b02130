// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_clock.h"
#include "ui/customer/customer_panel.h"
#include "ui/customer/customer_strip.h"
#include "ui/customer/customer_text.h"
#include "ui/customer/history_model.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>

using namespace otklik;
using namespace otklik::ui;
using namespace std::chrono_literals;

class CustomerPanelTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void localTimes();
    void moodFades();
    void historyWords();
    void historyOpensTickets();
    void allTicketsAreSearchedFor();
    void nobodyShowsNothing();
    void planAndLanguagesAreWords();
    void bothThemesPaint();

private:
    Theme m_theme;
    IconStore m_icons{m_theme};
    Look m_look{m_theme, m_icons};
    test::FakeClock m_clock{Instant::fromIso(QStringLiteral("2026-03-12T11:20:00Z"))};
    ticket::CustomerCard m_card;
};

namespace {
ticket::HistoryLine line(int number, const char *subject, ticket::Channel channel, ticket::Status status, Instant at,
                         const char *by)
{
    const ticket::PersonRef solver{*by ? QStringLiteral("solver@desk.example") : QString(), QString::fromUtf8(by), {}};
    return {ticket::Key(QByteArray::number(number)), number, QString::fromUtf8(subject), channel, status, at, solver};
}
} // namespace

void CustomerPanelTest::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English));
    m_card.address = QStringLiteral("irina@velmora.example");
    m_card.name = QStringLiteral("Irina Belova");
    m_card.company = QStringLiteral("Velmora Furniture");
    m_card.plan = QStringLiteral("Business plan");
    m_card.addresses = {QStringLiteral("irina@velmora.example"), QStringLiteral("orders@velmora.example")};
    m_card.phones = {QStringLiteral("+7 000 555-01-42")};
    m_card.languages = {QStringLiteral("ru"), QStringLiteral("en")};
    m_card.timeZone = "Europe/Samara";
    m_card.mood = ticket::Mood::Upset;
    m_card.moodBy = QStringLiteral("Anna");
    m_card.moodAt = m_clock.now() - 1h;
    m_card.note =
        QStringLiteral("Sale days 12–15 March: call before any restart. Invoices go to the accounts address.");
    m_card.tickets = 37;
    m_card.openTickets = 2;
    m_card.reopened = 3;
    using ticket::Channel;
    using ticket::Status;
    m_card.history = {
        line(4182, "Slow site, orders are being lost", Channel::Mail, Status::Open, m_clock.now() - 2h, ""),
        line(4120, "Invoice, upset", Channel::Phone, Status::Solved, m_clock.now() - 72h, "Anna"),
        line(4066, "Sizes for a new banner", Channel::Chat, Status::Closed, m_clock.now() - 216h, "")};
}

void CustomerPanelTest::localTimes()
{
    const QTimeZone moscow("Europe/Moscow");
    QCOMPARE(CustomerText::localTime("Europe/Samara", m_clock.now(), moscow),
             QStringLiteral("15:20 there, 1 h ahead of us"));
    QCOMPARE(CustomerText::localTime("Europe/Berlin", m_clock.now(), moscow),
             QStringLiteral("12:20 there, 2 h behind us"));
    QCOMPARE(CustomerText::localTime("Asia/Kolkata", m_clock.now(), moscow),
             QStringLiteral("16:50 there, 2 h 30 m ahead of us"));
    QCOMPARE(CustomerText::localTime("Europe/Moscow", m_clock.now(), moscow), QStringLiteral("14:20 there, as here"));
    QCOMPARE(CustomerText::localTime("", m_clock.now(), moscow), QString());
    QCOMPARE(CustomerText::localTime("No/Such", m_clock.now(), moscow), QString());
}

void CustomerPanelTest::moodFades()
{
    QCOMPARE(CustomerText::mood(m_card, m_clock.now()), ticket::Mood::Upset);
    QCOMPARE(CustomerText::moodDetail(m_card, m_clock.now()), QStringLiteral("Set by Anna, fades on 26 March"));
    QCOMPARE(CustomerText::mood(m_card, m_clock.now() + 24h * 14), ticket::Mood::None);
}

void CustomerPanelTest::historyWords()
{
    HistoryModel model(m_clock);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.set(m_card.history, m_card.history[0].key);
    QCOMPARE(model.rowCount(), 3);
    QVERIFY(model.index(0).data(HistoryModel::IsShownRole).toBool());
    QVERIFY(model.index(0).data(HistoryModel::DetailRole).toString().endsWith(QStringLiteral("#4182, this ticket")));
    QCOMPARE(model.index(1).data(HistoryModel::DetailRole).toString(),
             QStringLiteral("9 March · #4120, solved by Anna"));
    QCOMPARE(model.index(2).data(HistoryModel::DetailRole).toString(), QStringLiteral("3 March · #4066, solved"));
    QCOMPARE(model.index(1).data(HistoryModel::IconRole).toString(), QStringLiteral("phone"));
}

void CustomerPanelTest::historyOpensTickets()
{
    CustomerPanel panel(m_look, m_clock);
    panel.resize(264, 800);
    panel.showCustomer(m_card, m_card.history[0].key);
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    const QSignalSpy spy(&panel, &CustomerPanel::ticketRequested);
    auto *list = panel.findChild<QListView *>(QStringLiteral("historyList"));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(1, 0)).center());
    QCOMPARE(spy.count(), 1);
    QCOMPARE(spy.last().front().value<ticket::Key>(), m_card.history[1].key);
}

void CustomerPanelTest::allTicketsAreSearchedFor()
{
    CustomerPanel panel(m_look, m_clock);
    panel.showCustomer(m_card, {});
    const QSignalSpy spy(&panel, &CustomerPanel::searchRequested);
    auto *all = panel.findChild<QPushButton *>(QStringLiteral("historyAllButton"));
    QCOMPARE(all->text(), QStringLiteral("All 37"));
    all->click();
    QCOMPARE(spy.last().front().toString(), QStringLiteral("customer:irina@velmora.example"));
}

void CustomerPanelTest::nobodyShowsNothing()
{
    CustomerPanel panel(m_look, m_clock);
    panel.showCustomer(m_card, {});
    panel.show();
    auto *list = panel.findChild<QListView *>(QStringLiteral("historyList"));
    QVERIFY(list->isVisible());
    panel.showNobody();
    QVERIFY(!list->isVisible());
    QVERIFY(panel.card().address.isEmpty());
}

/// Nothing happens when they are pressed, so they are no buttons, neither for Tab nor for a screen reader.
void CustomerPanelTest::planAndLanguagesAreWords()
{
    ticket::CustomerCard card = m_card;
    card.plan = QString(200, QLatin1Char('m'));
    CustomerPanel panel(m_look, m_clock);
    panel.resize(280, 600);
    panel.showCustomer(card, {});
    panel.show();
    const auto chips = panel.findChildren<QWidget *>(QStringLiteral("customerChip"));
    QStringList words;
    for (const QWidget *chip : chips) {
        QVERIFY(!qobject_cast<const QAbstractButton *>(chip));
        QCOMPARE(chip->focusPolicy(), Qt::NoFocus);
        QVERIFY(chip->mapTo(&panel, QPoint(chip->width(), 0)).x() <= panel.width());
        words << chip->accessibleName();
    }
    QCOMPARE(words, (QStringList{card.plan, QStringLiteral("RU"), QStringLiteral("EN")}));
}

void CustomerPanelTest::bothThemesPaint()
{
    for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
        m_theme.setMode(mode);
        m_theme.applyTo(*qApp);
        QWidget desk;
        CustomerPanel panel(m_look, m_clock, &desk);
        CustomerStrip strip(m_look, m_clock, &desk);
        panel.setGeometry(0, 0, 264, 620);
        strip.setGeometry(270, 0, 48, 620);
        panel.showCustomer(m_card, m_card.history[0].key);
        strip.showCustomer(m_card);
        desk.resize(318, 620);
        desk.show();
        QVERIFY(QTest::qWaitForWindowExposed(&desk));
        const QImage image = desk.grab().toImage();
        QSet<QRgb> colours;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); x += 2)
                colours.insert(image.pixel(x, y));
        for (const Token token : {Token::Side, Token::Panel, Token::RedBg, Token::NoteBg, Token::Line2})
            QVERIFY(colours.contains(m_theme.color(token).rgb()));
        const QString folder = qEnvironmentVariable("OTKLIK_PICTURES");
        if (!folder.isEmpty())
            QVERIFY(image.save(folder + QStringLiteral("/customer-%1.png").arg(static_cast<int>(mode))));
    }
}

QTEST_MAIN(CustomerPanelTest)
#include "customer_panel_test.moc"
