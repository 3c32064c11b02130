// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_clock.h"
#include "ui/composer/answer_editor.h"
#include "ui/composer/answer_text.h"
#include "ui/composer/composer.h"
#include "ui/composer/send_time_dialog.h"
#include "ui/widgets/banner.h"

#include <QApplication>
#include <QDateTimeEdit>
#include <QFile>
#include <QFrame>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTextDocument>
#include <QToolButton>

using namespace otklik;
using namespace otklik::ui;
using workspace::Draft;
using workspace::DraftKind;

namespace {

class ListComposerSource final : public ComposerSource
{
public:
    test::FakeClock fakeClock{Instant::fromIso(QStringLiteral("2026-03-12T11:20:00Z"))};
    std::vector<Draft> drafts;
    std::vector<workspace::ReplyRequest> replies;
    std::vector<bool> overridden;
    QStringList notes;
    std::vector<OutboxRow> cancelled;
    QString forwardedFile;
    QHash<QString, QString> unreached;
    QString rule; ///< refuses until it is overridden
    bool mayOverride = true;
    QByteArray standing = "as opened";
    Draft inOutbox;

    const Clock &clock() const override { return fakeClock; }
    std::optional<Draft> draft(const ticket::Key &key, DraftKind kind) const override
    {
        for (const Draft &draft : drafts)
            if (draft.ticket == key && draft.kind == kind)
                return draft;
        return std::nullopt;
    }
    Told<workspace::ReplyRequest> replyDefaults(const ticket::Key &key, bool toAll) const override
    {
        workspace::ReplyRequest request;
        request.ticket = key;
        request.to = {QStringLiteral("irina@velmora.example")};
        if (toAll)
            request.cc = {QStringLiteral("boss@velmora.example")};
        request.standing = standing;
        return request;
    }
    QHash<QString, QString> notReached(const QStringList &addresses) const override
    {
        QHash<QString, QString> found;
        for (const QString &address : addresses)
            if (unreached.contains(address))
                found.insert(address, unreached.value(address));
        return found;
    }
    std::function<void()> readForward; ///< set while its files are read in the background
    bool readsLater = false;
    void startForward(const ticket::Key &key, MessageRow message, Got<ForwardStart> got) override
    {
        if (!readsLater)
            return got(forwardOf(key, message));
        readForward = [this, key, message, got] { got(forwardOf(key, message)); };
    }
    Told<ForwardStart> forwardOf(const ticket::Key &key, MessageRow message) const
    {
        if (!rule.isEmpty())
            return tl::unexpected(Fault{rule, false});
        Draft draft;
        draft.ticket = key;
        draft.kind = DraftKind::Forward;
        draft.subject = QStringLiteral("Fwd: Slow site");
        draft.attachments = {forwardedFile};
        return ForwardStart{draft, message.isNone() ? MessageRow(7) : message,
                            QStringLiteral("Irina Belova, 12 March 09:32")};
    }
    void saveDraft(const Draft &draft, Done done) override
    {
        dropDraft(draft.ticket, draft.kind, [](const auto &) {});
        drafts.push_back(draft);
        done({});
    }
    void dropDraft(const ticket::Key &key, DraftKind kind, Done done) override
    {
        std::erase_if(drafts, [&](const Draft &draft) { return draft.ticket == key && draft.kind == kind; });
        done({});
    }
    void reply(const workspace::ReplyRequest &request, bool ignoreWarnings,
               std::function<void(Told<OutboxRow>)> done) override
    {
        if (!rule.isEmpty() && !ignoreWarnings)
            return done(tl::unexpected(Fault{rule, true, mayOverride}));
        replies.push_back(request);
        overridden.push_back(ignoreWarnings);
        done(OutboxRow(5));
    }
    void cancelOutbox(OutboxRow row, Done done) override
    {
        cancelled.push_back(row);
        done({});
    }
    void draftOf(OutboxRow, Got<Draft> got) override { got(inOutbox); }
    void addNote(const ticket::Key &, const QString &text, Done done) override
    {
        notes << text;
        done({});
    }
};

workspace::RenderedAnswer rendered(const QString &text, const QString &filled, const QString &missing)
{
    workspace::RenderedAnswer answer{QStringLiteral("dns"), QStringLiteral("en"), QStringLiteral("DNS"), text, {}};
    if (!filled.isEmpty())
        answer.spans.push_back({int(text.indexOf(filled)), int(filled.size()), QStringLiteral("contact.first_name"),
                                workspace::GapKind::Filled});
    if (!missing.isEmpty())
        answer.spans.push_back({int(text.indexOf(missing)), int(missing.size()), QStringLiteral("article.link"),
                                workspace::GapKind::Missing});
    return answer;
}

} // namespace

class ComposerTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void plainTextKeepsListsAndLinks();
    void whomAMailDidNotReachIsNamed();
    void richTextOnlyWhenThereIsSomethingRich();
    void tintsNeverGoOut();
    void draftIsSavedWhileTyping();
    void draftComesBackWithItsCaret();
    void anotherTicketSavesAtOnce();
    void gapsBlockSendingAndTabFindsThem();
    void guardCanBeOverridden();
    void theGuardAsksAboutTheSameNewsOnce();
    void whatCannotBeOverriddenIsOnlySaid();
    void anyTimeCanBePicked();
    void anAnswerTakenBackComesWithItsFilesAndRecipients();
    void undoBringsTheTextBack();
    void undoKeepsWhatWasTypedSince();
    void undoKeepsWhatWasTypedOnAnotherTicket();
    void aForwardWaitsForItsFiles();
    void sendVariants();
    void theWayChosenLastIsTheDefault();
    void notesStayInside();
    void missingFileIsTold();
    void shortcutAsksForThePicker();
    void insertionIsOneUndoStep();
    void everybodyIsAnswered();
    void forwardGoesToSomebodyElse();
    void theChosenMailIsForwarded();
    void nothingToForwardIsTold();
    void bothThemesPaint();

private:
    [[nodiscard]] AnswerEditor *editor() const
    {
        return m_composer->findChild<AnswerEditor *>(QStringLiteral("answerEditor"));
    }
    [[nodiscard]] QToolButton *sendButton() const
    {
        return m_composer->findChild<QToolButton *>(QStringLiteral("sendButton"));
    }

    Theme m_theme;
    IconStore m_icons{m_theme};
    Look m_look{m_theme, m_icons};
    std::unique_ptr<ListComposerSource> m_source;
    std::unique_ptr<ComposerPresenter> m_presenter;
    std::unique_ptr<Composer> m_composer;
    const ticket::Key m_key{QByteArray("0123456789abcdef0123456789abcdef")};
    const ticket::Key m_other{QByteArray("fedcba9876543210fedcba9876543210")};
};

void ComposerTest::init()
{
    m_composer.reset();
    m_presenter.reset();
    m_source = std::make_unique<ListComposerSource>();
    m_presenter = std::make_unique<ComposerPresenter>(*m_source);
    m_composer = std::make_unique<Composer>(m_look, *m_presenter);
    m_composer->resize(514, 232);
    m_composer->show();
    m_presenter->show(m_key);
}

void ComposerTest::whomAMailDidNotReachIsNamed()
{
    auto *bar = m_composer->findChild<Banner *>(QStringLiteral("notReachedBar"));
    QVERIFY(bar && bar->isHidden());
    m_source->unreached = {{QStringLiteral("boss@velmora.example"), QStringLiteral("5.1.1 No such user")}};
    m_composer->replyAll();
    QVERIFY(!bar->isHidden());
    QCOMPARE(bar->sentence(), QStringLiteral("A mail to boss@velmora.example came back before. 5.1.1 No such user"));
    m_composer->startNote();
    QVERIFY(bar->isHidden());
}

void ComposerTest::plainTextKeepsListsAndLinks()
{
    QTextDocument document;
    document.setHtml(
        QStringLiteral("<p>See <a href=\"https://a.example/x\">this page</a></p><ul><li>one</li><li>two</li></ul>"));
    QCOMPARE(plainAnswer(document), QStringLiteral("See this page <https://a.example/x>\n• one\n• two"));
}

