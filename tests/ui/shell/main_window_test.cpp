// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_clock.h"
#include "tests/ui/queue/list_ticket_source.h"
#include "ui/queue/bulk_summary.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/command_table.h"
#include "ui/shell/desk_page.h"
#include "ui/shell/keys_page.h"
#include "ui/shell/main_window.h"
#include "ui/shell/navigation_rail.h"
#include "ui/shell/sync_mark.h"
#include "ui/widgets/popup_shape.h"
#include "ui/widgets/progress_line.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLineEdit>
#include <QMenuBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QSplitter>
#include <QTemporaryDir>
#include <QTest>
#include <QTextEdit>
#include <QTreeWidget>

using namespace otklik;
using namespace otklik::ui;

/// The frame and the desk with an empty middle, driven by keys and clicks.
class MainWindowTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void menusComeFromTheTable();
    void lettersActInTheListOnly();
    void lettersActUnderRussianLayout();
    void goSequences();
    void paletteFindsAndRuns();
    void palettePrefixes();
    void bannersAreReplacedAndAnswered();
    void narrowWindowsFold();
    void splittersRememberTheirPlaces();
    void pagesSwitch();
    void keysPageListsEveryKey();
    void stateSurvivesNonsense();
    void opensInsideTheScreen();
    void popupsAreCutWithoutCompositor();
    void picture();

private:
    void press(QWidget *target, int key, quint32 scanCode);
    void makeWindow();

    Theme m_theme;
    IconStore m_icons{m_theme};
    Look m_look{m_theme, m_icons};
    test::FakeClock m_clock;
    QTemporaryDir m_folder;
    test::ListTicketSource m_source;
    std::unique_ptr<UiState> m_state;
    std::unique_ptr<CommandTable> m_commands;
    std::unique_ptr<QueuePresenter> m_presenter;
    ViewsModel m_views;
    std::unique_ptr<MainWindow> m_window;
    DeskPage *m_desk = nullptr;
    QueueView *m_queue = nullptr;
    QTextEdit *m_middle = nullptr;
    QStringList m_ran;
    bool m_canAssign = true;
};

void MainWindowTest::init()
{
    m_theme.applyTo(*qApp);
    m_ran.clear();
    m_canAssign = true;
    m_state = std::make_unique<UiState>(m_folder.filePath(QStringLiteral("window.ini")));
    m_commands = std::make_unique<CommandTable>();
    const auto add = [this](const char *id, CommandMenu menu, const char *text, const char *keys, bool inList) {
        Command command;
        command.id = QString::fromLatin1(id);
        command.menu = menu;
        command.text = QString::fromLatin1(text);
        command.keys = QString::fromLatin1(keys);
        command.onlyInList = inList;
        command.act = [this, name = command.id] { m_ran << name; };
        m_commands->add(std::move(command));
    };
    add("ticket.new", CommandMenu::File, "New ticket", "Ctrl+N", false);
    add("search", CommandMenu::Edit, "Search", "/", false);
    add("go.mine", CommandMenu::View, "Go to Mine", "G, M", true);
    add("keys", CommandMenu::Help, "All keys", "?", false);
    Command assign{
        QStringLiteral("ticket.assign"), CommandMenu::Ticket, QStringLiteral("Assign…"), {}, QStringLiteral("A"), true};
    assign.act = [this] { m_ran << QStringLiteral("ticket.assign"); };
    assign.isEnabled = [this] { return m_canAssign; };
    m_commands->add(assign);
    Command palette{
        QStringLiteral("palette.open"), CommandMenu::None, QStringLiteral("Palette"), {}, QStringLiteral("Ctrl+K")};
    palette.act = [this] { m_window->commandPalette().open(); };
    m_commands->add(palette);
    makeWindow();
}

void MainWindowTest::makeWindow()
{
    m_source.lists[QStringLiteral("open")] = test::makeTickets(1, 20);
    m_presenter = std::make_unique<QueuePresenter>(m_source, m_clock);
    m_window = std::make_unique<MainWindow>(m_look, *m_commands, *m_state);
    m_views.setSections({{QStringLiteral("Views"),
                          {{QStringLiteral("mine"), QStringLiteral("Mine"), QStringLiteral("user"), {}},
                           {QStringLiteral("open"), QStringLiteral("All open"), QStringLiteral("inbox"), {}}}}});
    m_queue = new QueueView(m_look, m_clock, *m_presenter);
    m_middle = new QTextEdit;
    m_desk = new DeskPage(m_look,
                          {new ViewsPanel(m_look, m_views), m_queue, m_middle, new CustomerPanel(m_look, m_clock),
                           new CustomerStrip(m_look, m_clock)},
                          *m_state);
    m_window->addPage(QStringLiteral("queue"), QStringLiteral("inbox"), QStringLiteral("Queue"), m_desk);
    m_window->addPage(QStringLiteral("answers"), QStringLiteral("answers"), QStringLiteral("Answers"), new QWidget);
    m_window->bindKeys(&m_queue->list());
    m_window->resize(1440, 900);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_window->activateWindow();
    m_presenter->showView({QStringLiteral("open"), QStringLiteral("All open"), QStringLiteral("open"), false});
    m_queue->list().setFocus();
    QTRY_COMPARE(QApplication::focusWidget(), &m_queue->list());
}

