// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/answers/answer_preview.h"
#include "ui/answers/answers_page.h"
#include "ui/answers/canned_model.h"
#include "ui/answers/canned_picker.h"
#include "ui/answers/questions_dialog.h"
#include "ui/answers/workspace_answers.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QFrame>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace otklik;
using namespace otklik::ui;
using workspace::CannedRow;

namespace {

class ListAnswersSource final : public AnswersSource
{
public:
    std::vector<CannedRow> rows;
    QString refusal;

    Told<std::vector<CannedRow>> cannedResponses(const QString &filter, const QString &language,
                                                 const ticket::Key &) const override
    {
        std::vector<CannedRow> found;
        for (const CannedRow &row : rows)
            if ((row.shortcut + row.title).contains(filter, Qt::CaseInsensitive) &&
                (language.isEmpty() || row.language == language))
                found.push_back(row);
        return found;
    }
    Told<workspace::RenderedAnswer> render(const QString &name, const QString &language, const ticket::Key &,
                                           const QHash<QString, QString> &answers) const override
    {
        for (const CannedRow &row : rows)
            if (row.name == name && row.language == language) {
                workspace::RenderedAnswer answer{name, language, row.title, row.body, {}};
                for (const QString &question : {QStringLiteral("Order number"), QStringLiteral("Day")}) {
                    const QString tag = QStringLiteral("{{ ? %1 }}").arg(question);
                    if (answers.contains(question))
                        answer.text.replace(tag, answers.value(question));
                    else if (const int at = int(answer.text.indexOf(tag)); at >= 0)
                        answer.spans.push_back({at, int(tag.size()), question, workspace::GapKind::Question});
                }
                if (row.body.contains(QLatin1String("{{ ?")))
                    return answer;
                const int gap = int(row.body.indexOf(QLatin1String("{{")));
                if (gap >= 0)
                    answer.spans.push_back({gap, int(row.body.indexOf(QLatin1String("}}"))) + 2 - gap,
                                            QStringLiteral("article.link"), workspace::GapKind::Missing});
                return answer;
            }
        return tl::unexpected(QStringLiteral("no such answer"));
    }
    void put(const CannedRow &canned, Done done) override
    {
        if (!refusal.isEmpty())
            return done(tl::unexpected(refusal));
        std::erase_if(rows,
                      [&](const CannedRow &row) { return row.name == canned.name && row.language == canned.language; });
        rows.push_back(canned);
        done({});
    }
    void remove(const QString &name, Done done) override
    {
        std::erase_if(rows, [&](const CannedRow &row) { return row.name == name; });
        done({});
    }
    std::map<QString, CannedRow> drafts; ///< by name and language
    static QString placeOf(const CannedRow &of) { return of.name + u'/' + of.language; }
    std::optional<CannedRow> draft(const CannedRow &of) const override
    {
        const auto found = drafts.find(placeOf(of));
        return found == drafts.end() ? std::nullopt : std::optional(found->second);
    }
    void keepDraft(const CannedRow &of, const CannedRow &typed, Done done) override
    {
        drafts[placeOf(of)] = typed;
        done({});
    }
    void dropDraft(const CannedRow &of, Done done) override
    {
        drafts.erase(placeOf(of));
        done({});
    }
};

CannedRow row(const char *name, const char *language, const char *title, const char *body, int uses, int similar)
{
    return {QString::fromLatin1(name),
            QString::fromLatin1(language),
            QString::fromUtf8(title),
            QLatin1Char(';') + QString::fromLatin1(name),
            QString::fromUtf8(body),
            uses,
            similar};
}

} // namespace

class AnswersTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void modelIsSound();
    void filterNarrowsAndEnterInserts();
    void otherLanguageIsTheSameAnswer();
    void gapsAreCounted();
    void escapeCloses();
    void typingKeepsTheFilter();
    void questionsAreAskedBeforeInserting();
    void pageSavesANewAnswer();
    void pageRefusesBadTemplates();
    void pageNamesAnAnswerByItsTitle();
    void pageDoesNotSaveOverAnotherAnswer();
    void pageKeepsWhatWasNotSaved();
    void theListMarksWhatWasNotSaved();
    void draftsLieInTheProfile();
    void pageTellsFailures();
    void pageRemovesAfterAsking();
    void bothThemesPaint();

