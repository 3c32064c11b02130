// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// Every page and dialog of the real window as somebody works who has no mouse: names, ways by Tab, a focus that
// can be seen, keys that do not depend on the layout.
#include "tests/ui/shell/controls.h"
#include "tests/ui/shell/desk_on_screen.h"
#include "ui/settings/account_dialog.h"

#include <QAction>
#include <QButtonGroup>
#include <QDialog>
#include <QScrollArea>
#include <QTemporaryDir>

using namespace otklik;

namespace {

QString nameOf(const QWidget &widget)
{
    return QStringLiteral("%1 “%2”").arg(QString::fromLatin1(widget.metaObject()->className()), widget.objectName());
}

/// Controls that are on screen, of this window alone.
std::vector<QWidget *> controlsOf(QWidget &top)
{
    std::vector<QWidget *> controls;
    for (QWidget *widget : top.findChildren<QWidget *>())
        if (widget->window() == top.window() && widget->isVisible() && test::isControl(*widget) &&
            !test::isPartOfAControl(*widget))
            controls.push_back(widget);
    return controls;
}

/// In the order of Tab, once around.
std::vector<QWidget *> tabOrderOf(QWidget &top)
{
    std::vector<QWidget *> order;
    QWidget *widget = &top;
    do {
        if (widget != &top && widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) &&
            !widget->focusProxy() && top.isAncestorOf(widget))
            order.push_back(widget);
        widget = widget->nextInFocusChain();
    } while (widget && widget != &top);
    return order;
}

/// Of buttons that exclude each other Tab stops at one; the arrows go on from there.
bool isReachedByArrows(QWidget &control, const std::vector<QWidget *> &order)
{
    const auto groupOf = [](const QWidget *widget) -> const QObject * {
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        if (!button)
            return nullptr;
        if (const QButtonGroup *group = button->group())
            return group->exclusive() ? group : nullptr;
        return button->autoExclusive() ? button->parentWidget() : nullptr;
    };
    const QObject *group = groupOf(&control);
    return group &&
           std::any_of(order.begin(), order.end(), [&](const QWidget *other) { return groupOf(other) == group; });
}

QRect placeOf(const QWidget &widget, const QWidget &top)
{
    return {widget.mapTo(&top, QPoint(0, 0)), widget.size()};
}

/// A step by Tab is a surprise when it goes up and to the left at once.
bool goesBack(const QRect &from, const QRect &to)
{
    return to.bottom() < from.top() && to.right() < from.left();
}

} // namespace

class DeskKeyboardTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void pages_data();
    void pages();
    void dialogs_data();
    void dialogs();
    void theFirstRun();
    void everyCommandHasAKeyOfItsOwn();
    void keysWorkUnderARussianLayout();
    void cleanupTestCase();

private:
    [[nodiscard]] QStringList faultsOf(QWidget &top);
    [[nodiscard]] bool showsFocus(QWidget &widget);
    [[nodiscard]] QWidget *newWindow(const QSet<QWidget *> &before) const;

    QTemporaryDir m_profile;
    SystemClock m_clock;
    std::unique_ptr<ui::WorkspaceClient> m_client;
    std::unique_ptr<test::DeskOnScreen> m_desk;
};

void DeskKeyboardTest::initTestCase()
{
    auto opened = ui::WorkspaceClient::open(m_profile.filePath(QStringLiteral("profile")), m_clock);
    REQUIRE(opened);
    m_client = std::move(*opened);
    test::readDemo(*m_client);
    QApplication::setCursorFlashTime(0); // a picture must not depend on when it is taken
    m_desk = std::make_unique<test::DeskOnScreen>(*m_client);
    QVERIFY(QTest::qWaitForWindowExposed(&m_desk->frame()));
    QTRY_VERIFY(m_desk->find<QAbstractItemView>(QStringLiteral("queueList"))->model()->rowCount() > 10);
    QTRY_VERIFY(m_desk->find<QWidget>(QStringLiteral("messageBody")));
}