void ComposerTest::richTextOnlyWhenThereIsSomethingRich()
{
    QTextDocument document;
    document.setPlainText(QStringLiteral("Hello\n1 < 2"));
    QCOMPARE(richAnswer(document), QString());
    document.setHtml(QStringLiteral("<p>1 &lt; <b>2</b></p><ul><li>x</li></ul><p>end</p>"));
    QCOMPARE(richAnswer(document), QStringLiteral("<p>1 &lt; <b>2</b></p><ul><li>x</li></ul><p>end</p>"));
}

void ComposerTest::tintsNeverGoOut()
{
    m_composer->insertRendered(rendered(QStringLiteral("Hello Irina, all is well."), QStringLiteral("Irina"), {}));
    QVERIFY(editor()->toHtml().contains(QLatin1String("background-color")));
    m_composer->sendAndKeepOpen();
    QCOMPARE(m_source->replies.size(), size_t(1));
    QCOMPARE(m_source->replies[0].text, QStringLiteral("Hello Irina, all is well."));
    QVERIFY(!m_source->replies[0].html.contains(QLatin1String("background")));
    QCOMPARE(m_source->replies[0].canned, QStringLiteral("dns"));
}

void ComposerTest::draftIsSavedWhileTyping()
{
    QTest::keyClicks(editor(), QStringLiteral("Hello"));
    QVERIFY(m_source->drafts.empty());
    QTRY_COMPARE_WITH_TIMEOUT(m_source->drafts.size(), size_t(1), 2000);
    QVERIFY(m_source->drafts[0].html.contains(QLatin1String("Hello")));
    QCOMPARE(m_source->drafts[0].to, QStringList(QStringLiteral("irina@velmora.example")));
}

void ComposerTest::draftComesBackWithItsCaret()
{
    Draft draft;
    draft.ticket = m_other;
    draft.html = QStringLiteral("<p>Half a sentence</p>");
    draft.to = {QStringLiteral("x@y.example")};
    draft.caret = 4;
    m_source->drafts.push_back(draft);
    m_presenter->show(m_other);
    QCOMPARE(editor()->toPlainText(), QStringLiteral("Half a sentence"));
    QCOMPARE(editor()->textCursor().position(), 4);
    QCOMPARE(m_composer->findChild<QLineEdit *>(QStringLiteral("toField"))->text(), QStringLiteral("x@y.example"));
    QCOMPARE(m_source->drafts.size(), size_t(1));
}

void ComposerTest::anotherTicketSavesAtOnce()
{
    QTest::keyClicks(editor(), QStringLiteral("Not lost"));
    m_presenter->show(m_other);
    QCOMPARE(m_source->drafts.size(), size_t(1));
    QCOMPARE(m_source->drafts[0].ticket, m_key);
    QVERIFY(editor()->toPlainText().isEmpty());
    m_presenter->show(m_key);
    QCOMPARE(editor()->toPlainText(), QStringLiteral("Not lost"));
}

void ComposerTest::gapsBlockSendingAndTabFindsThem()
{
    m_composer->insertRendered(
        rendered(QStringLiteral("See {{ article.link }} now"), {}, QStringLiteral("{{ article.link }}")));
    QVERIFY(!sendButton()->isEnabled());
    QCOMPARE(editor()->textCursor().selectedText(), QStringLiteral("{{ article.link }}"));
    m_composer->sendAndSolve();
    QVERIFY(m_source->replies.empty());
    editor()->moveCursor(QTextCursor::End);
    QTest::keyClick(editor(), Qt::Key_Tab);
    QCOMPARE(editor()->textCursor().selectedText(), QStringLiteral("{{ article.link }}"));
    QTest::keyClicks(editor(), QStringLiteral("this"));
    QCOMPARE(editor()->toPlainText(), QStringLiteral("See this now"));
    QVERIFY(!editor()->toHtml().contains(QLatin1String("background-color")));
    QVERIFY(sendButton()->isEnabled());
}

void ComposerTest::guardCanBeOverridden()
{
    m_source->rule = QStringLiteral("the text speaks of an attachment, but there is none");
    QTest::keyClicks(editor(), QStringLiteral("See attached"));
    m_composer->sendAndSolve();
    QVERIFY(m_source->replies.empty());
    auto *bar = m_composer->findChild<QFrame *>(QStringLiteral("guardBar"));
    QVERIFY(bar->isVisible());
    m_composer->findChild<QPushButton *>(QStringLiteral("sendAnyway"))->click();
    QCOMPARE(m_source->replies.size(), size_t(1));
    QVERIFY(m_source->overridden[0]);
    QVERIFY(m_source->replies[0].solve);
    QVERIFY(!bar->isVisible());
}