private:
    Theme m_theme;
    IconStore m_icons{m_theme};
    Look m_look{m_theme, m_icons};
    std::unique_ptr<ListAnswersSource> m_source;
    const ticket::Key m_key{QByteArray("0123456789abcdef0123456789abcdef")};
};

void AnswersTest::init()
{
    m_source = std::make_unique<ListAnswersSource>();
    m_source->rows = {
        row("dns-propagation", "en", "Why some still see the old site",
            "The addresses of the whole internet are kept in many caches. If one of your patients is in a hurry, this "
            "page helps: {{ article.link }}. At your own desk, switch the router off and on once.",
            214, 6),
        row("dns-mail-back", "en", "Mail record restored", "The mail record is back.", 57, 3),
        row("dns-propagation", "ru", "Почему у части людей старый сайт", "Адреса хранятся в кэшах.", 301, 0),
        row("greeting", "en", "Greeting", "Hello", 900, 0)};
}

void AnswersTest::modelIsSound()
{
    CannedModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.set(m_source->rows, QStringLiteral("dns"));
    QCOMPARE(model.rowCount(), 4);
    model.set({}, {});
    QCOMPARE(model.rowCount(), 0);
}

void AnswersTest::filterNarrowsAndEnterInserts()
{
    PickerPresenter presenter(*m_source);
    QWidget window;
    CannedPicker picker(m_look, presenter, &window);
    QSignalSpy inserted(&picker, &CannedPicker::insertRequested);
    picker.openAt(QRect(300, 600, 1, 16), m_key, QString(), false);
    auto *field = picker.findChild<QLineEdit *>(QStringLiteral("pickerField"));
    QTest::keyClicks(field, QStringLiteral("dns"));
    QCOMPARE(presenter.rows().size(), size_t(3));
    QTest::keyClick(field, Qt::Key_Down);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(inserted.first().first().value<workspace::RenderedAnswer>().name, QStringLiteral("dns-mail-back"));
    QVERIFY(!picker.isVisible());
}

void AnswersTest::otherLanguageIsTheSameAnswer()
{
    PickerPresenter presenter(*m_source);
    presenter.open(m_key, QStringLiteral("dns"));
    QCOMPARE(presenter.languages(), (QStringList{QStringLiteral("en"), QStringLiteral("ru")}));
    QVERIFY(presenter.otherLanguage());
    QCOMPARE(presenter.rendered().language, QStringLiteral("ru"));
    QVERIFY(presenter.otherLanguage());
    QCOMPARE(presenter.rendered().language, QStringLiteral("en"));
    presenter.setCurrent(1);
    QVERIFY(!presenter.otherLanguage());
    presenter.setLanguage(QStringLiteral("ru"));
    QCOMPARE(presenter.rows().size(), size_t(1));
    QCOMPARE(presenter.languages().size(), 2);
}

void AnswersTest::gapsAreCounted()
{
    PickerPresenter presenter(*m_source);
    presenter.open(m_key, QStringLiteral("dns"));
    QCOMPARE(presenter.gaps(), 1);
    presenter.step(1);
    QCOMPARE(presenter.gaps(), 0);
    presenter.step(-5);
    QCOMPARE(presenter.current(), 0);
}

void AnswersTest::escapeCloses()
{
    PickerPresenter presenter(*m_source);
    QWidget window;
    CannedPicker picker(m_look, presenter, &window);
    QSignalSpy closed(&picker, &CannedPicker::closed);
    picker.openAt(QRect(300, 600, 1, 16), m_key, QString(), false);
    QTest::keyClick(picker.findChild<QLineEdit *>(QStringLiteral("pickerField")), Qt::Key_Escape);
    QVERIFY(!picker.isVisible());
    QCOMPARE(closed.size(), 1);
}

