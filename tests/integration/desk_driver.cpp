// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// A person at the window, to be killed by a test: `desk_driver PROFILE FIRST` opens the desk and writes notes, answers
// and drafts by the keyboard for ever, naming them n<FIRST>n and up; `desk_driver PROFILE drafts` prints what is kept.
// A line on stdout per thing done: "noted NAME", "answered NAME" once the editor is empty again, "typed MS TEXT" after
// each key (MS: steady clock).
#include "ui/models/workspace_client.h"
#include "ui/shell/console.h"
#include "ui/shell/console_window.h"
#include "ui/shell/main_window.h"

#include <QAbstractItemModel>
#include <QAbstractItemView>
#include <QApplication>
#include <QTest>
#include <QTextDocument>
#include <QTextEdit>

#include <chrono>
#include <cstdio>

using namespace otklik;

namespace {

void say(const QString &line)
{
    const QByteArray bytes = line.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stdout);
    std::fflush(stdout);
}

qint64 steadyMs()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

int printDrafts(const QString &profile, const Clock &clock)
{
    const auto session = workspace::ReadSession::open(profile, clock);
    if (!session)
        return 1;
    const auto page = (*session)->tickets(QString(), ticket::SortOrder::Number, 500, QString());
    if (!page)
        return 1;
    for (const ticket::TicketRow &row : page->rows) {
        const auto draft = (*session)->draft(row.key, workspace::DraftKind::Reply);
        if (!draft)
            return 1;
        if (!*draft)
            continue;
        QTextDocument text;
        text.setHtml((*draft)->html);
        say(text.toPlainText());
    }
    return 0;
}

class Person
{
public:
    explicit Person(QWidget &frame)
        : m_queue(frame.findChild<QAbstractItemView *>(QStringLiteral("queueList")))
        , m_editor(frame.findChild<QTextEdit *>(QStringLiteral("answerEditor")))
    {
    }
    [[nodiscard]] bool sitsDown() const
    {
        return m_queue && m_editor && QTest::qWaitFor([this] { return m_queue->model()->rowCount() > 0; }, 20000) &&
               QTest::qWaitFor([this] { return m_editor->isVisible(); }, 10000);
    }
    bool works(int number)
    {
        const QString name = QStringLiteral("n%1n").arg(number);
        if (number % 3 == 0)
            return finishes(Qt::Key_N, QStringLiteral("note-") + name, QStringLiteral("noted ") + name);
        if (number % 3 == 1)
            return finishes(Qt::Key_R, QStringLiteral("answer-") + name, QStringLiteral("answered ") + name);
        begin(Qt::Key_R);
        QString typed;
        for (const QChar letter : QStringLiteral("draft-%1 ").arg(name) + QString(500, QLatin1Char('x'))) {
            QTest::keyClick(m_editor, letter.toLatin1());
            typed += letter;
            say(QStringLiteral("typed %1 %2").arg(steadyMs()).arg(typed));
            QTest::qWait(12); // the pace of a quick typist; nothing waits for it
        }
        return true;
    }

private:
    void begin(Qt::Key key)
    {
        m_queue->setFocus();
        QTest::keyClick(m_queue, key);
        QTest::keyClick(m_editor, Qt::Key_A, Qt::ControlModifier);
    }
    bool finishes(Qt::Key key, const QString &text, const QString &done)
    {
        begin(key);
        QTest::keyClicks(m_editor, text);
        QTest::keyClick(m_editor, Qt::Key_Return, Qt::ControlModifier);
        if (!QTest::qWaitFor([this] { return m_editor->toPlainText().isEmpty(); }, 10000))
            return false;
        say(done);
        return true;
    }

    QAbstractItemView *m_queue;
    QTextEdit *m_editor;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() != 3)
        return 2;
    const SystemClock clock;
    if (arguments[2] == QStringLiteral("drafts"))
        return printDrafts(arguments[1], clock);
    auto client = ui::WorkspaceClient::open(arguments[1], clock);
    if (!client)
        return 1;
    ui::Theme theme;
    theme.applyTo(application);
    ui::Console console(**client, theme, false);
    console.show();
    (*client)->goOnline();
    Person person(console.window()->frame());
    if (!person.sitsDown())
        return 3;
    say(QStringLiteral("ready"));
    for (int number = arguments[2].toInt(); person.works(number); ++number)
        QTest::qWait(5); // lets the window paint between two things done
    return 4;
}