void ComposerTest::theGuardAsksAboutTheSameNewsOnce()
{
    QTest::keyClicks(editor(), QStringLiteral("Done"));
    m_source->standing = "with news"; // came in while it was written
    m_source->rule = QStringLiteral("Irina wrote again");
    m_composer->sendByDefault();
    QVERIFY(m_composer->findChild<QFrame *>(QStringLiteral("guardBar"))->isVisible());
    m_composer->findChild<QPushButton *>(QStringLiteral("closeGuard"))->click();
    m_source->rule.clear();
    m_composer->sendByDefault();
    QCOMPARE(m_source->replies.size(), size_t(1));
    QCOMPARE(m_source->replies[0].standing, QByteArray("with news"));
}

void ComposerTest::whatCannotBeOverriddenIsOnlySaid()
{
    QTest::keyClicks(editor(), QStringLiteral("Done"));
    m_source->rule = QStringLiteral("too large");
    m_source->mayOverride = false;
    m_composer->sendByDefault();
    QVERIFY(m_composer->findChild<QFrame *>(QStringLiteral("guardBar"))->isVisible());
    QVERIFY(!m_composer->findChild<QPushButton *>(QStringLiteral("sendAnyway"))->isVisible());
}

void ComposerTest::anyTimeCanBePicked()
{
    QTest::keyClicks(editor(), QStringLiteral("Good morning"));
    m_composer->findChild<QAction *>(QStringLiteral("sendLaterPick"))->trigger();
    auto *dialog = m_composer->findChild<SendTimeDialog *>();
    QVERIFY(dialog);
    auto *edit = dialog->findChild<QDateTimeEdit *>();
    const QDateTime at = m_source->fakeClock.now().toLocal().addDays(3);
    edit->setDateTime(at);
    dialog->findChild<QPushButton *>(QStringLiteral("sendTimeOk"))->click();
    QCOMPARE(m_source->replies.size(), size_t(1));
    QCOMPARE(m_source->replies[0].sendAt.toLocal(), edit->dateTime());
    QCOMPARE(m_source->replies[0].undoSeconds, qint64(0));
}

void ComposerTest::anAnswerTakenBackComesWithItsFilesAndRecipients()
{
    m_source->inOutbox.ticket = m_key;
    m_source->inOutbox.to = {QStringLiteral("irina@velmora.example")};
    m_source->inOutbox.cc = {QStringLiteral("petr@velmora.example")};
    m_source->inOutbox.attachments = {QStringLiteral("/tmp/log.txt")};
    m_presenter->takeBack(OutboxRow(5), QStringLiteral("<p>Almost</p>"));
    QCOMPARE(m_source->cancelled, std::vector<OutboxRow>{OutboxRow(5)});
    QVERIFY(editor()->toPlainText().contains(QStringLiteral("Almost")));
    QCOMPARE(m_presenter->draft().cc, m_source->inOutbox.cc);
    QCOMPARE(m_presenter->draft().attachments, m_source->inOutbox.attachments);
    // Of another ticket than the one that is shown by then.
    m_source->inOutbox.ticket = m_other;
    m_presenter->takeBack(OutboxRow(5), QStringLiteral("<p>Elsewhere</p>"));
    QVERIFY(!editor()->toPlainText().contains(QStringLiteral("Elsewhere")));
    m_presenter->show(m_other);
    QVERIFY(editor()->toPlainText().contains(QStringLiteral("Elsewhere")));
    QCOMPARE(m_presenter->draft().cc, m_source->inOutbox.cc);
}

