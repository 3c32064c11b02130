// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the cards of a conversation say, without a window.
#include "core/mime/html_text.h"
#include "core/mime/message_parser.h"
#include "tests/ui/conversation/conversation_case.h"
#include "ui/conversation/attachment_card.h"
#include "ui/conversation/conversation_text.h"
#include "ui/conversation/message_body.h"
#include "ui/conversation/message_view.h"
#include "ui/conversation/remote_images.h"
#include "ui/conversation/timeline_rows.h"

#include <QJsonArray>
#include <QTest>

using namespace otklik;
using namespace otklik::ui;
using namespace std::chrono_literals;

class ConversationTextTest final : public test::ConversationCase
{
    Q_OBJECT
private Q_SLOTS:
    void init() { begin(); }
    void decisionsOfOnePersonMerge();
    void oldCardsFoldButUnreadAndFailedOnesDoNot();
    void eventsReadAsSentences();
    void foreignTextInEventsStaysText();
    void linksThatNameAnotherHostAreNotPlain();
    void onlyPicturesAndPlainFilesAreHarmless();
    void remoteSourcesAreFound();
    void plainWordsBesideAPageAreShown();
};

void ConversationTextTest::decisionsOfOnePersonMerge()
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

void ConversationTextTest::oldCardsFoldButUnreadAndFailedOnesDoNot()
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

void ConversationTextTest::eventsReadAsSentences()
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

void ConversationTextTest::foreignTextInEventsStaysText()
{
    const QString sentence = ConversationText::event(
        event("ticket.tags", {{QStringLiteral("add"), QJsonArray{QStringLiteral("<img src=x>")}}}, m_start));
    QVERIFY(!sentence.contains(QLatin1String("<img")));
}

void ConversationTextTest::linksThatNameAnotherHostAreNotPlain()
{
    const QUrl bank(QStringLiteral("https://bank.example/login"));
    QVERIFY(isPlainLink(bank, QStringLiteral("Sign in")));
    QVERIFY(isPlainLink(bank, QStringLiteral("www.bank.example")));
    QVERIFY(!isPlainLink(QUrl(QStringLiteral("https://evil.example/")), QStringLiteral("https://bank.example/login")));
    QVERIFY(!isPlainLink(QUrl(QStringLiteral("https://bank.example@evil.example/")), QStringLiteral("Sign in")));
    QVERIFY(!isPlainLink(QUrl(QStringLiteral("file:///etc/passwd")), QString()));
    QVERIFY(!isPlainLink(QUrl(QStringLiteral("javascript:alert(1)")), QString()));
}

void ConversationTextTest::onlyPicturesAndPlainFilesAreHarmless()
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

void ConversationTextTest::remoteSourcesAreFound()
{
    QCOMPARE(RemoteImages::sourcesIn(QStringLiteral("<img src=\"https://a.example/?x=1&amp;y=2\"><img alt=\"\" "
                                                    "src=\"https://a.example/?x=1&amp;y=2\"><img src=\"cid:1\">")),
             QStringList(QStringLiteral("https://a.example/?x=1&y=2")));
}

void ConversationTextTest::plainWordsBesideAPageAreShown()
{
    const mime::Message mail = mime::parseMessage(
        "From: a@b.org\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: "
        "text/plain\r\n\r\nThe <shop> is\r\ndown\r\n--b\r\nContent-Type: image/jpeg\r\n\r\nx\r\n--b\r\nContent-Type: "
        "text/html\r\n\r\n<html><body><p>disclaimer</p></body></html>\r\n--b--\r\n");
    ticket::MessageContent content;
    content.text = mail.text;
    content.html = mail.html;
    const MessageView view = makeMessageView(QStringLiteral("m1"), content, false);
    QCOMPARE(mime::htmlToText(view.html), QStringLiteral("The <shop> is\ndown\n\ndisclaimer"));
    QVERIFY(view.foldedHtml.isEmpty());
}

QTEST_MAIN(ConversationTextTest)
#include "conversation_text_test.moc"
