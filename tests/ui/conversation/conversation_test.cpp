// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/message_reading.h"
#include "tests/ui/conversation/list_conversation_source.h"
#include "ui/conversation/attachment_card.h"
#include "ui/conversation/conversation_text.h"
#include "ui/conversation/conversation_view.h"
#include "ui/conversation/message_body.h"
#include "ui/conversation/remote_images.h"
#include "ui/conversation/search_menu.h"
#include "ui/conversation/timeline_card.h"
#include "ui/conversation/timeline_rows.h"
#include "ui/widgets/time_text.h"

#include <QApplication>
#include <QBuffer>
#include <QContextMenuEvent>
#include <QDialog>
#include <QJsonArray>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>

using namespace otklik;
using namespace otklik::ui;
using namespace std::chrono_literals;

class ConversationTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void decisionsOfOnePersonMerge();
    void oldCardsFoldButUnreadAndFailedOnesDoNot();
    void aLongTicketBeginsAtItsEnd();
    void everyUnreadMessageIsThere();
    void eventsReadAsSentences();
    void foreignTextInEventsStaysText();
    void linksThatNameAnotherHostAreNotPlain();
    void onlyPicturesAndPlainFilesAreHarmless();
    void remoteSourcesAreFound();
    void refusedDecisionsAreTold();
    void ticketIsReadAfterAWhile();
    void trustedSenderLoadsImages();
    void quotesUnfold();
    void bodyNeverLoadsFromElsewhere();
    void failedAnswerOffersRetryAndEdit();
    void anAnswerForLaterSaysWhenItGoes();
    void whoWasRefusedIsNamed();
    void takenBackAnswerOffersEditOnly();
    void anUncertainAnswerIsSettledByThePerson();
    void whomTheServerPutOffIsNamed();
    void chipsGiveOrders();
    void reloadKeepsCards();
    void sentAnswerShowsItsMail();
    void sourceOpens();
    void eachMailCanBeForwarded();
    void anOpenMenuStaysAsItIs();
    void saysWhatABounceAndMereThanksMean();
    void aFollowUpLeadsToTheTicketItFollows();
    void whyIsThisHereCanBeUndone();
    void offersAreTakenOrTurnedDown();
    void saysWhatIsKnownOfAMail();
    void aMailCanBeReadInAnotherCharset();
    void aMailInsideAMailOpens();
    void bothThemesPaint();
    void cardsFollowTheTheme();
    void aMailThatStayedOnTheServerSaysSo();
    void nothingIsOfferedThatTrustsALookAlike();
    void anAnswerOfAnotherProgramSaysSo();

private:
    std::unique_ptr<ConversationView> shown(const QSize &size = {514, 640});
    ticket::TimelineEntry message(const char *id, qint64 row, const char *name, const char *address, Instant at);
    ticket::TimelineEntry event(const char *op, const QJsonObject &data, Instant at);
    void awaitCards(const ConversationView &view);
    void fillWithMessages(int count);

    Theme m_theme;
    IconStore m_icons{m_theme};
    Look m_look{m_theme, m_icons};
    std::unique_ptr<test::ListConversationSource> m_source;
    std::unique_ptr<ConversationPresenter> m_presenter;
    Instant m_start = Instant::fromIso(QStringLiteral("2026-03-12T09:32:00Z"));
    const ticket::Key m_key{QByteArray("0123456789abcdef0123456789abcdef")};
};

ticket::TimelineEntry ConversationTest::message(const char *id, qint64 row, const char *name, const char *address,
                                                Instant at)
{
    ticket::TimelineEntry entry;
    entry.id = QString::fromLatin1(id);
    entry.message = MessageRow(row);
    entry.by = {QString::fromLatin1(address), QString::fromUtf8(name), {}};
    entry.at = at;
    return entry;
}

ticket::TimelineEntry ConversationTest::event(const char *op, const QJsonObject &data, Instant at)
{
    ticket::TimelineEntry entry;
    entry.kind = ticket::EntryKind::Event;
    entry.id = QString::fromLatin1(op) + QString::number(at.ms());
    entry.by = {QStringLiteral("anna@desk.example"), QStringLiteral("Anna Petrova"), {}};
    entry.op = QString::fromLatin1(op);
    entry.data = data;
    entry.at = at;
    return entry;
}

