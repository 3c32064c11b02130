// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/physical_key.h"
#include "ui/widgets/physical_shortcuts.h"

#include <QLineEdit>
#include <QListWidget>
#include <QTest>
#include <QVBoxLayout>

using namespace otklik::ui;

class PhysicalShortcutsTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }
    void latinLetterActsInList();
    void cyrillicLetterActsByScanCode();
    void cyrillicLetterActsWithoutScanCode();
    void lettersAreTypedInTextField();
    void ctrlWorksInTextFieldUnderRussianLayout();
    void slashUnderRussianLayout();
    void questionMark();
    void sequences();
    void brokenSequenceDoesNotEatTheNextKey();
    void disabledEntryLetsTheKeyThrough();
    void dvorakLetterMeansItself();

private:
    void press(QWidget *target, int key, Qt::KeyboardModifiers modifiers, quint32 scanCode, const QString &text);
    void addCounter(const QString &keys, PhysicalShortcuts::Reach reach, QWidget *owner, int &counter);

    std::unique_ptr<QWidget> m_window;
    QListWidget *m_list = nullptr;
    QLineEdit *m_field = nullptr;
    PhysicalShortcuts *m_shortcuts = nullptr;
};

void PhysicalShortcutsTest::init()
{
    m_window = std::make_unique<QWidget>();
    auto *column = new QVBoxLayout(m_window.get());
    m_list = new QListWidget;
    m_field = new QLineEdit;
    column->addWidget(m_list);
    column->addWidget(m_field);
    m_shortcuts = new PhysicalShortcuts(m_window.get());
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_window->activateWindow();
    m_list->setFocus();
    QTRY_COMPARE(QApplication::focusWidget(), m_list);
}

void PhysicalShortcutsTest::press(QWidget *target, int key, Qt::KeyboardModifiers modifiers, quint32 scanCode,
                                  const QString &text)
{
    QKeyEvent event(QEvent::KeyPress, key, modifiers, scanCode, 0, 0, text);
    QApplication::sendEvent(target, &event);
}

void PhysicalShortcutsTest::addCounter(const QString &keys, PhysicalShortcuts::Reach reach, QWidget *owner,
                                       int &counter)
{
    QVERIFY(m_shortcuts->add(keys, reach, owner, [&counter] { ++counter; }));
}

void PhysicalShortcutsTest::latinLetterActsInList()
{
    int count = 0;
    addCounter(QStringLiteral("A"), PhysicalShortcuts::Reach::Widget, m_list, count);
    QTest::keyClick(m_list, Qt::Key_A);
    QCOMPARE(count, 1);
    QTest::keyClick(m_list, Qt::Key_A, Qt::ShiftModifier);
    QCOMPARE(count, 1);
}

void PhysicalShortcutsTest::cyrillicLetterActsByScanCode()
{
    int count = 0;
    addCounter(QStringLiteral("A"), PhysicalShortcuts::Reach::Widget, m_list, count);
#if defined(Q_OS_LINUX)
    // Scan code 38 is the key with A on it; the layout says "ф".
    press(m_list, 0x0424, Qt::NoModifier, 38, QStringLiteral("ф"));
    QCOMPARE(count, 1);
    // A layout that has "ф" elsewhere: the place counts, not the letter.
    press(m_list, 0x0424, Qt::NoModifier, 39, QStringLiteral("ф"));
    QCOMPARE(count, 1);
#endif
}

void PhysicalShortcutsTest::cyrillicLetterActsWithoutScanCode()
{
    int next = 0;
    int snooze = 0;
    addCounter(QStringLiteral("J"), PhysicalShortcuts::Reach::Widget, m_list, next);
    addCounter(QStringLiteral("H"), PhysicalShortcuts::Reach::Widget, m_list, snooze);
    press(m_list, 0x041E, Qt::NoModifier, 0, QStringLiteral("о"));
    press(m_list, 0x0420, Qt::NoModifier, 0, QStringLiteral("р"));
    QCOMPARE(next, 1);
    QCOMPARE(snooze, 1);
}

void PhysicalShortcutsTest::lettersAreTypedInTextField()
{
    int inList = 0;
    int inWindow = 0;
    addCounter(QStringLiteral("A"), PhysicalShortcuts::Reach::Widget, m_list, inList);
    addCounter(QStringLiteral("/"), PhysicalShortcuts::Reach::Window, m_window.get(), inWindow);
    m_field->setFocus();
    QTest::keyClicks(m_field, QStringLiteral("a/"));
    QCOMPARE(m_field->text(), QStringLiteral("a/"));
    QCOMPARE(inList, 0);
    QCOMPARE(inWindow, 0);
}