void AnswersTest::typingKeepsTheFilter()
{
    PickerPresenter presenter(*m_source);
    QWidget window;
    CannedPicker picker(m_look, presenter, &window);
    picker.openAt(QRect(300, 600, 1, 16), m_key, QStringLiteral("d"), true);
    picker.openAt(QRect(300, 600, 1, 16), m_key, QStringLiteral("dns-m"), true);
    QCOMPARE(presenter.rows().size(), size_t(1));
}

void AnswersTest::questionsAreAskedBeforeInserting()
{
    m_source->rows = {row("order", "en", "Order found", "Order {{ ? Order number }} leaves on {{ ? Day }}.", 1, 0)};
    PickerPresenter presenter(*m_source);
    QWidget window;
    window.show();
    CannedPicker picker(m_look, presenter, &window);
    QSignalSpy inserted(&picker, &CannedPicker::insertRequested);
    const auto ask = [&] {
        picker.openAt(QRect(300, 600, 1, 16), m_key, QString(), false);
        QTest::keyClick(picker.findChild<QLineEdit *>(QStringLiteral("pickerField")), Qt::Key_Return);
        return window.findChild<QuestionsDialog *>(QStringLiteral("questionsDialog"));
    };
    QPointer<QuestionsDialog> dialog = ask();
    QVERIFY(dialog && dialog->isVisible());
    QVERIFY(inserted.isEmpty());
    QTest::keyClicks(dialog->findChild<QLineEdit *>(QStringLiteral("question0")), QStringLiteral("A-17"));
    QTest::keyClick(dialog, Qt::Key_Return);
    QCOMPARE(inserted.size(), 1);
    const auto answer = inserted.first().first().value<workspace::RenderedAnswer>();
    QCOMPARE(answer.text, QStringLiteral("Order A-17 leaves on {{ ? Day }}."));
    QVERIFY(answer.hasGaps()); // what was not answered stays a gap
    QTRY_VERIFY(!dialog);
    dialog = ask();
    QTest::keyClick(dialog, Qt::Key_Escape);
    QCOMPARE(inserted.size(), 1);
}

void AnswersTest::pageSavesANewAnswer()
{
    AnswersPage page(m_look, *m_source);
    page.show();
    page.reload();
    const auto fill = [&](const char *name, const QString &text) {
        QTest::keyClicks(page.findChild<QLineEdit *>(QString::fromLatin1(name)), text);
    };
    auto *save = page.findChild<QPushButton *>(QStringLiteral("saveAnswer"));
    QVERIFY(!save->isVisible()); // nothing is chosen, so there is nothing to save or remove
    page.findChild<QPushButton *>(QStringLiteral("newAnswer"))->click();
    QVERIFY(save->isVisible() && !save->isEnabled());
    QVERIFY(!page.findChild<QPushButton *>(QStringLiteral("removeAnswer"))->isEnabled());
    QStringList order; // as they stand on the page
    for (const QWidget *field = page.findChild<QLineEdit *>(QStringLiteral("answerTitle")); order.size() < 5;
         field = field->nextInFocusChain())
        if (field->objectName().startsWith(QStringLiteral("answer")))
            order << field->objectName().mid(6);
    QCOMPARE(order.join(u' '), QStringLiteral("Title Name Language Shortcut Body"));
    fill("answerTitle", QStringLiteral("Closing"));
    fill("answerName", QStringLiteral("closing"));
    fill("answerLanguage", QStringLiteral("EN"));
    fill("answerShortcut", QStringLiteral(";bye"));
    page.findChild<QPlainTextEdit *>(QStringLiteral("answerBody"))->setPlainText(QStringLiteral("Kind regards"));
    QVERIFY(save->isEnabled());
    save->click();
    QCOMPARE(m_source->rows.size(), size_t(5));
    QCOMPARE(m_source->rows.back().shortcut, QStringLiteral(";bye"));
    QCOMPARE(m_source->rows.back().language, QStringLiteral("en"));
    QVERIFY(!save->isEnabled());
}