void ConversationTest::init()
{
    QLocale::setDefault(QLocale(QLocale::English));
    m_presenter.reset();
    m_source = std::make_unique<test::ListConversationSource>();
    ticket::TicketRow &row = m_source->row;
    row.key = m_key;
    row.number = 4182;
    row.subject = QStringLiteral("Slow site, orders are being lost");
    row.status = ticket::Status::Open;
    row.priority = ticket::Priority::High;
    row.assignee = QStringLiteral("maria@desk.example");
    row.category = QStringLiteral("speed");
    row.tags = {QStringLiteral("vip"), QStringLiteral("speed")};
    row.createdAt = m_start;
    row.promise = ticket::Promise::Resolution;
    row.dueAt = m_source->fakeClock.now() + 72min;
    row.unread = true;
    auto first = message("m1", 1, "Irina Belova", "irina@velmora.example", m_start);
    first.preview = QStringLiteral("Good morning, since about 9:20 our shop opens in 15–20 seconds");
    ticket::MessageContent text;
    text.message = MessageRow(1);
    text.html =
        QStringLiteral("<p>Good morning, since about 9:20 our shop opens in 15–20 seconds, sometimes not at all. "
                       "Two customers have already called because they could not pay. Nobody changed anything "
                       "on our side. Please look at once, the spring sale starts today.</p>"
                       "<img src=\"https://t.example/a.png\"><img src=\"https://t.example/b.png\">");
    QImage picture(1280, 800, QImage::Format_RGB32);
    picture.fill(QColor(190, 205, 250));
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    picture.save(&buffer, "PNG");
    m_source->parts.insert(2, png);
    text.attachments = {{2, QStringLiteral("checkout-slow.png"), QStringLiteral("image/png"), 412 * 1024, false, {}},
                        {3, QStringLiteral("waterfall.har"), QStringLiteral("application/json"), 1153434, false, {}}};
    m_source->contents.insert(1, text);
    auto note = message("n1", 0, "Anna Petrova", "anna@desk.example", m_start + 9min);
    note.kind = ticket::EntryKind::Note;
    note.text =
        QStringLiteral("@Maria same machine as Tarnholm (#4165): disk wait on web-07 since 09:15. Hosting knows, "
                       "their number is H-2207. Please promise no time before they confirm.");
    auto ours = message("m2", 2, "Maria Orlova", "maria@desk.example", m_start + 18min);
    ours.direction = ticket::Direction::Out;
    ours.sendState = ticket::SendState::Sent;
    ours.to = {{QStringLiteral("irina@velmora.example"), QStringLiteral("Irina Belova"), {}}};
    ticket::MessageContent answer;
    answer.message = MessageRow(2);
    answer.text =
        QStringLiteral("Hello Irina, I see it too: the server under your shop answers slowly, the shop itself is "
                       "in order. Hosting is on it; I will write again by 13:45.\n\n"
                       "On Thu, 12 March 2026, Irina Belova wrote:\n> Good morning,\n> since about 9:20\n");
    m_source->contents.insert(2, answer);
    m_source->entries = {
        first, event("ticket.priority", {{QStringLiteral("priority"), QStringLiteral("high")}}, m_start + 4min), note,
        ours};
    m_presenter = std::make_unique<ConversationPresenter>(*m_source);
}

/// They are made a few at a time, and painted when all are there.
void ConversationTest::awaitCards(const ConversationView &view)
{
    const QWidget *page = view.findChild<QScrollArea *>(QStringLiteral("timeline"))->widget();
    QTRY_VERIFY(page->updatesEnabled());
}

std::unique_ptr<ConversationView> ConversationTest::shown(const QSize &size)
{
    auto view = std::make_unique<ConversationView>(m_look, *m_presenter);
    view->resize(size);
    view->show();
    m_presenter->show(m_key);
    awaitCards(*view);
    return view;
}

void ConversationTest::decisionsOfOnePersonMerge()
{
    std::vector<ticket::TimelineEntry> timeline{
        event("ticket.status", {}, m_start), event("ticket.assign", {}, m_start + 1min),
        event("ticket.reply", {}, m_start + 2min), // says nothing that the card does not
        event("ticket.tags", {}, m_start + 3min), event("ticket.status", {}, m_start + 40min)};
    const auto rows = timelineRows(timeline);
    QCOMPARE(rows.size(), size_t(2));
    QCOMPARE(rows[0].entries, (std::vector<int>{0, 1, 3}));
    QCOMPARE(rows[1].entries, (std::vector<int>{4}));
}

void ConversationTest::oldCardsFoldButUnreadAndFailedOnesDoNot()
{
    std::vector<ticket::TimelineEntry> timeline;
    for (int i = 0; i < 6; ++i)
        timeline.push_back(message(qPrintable(QString::number(i)), i + 1, "A", "a@x.example", m_start + i * 1min));
    timeline[1].sendState = ticket::SendState::Failed;
    auto rows = timelineRows(timeline, 3);
    QList<bool> folded;
    for (const TimelineRow &row : rows)
        folded << row.folded;
    QCOMPARE(folded, (QList<bool>{true, false, true, false, false, false}));
    timeline[2].unread = true;
    rows = timelineRows(timeline, 3);
    QVERIFY(!rows[2].folded);
    QVERIFY(rows[2].firstUnread);
    QVERIFY(rows[0].folded);
}

void ConversationTest::fillWithMessages(int count)
{
    m_source->entries.clear();
    for (int i = 0; i < count; ++i)
        m_source->entries.push_back(
            message(qPrintable(QStringLiteral("m%1").arg(i)), 1, "A", "a@x.example", m_start + i * 1min));
}

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

