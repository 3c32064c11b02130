// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// What the letters of the desk open, on the demo mailbox in the real window, under an English and a Russian layout.
#include "ui/models/workspace_client.h"
#include "ui/shell/console.h"
#include "ui/shell/console_window.h"
#include "ui/shell/main_window.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QDialog>
#include <QLineEdit>
#include <QMenu>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTextEdit>

using namespace otklik;

class DeskKeysTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void lettersOpenTheMenusOfTheChips_data();
    void lettersOpenTheMenusOfTheChips();
    void chipsHaveTheUndoOfTheWindow();
    void sourceOpens();
    void forwardAndNoteByLetter();
    void cleanupTestCase();

private:
    void press(int key, quint32 scanCode, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    [[nodiscard]] QWidget &frame() { return m_console->window()->frame(); }

    QTemporaryDir m_profile;
    SystemClock m_clock;
    std::unique_ptr<ui::WorkspaceClient> m_client;
    ui::Theme m_theme;
    std::unique_ptr<ui::Console> m_console;
    QAbstractItemView *m_queue = nullptr;
};

void DeskKeysTest::initTestCase()
{
    auto opened = ui::WorkspaceClient::open(m_profile.filePath(QStringLiteral("demo")), m_clock);
    QVERIFY(opened.has_value());
    m_client = std::move(*opened);
    auto made = m_client->order([](workspace::Workspace &engine) { return engine.makeDemo(); });
    made.waitForFinished();
    QVERIFY(made.result().has_value());
    auto synced = m_client->request<QJsonObject>(
        [](workspace::Workspace &engine, auto done) { engine.syncOnce({}, std::move(done)); });
    QTRY_VERIFY_WITH_TIMEOUT(synced.isFinished(), 60000);
    QVERIFY(synced.result().has_value());
    m_theme.applyTo(*qApp);
    m_console = std::make_unique<ui::Console>(*m_client, m_theme, true);
    m_console->show();
    frame().resize(1440, 900);
    QVERIFY(QTest::qWaitForWindowExposed(&frame()));
    frame().activateWindow();
    m_queue = frame().findChild<QAbstractItemView *>(QStringLiteral("queueList"));
    QVERIFY(m_queue);
    QTRY_VERIFY(m_queue->model()->rowCount() > 0);
    QTRY_VERIFY(!m_console->window()->queue().current().isEmpty()); // once the rows are painted
    // Where the day begins: in the list, though it came after the window.
    QTRY_COMPARE(QApplication::focusWidget(), m_queue);
}

void DeskKeysTest::press(int key, quint32 scanCode, Qt::KeyboardModifiers modifiers)
{
    QKeyEvent event(QEvent::KeyPress, key, modifiers, scanCode, 0, 0, QString(QChar(key)));
    QApplication::sendEvent(m_queue, &event);
}

void DeskKeysTest::lettersOpenTheMenusOfTheChips_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<QString>("menu");
    QTest::addColumn<QString>("chip");
    const auto row = [](const char *name, int key, const char *menu, const char *chip) {
        QTest::newRow(name) << key << QString::fromLatin1(menu) << QString::fromLatin1(chip);
    };
    row("A", Qt::Key_A, "assigneeMenu", "assigneeChip");
    row("ф", 0x0424, "assigneeMenu", "assigneeChip");
    row("S", Qt::Key_S, "statusMenu", "statusChip");
    row("ы", 0x042B, "statusMenu", "statusChip");
    row("з", 0x0417, "priorityMenu", "priorityChip");
    row("д", 0x0414, "tagMenu", "addTagButton");
    row("р", 0x0420, "snoozeMenu", "snoozeButton");
}

void DeskKeysTest::lettersOpenTheMenusOfTheChips()
{
    QFETCH(int, key);
    QFETCH(QString, menu);
    QFETCH(QString, chip);
    QString opened;
    QPoint at;
    QTimer whenOpen; // looks also from within a loop of the menu's own
    connect(&whenOpen, &QTimer::timeout, this, [&] {
        if (QWidget *popup = QApplication::activePopupWidget()) {
            opened = popup->objectName();
            at = popup->pos();
            popup->close();
        }
    });
    whenOpen.start(10);
    frame().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&frame()));
    m_queue->setFocus();
    // Keys are for the active window only.
    QTRY_COMPARE(QApplication::focusWidget(), m_queue);
    press(key, 0);
    QTRY_COMPARE(opened, menu);
    const auto *button = frame().findChild<QWidget *>(chip);
    QVERIFY(button);
    QVERIFY(at.y() >= button->mapToGlobal(QPoint(0, 0)).y());
    m_queue->setFocus();
}

void DeskKeysTest::chipsHaveTheUndoOfTheWindow()
{
    const ticket::Key key = m_console->window()->queue().current();
    const auto before = m_client->read().ticket(key);
    QVERIFY(before.has_value());
    auto *menu = frame().findChild<QMenu *>(QStringLiteral("statusMenu"));
    auto *defect = menu->findChild<QAction *>(QStringLiteral("statusMenu.solved:defect"));
    QVERIFY(defect);
    defect->trigger();
    QTRY_VERIFY(m_client->read().ticket(key)->status == ticket::Status::Solved);
    QCOMPARE(m_client->read().ticket(key)->cause, QStringLiteral("defect"));
    bool undone = false; // QTRY_VERIFY asks again after the first yes
    QTRY_VERIFY(undone = undone || m_console->window()->commands().run(QStringLiteral("edit.undo")));
    QTRY_VERIFY(m_client->read().ticket(key)->status == before->status);
}

void DeskKeysTest::sourceOpens()
{
    press(0x0413, 0, Qt::ControlModifier); // г lies on U
    const auto shown = [this]() -> QDialog * {
        for (QDialog *dialog : frame().findChildren<QDialog *>())
            if (dialog->isVisible())
                return dialog;
        return nullptr;
    };
    QTRY_VERIFY(shown());
    shown()->close();
    frame().activateWindow();
}

void DeskKeysTest::forwardAndNoteByLetter()
{
    auto *tabs = frame().findChild<QTabBar *>(QStringLiteral("composerTabs"));
    m_queue->setFocus();
    press(Qt::Key_N, 0);
    QCOMPARE(tabs->currentIndex(), 1);
    m_queue->setFocus();
    press(0x0410, 0); // а lies on F
    QCOMPARE(tabs->currentIndex(), 2);
    QVERIFY(frame().findChild<QLineEdit *>(QStringLiteral("toField"))->text().isEmpty());
    m_queue->setFocus();
    press(0x041A, 0); // к lies on R
    QCOMPARE(tabs->currentIndex(), 0);
    QVERIFY(!frame().findChild<QLineEdit *>(QStringLiteral("toField"))->text().isEmpty());
    QTest::keyClick(frame().findChild<QTextEdit *>(QStringLiteral("answerEditor")), Qt::Key_Escape);
    QCOMPARE(frame().focusWidget(), m_queue);
}

void DeskKeysTest::cleanupTestCase()
{
    m_console.reset();
    m_client.reset();
}

QTEST_MAIN(DeskKeysTest)
#include "desk_keys_test.moc"
