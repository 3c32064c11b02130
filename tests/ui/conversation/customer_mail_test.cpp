// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// What is shown, said and offered of a mail that came in.
#include "core/workspace/message_reading.h"
#include "tests/ui/conversation/conversation_case.h"
#include "ui/conversation/attachment_card.h"
#include "ui/conversation/conversation_text.h"
#include "ui/conversation/message_body.h"
#include "ui/conversation/timeline_card.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QDialog>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTextBrowser>

using namespace otklik;
using namespace otklik::ui;
using namespace std::chrono_literals;

class CustomerMailTest final : public test::ConversationCase
{
    Q_OBJECT
private Q_SLOTS:
    void init() { begin(); }
    void trustedSenderLoadsImages();
    void quotesUnfold();
    void bodyNeverLoadsFromElsewhere();
    void sourceOpens();
    void eachMailCanBeForwarded();
    void saysWhatIsKnownOfAMail();
    void aMailCanBeReadInAnotherCharset();
    void aMailInsideAMailOpens();
    void aMailThatStayedOnTheServerSaysSo();
    void nothingIsOfferedThatTrustsALookAlike();
    void offersAreTakenOrTurnedDown();
    void saysWhatABounceAndMereThanksMean();
    void aFollowUpLeadsToTheTicketItFollows();
    void whyIsThisHereCanBeUndone();
};

void CustomerMailTest::trustedSenderLoadsImages()
{
    const auto view = shown();
    QPushButton *always = nullptr;
    QTRY_VERIFY((always = view->findChild<QPushButton *>(QStringLiteral("loadImagesAlways"))));
    QSignalSpy kept(m_presenter.get(), &ConversationPresenter::trustedSendersChanged);
    always->click();
    QCOMPARE(kept.size(), 1);
    QVERIFY(m_source->orders.contains(QStringLiteral("body m1 remote")));
}

void CustomerMailTest::quotesUnfold()
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

void CustomerMailTest::bodyNeverLoadsFromElsewhere()
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

void CustomerMailTest::sourceOpens()
{
    const auto view = shown();
    view->showSource();
    auto *text = view->findChild<QPlainTextEdit *>(QStringLiteral("sourceText"));
    QVERIFY(text);
    QCOMPARE(text->toPlainText(), QStringLiteral("Subject: source of 2"));
}

void CustomerMailTest::eachMailCanBeForwarded()
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

void CustomerMailTest::saysWhatIsKnownOfAMail()
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

void CustomerMailTest::aMailCanBeReadInAnotherCharset()
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

void CustomerMailTest::aMailInsideAMailOpens()
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

void CustomerMailTest::aMailThatStayedOnTheServerSaysSo()
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

void CustomerMailTest::nothingIsOfferedThatTrustsALookAlike()
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

void CustomerMailTest::offersAreTakenOrTurnedDown()
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

void CustomerMailTest::saysWhatABounceAndMereThanksMean()
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

void CustomerMailTest::aFollowUpLeadsToTheTicketItFollows()
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

void CustomerMailTest::whyIsThisHereCanBeUndone()
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

QTEST_MAIN(CustomerMailTest)
#include "customer_mail_test.moc"