void ComposerTest::undoBringsTheTextBack()
{
    QTest::keyClicks(editor(), QStringLiteral("Too early"));
    m_composer->sendAndSolve();
    QVERIFY(editor()->toPlainText().isEmpty());
    QVERIFY(m_source->drafts.empty());
    auto *bar = m_composer->findChild<QFrame *>(QStringLiteral("sendingBar"));
    QVERIFY(bar->isVisible());
    m_composer->findChild<QPushButton *>(QStringLiteral("undoSend"))->click();
    QCOMPARE(m_source->cancelled, std::vector<OutboxRow>{OutboxRow(5)});
    QCOMPARE(editor()->toPlainText(), QStringLiteral("Too early"));
    QCOMPARE(m_source->drafts.size(), size_t(1));
    QVERIFY(!bar->isVisible());
}

void ComposerTest::undoKeepsWhatWasTypedSince()
{
    m_composer->findChild<QLineEdit *>(QStringLiteral("toField"))->setText(QStringLiteral("boss@velmora.example"));
    QTest::keyClicks(editor(), QStringLiteral("The answer"));
    m_composer->sendAndKeepOpen();
    QTest::keyClicks(editor(), QStringLiteral("PS: and the log"));
    m_composer->startNote(); // which stays a note
    QTest::keyClicks(editor(), QStringLiteral("for us"));
    m_presenter->undo();
    QCOMPARE(m_presenter->kind(), DraftKind::Reply);
    QCOMPARE(editor()->toPlainText(), QStringLiteral("The answer\nPS: and the log"));
    QCOMPARE(m_presenter->draft().to, QStringList(QStringLiteral("boss@velmora.example")));
    QVERIFY(m_source->draft(m_key, DraftKind::Reply)->html.contains(QLatin1String("PS")));
    QVERIFY(m_source->draft(m_key, DraftKind::Note)->html.contains(QLatin1String("for us")));
}

void ComposerTest::undoKeepsWhatWasTypedOnAnotherTicket()
{
    QTest::keyClicks(editor(), QStringLiteral("The answer"));
    m_composer->sendAndKeepOpen();
    QTest::keyClicks(editor(), QStringLiteral("PS: and the log"));
    m_presenter->show(m_other);
    QTest::keyClicks(editor(), QStringLiteral("Something else"));
    m_presenter->undo();
    QCOMPARE(editor()->toPlainText(), QStringLiteral("Something else"));
    m_presenter->show(m_key);
    QCOMPARE(editor()->toPlainText(), QStringLiteral("The answer\nPS: and the log"));
}

void ComposerTest::aForwardWaitsForItsFiles()
{
    QTemporaryDir folder;
    m_source->forwardedFile = folder.filePath(QStringLiteral("shot.png"));
    QFile file(m_source->forwardedFile);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    m_source->readsLater = true;
    m_composer->startForward();
    QCOMPARE(m_presenter->kind(), DraftKind::Forward);
    QTest::keyClicks(m_composer->findChild<QLineEdit *>(QStringLiteral("toField")), QStringLiteral("noc@host.example"));
    m_composer->sendByDefault();
    QVERIFY2(m_source->replies.empty(), "it would go without its mail");
    QVERIFY(m_composer->findChild<QFrame *>(QStringLiteral("composerFault"))->isVisible());
    m_source->readForward();
    QCOMPARE(m_presenter->draft().to, QStringList(QStringLiteral("noc@host.example")));
    m_composer->sendByDefault();
    QCOMPARE(m_source->replies.size(), size_t(1));
    QCOMPARE(m_source->replies[0].attachments.size(), size_t(1));
    // One that was left before it was read says nothing.
    m_composer->startForward();
    m_composer->startReply();
    m_source->readForward();
    QCOMPARE(m_presenter->kind(), DraftKind::Reply);
    QVERIFY(m_presenter->draft().attachments.isEmpty());
}