void AnswersTest::pageRefusesBadTemplates()
{
    AnswersPage page(m_look, *m_source);
    page.show();
    page.edit(QStringLiteral("greeting"), QStringLiteral("en"));
    auto *body = page.findChild<QPlainTextEdit *>(QStringLiteral("answerBody"));
    QCOMPARE(body->toPlainText(), QStringLiteral("Hello"));
    body->setPlainText(QStringLiteral("Hello {{ contact.name"));
    auto *save = page.findChild<QPushButton *>(QStringLiteral("saveAnswer"));
    QVERIFY(!save->isEnabled());
    QVERIFY(!page.findChild<QLabel *>(QStringLiteral("answerProblem"))->text().isEmpty());
    body->setPlainText(QStringLiteral("Hello {{ contact.name }}"));
    QVERIFY(save->isEnabled());
}

void AnswersTest::pageNamesAnAnswerByItsTitle()
{
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::Russian));
    AnswersPage page(m_look, *m_source);
    page.show();
    page.findChild<QPushButton *>(QStringLiteral("newAnswer"))->click();
    auto *title = page.findChild<QLineEdit *>(QStringLiteral("answerTitle"));
    title->setText(QString::fromUtf8("Почта: снова работает!")); // keyClicks() knows ASCII only
    auto *name = page.findChild<QLineEdit *>(QStringLiteral("answerName"));
    QCOMPARE(name->placeholderText(), QString::fromUtf8("почта-снова-работает"));
    page.findChild<QPlainTextEdit *>(QStringLiteral("answerBody"))->setPlainText(QStringLiteral("ok"));
    auto *save = page.findChild<QPushButton *>(QStringLiteral("saveAnswer"));
    QVERIFY(save->isEnabled());
    save->click();
    QCOMPARE(m_source->rows.back().name, name->placeholderText());
    QCOMPARE(m_source->rows.back().language, QStringLiteral("ru"));
    QCOMPARE(name->text(), name->placeholderText());
    QVERIFY(name->isReadOnly());
    QLocale::setDefault(before);
}

void AnswersTest::pageDoesNotSaveOverAnotherAnswer()
{
    AnswersPage page(m_look, *m_source);
    page.show();
    page.findChild<QPushButton *>(QStringLiteral("newAnswer"))->click();
    QTest::keyClicks(page.findChild<QLineEdit *>(QStringLiteral("answerTitle")), QStringLiteral("Greeting"));
    QTest::keyClicks(page.findChild<QLineEdit *>(QStringLiteral("answerLanguage")), QStringLiteral("en"));
    page.findChild<QPlainTextEdit *>(QStringLiteral("answerBody"))->setPlainText(QStringLiteral("Good morning"));
    auto *save = page.findChild<QPushButton *>(QStringLiteral("saveAnswer"));
    QVERIFY(!save->isEnabled());
    auto *problem = page.findChild<QLabel *>(QStringLiteral("answerProblem"));
    QVERIFY(problem->text().contains(QStringLiteral("greeting")));
    page.findChild<QLineEdit *>(QStringLiteral("answerLanguage"))->clear();
    QTest::keyClicks(page.findChild<QLineEdit *>(QStringLiteral("answerLanguage")), QStringLiteral("de"));
    QVERIFY(save->isEnabled()); // another variant of it
}