/// What a picture of it and its edge shows differs with the focus.
bool DeskKeyboardTest::showsFocus(QWidget &widget)
{
    QWidget *top = widget.window();
    for (QWidget *above = widget.parentWidget(); above; above = above->parentWidget())
        if (auto *area = qobject_cast<QScrollArea *>(above)) // as Tab does
            area->ensureWidgetVisible(&widget);
    const auto picture = [&] {
        QCoreApplication::sendPostedEvents();
        return top->grab(placeOf(widget, *top).adjusted(-3, -3, 3, 3)).toImage();
    };
    top->setFocus();
    const QImage without = picture();
    widget.setFocus(Qt::TabFocusReason);
    return picture() != without;
}

QStringList DeskKeyboardTest::faultsOf(QWidget &top)
{
    QStringList faults;
    // A popup keeps the focus in its one field.
    const bool isPopup = top.windowType() == Qt::Popup || top.windowType() == Qt::Tool;
    QApplication::setActiveWindow(&top);
    if (!isPopup && !QTest::qWaitFor([&top] { return QApplication::activeWindow() == &top; }))
        faults << QStringLiteral("the window does not become active");
    const std::vector<QWidget *> order = tabOrderOf(top);
    for (QWidget *control : controlsOf(top)) {
        if (control->objectName().isEmpty())
            faults << QStringLiteral("no object name: ") + nameOf(*control);
        if (control->accessibleName().isEmpty())
            faults << QStringLiteral("no accessible name: ") + nameOf(*control);
        // The preview shows what stands in the field beside it.
        if (!control->isEnabled() || isPopup || control->objectName() == QStringLiteral("answerPreview"))
            continue;
        const bool isInOrder = std::find(order.begin(), order.end(), control) != order.end();
        if (!isInOrder && !isReachedByArrows(*control, order))
            faults << QStringLiteral("not reached by Tab: ") + nameOf(*control);
        else if (!showsFocus(*control))
            faults << QStringLiteral("focus not seen: ") + nameOf(*control);
    }
    if (qobject_cast<QDialog *>(&top))
        for (size_t i = 1; i < order.size(); ++i)
            if (goesBack(placeOf(*order[i - 1], top), placeOf(*order[i], top)))
                faults << QStringLiteral("Tab goes back from %1 to %2").arg(nameOf(*order[i - 1]), nameOf(*order[i]));
    faults.removeDuplicates();
    return faults;
}

void DeskKeyboardTest::pages_data()
{
    QTest::addColumn<QString>("page");
    for (const QString &page : m_desk->window().pages())
        QTest::newRow(qPrintable(page)) << page;
}

void DeskKeyboardTest::pages()
{
    QFETCH(QString, page);
    m_desk->window().showPage(page);
    QCoreApplication::processEvents();
    const QStringList faults = faultsOf(m_desk->frame());
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
}

QWidget *DeskKeyboardTest::newWindow(const QSet<QWidget *> &before) const
{
    for (QWidget *window : QApplication::topLevelWidgets())
        if (window->isVisible() && !before.contains(window) && window->windowType() != Qt::ToolTip)
            return window;
    return nullptr;
}

void DeskKeyboardTest::dialogs_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("opener"); // a command, or what is pressed
    const auto row = [](const char *name, const char *page, const char *opener) {
        QTest::newRow(name) << QString::fromLatin1(page) << QString::fromLatin1(opener);
    };
    row("new ticket", "queue", "ticket.new");
    row("merge", "queue", "ticket.merge");
    row("link", "queue", "ticket.link");
    row("keys", "queue", "help.keys");
    row("source", "queue", "message.source");
    row("mailboxes", "queue", "healthLight");
    row("send later", "queue", "sendLaterPick");
    row("link in an answer", "queue", "linkButton");
    row("another mailbox", "settings", "account.add");
    row("change a mailbox", "settings", "changeAccount");
    row("remove a mailbox", "settings", "removeAccount");
    row("remove an answer", "answers", "removeAnswer");
}