void ComposerTest::sendVariants()
{
    QTest::keyClicks(editor(), QStringLiteral("a"));
    QTest::keyClick(editor(), Qt::Key_Return, Qt::ControlModifier);
    QTest::keyClicks(editor(), QStringLiteral("b"));
    QTest::keyClick(editor(), Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(m_source->replies.size(), size_t(2));
    QVERIFY(!m_source->replies[0].solve); // a first answer rarely solves: the customer is waited for
    QVERIFY(!m_source->replies[1].solve);
    QCOMPARE(m_source->replies[0].undoSeconds, qint64(10));
    QCOMPARE(m_source->replies[1].text, QStringLiteral("b"));
}

void ComposerTest::theWayChosenLastIsTheDefault()
{
    const QSignalSpy chosen(m_composer.get(), &Composer::sendSolvesChosen);
    const QString waits = sendButton()->text();
    QTest::keyClicks(editor(), QStringLiteral("a"));
    m_composer->findChild<QAction *>(QStringLiteral("sendSolve"))->trigger();
    QCOMPARE(chosen.size(), 1);
    QVERIFY(chosen[0][0].toBool());
    QVERIFY(sendButton()->text() != waits);
    QTest::keyClicks(editor(), QStringLiteral("b"));
    QTest::keyClick(editor(), Qt::Key_Return, Qt::ControlModifier);
    QTest::keyClicks(editor(), QStringLiteral("c"));
    QTest::keyClick(editor(), Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
    QTest::keyClicks(editor(), QStringLiteral("d"));
    m_composer->findChild<QAction *>(QStringLiteral("sendKeepOpen"))->trigger();
    QCOMPARE(sendButton()->text(), waits);
    QCOMPARE(m_source->replies.size(), size_t(4));
    QVERIFY(m_source->replies[0].solve && m_source->replies[1].solve);
    QVERIFY(!m_source->replies[2].solve && !m_source->replies[3].solve);
}

void ComposerTest::notesStayInside()
{
    m_composer->startNote();
    QVERIFY(!sendButton()->isVisible());
    QTest::keyClicks(editor(), QStringLiteral("Only for us"));
    QTest::keyClick(editor(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(m_source->notes, QStringList(QStringLiteral("Only for us")));
    QVERIFY(m_source->replies.empty());
    QVERIFY(editor()->toPlainText().isEmpty());
}

void ComposerTest::missingFileIsTold()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.txt"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("content");
    file.close();
    m_composer->attachFiles({path});
    QTest::keyClicks(editor(), QStringLiteral("x"));
    m_composer->sendAndKeepOpen();
    QCOMPARE(m_source->replies.size(), size_t(1));
    QCOMPARE(m_source->replies[0].attachments[0].bytes, QByteArray("content"));
    m_composer->attachFiles({path});
    QVERIFY(QFile::remove(path));
    m_composer->sendAndKeepOpen();
    QCOMPARE(m_source->replies.size(), size_t(1));
    QVERIFY(m_composer->findChild<QFrame *>(QStringLiteral("composerFault"))->isVisible());
}

void ComposerTest::shortcutAsksForThePicker()
{
    QSignalSpy asked(m_composer.get(), &Composer::cannedRequested);
    QSignalSpy ended(m_composer.get(), &Composer::cannedDismissed);
    QTest::keyClicks(editor(), QStringLiteral("see ;dn"));
    QVERIFY(!asked.isEmpty());
    QCOMPARE(asked.last().first().toString(), QStringLiteral("dn"));
    m_composer->insertRendered(rendered(QStringLiteral("DNS is slow"), {}, {}));
    QCOMPARE(editor()->toPlainText(), QStringLiteral("see DNS is slow"));
    QVERIFY(!ended.isEmpty());
}

void ComposerTest::insertionIsOneUndoStep()
{
    QTest::keyClicks(editor(), QStringLiteral("Before "));
    m_composer->insertRendered(rendered(QStringLiteral("Hello Irina"), QStringLiteral("Irina"), {}));
    editor()->undo();
    QCOMPARE(editor()->toPlainText(), QStringLiteral("Before "));
}

void ComposerTest::everybodyIsAnswered()
{
    auto *all = m_composer->findChild<QPushButton *>(QStringLiteral("replyAll"));
    QVERIFY(all->isVisible());
    auto *cc = m_composer->findChild<QLineEdit *>(QStringLiteral("ccField"));
    QVERIFY(cc->text().isEmpty());
    all->click();
    QCOMPARE(cc->text(), QStringLiteral("boss@velmora.example"));
    QVERIFY(cc->isVisible() && !all->isVisible());
    QTest::keyClicks(editor(), QStringLiteral("Hello both"));
    m_composer->sendAndKeepOpen();
    QCOMPARE(m_source->replies.size(), size_t(1));
    QCOMPARE(m_source->replies[0].to, QStringList(QStringLiteral("irina@velmora.example")));
    QCOMPARE(m_source->replies[0].cc, QStringList(QStringLiteral("boss@velmora.example")));
    QVERIFY(!m_source->replies[0].forward);
}

void ComposerTest::forwardGoesToSomebodyElse()
{
    QTemporaryDir folder;
    m_source->forwardedFile = folder.filePath(QStringLiteral("shot.png"));
    QFile file(m_source->forwardedFile);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("png") == 3);
    file.close();
    m_composer->startForward();
    auto *to = m_composer->findChild<QLineEdit *>(QStringLiteral("toField"));
    QVERIFY(to->text().isEmpty());
    QCOMPARE(m_composer->findChild<QTabBar *>()->currentIndex(), 2);
    QVERIFY(m_composer->findChild<QLabel *>(QStringLiteral("forwardedMail"))->text().contains(QLatin1String("Irina")));
    QVERIFY(!sendButton()->isEnabled()); // nobody to send it to
    QTest::keyClicks(to, QStringLiteral("help@hoster.example"));
    QVERIFY(sendButton()->isEnabled()); // the mail may speak for itself
    m_composer->sendAndSolve();
    QCOMPARE(m_source->replies.size(), size_t(1));
    const workspace::ReplyRequest &sent = m_source->replies[0];
    QVERIFY(sent.forward && !sent.solve);
    QCOMPARE(sent.to, QStringList(QStringLiteral("help@hoster.example")));
    QCOMPARE(sent.subject, QStringLiteral("Fwd: Slow site"));
    QCOMPARE(sent.answerTo, MessageRow(7));
    QCOMPARE(sent.attachments.size(), size_t(1));
    // The customer still waits: his answer is what comes next.
    QCOMPARE(m_presenter->kind(), DraftKind::Reply);
    m_presenter->undo();
    QCOMPARE(m_presenter->kind(), DraftKind::Forward);
    QCOMPARE(to->text(), QStringLiteral("help@hoster.example"));
}

void ComposerTest::theChosenMailIsForwarded()
{
    QTemporaryDir folder;
    m_source->forwardedFile = folder.filePath(QStringLiteral("log.txt"));
    QFile file(m_source->forwardedFile);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    m_composer->startForward();
    m_composer->startForward(MessageRow(3)); // from the menu of an older mail
    m_composer->startReply();
    m_composer->startForward(); // back to what was begun
    QTest::keyClicks(m_composer->findChild<QLineEdit *>(QStringLiteral("toField")), QStringLiteral("noc@host.example"));
    m_composer->sendByDefault();
    QCOMPARE(m_source->replies.size(), size_t(1));
    QCOMPARE(m_source->replies[0].answerTo, MessageRow(3));
}

void ComposerTest::nothingToForwardIsTold()
{
    m_source->rule = QStringLiteral("there is no mail to forward");
    m_composer->startForward();
    QCOMPARE(m_presenter->kind(), DraftKind::Reply);
    auto *fault = m_composer->findChild<QFrame *>(QStringLiteral("composerFault"));
    QVERIFY(fault->isVisible());
}

void ComposerTest::bothThemesPaint()
{
    for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
        m_theme.setMode(mode);
        m_theme.applyTo(*qApp);
        init();
        m_composer->insertRendered(
            rendered(QStringLiteral("Hello Irina,\nthe disks of the server were replaced at 13:40. You find more at "
                                    "{{ article.link }}, I watched it for half an hour."),
                     QStringLiteral("Irina"), QStringLiteral("{{ article.link }}")));
        QCoreApplication::processEvents();
        const QImage picture = m_composer->grab().toImage();
        QCOMPARE(picture.pixelColor(3, 120), m_theme.color(Token::Panel));
        const QString folder = qEnvironmentVariable("OTKLIK_PICTURES");
        if (!folder.isEmpty())
            QVERIFY(picture.save(folder + (mode == ThemeMode::Light ? QStringLiteral("/composer-light.png")
                                                                    : QStringLiteral("/composer-dark.png"))));
    }
}

QTEST_MAIN(ComposerTest)
#include "composer_test.moc"
