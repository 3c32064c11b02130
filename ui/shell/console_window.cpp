// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/console_window.h"

#include "core/ticket/query_completion.h"
#include "ui/models/error_text.h"
#include "ui/queue/bulk_summary.h"
#include "ui/settings/settings_page.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/desk_page.h"
#include "ui/shell/desk_views.h"
#include "ui/shell/health_light.h"
#include "ui/shell/main_window.h"
#include "ui/shell/navigation_rail.h"
#include "ui/shell/ticket_menus.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/progress_line.h"
#include "ui/widgets/text_question.h"

#include <QApplication>
#include <QJsonObject>
#include <QStackedWidget>

#include <algorithm>
#include <utility>

namespace otklik::ui {
namespace {
constexpr int kPaintedMs = 20;
constexpr int kCountAgainMs = 250;
constexpr int kTellMs = 10000;
constexpr int kLookAgainMs = 30000;
const QString kToast = QStringLiteral("toast");
const QString kOfflineBanner = QStringLiteral("offline");
const QString kErrorBanner = QStringLiteral("error");
} // namespace

ConsoleWindow::ConsoleWindow(const Look &look, WorkspaceClient &client, UiState &state, bool isDemo)
    : m_look(look)
    , m_client(client)
    , m_state(state)
    , m_isDemo(isDemo)
    , m_source(client)
    , m_queue(m_source, client.clock())
    , m_orders(client)
    , m_nursery(std::make_unique<QWidget>())
{
    m_queue.setSort(state.sort());
    m_features =
        makeFeatures(look, client, m_orders, state, m_nursery.get(),
                     {[this](const QString &query) {
                          m_window->showPage(QStringLiteral("queue"));
                          searchFor(query);
                      },
                      [this](const ticket::Key &key) { openTicket(key); }, [this] { m_queueView->focusList(); }});
    makeDesk();
    m_menus = std::make_unique<TicketMenus>(look, client, m_orders, m_queue, *m_queueView);
    makeCommands();
    m_window = std::make_unique<MainWindow>(look, m_commands, state);
    m_window->addPage(QStringLiteral("queue"), QStringLiteral("inbox"), tr("Queue"), m_desk);
    for (const Features::Page &page : m_features.pages)
        m_window->addPage(page.id, page.icon, page.label, page.widget);
    makeBulk();
    m_window->bindKeys(&m_queueView->list());
    makeSettings();
    makePaletteSources();
    connectDesk();
    connectWorkspace();
    readPeople();
    showViews({}); // their sizes come later
    readViews();
    readOutbox();
    m_awaitsView = !m_views.indexOf(state.view()).isValid(); // a tag, known when the views are counted
    if (!m_awaitsView)
        showView(state.view());
    if (m_isDemo)
        m_window->showBanner(QStringLiteral("demo"), Banner::Tone::Blue,
                             tr("This is the demo mailbox: try everything, no mail leaves this computer."),
                             {{QStringLiteral("addAccountButton"), tr("Add your mailbox")}});
}

ConsoleWindow::~ConsoleWindow() = default;

void ConsoleWindow::makeDesk()
{
    m_viewsPanel = new ViewsPanel(m_look, m_views, m_nursery.get());
    m_queueView = new QueueView(m_look, m_client.clock(), m_queue, m_nursery.get());
    m_customer = new CustomerPanel(m_look, m_client.clock(), m_nursery.get());
    m_strip = new CustomerStrip(m_look, m_client.clock(), m_nursery.get());
    m_middle = new QStackedWidget(m_nursery.get());
    setSurface(m_middle, QStringLiteral("panel"));
    m_bulk = new BulkSummary(m_look, m_client.clock(), m_middle);
    m_middle->addWidget(m_features.conversation);
    m_middle->addWidget(m_bulk);
    m_desk = new DeskPage(m_look, {m_viewsPanel, m_queueView, m_middle, m_customer, m_strip}, m_state, m_nursery.get());
    m_queueView->setDensity(m_state.density());
    m_queueView->searchField().setCompletion([this](const QString &text, int caret) {
        ticket::CompletionSource source;
        for (const ticket::PersonRef &person : m_client.read().specialists().value_or(std::vector<ticket::PersonRef>()))
            source.assignees << person.address;
        source.tags = m_client.read().tags().value_or(QStringList());
        source.categories = ticket::defaultCategories();
        source.causes = ticket::defaultCauses();
        for (const workspace::AccountStatus &account : m_sync.accounts())
            source.mailboxes << account.name;
        const ticket::Completions found = ticket::completions(text, caret, source);
        return SearchCompletion{found.from, found.length, found.texts};
    });
}

void ConsoleWindow::connectDesk()
{
    connect(m_viewsPanel, &ViewsPanel::viewChosen, this, &ConsoleWindow::showView);
    connect(m_queueView, &QueueView::densityChanged, this,
            [this](QueueDensity density) { m_state.setDensity(density); });
    connect(&m_queue, &QueuePresenter::sortChanged, this, [this] { m_state.setSort(m_queue.sort()); });
    connect(&m_queue, &QueuePresenter::currentChanged, this, &ConsoleWindow::showTicket);
    const auto showFirst = [this] {
        if (m_queue.current().isEmpty())
            m_queue.selectFirst();
    };
    // The rows are painted before a conversation is laid out: both at once hold the window too long.
    connect(&m_queue.model(), &QueueModel::loaded, this,
            [this, showFirst] { QTimer::singleShot(kPaintedMs, this, showFirst); });
    connect(m_queueView, &QueueView::emptyButtonClicked, this, &ConsoleWindow::leaveOffline);
    connect(m_queueView, &QueueView::opened, this, [this] {
        if (m_features.focusConversation)
            m_features.focusConversation();
    });
    connect(m_customer, &CustomerPanel::ticketRequested, this, &ConsoleWindow::openTicket);
    connect(m_customer, &CustomerPanel::searchRequested, this, &ConsoleWindow::searchFor);
    connect(m_customer, &CustomerPanel::moodChosen, this, [this](const QString &address, ticket::Mood mood) {
        static constexpr std::array kNames = {"none", "calm", "tense", "upset"};
        changeCustomer(address, {{QStringLiteral("mood"), QString::fromLatin1(kNames.at(static_cast<size_t>(mood)))}});
    });
    connect(m_customer, &CustomerPanel::reachedAgain, this, [this](const QStringList &addresses) {
        const qint64 now = m_client.clock().now().ms();
        for (const QString &address : addresses)
            changeCustomer(address, {{QStringLiteral("reached"), now}});
    });
    connect(m_customer, &CustomerPanel::noteEditRequested, this, &ConsoleWindow::editNote);
    connect(&m_orders, &TicketOrders::done, this, &ConsoleWindow::tell);
    connect(&m_orders, &TicketOrders::failed, this, &ConsoleWindow::complain);
    connect(m_window.get(), &MainWindow::bannerButtonClicked, this, [this](const QString &name, const QString &button) {
        if (name == kToast && button == QStringLiteral("undoButton"))
            m_orders.undo();
        else if (button == QStringLiteral("syncAgainButton"))
            syncNow();
        else if (button == QStringLiteral("signInButton"))
            signInAgain(name.mid(kAccountBanner.size()));
        else if (button == QStringLiteral("goOnlineButton"))
            leaveOffline();
        else if (button == QStringLiteral("addAccountButton"))
            m_features.addAccount();
        else
            m_window->hideBanner(name);
    });
    // The customer of the ticket that is shown, once that is painted; who only passes by many tickets reads them alone.
    m_customerTimer.setSingleShot(true);
    m_customerTimer.setInterval(kPaintedMs);
    connect(&m_customerTimer, &QTimer::timeout, this, [this] { showCustomerOf(m_queue.current()); });
    m_tellTimer.setSingleShot(true);
    m_tellTimer.setInterval(kTellMs);
    connect(&m_tellTimer, &QTimer::timeout, this, [this] { m_window->hideToast(); });
}

void ConsoleWindow::makeBulk()
{
    for (const char *id :
         {"ticket.assign", "ticket.status", "ticket.priority", "ticket.tags", "ticket.snooze", "ticket.merge"})
        if (const Command *command = m_commands.find(QString::fromLatin1(id)))
            m_bulk->addCommand(command->id, command->icon, command->text, CommandTable::shownKeys(command->keys));
    connect(m_bulk, &BulkSummary::commandRequested, &m_commands, &CommandTable::run);
    connect(m_bulk, &BulkSummary::clearRequested, &m_queue, &QueuePresenter::clearChecked);
    connect(&m_queue.model(), &QueueModel::checkedChanged, this, &ConsoleWindow::showChecked);
    connect(&m_queue.model(), &QueueModel::loaded, this, &ConsoleWindow::showChecked);
}

void ConsoleWindow::showChecked()
{
    const bool isBulk = m_queue.model().checked().size() > 1;
    m_middle->setCurrentIndex(isBulk ? 1 : 0);
    if (!isBulk)
        return;
    std::vector<ticket::TicketRow> rows;
    for (const ticket::Key &key : m_queue.targets())
        if (const ticket::TicketRow *row = m_queue.model().ticketAt(m_queue.model().rowOf(key)))
            rows.push_back(*row);
    m_bulk->showTickets(rows, m_names);
}

void ConsoleWindow::connectWorkspace()
{
    connect(&m_client, &WorkspaceClient::changed, this, &ConsoleWindow::onChanged);
    connect(&m_client, &WorkspaceClient::accountChanged, this, [this](const workspace::AccountStatus &status) {
        // The last words of an account that was removed may come after it.
        const bool isNew = !m_sync.knows(status.name);
        m_sync.take(status);
        if (isNew)
            forgetRemovedAccounts();
        showSync();
        if (status.health != workspace::AccountHealth::Connecting && status.health != workspace::AccountHealth::Syncing)
            readBreaker(); // a round has ended: it may have brought what went out by itself, or a colleague's word
    });
    connect(&m_window->rail().syncMark(), &SyncMark::clicked, this, &ConsoleWindow::syncNow);
    connect(&m_window->rail().healthLight(), &HealthLight::clicked, this, &ConsoleWindow::showHealth);
    for (const workspace::AccountStatus &account :
         m_client.read().accounts().value_or(std::vector<workspace::AccountStatus>()))
        m_sync.take(account);
    m_clockTimer.setInterval(10000);
    connect(&m_clockTimer, &QTimer::timeout, this, [this] {
        forgetRemovedAccounts();
        showSync();
    });
    m_clockTimer.start();
    m_timeTimer.setInterval(kLookAgainMs);
    connect(&m_timeTimer, &QTimer::timeout, this, &ConsoleWindow::timePassed);
    m_timeTimer.start();
    showSync();
}

void ConsoleWindow::onChanged(const workspace::ChangeSet &changes)
{
    if (changes.everything || changes.views || !changes.tickets.isEmpty()) {
        readViews();
        m_queue.refresh();
    }
    if (changes.everything) {
        readPeople();
        m_settings->reload();
    }
    if (changes.everything || changes.outbox)
        readOutbox();
    const QString shown = m_customer->card().address;
    if (!shown.isEmpty() && (changes.everything || changes.customers.contains(shown)))
        showCustomer(shown);
}

void ConsoleWindow::timePassed()
{
    readViews();
    readBreaker();
    m_queue.refresh();
    m_queueView->list().viewport()->update(); // the time left stands in rows that are the same otherwise
}

void ConsoleWindow::readViews()
{
    m_viewsAreOld = true;
    if (m_readsViews)
        return;
    m_viewsAreOld = false;
    m_readsViews = true;
    const auto future = m_client.readInPool([](const workspace::ReadSession &session) { return session.viewCounts(); });
    onResult(future, this, [this](const Result<std::vector<workspace::ViewCount>> &counts) {
        if (counts)
            showViews(*counts);
        else
            complain(ErrorText::of(counts.error()));
        if (std::exchange(m_awaitsView, false))
            showView(m_state.view());
        const auto countAgain = [this] {
            m_readsViews = false;
            if (m_viewsAreOld)
                readViews();
        };
        // While a mailbox comes in there is always something new.
        if (m_viewsAreOld)
            QTimer::singleShot(kCountAgainMs, this, countAgain);
        else
            countAgain();
    });
}

void ConsoleWindow::showViews(const std::vector<workspace::ViewCount> &counts)
{
    m_views.setSections(DeskViews::sections(counts, m_sync.accounts(), &workspace::ReadSession::viewQuery));
    m_views.setCounts(DeskViews::counts(counts));
    m_queueView->setViewTotal(m_views.count(m_queue.view().id));
    const qint64 atRisk = m_views.count(QStringLiteral("at-risk"));
    m_window->rail().setCount(QStringLiteral("queue"), static_cast<int>(qMin<qint64>(atRisk, 1000)), true);
}

void ConsoleWindow::readPeople()
{
    m_names.clear();
    for (const ticket::PersonRef &person : m_client.read().specialists().value_or(std::vector<ticket::PersonRef>()))
        m_names.insert(person.address, person.name);
    m_queueView->setPeople(m_names);
    const workspace::Me me = m_client.read().me();
    m_window->rail().setMe(me.name, me.address);
}

void ConsoleWindow::showView(const QString &id)
{
    const ViewItem *view = m_views.item(m_views.indexOf(id));
    if (!view)
        view = m_views.item(m_views.indexOf(QStringLiteral("open")));
    if (!view)
        return;
    m_awaitsView = false;
    m_state.setView(view->id);
    m_viewsPanel->setCurrentView(view->id);
    showEmptyText();
    m_queue.showView({view->id, view->title, view->query, view->grouped});
    m_queueView->setViewTotal(m_views.count(m_queue.view().id));
}

void ConsoleWindow::showTicket(const ticket::Key &key)
{
    if (m_features.showTicket)
        m_features.showTicket(key);
    m_customerTimer.start();
}

void ConsoleWindow::showCustomerOf(const ticket::Key &key)
{
    const auto row = m_client.read().ticket(key);
    if (!row) {
        m_customer->showNobody();
        m_strip->showNobody();
        return;
    }
    showCustomer(row->requester.address);
}

void ConsoleWindow::showCustomer(const QString &address)
{
    const auto card = m_client.read().customer(address);
    if (!card) {
        m_customer->showNobody();
        m_strip->showNobody();
        return;
    }
    m_customer->showCustomer(*card, m_queue.current());
    m_strip->showCustomer(*card);
}

void ConsoleWindow::openTicket(const ticket::Key &key)
{
    m_window->showPage(QStringLiteral("queue"));
    m_queue.setCurrent(key);
}

void ConsoleWindow::searchFor(const QString &query)
{
    m_window->showPage(QStringLiteral("queue"));
    // Everything, also what is solved: the built-in views would leave that out.
    m_queue.showView({QStringLiteral("all"), tr("All tickets"), QString(), false});
    m_viewsPanel->setCurrentView({});
    m_queue.setSearch(query);
}

void ConsoleWindow::changeCustomer(const QString &address, const QJsonObject &fields)
{
    const auto future =
        m_client.order([address, fields](workspace::Workspace &engine) { return engine.setCustomer(address, fields); });
    onResult(future, this, [this, address](const Result<void> &result) {
        if (!result)
            complain(ErrorText::of(result.error()));
        else if (m_customer->card().address == address)
            showCustomer(address);
    });
}

void ConsoleWindow::editNote(const QString &address, const QString &note)
{
    auto *question = new TextQuestion(
        {QStringLiteral("customerNoteQuestion"), tr("Pinned note"), tr("Note on this customer:"), tr("Save")},
        TextQuestion::Kind::Lines, note, m_window.get());
    connect(question, &TextQuestion::answered, this, [this, address](const QString &text) {
        changeCustomer(address, {{QStringLiteral("note"), text.trimmed()}});
    });
    question->open();
}

void ConsoleWindow::tell(const QString &sentence, bool canUndo)
{
    std::vector<MainWindow::BannerButton> buttons;
    if (canUndo)
        buttons.push_back({QStringLiteral("undoButton"), tr("Undo")});
    m_window->showToast(sentence, buttons);
    m_tellTimer.start();
}

void ConsoleWindow::complain(const QString &sentence)
{
    m_window->showBanner(kErrorBanner, Banner::Tone::Red, sentence, {{QStringLiteral("dismissButton"), tr("Dismiss")}});
}

void ConsoleWindow::show()
{
    m_window->show();
    m_queueView->focusList();
}

void ConsoleWindow::showOffline()
{
    m_isOffline = true;
    m_window->showBanner(kOfflineBanner, Banner::Tone::Amber,
                         tr("Started offline: nothing is received or sent until you connect. What you write waits."),
                         {{QStringLiteral("goOnlineButton"), tr("Connect")}});
    showEmptyText();
}

void ConsoleWindow::showEmptyText()
{
    const auto accounts = m_sync.accounts();
    const bool isUnread = m_isOffline && std::all_of(accounts.begin(), accounts.end(),
                                                     [](const auto &account) { return account.lastSyncAt.isNever(); });
    if (isUnread)
        m_queueView->setEmptyText(tr("Nothing has been read yet"),
                                  tr("This desk was started offline, and no mail has come here before."),
                                  tr("Connect"));
    else
        m_queueView->setEmptyText(DeskViews::emptyTitle(m_state.view()), QString());
}

void ConsoleWindow::leaveOffline()
{
    m_isOffline = false;
    m_window->hideBanner(kOfflineBanner);
    showEmptyText();
    Q_EMIT onlineRequested();
}

void ConsoleWindow::close()
{
    m_window->close();
}

void ConsoleWindow::showPage(const QString &id)
{
    m_window->showPage(id);
}

QStringList ConsoleWindow::pages() const
{
    QStringList ids{QStringLiteral("queue")};
    for (const Features::Page &page : m_features.pages)
        ids << page.id;
    ids << NavigationRail::kSettingsPage;
    return ids;
}

} // namespace otklik::ui