void ConversationTest::eventsReadAsSentences()
{
    QCOMPARE(ConversationText::event(m_source->entries[1]), QStringLiteral("<b>Anna</b> set priority to <b>High</b>"));
    QCOMPARE(ConversationText::event(
                 event("ticket.assign", {{QStringLiteral("to"), QStringLiteral("anna@desk.example")}}, m_start)),
             QStringLiteral("<b>Anna</b> took this ticket"));
    // What is meant is named as people know it.
    const ticket::Key here(QByteArray(32, 'a'));
    const ConversationText::Names names{
        {{QStringLiteral("maria@desk.example"), QStringLiteral("Maria <Orlova>"), {}}},
        here,
        [](const ticket::Key &key) { return key.hex().startsWith('b') ? QStringLiteral("#17") : QString(); }};
    const auto said = [&](const char *op, const QJsonObject &data) {
        return ConversationText::event(event(op, data, m_start), names);
    };
    QCOMPARE(said("ticket.assign", {{QStringLiteral("to"), QStringLiteral("maria@desk.example")}}),
             QStringLiteral("<b>Anna</b> assigned this to <b>Maria &lt;Orlova&gt;</b>"));
    QCOMPARE(said("ticket.merged", {{QStringLiteral("into"), QString(32, u'b')}}),
             QStringLiteral("<b>Anna</b> merged this ticket into <b>#17</b>"));
    QCOMPARE(said("ticket.merged", {{QStringLiteral("into"), QString::fromLatin1(here.hex())}}),
             QStringLiteral("<b>Anna</b> merged another ticket into this one"));
    QCOMPARE(said("ticket.link", {{QStringLiteral("to"), QString(32, u'c')}}),
             QStringLiteral("<b>Anna</b> linked another ticket"));
    QCOMPARE(said("ticket.status", {{QStringLiteral("status"), QStringLiteral("solved")},
                                    {QStringLiteral("cause"), QStringLiteral("defect")}}),
             QStringLiteral("<b>Anna</b> set status to <b>Solved</b>, cause: <b>Defect</b>"));
}

void ConversationTest::foreignTextInEventsStaysText()
{
    const QString sentence = ConversationText::event(
        event("ticket.tags", {{QStringLiteral("add"), QJsonArray{QStringLiteral("<img src=x>")}}}, m_start));
    QVERIFY(!sentence.contains(QLatin1String("<img")));
}

void ConversationTest::linksThatNameAnotherHostAreNotPlain()
{
    const QUrl bank(QStringLiteral("https://bank.example/login"));
    QVERIFY(isPlainLink(bank, QStringLiteral("Sign in")));
    QVERIFY(isPlainLink(bank, QStringLiteral("www.bank.example")));
    QVERIFY(!isPlainLink(QUrl(QStringLiteral("https://evil.example/")), QStringLiteral("https://bank.example/login")));
    QVERIFY(!isPlainLink(QUrl(QStringLiteral("https://bank.example@evil.example/")), QStringLiteral("Sign in")));
    QVERIFY(!isPlainLink(QUrl(QStringLiteral("file:///etc/passwd")), QString()));
    QVERIFY(!isPlainLink(QUrl(QStringLiteral("javascript:alert(1)")), QString()));
}

void ConversationTest::onlyPicturesAndPlainFilesAreHarmless()
{
    const auto harmless = [](const char *name, const char *type) {
        return AttachmentCard::isHarmless({1, QString::fromLatin1(name), QString::fromLatin1(type), 1, false, {}});
    };
    QVERIFY(harmless("a.png", "image/png"));
    QVERIFY(!harmless("a.exe", "image/png"));
    QVERIFY(!harmless("a.png.desktop", "image/png"));
    QVERIFY(!harmless("a.pdf", "application/octet-stream"));
    QVERIFY(!harmless("a.html", "text/html"));
}