void MainWindowTest::cleanup()
{
    m_window.reset();
    m_presenter.reset();
}

void MainWindowTest::press(QWidget *target, int key, quint32 scanCode)
{
    QKeyEvent event(QEvent::KeyPress, key, Qt::NoModifier, scanCode, 0, 0, QString(QChar(key)));
    QApplication::sendEvent(target, &event);
}

void MainWindowTest::menusComeFromTheTable()
{
    auto *bar = m_window->findChild<QMenuBar *>(QStringLiteral("menuBar"));
    QStringList titles;
    for (QAction *action : bar->actions())
        titles << action->text();
    QCOMPARE(titles, QStringList({QStringLiteral("File"), QStringLiteral("Edit"), QStringLiteral("View"),
                                  QStringLiteral("Ticket"), QStringLiteral("Help")}));
    QMenu *ticket = bar->actions().at(3)->menu();
    m_canAssign = false;
    Q_EMIT ticket->aboutToShow();
    QVERIFY(!ticket->actions().front()->isEnabled());
    m_canAssign = true;
    Q_EMIT ticket->aboutToShow();
    QCOMPARE(ticket->actions().front()->text(), QStringLiteral("Assign…\tA"));
    ticket->actions().front()->trigger();
    QCOMPARE(m_ran, QStringList(QStringLiteral("ticket.assign")));
}

void MainWindowTest::lettersActInTheListOnly()
{
    QTest::keyClick(&m_queue->list(), Qt::Key_A);
    QCOMPARE(m_ran.size(), 1);
    m_middle->setFocus();
    QTest::keyClick(m_middle, Qt::Key_A);
    QTest::keyClick(m_middle, Qt::Key_Slash);
    QCOMPARE(m_ran.size(), 1);
    QCOMPARE(m_middle->toPlainText(), QStringLiteral("a/"));
    QTest::keyClick(m_middle, Qt::Key_N, Qt::ControlModifier);
    QCOMPARE(m_ran.last(), QStringLiteral("ticket.new"));
    m_canAssign = false;
    m_queue->list().setFocus();
    QTest::keyClick(&m_queue->list(), Qt::Key_A);
    QCOMPARE(m_ran.size(), 2);
}

void MainWindowTest::lettersActUnderRussianLayout()
{
    press(&m_queue->list(), 0x0424, 0); // ф
    QCOMPARE(m_ran, QStringList(QStringLiteral("ticket.assign")));
}

void MainWindowTest::goSequences()
{
    QTest::keyClick(&m_queue->list(), Qt::Key_G);
    QVERIFY(m_ran.isEmpty());
    press(&m_queue->list(), 0x042C, 0); // ь lies on M
    QCOMPARE(m_ran, QStringList(QStringLiteral("go.mine")));
}

void MainWindowTest::paletteFindsAndRuns()
{
    QTest::keyClick(&m_queue->list(), Qt::Key_K, Qt::ControlModifier);
    auto *edit = m_window->findChild<QLineEdit *>(QStringLiteral("paletteEdit"));
    QVERIFY(edit && edit->isVisible());
    QTest::keyClicks(edit, QStringLiteral("ass"));
    QCOMPARE(m_window->commandPalette().entryCount(), 1);
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(m_ran, QStringList(QStringLiteral("ticket.assign")));
    QVERIFY(!m_window->commandPalette().isVisible());
    m_canAssign = false;
    m_window->commandPalette().open(QStringLiteral("ass"));
    QCOMPARE(m_window->commandPalette().entryCount(), 0);
    QTest::keyClick(edit, Qt::Key_Escape);
}

void MainWindowTest::palettePrefixes()
{
    QString asked;
    m_window->commandPalette().addSource(u'#', [&](const QString &text) {
        asked = text;
        PaletteEntry entry;
        entry.section = QStringLiteral("Tickets");
        entry.title = QStringLiteral("#4182 Slow site");
        entry.act = [this] { m_ran << QStringLiteral("opened"); };
        return std::vector{entry};
    });
    m_window->commandPalette().open(QStringLiteral("#41"));
    QCOMPARE(asked, QStringLiteral("41"));
    QCOMPARE(m_window->commandPalette().entryCount(), 1);
    QTest::keyClick(m_window->findChild<QLineEdit *>(QStringLiteral("paletteEdit")), Qt::Key_Return);
    QCOMPARE(m_ran, QStringList(QStringLiteral("opened")));
    asked.clear();
    m_window->commandPalette().open(QStringLiteral(">41"));
    QVERIFY(asked.isEmpty());
    QCOMPARE(m_window->commandPalette().entryCount(), 0);
    m_window->commandPalette().hide();
}