void AnswersTest::pageKeepsWhatWasNotSaved()
{
    const auto bodyOf = [](const AnswersPage &page) {
        return page.findChild<QPlainTextEdit *>(QStringLiteral("answerBody"));
    };
    const CannedRow asNew;
    {
        AnswersPage page(m_look, *m_source);
        page.show();
        page.findChild<QPushButton *>(QStringLiteral("newAnswer"))->click();
        QTest::keyClicks(page.findChild<QLineEdit *>(QStringLiteral("answerTitle")), QStringLiteral("Closing "));
        QTest::keyClicks(bodyOf(page), QStringLiteral("Kind reg"));
        QTRY_VERIFY(m_source->draft(asNew)); // while the page is in use: nothing else may come before a kill
        QTRY_COMPARE(m_source->draft(asNew)->body, QStringLiteral("Kind reg"));
        QTest::keyClicks(bodyOf(page), QStringLiteral("ards"));
        page.edit(QStringLiteral("greeting"), QStringLiteral("en"));
        bodyOf(page)->setPlainText(QStringLiteral("Hello there"));
    }
    AnswersPage page(m_look, *m_source);
    page.show();
    // What was begun anew stands there at once, what was changed with its answer.
    QVERIFY(bodyOf(page)->isVisible());
    QCOMPARE(bodyOf(page)->toPlainText(), QStringLiteral("Kind regards"));
    QCOMPARE(page.findChild<QLineEdit *>(QStringLiteral("answerTitle"))->text(), QStringLiteral("Closing "));
    page.edit(QStringLiteral("greeting"), QStringLiteral("en"));
    QCOMPARE(bodyOf(page)->toPlainText(), QStringLiteral("Hello there"));
    auto *discard = page.findChild<QPushButton *>(QStringLiteral("discardAnswer"));
    QVERIFY(discard->isEnabled());
    discard->click();
    QCOMPARE(bodyOf(page)->toPlainText(), QStringLiteral("Hello"));
    QVERIFY(!discard->isEnabled());
    QCOMPARE(m_source->drafts.size(), size_t(1));
    page.findChild<QPushButton *>(QStringLiteral("newAnswer"))->click();
    QCOMPARE(bodyOf(page)->toPlainText(), QStringLiteral("Kind regards"));
    page.findChild<QPushButton *>(QStringLiteral("saveAnswer"))->click();
    QCOMPARE(m_source->rows.back().title, QStringLiteral("Closing"));
    QVERIFY(m_source->drafts.empty());
}

void AnswersTest::theListMarksWhatWasNotSaved()
{
    AnswersPage page(m_look, *m_source);
    page.show();
    page.reload();
    const auto *list = page.findChild<QListView *>(QStringLiteral("answersList"));
    const auto marked = [list] {
        QStringList names;
        const auto *model = static_cast<const CannedModel *>(list->model());
        for (int row = 0; row < model->rowCount(); ++row)
            if (const QModelIndex index = model->index(row); index.data(CannedModel::kUnsavedRole).toBool()) {
                if (index.data(Qt::AccessibleTextRole).toString().contains(QLatin1String("not saved")))
                    names << model->at(row)->name + u'/' + model->at(row)->language;
            }
        return names;
    };
    QCOMPARE(marked(), QStringList());
    QSignalSpy changes(list->model(), &QAbstractItemModel::dataChanged);
    page.edit(QStringLiteral("greeting"), QStringLiteral("en"));
    auto *body = page.findChild<QPlainTextEdit *>(QStringLiteral("answerBody"));
    QTest::keyClicks(body, QStringLiteral(" there"));
    QTRY_COMPARE(marked(), QStringList{QStringLiteral("greeting/en")});
    QVERIFY(!changes.isEmpty()); // so it is painted, and told, without the mouse coming by
    auto *anew = page.findChild<QPushButton *>(QStringLiteral("newAnswer"));
    const QString begin = anew->text();
    anew->click();
    QTest::keyClicks(body, QStringLiteral("Kind regards"));
    QTRY_VERIFY(anew->text() != begin);
    QCOMPARE(anew->accessibleName(), anew->text());
    page.findChild<QPushButton *>(QStringLiteral("discardAnswer"))->click();
    QCOMPARE(anew->text(), begin);
    page.edit(QStringLiteral("greeting"), QStringLiteral("en"));
    page.findChild<QPushButton *>(QStringLiteral("saveAnswer"))->click();
    QCOMPARE(marked(), QStringList());
}