void PhysicalShortcutsTest::ctrlWorksInTextFieldUnderRussianLayout()
{
    int palette = 0;
    int canned = 0;
    addCounter(QStringLiteral("Ctrl+K"), PhysicalShortcuts::Reach::Window, m_window.get(), palette);
    addCounter(QStringLiteral("Ctrl+;"), PhysicalShortcuts::Reach::Window, m_window.get(), canned);
    m_field->setFocus();
    press(m_field, 0x041B, Qt::ControlModifier, 45, QString()); // л on the key K
    press(m_field, 0x0416, Qt::ControlModifier, 47, QString()); // ж on the key ;
    QCOMPARE(palette, 1);
    QCOMPARE(canned, 1);
    press(m_field, 0x0416, Qt::ControlModifier, 0, QString());
    QCOMPARE(canned, 2);
}

void PhysicalShortcutsTest::slashUnderRussianLayout()
{
    int count = 0;
    addCounter(QStringLiteral("/"), PhysicalShortcuts::Reach::Window, m_window.get(), count);
    QTest::keyClick(m_list, Qt::Key_Slash);
    QCOMPARE(count, 1);
#if defined(Q_OS_LINUX)
    press(m_list, Qt::Key_Period, Qt::NoModifier, 61, QStringLiteral("."));
    QCOMPARE(count, 2);
#endif
}

void PhysicalShortcutsTest::questionMark()
{
    int count = 0;
    addCounter(QStringLiteral("?"), PhysicalShortcuts::Reach::Window, m_window.get(), count);
    QTest::keyClick(m_list, Qt::Key_Question, Qt::ShiftModifier);
    QCOMPARE(count, 1);
#if defined(Q_OS_LINUX)
    press(m_list, Qt::Key_Comma, Qt::ShiftModifier, 61, QStringLiteral(",")); // the Russian layout's place of "?"
    QCOMPARE(count, 2);
#endif
}

void PhysicalShortcutsTest::sequences()
{
    int mine = 0;
    int open = 0;
    addCounter(QStringLiteral("G, M"), PhysicalShortcuts::Reach::Widget, m_list, mine);
    addCounter(QStringLiteral("G, O"), PhysicalShortcuts::Reach::Widget, m_list, open);
    QTest::keyClick(m_list, Qt::Key_G);
    QTest::keyClick(m_list, Qt::Key_M);
    QCOMPARE(mine, 1);
    press(m_list, 0x041F, Qt::NoModifier, 0, QStringLiteral("п"));
    press(m_list, 0x0429, Qt::NoModifier, 0, QStringLiteral("щ"));
    QCOMPARE(open, 1);
    QCOMPARE(mine, 1);
}

void PhysicalShortcutsTest::brokenSequenceDoesNotEatTheNextKey()
{
    int next = 0;
    int mine = 0;
    addCounter(QStringLiteral("G, M"), PhysicalShortcuts::Reach::Widget, m_list, mine);
    addCounter(QStringLiteral("J"), PhysicalShortcuts::Reach::Widget, m_list, next);
    QTest::keyClick(m_list, Qt::Key_G);
    QTest::keyClick(m_list, Qt::Key_J);
    QTest::keyClick(m_list, Qt::Key_M);
    QCOMPARE(next, 1);
    QCOMPARE(mine, 0);
}

void PhysicalShortcutsTest::disabledEntryLetsTheKeyThrough()
{
    int count = 0;
    bool enabled = false;
    QVERIFY(m_shortcuts->add(
        QStringLiteral("Ctrl+A"), PhysicalShortcuts::Reach::Window, m_window.get(), [&] { ++count; },
        [&] { return enabled; }));
    m_field->setText(QStringLiteral("word"));
    m_field->setFocus();
    QTest::keyClick(m_field, Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(count, 0);
    QCOMPARE(m_field->selectedText(), QStringLiteral("word"));
    enabled = true;
    QTest::keyClick(m_field, Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(count, 1);
}

void PhysicalShortcutsTest::dvorakLetterMeansItself()
{
    // On Dvorak the key with J on it gives H (scan code 44): the letter counts.
    const QKeyEvent event(QEvent::KeyPress, Qt::Key_H, Qt::NoModifier, 44, 0, 0, QStringLiteral("h"));
    const auto readings = readingsOf(event);
    QCOMPARE(readings.size(), size_t(1));
    QCOMPARE(readings.front(), QKeyCombination(Qt::Key_H));
}

QTEST_MAIN(PhysicalShortcutsTest)
#include "physical_shortcuts_test.moc"