void MainWindowTest::bannersAreReplacedAndAnswered()
{
    const QSignalSpy spy(m_window.get(), &MainWindow::bannerButtonClicked);
    const auto name = QStringLiteral("sign-in");
    m_window->showBanner(name, Banner::Tone::Red, QStringLiteral("First"), {});
    m_window->showBanner(name, Banner::Tone::Red, QStringLiteral("The server refused the password."),
                         {{QStringLiteral("again"), QStringLiteral("Sign in again")}});
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QCOMPARE(m_window->findChildren<Banner *>().size(), 1);
    m_window->findChild<QPushButton *>(QStringLiteral("again"))->click();
    QCOMPARE(spy.last().at(0).toString(), name);
    QCOMPARE(spy.last().at(1).toString(), QStringLiteral("again"));
    m_window->hideBanner(name);
    QVERIFY(!m_window->hasBanner(name));
    m_window->showToast(QStringLiteral("Done."), {{QStringLiteral("undoButton"), QStringLiteral("Undo")}});
    m_window->findChild<QPushButton *>(QStringLiteral("undoButton"))->click();
    QCOMPARE(spy.last().at(0).toString(), QStringLiteral("toast"));
    m_window->hideToast();
    QVERIFY(!m_window->findChild<Banner *>(QStringLiteral("banner-toast"))->isVisible());
}

void MainWindowTest::narrowWindowsFold()
{
    auto *views = m_window->findChild<QWidget *>(QStringLiteral("viewsList"));
    auto *customer = m_window->findChild<QWidget *>(QStringLiteral("customerPanel"));
    auto *strip = m_window->findChild<QAbstractButton *>(QStringLiteral("customerStrip"));
    QVERIFY(views->isVisible() && customer->isVisible() && !strip->isVisible());
    m_window->resize(1280, 800);
    QTRY_VERIFY(m_desk->isCustomerFolded());
    QVERIFY(views->isVisible() && !customer->isVisible() && strip->isVisible());
    strip->click();
    QVERIFY(customer->isVisible());
    strip->click();
    QVERIFY(!customer->isVisible());
    m_window->resize(1024, 640);
    QTRY_VERIFY(m_desk->areViewsFolded());
    QVERIFY(!views->isVisible());
    m_desk->openViews();
    QVERIFY(views->isVisible());
    views->window()->hide();
    m_window->resize(1440, 900);
    QTRY_VERIFY(!m_desk->areViewsFolded());
    QVERIFY(views->isVisible() && customer->isVisible() && !strip->isVisible());
    auto *splitter = m_window->findChild<QSplitter *>(QStringLiteral("deskSplitter"));
    QCOMPARE(splitter->indexOf(views), 0);
    QCOMPARE(splitter->indexOf(customer), 3);
}

void MainWindowTest::splittersRememberTheirPlaces()
{
    auto *splitter = m_window->findChild<QSplitter *>(QStringLiteral("deskSplitter"));
    splitter->setSizes({200, 420, 480, 264});
    Q_EMIT splitter->splitterMoved(200, 1);
    const QList<int> sizes = splitter->sizes();
    m_window.reset();
    makeWindow();
    splitter = m_window->findChild<QSplitter *>(QStringLiteral("deskSplitter"));
    QCOMPARE(splitter->sizes(), sizes);
}

void MainWindowTest::pagesSwitch()
{
    const QSignalSpy spy(m_window.get(), &MainWindow::pageShown);
    m_window->findChild<QAbstractButton *>(QStringLiteral("rail-answers"))->click();
    QCOMPARE(m_window->currentPage(), QStringLiteral("answers"));
    QVERIFY(!m_desk->isVisible());
    m_window->showPage(QStringLiteral("queue"));
    QVERIFY(m_desk->isVisible());
    QCOMPARE(spy.count(), 2);
}

void MainWindowTest::keysPageListsEveryKey()
{
    auto *page = new KeysPage(m_look, *m_commands, m_window.get());
    int listed = 0;
    auto *tree = page->findChild<QTreeWidget *>(QStringLiteral("keysTree"));
    for (int i = 0; i < tree->topLevelItemCount(); ++i)
        listed += tree->topLevelItem(i)->childCount();
    QCOMPARE(listed, static_cast<int>(m_commands->commands().size()));
    delete page;
}