void AnswersTest::draftsLieInTheProfile()
{
    const QTemporaryDir folder;
    const SystemClock clock;
    const CannedRow asNew;
    const CannedRow greeting = row("greeting", "ru", "Приветствие", "Здравствуйте", 0, 0);
    CannedRow typed = greeting;
    typed.body = QString::fromUtf8("Добрый день,\n\n  <b>не HTML</b>");
    typed.title += u' ';
    {
        auto client = WorkspaceClient::open(folder.path(), clock);
        QVERIFY2(client, client ? "" : qPrintable(client.error().detail));
        WorkspaceAnswers answers(**client);
        int kept = 0;
        const auto done = [&kept](const AnswersSource::Told<void> &told) { kept += told ? 1 : 0; };
        answers.keepDraft(greeting, typed, done);
        answers.keepDraft(asNew, row("", "", "Neu", "x", 0, 0), done);
        QTRY_COMPARE(kept, 2);
    }
    auto client = WorkspaceClient::open(folder.path(), clock);
    QVERIFY(client);
    WorkspaceAnswers answers(**client);
    const auto found = answers.draft(greeting);
    QVERIFY(found);
    QCOMPARE(found->body, typed.body);
    QCOMPARE(found->title, typed.title);
    QCOMPARE(found->shortcut, typed.shortcut);
    QVERIFY(answers.draft(asNew));
    QCOMPARE(answers.draft(asNew)->title, QStringLiteral("Neu"));
    bool gone = false;
    answers.dropDraft(greeting, [&gone](const auto &told) { gone = told.has_value(); });
    QTRY_VERIFY(gone);
    QVERIFY(!answers.draft(greeting));
    QVERIFY(answers.draft(asNew));
}

void AnswersTest::pageTellsFailures()
{
    m_source->refusal = QStringLiteral("The disk is full");
    AnswersPage page(m_look, *m_source);
    page.show();
    page.edit(QStringLiteral("greeting"), QStringLiteral("en"));
    page.findChild<QPlainTextEdit *>(QStringLiteral("answerBody"))->setPlainText(QStringLiteral("Hi"));
    page.findChild<QPushButton *>(QStringLiteral("saveAnswer"))->click();
    QVERIFY(page.findChild<QFrame *>(QStringLiteral("answersFault"))->isVisible());
    QVERIFY(page.findChild<QPushButton *>(QStringLiteral("saveAnswer"))->isEnabled());
}

void AnswersTest::pageRemovesAfterAsking()
{
    AnswersPage page(m_look, *m_source);
    page.show();
    page.edit(QStringLiteral("dns-propagation"), QStringLiteral("en"));
    page.findChild<QPushButton *>(QStringLiteral("removeAnswer"))->click();
    QCOMPARE(m_source->rows.size(), size_t(4));
    QPushButton *yes = nullptr;
    QTRY_VERIFY((yes = page.findChild<QPushButton *>(QStringLiteral("confirmRemove"))));
    yes->click();
    QCOMPARE(m_source->rows.size(), size_t(2));
}

void AnswersTest::bothThemesPaint()
{
    for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
        m_theme.setMode(mode);
        m_theme.applyTo(*qApp);
        PickerPresenter presenter(*m_source);
        QWidget window;
        CannedPicker picker(m_look, presenter, &window);
        picker.openAt(QRect(300, 600, 1, 16), m_key, QStringLiteral("dns"), false);
        QCoreApplication::processEvents();
        const QImage picture = picker.grab().toImage();
        QCOMPARE(picture.size(), QSize(768, 440));
        QCOMPARE(picture.pixelColor(30, 400), m_theme.color(Token::Raised));
        AnswersPage page(m_look, *m_source);
        page.resize(1100, 700);
        page.show();
        page.edit(QStringLiteral("dns-propagation"), QStringLiteral("en"));
        QCoreApplication::processEvents();
        const QImage second = page.grab().toImage();
        QCOMPARE(second.pixelColor(2, 690), m_theme.color(Token::Panel));
        const QString folder = qEnvironmentVariable("OTKLIK_PICTURES");
        const QString suffix = mode == ThemeMode::Light ? QStringLiteral("-light.png") : QStringLiteral("-dark.png");
        if (!folder.isEmpty()) {
            QVERIFY(picture.save(folder + QStringLiteral("/picker") + suffix));
            QVERIFY(second.save(folder + QStringLiteral("/answers") + suffix));
        }
    }
}

QTEST_MAIN(AnswersTest)
#include "answers_test.moc"
