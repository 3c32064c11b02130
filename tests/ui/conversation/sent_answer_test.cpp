// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of an answer of ours, on its card.
#include "tests/ui/conversation/conversation_case.h"
#include "ui/conversation/timeline_card.h"
#include "ui/widgets/time_text.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTextBrowser>

using namespace otklik;
using namespace otklik::ui;
using namespace std::chrono_literals;

class SentAnswerTest final : public test::ConversationCase
{
    Q_OBJECT
private Q_SLOTS:
    void init() { begin(); }
    void failedAnswerOffersRetryAndEdit();
    void anAnswerForLaterSaysWhenItGoes();
    void whoWasRefusedIsNamed();
    void takenBackAnswerOffersEditOnly();
    void anUncertainAnswerIsSettledByThePerson();
    void whomTheServerPutOffIsNamed();
    void sentAnswerShowsItsMail();
    void anAnswerOfAnotherProgramSaysSo();
};

void SentAnswerTest::failedAnswerOffersRetryAndEdit()
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

void SentAnswerTest::anAnswerForLaterSaysWhenItGoes()
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

void SentAnswerTest::whoWasRefusedIsNamed()
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

void SentAnswerTest::takenBackAnswerOffersEditOnly()
{
    m_source->entries.back().sendState = ticket::SendState::Failed;
    m_source->entries.back().takenBack = true;
    m_source->entries.back().outbox = OutboxRow(7);
    const auto view = shown();
    QVERIFY(!view->findChild<QPushButton *>(QStringLiteral("retryButton")));
    QVERIFY(view->findChild<QPushButton *>(QStringLiteral("editButton")));
}

void SentAnswerTest::anUncertainAnswerIsSettledByThePerson()
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

void SentAnswerTest::whomTheServerPutOffIsNamed()
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

void SentAnswerTest::sentAnswerShowsItsMail()
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

void SentAnswerTest::anAnswerOfAnotherProgramSaysSo()
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

QTEST_MAIN(SentAnswerTest)
#include "sent_answer_test.moc"