void MainWindowTest::stateSurvivesNonsense()
{
    const QString file = m_folder.filePath(QStringLiteral("broken.ini"));
    QSettings broken(file, QSettings::IniFormat);
    broken.setValue(QStringLiteral("theme"), 77);
    broken.setValue(QStringLiteral("queue/sort"), QStringLiteral("sideways"));
    broken.sync();
    UiState state(file);
    QCOMPARE(state.theme(), ThemeMode::System);
    QCOMPARE(state.sort(), ticket::SortOrder::Urgency);
    state.setTheme(ThemeMode::Dark);
    QCOMPARE(state.theme(), ThemeMode::Dark);
}

void MainWindowTest::opensInsideTheScreen()
{
    const QRect small(0, 0, 1440, 900);
    QVERIFY(small.adjusted(0, 24, 0, 0).contains(MainWindow::firstPlace(small)));
    const QRect second(1440, 30, 2560, 1400);
    QCOMPARE(MainWindow::firstPlace(second).size(), QSize(1440, 900));
    QVERIFY(second.contains(MainWindow::firstPlace(second)));
    m_window->close();
    QVERIFY(!m_state->geometry(QStringLiteral("window")).isEmpty());
    m_state->setGeometry(QStringLiteral("window"), {});
}

void MainWindowTest::popupsAreCutWithoutCompositor()
{
    QWidget popup;
    popup.resize(200, 100);
    const QRect box(20, 20, 160, 60);
    shapePopup(&popup, box, 10, false);
    QVERIFY(box.contains(popup.mask().boundingRect()));
    QVERIFY(popup.mask().contains(box.center()));
    QVERIFY(!popup.mask().contains(box.topLeft()));
    shapePopup(&popup, box, 10, true);
    QVERIFY(popup.mask().isEmpty());
}

void MainWindowTest::picture()
{
    const QString folder = qEnvironmentVariable("OTKLIK_PICTURES");
    m_window->rail().setCount(QStringLiteral("queue"), 3, true);
    m_window->rail().setMe(QStringLiteral("Maria Orlova"), QStringLiteral("maria@c.example"));
    m_window->rail().syncMark().set(SyncMark::State::InSync, QStringLiteral("2 s ago"), {});
    m_window->progress().setProgress(1240, 1842);
    for (const ThemeMode mode : {ThemeMode::Light, ThemeMode::Dark}) {
        m_theme.setMode(mode);
        const QImage image = m_window->grab().toImage();
        QCOMPARE(image.pixelColor(300, 36), m_theme.color(Token::Window));
        QCOMPARE(image.pixelColor(10, 300), m_theme.color(Token::Window));
        if (!folder.isEmpty())
            QVERIFY(image.save(folder + QStringLiteral("/window-%1.png").arg(static_cast<int>(mode))));
    }
    m_theme.setMode(ThemeMode::Light);
    m_window->commandPalette().open();
    if (!folder.isEmpty())
        QVERIFY(m_window->commandPalette().grab().save(folder + QStringLiteral("/palette.png")));
    m_window->commandPalette().hide();
    m_window->resize(1280, 800);
    QTRY_VERIFY(m_desk->isCustomerFolded());
    m_window->showBanner(QStringLiteral("a"), Banner::Tone::Red, QStringLiteral("The server refused the password."),
                         {{QStringLiteral("again"), QStringLiteral("Sign in again")}});
    m_window->showToast(QStringLiteral("3 tickets assigned to Anna."),
                        {{QStringLiteral("undo"), QStringLiteral("Undo")}});
    m_presenter->selectFirst();
    m_presenter->extendChecked(1);
    BulkSummary bulk(m_look, m_clock);
    bulk.resize(600, 500);
    for (const char *command : {"Assign…", "Status…", "Tags…"})
        bulk.addCommand(QString::fromUtf8(command), QStringLiteral("user"), QString::fromUtf8(command),
                        QStringLiteral("A"));
    std::vector<ticket::TicketRow> rows;
    for (const ticket::Key &key : m_presenter->targets())
        rows.push_back(*m_presenter->model().ticketAt(m_presenter->model().rowOf(key)));
    QCOMPARE(rows.size(), size_t(2));
    bulk.showTickets(rows, {});
    bulk.show();
    QVERIFY(QTest::qWaitForWindowExposed(&bulk));
    QCoreApplication::processEvents();
    const QImage narrow = m_window->grab().toImage();
    QCOMPARE(narrow.width(), 1280);
    if (!folder.isEmpty()) {
        QVERIFY(narrow.save(folder + QStringLiteral("/window-narrow.png")));
        QVERIFY(bulk.grab().save(folder + QStringLiteral("/bulk.png")));
    }
}

QTEST_MAIN(MainWindowTest)
#include "main_window_test.moc"