void DeskKeyboardTest::dialogs()
{
    QFETCH(QString, page);
    QFETCH(QString, opener);
    m_desk->window().showPage(page);
    m_desk->frame().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_desk->frame()));
    if (page == QStringLiteral("queue"))
        m_desk->window().commands().run(QStringLiteral("reply.start"));
    if (page == QStringLiteral("answers")) {
        auto *list = m_desk->find<QAbstractItemView>(QStringLiteral("answersList"));
        list->setCurrentIndex(list->model()->index(0, 0));
    }
    const QList<QWidget *> windows = QApplication::topLevelWidgets();
    const QSet<QWidget *> before(windows.begin(), windows.end());
    if (opener.contains(QLatin1Char('.'))) {
        QVERIFY(m_desk->window().commands().run(opener));
    } else if (auto *action = m_desk->frame().findChild<QAction *>(opener)) {
        action->trigger();
    } else {
        auto *button = m_desk->find<QAbstractButton>(opener);
        QVERIFY(button);
        QTRY_VERIFY(button->isEnabled());
        button->click();
    }
    QWidget *dialog = nullptr;
    QTRY_VERIFY((dialog = newWindow(before)));
    const QStringList faults = faultsOf(*dialog);
    const QString which = nameOf(*dialog);
    dialog->close();
    QVERIFY2(faults.isEmpty(), qPrintable(which + QLatin1Char('\n') + faults.join(QLatin1Char('\n'))));
}

void DeskKeyboardTest::theFirstRun()
{
    auto opened = ui::WorkspaceClient::open(m_profile.filePath(QStringLiteral("new")), m_clock);
    REQUIRE(opened);
    ui::Theme theme;
    ui::IconStore icons{theme};
    ui::AccountDialog dialog(ui::Look{theme, icons}, **opened, {});
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    const QStringList faults = faultsOf(dialog);
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
}

void DeskKeyboardTest::everyCommandHasAKeyOfItsOwn()
{
    QStringList faults;
    QHash<QString, QString> ids;
    for (const ui::Command &command : m_desk->window().commands().commands()) {
        if (command.keys.isEmpty())
            faults << QStringLiteral("no key: ") + command.id;
        else if (ids.contains(command.keys))
            faults << QStringLiteral("%1 for %2 and %3").arg(command.keys, ids.value(command.keys), command.id);
        ids.insert(command.keys, command.id);
    }
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
}

/// The same keys, bound as the window binds them, pressed where a Russian layout is on and no scan code is known.
void DeskKeyboardTest::keysWorkUnderARussianLayout()
{
    const QString latin = QStringLiteral("QWERTYUIOP[]ASDFGHJKL;'ZXCVBNM,.");
    const QString russian = QStringLiteral("ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ");
    const auto onRussian = [&](QKeyCombination pressed) {
        const qsizetype at = pressed.key() < 0x80 ? latin.indexOf(QChar(char16_t(pressed.key()))) : -1;
        return at < 0 ? pressed : QKeyCombination(pressed.keyboardModifiers(), Qt::Key(russian.at(at).unicode()));
    };
    QWidget window;
    auto *list = new QWidget(&window);
    list->setFocusPolicy(Qt::StrongFocus);
    ui::PhysicalShortcuts shortcuts(&window);
    QString ran;
    ui::CommandTable table;
    for (ui::Command command : m_desk->window().commands().commands()) {
        command.act = [&ran, id = command.id] { ran = id; };
        command.isEnabled = {};
        table.add(command);
    }
    table.bindKeys(shortcuts, &window, list);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    list->setFocus();
    QTRY_COMPARE(QApplication::focusWidget(), list);
    for (const ui::Command &command : table.commands()) {
        ran.clear();
        const QKeySequence keys = QKeySequence::fromString(command.keys, QKeySequence::PortableText);
        for (int i = 0; i < keys.count(); ++i) {
            const QKeyCombination key = onRussian(keys[uint(i)]);
            QKeyEvent press(QEvent::KeyPress, key.key(), key.keyboardModifiers(), 0, 0, 0, QString());
            QApplication::sendEvent(list, &press);
        }
        QCOMPARE(ran, command.id);
    }
}

void DeskKeyboardTest::cleanupTestCase()
{
    m_desk.reset();
    m_client.reset();
}

QTEST_MAIN(DeskKeyboardTest)
#include "desk_keyboard_test.moc"