void ConversationTest::remoteSourcesAreFound()
{
    QCOMPARE(RemoteImages::sourcesIn(QStringLiteral("<img src=\"https://a.example/?x=1&amp;y=2\"><img alt=\"\" "
                                                    "src=\"https://a.example/?x=1&amp;y=2\"><img src=\"cid:1\">")),
             QStringList(QStringLiteral("https://a.example/?x=1&y=2")));
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

void ConversationTest::trustedSenderLoadsImages()
{
    const auto view = shown();
    QPushButton *always = nullptr;
    QTRY_VERIFY((always = view->findChild<QPushButton *>(QStringLiteral("loadImagesAlways"))));
    QSignalSpy kept(m_presenter.get(), &ConversationPresenter::trustedSendersChanged);
    always->click();
    QCOMPARE(kept.size(), 1);
    QVERIFY(m_source->orders.contains(QStringLiteral("body m1 remote")));
}

void ConversationTest::quotesUnfold()
{
    const auto view = shown();
    const auto text = [&] {
        QString all;
        for (const auto *body : view->findChildren<QTextBrowser *>())
            all += body->toPlainText();
        return all;
    };
    QTRY_VERIFY(text().contains(QLatin1String("Hello Irina")));
    QVERIFY(!text().contains(QLatin1String("Irina Belova wrote")));
    view->toggleQuotes();
    QVERIFY(text().contains(QLatin1String("Irina Belova wrote")));
}

void ConversationTest::bodyNeverLoadsFromElsewhere()
{
    MessageBody body(m_look, Token::T1);
    body.setContent(QStringLiteral("<p>x</p>"), {});
    const auto image = [&](const char *url) {
        return qvariant_cast<QImage>(body.loadResource(QTextDocument::ImageResource, QUrl(QString::fromLatin1(url))));
    };
    QVERIFY(image("file:///usr/share/pixmaps/debian-logo.png").isNull());
    QVERIFY(image(":/icons/mail.svg").isNull());
    QVERIFY(!body.loadResource(QTextDocument::StyleSheetResource, QUrl(QStringLiteral("file:///x.css"))).isValid());
    QVERIFY(!image("data:image/png;base64,"
                   "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
                 .isNull());
}

void ConversationTest::failedAnswerOffersRetryAndEdit()
{
    m_source->entries.back().sendState = ticket::SendState::Failed;
    m_source->entries.back().sendError = QStringLiteral("550 no such user");
    m_source->entries.back().outbox = OutboxRow(7);
    const auto view = shown();
    QSignalSpy edit(view.get(), &ConversationView::editRequested);
    view->findChild<QPushButton *>(QStringLiteral("retryButton"))->click();
    QCOMPARE(m_source->orders.last(), QStringLiteral("retry 7"));
    view->findChild<QPushButton *>(QStringLiteral("editButton"))->click();
    QCOMPARE(edit.size(), 1);
}

void ConversationTest::anAnswerForLaterSaysWhenItGoes()
{
    ticket::TimelineEntry &entry = m_source->entries.back();
    entry.sendState = ticket::SendState::Waiting;
    entry.outbox = OutboxRow(7);
    entry.sendAt = entry.at + 10s;
    m_source->fakeClock.advance(entry.at - m_source->fakeClock.now());
    auto view = shown();
    QVERIFY2(!view->findChild<QWidget *>(QStringLiteral("sendTrouble")), "the seconds to undo are the composer's");
    for (const auto wrong : {-3h, 6h}) { // the clock was set back; the desk has no connection
        m_source->fakeClock.advance(wrong);
        view = shown();
        QVERIFY(view->findChild<QPushButton *>(QStringLiteral("takeBackButton")));
    }
    entry.sendAt = entry.at + 24h;
    view = shown();
    const auto *text = view->findChild<QLabel *>(QStringLiteral("sendTroubleText"));
    QVERIFY(text);
    QVERIFY(text->text().contains(TimeText::full(entry.sendAt.toLocal())));
    view->findChild<QPushButton *>(QStringLiteral("retryButton"))->click();
    QCOMPARE(m_source->orders.last(), QStringLiteral("retry 7"));
    view->findChild<QPushButton *>(QStringLiteral("takeBackButton"))->click();
    QCOMPARE(m_source->orders.last(), QStringLiteral("cancel 7"));
    QVERIFY(view->findChild<QPushButton *>(QStringLiteral("editButton")));
}

void ConversationTest::whoWasRefusedIsNamed()
{
    ticket::TimelineEntry &entry = m_source->entries.back();
    entry.sendState = ticket::SendState::Sent;
    entry.outbox = OutboxRow(7);
    entry.refused = {{QStringLiteral("petr@velmora.example"), QStringLiteral("550 5.1.1 no such user"), true}};
    const auto view = shown();
    const auto *text = view->findChild<QLabel *>(QStringLiteral("sendTroubleText"));
    QVERIFY(text);
    QVERIFY(text->text().contains(QStringLiteral("petr@velmora.example")));
    QVERIFY(text->text().contains(QStringLiteral("550 5.1.1 no such user")));
    QVERIFY2(!view->findChild<QPushButton *>(QStringLiteral("editButton")), "the others have it");
}

void ConversationTest::takenBackAnswerOffersEditOnly()
{
    m_source->entries.back().sendState = ticket::SendState::Failed;
    m_source->entries.back().takenBack = true;
    m_source->entries.back().outbox = OutboxRow(7);
    const auto view = shown();
    QVERIFY(!view->findChild<QPushButton *>(QStringLiteral("retryButton")));
    QVERIFY(view->findChild<QPushButton *>(QStringLiteral("editButton")));
}

void ConversationTest::anUncertainAnswerIsSettledByThePerson()
{
    ticket::TimelineEntry &entry = m_source->entries.back();
    entry.sendState = ticket::SendState::Uncertain;
    entry.sendError = QStringLiteral("connection lost");
    entry.outbox = OutboxRow(7);
    const QString folder = qEnvironmentVariable("OTKLIK_PICTURES");
    for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
        if (folder.isEmpty())
            break;
        m_theme.setMode(mode);
        m_theme.applyTo(*qApp);
        const auto pictured = shown();
        QTest::qWait(300);
        QVERIFY(pictured->grab().toImage().save(folder + (mode == ThemeMode::Light
                                                              ? QStringLiteral("/uncertain-light.png")
                                                              : QStringLiteral("/uncertain-dark.png"))));
    }
    auto view = shown();
    view->findChild<QPushButton *>(QStringLiteral("arrivedButton"))->click();
    QCOMPARE(m_source->orders.last(), QStringLiteral("arrived 7"));
    view->findChild<QPushButton *>(QStringLiteral("retryButton"))->click();
    QCOMPARE(m_source->orders.last(), QStringLiteral("retry 7"));
    // It may have arrived: writing it anew is asked about.
    const QSignalSpy edit(view.get(), &ConversationView::editRequested);
    view->findChild<QPushButton *>(QStringLiteral("editButton"))->click();
    QCOMPARE(edit.size(), 0);
    auto *yes = view->findChild<QPushButton *>(QStringLiteral("confirmEdit"));
    QVERIFY(yes);
    yes->click();
    QCOMPARE(edit.size(), 1);

    entry.takenBack = true;
    view = shown();
    QVERIFY(!view->findChild<QPushButton *>(QStringLiteral("arrivedButton")));
    QVERIFY(!view->findChild<QPushButton *>(QStringLiteral("retryButton")));
    QVERIFY(view->findChild<QPushButton *>(QStringLiteral("editButton")));
}

void ConversationTest::whomTheServerPutOffIsNamed()
{
    ticket::TimelineEntry &entry = m_source->entries.back();
    entry.sendState = ticket::SendState::Waiting;
    entry.outbox = OutboxRow(7);
    entry.refused = {{QStringLiteral("petr@velmora.example"), QStringLiteral("451 4.7.1 greylisted"), false}};
    const auto view = shown();
    const auto *text = view->findChild<QLabel *>(QStringLiteral("sendTroubleText"));
    QVERIFY(text);
    QVERIFY(text->text().contains(QStringLiteral("petr@velmora.example")));
    QVERIFY(text->text().contains(QStringLiteral("tried again by itself")));
    view->findChild<QPushButton *>(QStringLiteral("retryButton"))->click();
    QCOMPARE(m_source->orders.last(), QStringLiteral("retry 7"));
    QVERIFY2(!view->findChild<QPushButton *>(QStringLiteral("takeBackButton")), "the others have it");
    QVERIFY(!view->findChild<QPushButton *>(QStringLiteral("editButton")));
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

void ConversationTest::sentAnswerShowsItsMail()
{
    auto waiting = message("o1", 0, "Anna Petrova", "anna@desk.example", m_start + 40min);
    waiting.preview = QStringLiteral("Good morning, since about 9:20 our shop");
    waiting.outbox = OutboxRow(9);
    m_source->entries.push_back(waiting);
    const auto view = shown();
    const auto bodyOf = [&view](const QString &id) -> QTextBrowser * {
        for (const TimelineCard *card : view->findChildren<TimelineCard *>())
            if (card->entry().id == id)
                return card->findChild<QTextBrowser *>(QStringLiteral("messageBody"));
        return nullptr;
    };
    QTRY_VERIFY(bodyOf(waiting.id));
    QCOMPARE(bodyOf(waiting.id)->toPlainText(), waiting.preview);
    m_source->entries.back().message = MessageRow(1); // it came back from Sent
    m_presenter->reload();
    QTRY_VERIFY(bodyOf(waiting.id)->toPlainText().contains(QStringLiteral("the spring sale starts today")));
}

void ConversationTest::sourceOpens()
{
    const auto view = shown();
    view->showSource();
    auto *text = view->findChild<QPlainTextEdit *>(QStringLiteral("sourceText"));
    QVERIFY(text);
    QCOMPARE(text->toPlainText(), QStringLiteral("Subject: source of 2"));
}

void ConversationTest::eachMailCanBeForwarded()
{
    const auto view = shown();
    const QSignalSpy asked(view.get(), &ConversationView::forwardRequested);
    qsizetype mails = 0;
    for (TimelineCard *card : view->findChildren<TimelineCard *>()) {
        QContextMenuEvent event(QContextMenuEvent::Mouse, QPoint(5, 5), card->mapToGlobal(QPoint(5, 5)));
        QApplication::sendEvent(card, &event);
        auto *forward = card->findChild<QAction *>(QStringLiteral("forwardMessage"));
        QCOMPARE(forward != nullptr, !card->entry().message.isNone()); // a note goes to nobody outside
        if (!forward)
            continue;
        forward->trigger();
        QCOMPARE(asked.size(), ++mails);
        QCOMPARE(asked.last()[0].value<MessageRow>(), card->entry().message);
        QApplication::activePopupWidget()->close();
    }
    QVERIFY(mails > 1);
}

void ConversationTest::saysWhatIsKnownOfAMail()
{
    m_source->entries = {message("k1", 93, "Anna", "anna@acme.example", m_start + 50min)};
    ticket::MessageContent &content = m_source->contents[93];
    content.text = QStringLiteral("Come along");
    content.protection = {mime::Protection::Scheme::Smime, true, false, false};
    content.answersGoTo = QStringLiteral("form@elsewhere.example");
    content.lookAlike = mime::LookAlike{QStringLiteral("аcme.example"), QStringLiteral("acme.example")};
    content.authentication = {mime::Authentication::Verdict::Failed,
                              QStringLiteral("mx.desk.example"),
                              {{QStringLiteral("dmarc"), QStringLiteral("fail"), QStringLiteral("acme.example")}}};
    mime::Invitation invitation;
    invitation.method = mime::Invitation::Method::Request;
    invitation.summary = QStringLiteral("Planning");
    invitation.location = QStringLiteral("Room 5");
    invitation.firstDay = invitation.lastDay = QDate(2026, 3, 20);
    invitation.organizer.name = QStringLiteral("Anna");
    content.invitation = invitation;
    const auto view = shown();
    QTRY_VERIFY(view->findChild<QLabel *>(QStringLiteral("invitationTitle")));
    const auto words = [&](const char *name) {
        const auto *bar = view->findChild<QFrame *>(QString::fromLatin1(name));
        return bar ? bar->findChildren<QLabel *>().last()->text() : QString();
    };
    QVERIFY(words("protectionNotice").contains(QLatin1String("S/MIME")));
    QVERIFY(words("protectionNotice").contains(QLatin1String("not checked")));
    QVERIFY(words("replyToNotice").contains(QLatin1String("form@elsewhere.example")));
    QVERIFY(words("lookAlikeWarning").contains(QLatin1String("acme.example")));
    const auto *badge = view->findChild<QLabel *>(QStringLiteral("senderBadge"));
    QVERIFY(badge->isVisible());
    QVERIFY(badge->toolTip().contains(QLatin1String("DMARC: fail (acme.example)")));
    QCOMPARE(view->findChild<QLabel *>(QStringLiteral("invitationTitle"))->text(), QStringLiteral("Planning"));
    QCOMPARE(view->findChild<QLabel *>(QStringLiteral("invitationWhere"))->text(), QStringLiteral("Room 5"));
    QVERIFY(view->findChild<QLabel *>(QStringLiteral("invitationWhen"))->text().contains(QLatin1String("2026")));
    QVERIFY(view->findChild<QFrame *>(QStringLiteral("invitationCard"))->findChildren<QAbstractButton *>().isEmpty());
}

void ConversationTest::aMailCanBeReadInAnotherCharset()
{
    m_source->entries = {message("c1", 94, "Anna", "anna@acme.example", m_start + 50min)};
    m_source->contents[94].text = QStringLiteral("Ïðèâåò");
    const auto view = shown();
    QTRY_VERIFY(view->findChild<QTextBrowser *>());
    auto *card = view->findChild<TimelineCard *>();
    QContextMenuEvent event(QContextMenuEvent::Mouse, QPoint(5, 5), card->mapToGlobal(QPoint(5, 5)));
    QApplication::sendEvent(card, &event);
    auto *choice = card->findChild<QAction *>(QStringLiteral("readAs-windows-1251"));
    QVERIFY(choice && !choice->isChecked());
    QVERIFY(card->findChild<QAction *>(QStringLiteral("readAs-"))->isChecked());
    m_source->orders.clear();
    choice->trigger();
    QApplication::activePopupWidget()->close();
    QVERIFY(m_source->orders.contains(QStringLiteral("read 94 as windows-1251")));
    QVERIFY(m_source->orders.contains(QStringLiteral("body c1")));
    QTRY_VERIFY(view->findChild<QPushButton *>(QStringLiteral("readAsSent")));
    view->findChild<QPushButton *>(QStringLiteral("readAsSent"))->click();
    QVERIFY(m_source->orders.contains(QStringLiteral("read 94 as ")));
}

void ConversationTest::aMailInsideAMailOpens()
{
    m_source->entries = {message("n1", 95, "Anna", "anna@acme.example", m_start + 50min)};
    m_source->contents[95].attachments = {
        {3, QStringLiteral("attachment.eml"), QStringLiteral("message/rfc822"), 40, false, {}, {}}};
    m_source->parts.insert(3, "words inside");
    const auto view = shown();
    QTRY_VERIFY(view->findChild<AttachmentCard *>());
    view->findChild<AttachmentCard *>()->click();
    QTRY_VERIFY(view->findChild<QDialog *>(QStringLiteral("mailDialog")));
    auto *dialog = view->findChild<QDialog *>(QStringLiteral("mailDialog"));
    QCOMPARE(dialog->windowTitle(), QStringLiteral("inside"));
    QVERIFY(dialog->findChild<QTextBrowser *>()->toPlainText().contains(QLatin1String("words inside")));
    // and is read in another charset
    auto *charset = dialog->findChild<QPushButton *>(QStringLiteral("mailDialogCharset"));
    QVERIFY(charset && charset->menu());
    QVERIFY(charset->menu()->findChild<QAction *>(QStringLiteral("readAs-"))->isChecked());
    charset->menu()->findChild<QAction *>(QStringLiteral("readAs-koi8-r"))->trigger();
    QTRY_VERIFY(dialog->findChild<QTextBrowser *>()->toPlainText().contains(QLatin1String("inside in koi8-r")));
    QVERIFY(charset->menu()->findChild<QAction *>(QStringLiteral("readAs-koi8-r"))->isChecked());
    charset->menu()->findChild<QAction *>(QStringLiteral("readAs-"))->trigger();
    QTRY_VERIFY(!dialog->findChild<QTextBrowser *>()->toPlainText().contains(QLatin1String("koi8-r")));
    dialog->close();
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

void ConversationTest::aMailThatStayedOnTheServerSaysSo()
{
    m_source->entries = {message("k1", 93, "Clara", "c@acme.example", m_start + 50min)};
    ticket::MessageContent &content = m_source->contents[93];
    content = workspace::readMessage("X-Otklik-Held-Back: 314572800\r\nFrom: c@acme.example\r\n"
                                     "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\r\nThe film",
                                     {});
    const auto view = shown();
    QTRY_VERIFY(view->findChild<QFrame *>(QStringLiteral("heldBackNotice")));
    const auto *notice = view->findChild<QFrame *>(QStringLiteral("heldBackNotice"));
    QVERIFY(notice->findChildren<QLabel *>().last()->text().contains(QLatin1String("(300.0 MB)")));
    QVERIFY(!view->findChild<QFrame *>(QStringLiteral("defectLine"))); // that its end is missing is no damage
    QTRY_VERIFY(notice->isVisible() && notice->height() > 10 && !notice->visibleRegion().isEmpty());
    if (const QString folder = qEnvironmentVariable("OTKLIK_PICTURES"); !folder.isEmpty())
        QVERIFY(view->grab().save(folder + QStringLiteral("/held-back.png")));
}

void ConversationTest::nothingIsOfferedThatTrustsALookAlike()
{
    ticket::TimelineEntry form = message("w1", 93, "Shop", "wordpress@shop.example", m_start + 52min);
    form.replyTo.address = QStringLiteral("petr@kunde.example");
    form.otherSubject = true;
    m_source->entries = {form};
    ticket::MessageContent &content = m_source->contents[93];
    content.html = QStringLiteral("<p>Pay</p><img src=\"https://t.example/a.png\">");
    content.answersGoTo = form.replyTo.address;
    content.lookAlike = mime::LookAlike{QStringLiteral("kunde.exarnple"), QStringLiteral("kunde.example")};
    const auto view = shown();
    QTRY_VERIFY(view->findChild<QFrame *>(QStringLiteral("lookAlikeWarning")));
    QVERIFY(!view->findChild<QPushButton *>(QStringLiteral("take-form-sender")));
    QVERIFY(!view->findChild<QPushButton *>(QStringLiteral("loadImagesAlways")));
    QVERIFY(view->findChild<QFrame *>(QStringLiteral("replyToNotice"))); // where answers go is said all the same
    QVERIFY(view->findChild<QPushButton *>(QStringLiteral("loadImagesOnce")));
    QVERIFY(view->findChild<QPushButton *>(QStringLiteral("take-split"))); // trusts nobody
}

void ConversationTest::anAnswerOfAnotherProgramSaysSo()
{
    const auto ours = [this](const char *id, qint64 row, const char *name, const char *address) {
        ticket::TimelineEntry entry = message(id, row, name, address, m_start + 50min);
        entry.direction = ticket::Direction::Out;
        m_source->contents[int(row)].text = QStringLiteral("Done.");
        return entry;
    };
    // In the name of the mailbox; by a specialist; in a specialist's name from the mailbox.
    m_source->entries = {ours("x1", 96, "Support", "support@desk.example"), ours("x2", 97, "", "anna@desk.example"),
                         ours("x3", 98, "Anna Petrova", "support@desk.example")};
    const auto view = shown();
    const auto says = [&](const QString &words) {
        int count = 0;
        for (const QLabel *label : view->findChildren<QLabel *>())
            count += label->text() == words && label->isVisible() ? 1 : 0;
        return count;
    };
    QTRY_COMPARE(says(QStringLiteral("From another program")), 1);
}

void ConversationTest::offersAreTakenOrTurnedDown()
{
    ticket::TimelineEntry other = message("o1", 91, "Ivan", "ivan@acme.example", m_start + 50min);
    other.otherSubject = true;
    ticket::TimelineEntry forward = message("f1", 92, "Anna", "anna@desk.example", m_start + 51min);
    forward.fromStaff = true;
    m_source->contents[92].hints.forwardedFrom = {QStringLiteral("olga@acme.example"), QStringLiteral("Olga"), {}};
    ticket::TimelineEntry form = message("w1", 93, "Shop", "wordpress@shop.example", m_start + 52min);
    form.replyTo.address = QStringLiteral("petr@kunde.example");
    m_source->entries = {other, forward, form};
    const QString folder = qEnvironmentVariable("OTKLIK_PICTURES");
    for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
        if (folder.isEmpty())
            break;
        m_theme.setMode(mode);
        m_theme.applyTo(*qApp);
        const auto pictured = shown({560, 900});
        QTRY_VERIFY(pictured->findChild<QPushButton *>(QStringLiteral("take-form-sender")));
        QCoreApplication::processEvents();
        QVERIFY(pictured->grab().save(folder + (mode == ThemeMode::Light ? QStringLiteral("/offers-light.png")
                                                                         : QStringLiteral("/offers-dark.png"))));
    }
    const auto view = shown();
    const auto press = [&](const char *name) {
        QTRY_VERIFY(view->findChild<QPushButton *>(QString::fromLatin1(name)));
        view->findChild<QPushButton *>(QString::fromLatin1(name))->click();
    };
    press("take-split");
    press("dismiss-split");
    press("take-requester");
    press("dismiss-requester");
    press("take-form-sender");
    press("dismiss-form-sender");
    const QStringList expected{QStringLiteral("split o1"),
                               QStringLiteral("dismiss split o1"),
                               QStringLiteral("requester olga@acme.example f1"),
                               QStringLiteral("dismiss requester f1"),
                               QStringLiteral("form wordpress@shop.example 1"),
                               QStringLiteral("dismiss form-sender w1")};
    QStringList orders = m_source->orders;
    orders.removeIf([](const QString &order) { return order.startsWith(QLatin1String("body")); });
    QCOMPARE(orders, expected);
    m_source->entries[0].dismissed = {QStringLiteral("split")};
    m_source->entries[1].requesterTaken = QStringLiteral("olga@acme.example");
    m_source->entries[2].fromForm = true;
    m_source->contents[93].hints.formAuthor.address = QStringLiteral("petr@kunde.example");
    m_presenter->reload();
    QTRY_VERIFY(!view->findChild<QPushButton *>(QStringLiteral("take-split")));
    QTRY_VERIFY(!view->findChild<QPushButton *>(QStringLiteral("take-form-sender")));
    press("takeBackRequester");
    QCOMPARE(m_source->orders.last(), QStringLiteral("requester  f1"));
}

void ConversationTest::saysWhatABounceAndMereThanksMean()
{
    ticket::TimelineEntry bounce =
        message("b1", 91, "Mail Delivery System", "mailer-daemon@mx.example", m_start + 50min);
    bounce.automatic = QStringLiteral("bounce");
    bounce.notReached = {QStringLiteral("ivan@acme.example")};
    bounce.bounceReason = QStringLiteral("5.1.1 No such user here");
    bounce.gaveUp = true;
    ticket::TimelineEntry thanks = message("t1", 92, "Ivan", "ivan@acme.example", m_start + 51min);
    thanks.keptSolved = true;
    ticket::TimelineEntry late = message("l1", 93, "Ivan", "ivan@acme.example", m_start + 52min);
    late.keptSolved = late.keptClosed = true;
    m_source->entries = {bounce, thanks};
    const auto view = shown();
    const auto notice = [&](const char *name) {
        const auto *bar = view->findChild<QFrame *>(QString::fromLatin1(name));
        return bar ? bar->findChildren<QLabel *>().last()->text() : QString();
    };
    QTRY_COMPARE(notice("bounceNotice"), QStringLiteral("Not delivered to ivan@acme.example. 5.1.1 No such user here"));
    QTRY_COMPARE(notice("keptSolved"), QStringLiteral("Nothing but thanks: the ticket stays solved."));
    const auto *thanked = view->findChild<QFrame *>(QStringLiteral("keptSolved"));
    QTRY_VERIFY(thanked->isVisible() && thanked->height() > 10 && thanked->width() > 200);
    const QString folder = qEnvironmentVariable("OTKLIK_PICTURES");
    if (!folder.isEmpty())
        QVERIFY(view->grab().toImage().save(folder + QStringLiteral("/conversation-bounce.png")));
    m_source->entries = {late};
    m_presenter->reload();
    QTRY_COMPARE(notice("keptSolved"), QStringLiteral("Nothing but thanks: the ticket stays closed."));
}

void ConversationTest::aFollowUpLeadsToTheTicketItFollows()
{
    const ticket::Key old(QByteArray(32, 'a'));
    ticket::TimelineEntry first = message(m_key.hex().constData(), 1, "Ivan", "ivan@acme.example", m_start);
    first.placeReason = QStringLiteral("references");
    first.lateAnswerTo = old;
    ticket::TimelineEntry more = message("f2", 2, "Ivan", "ivan@acme.example", m_start + 1min);
    more.placeReason = QStringLiteral("references");
    more.lateAnswerTo = old;
    ticket::TimelineEntry here = message("f3", 3, "Ivan", "ivan@acme.example", m_start + 2min);
    here.placeReason = QStringLiteral("references");
    m_source->entries = {first, more, here};
    m_source->row.number = 4182; // the list has one row for all keys
    const auto view = shown();
    QSignalSpy opened(view.get(), &ConversationView::ticketRequested);
    const QString why = QStringLiteral("A late answer to #4182, which was closed; this ticket follows it.");
    QTRY_VERIFY(view->findChild<QPushButton *>(QStringLiteral("openFollowed")));
    QCOMPARE(view->findChildren<QFrame *>(QStringLiteral("followUpNotice")).size(), 1);
    auto *link = view->findChild<QPushButton *>(QStringLiteral("openFollowed"));
    QCOMPARE(link->text(), QStringLiteral("Open #4182"));
    const auto *bar = view->findChild<QFrame *>(QStringLiteral("followUpNotice"));
    QTRY_VERIFY(bar->isVisible() && bar->height() > 10 && bar->width() > 200);
    QCOMPARE(bar->findChildren<QLabel *>().last()->text(), why);
    const QString folder = qEnvironmentVariable("OTKLIK_PICTURES");
    if (!folder.isEmpty())
        QVERIFY(view->grab().toImage().save(folder + QStringLiteral("/conversation-follow-up.png")));
    link->click();
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened.last().first().value<ticket::Key>(), old);
    const auto reasonAt = [&](const QString &id) -> QAction * {
        for (TimelineCard *card : view->findChildren<TimelineCard *>()) {
            if (card->entry().id != id)
                continue;
            QContextMenuEvent event(QContextMenuEvent::Mouse, QPoint(5, 5), card->mapToGlobal(QPoint(5, 5)));
            QCoreApplication::sendEvent(card, &event);
            return card->findChild<QAction *>(QStringLiteral("whyOfMessage"));
        }
        return nullptr;
    };
    QAction *late = reasonAt(QStringLiteral("f2"));
    QVERIFY(late && late->isEnabled());
    QVERIFY2(late->text().contains(why), qPrintable(late->text()));
    late->trigger();
    QCOMPARE(opened.size(), 2);
    QAction *plain = reasonAt(QStringLiteral("f3"));
    QVERIFY(plain && !plain->isEnabled());
    QVERIFY(plain->text().contains(QStringLiteral("an earlier message of this ticket")));
}

void ConversationTest::whyIsThisHereCanBeUndone()
{
    ticket::TimelineEntry first = message("0123456789abcdef0123456789abcdef", 1, "Ivan", "ivan@acme.example", m_start);
    first.placeReason = QStringLiteral("no-relation");
    ticket::TimelineEntry found = message("f1", 2, "Olga", "olga@acme.example", m_start + 1min);
    found.placeReason = QStringLiteral("shared-reference");
    ticket::TimelineEntry decided = message("d1", 3, "Olga", "olga@acme.example", m_start + 2min);
    decided.placeReason = QStringLiteral("journal-placed");
    QVERIFY(!ConversationText::mayBeSplitOff(first, m_key));
    QVERIFY(ConversationText::mayBeSplitOff(found, m_key));
    QVERIFY(!ConversationText::mayBeSplitOff(decided, m_key));
    m_source->entries = {first, found};
    const auto view = shown();
    TimelineCard *card = nullptr;
    QTRY_VERIFY([&] {
        for (TimelineCard *one : view->findChildren<TimelineCard *>())
            if (one->entry().id == u"f1")
                card = one;
        return card != nullptr;
    }());
    QContextMenuEvent event(QContextMenuEvent::Mouse, QPoint(5, 5), card->mapToGlobal(QPoint(5, 5)));
    QCoreApplication::sendEvent(card, &event);
    auto *undo = card->findChild<QAction *>(QStringLiteral("splitOff"));
    QVERIFY(undo);
    undo->trigger();
    QVERIFY(m_source->orders.contains(QStringLiteral("split f1")));
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
