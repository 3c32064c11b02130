// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of ConsoleWindow: what each menu, key and line of the palette does.
#include "ui/queue/ticket_text.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/console_window.h"
#include "ui/shell/desk_page.h"
#include "ui/shell/keys_page.h"
#include "ui/shell/main_window.h"
#include "ui/shell/navigation_rail.h"
#include "ui/shell/ticket_menus.h"

#include <QApplication>

namespace otklik::ui {

void ConsoleWindow::makeCommands()
{
    const auto add = [this](const char *id, CommandMenu menu, const QString &text, const char *icon, const char *keys,
                            std::function<void()> act) {
        m_commands.add({QString::fromLatin1(id),
                        menu,
                        text,
                        QString::fromLatin1(icon),
                        QString::fromLatin1(keys),
                        false,
                        false,
                        std::move(act),
                        {}});
    };
    if (m_features.newTicket)
        add("ticket.new", CommandMenu::File, tr("New ticket"), "plus", "Ctrl+N", m_features.newTicket);
    if (m_features.addAccount)
        add("account.add", CommandMenu::File, tr("Add a mailbox…"), "mail", "Ctrl+Shift+N", m_features.addAccount);
    add("sync.now", CommandMenu::File, tr("Synchronise now"), "sync", "F5", [this] { syncNow(); });
    add("app.settings", CommandMenu::File, tr("Settings"), "gear", "Ctrl+,",
        [this] { m_window->showPage(NavigationRail::kSettingsPage); });
    add("app.quit", CommandMenu::File, tr("Quit"), "", "Ctrl+Q", [] { QApplication::closeAllWindows(); });
    m_commands.add({QStringLiteral("edit.undo"), CommandMenu::Edit, tr("Undo the last decision"),
                    QStringLiteral("undo"), QStringLiteral("Ctrl+Z"), false, false, [this] { m_orders.undo(); },
                    [this] { return m_orders.canUndo() && !isTextField(QApplication::focusWidget()); }});
    add("queue.search", CommandMenu::Edit, tr("Search the queue"), "search", "/", [this] {
        m_window->showPage(QStringLiteral("queue"));
        m_queueView->focusSearch();
    });
    add("palette.open", CommandMenu::Edit, tr("Search or run a command"), "command", "Ctrl+K",
        [this] { m_window->commandPalette().open(); });
    makeViewCommands();
    makeTicketCommands();
    makeReplyCommands();
    add("customer.toggle", CommandMenu::Customer, tr("Show or hide the customer"), "panel", "F4",
        [this] { m_desk->toggleCustomer(); });
    add("customer.tickets", CommandMenu::Customer, tr("All tickets of this customer"), "history", "Shift+F4", [this] {
        if (!m_customer->card().address.isEmpty())
            searchFor(QStringLiteral("customer:") + m_customer->card().address);
    });
    add("help.keys", CommandMenu::Help, tr("All keys"), "question", "?",
        [this] { (new KeysPage(m_look, m_commands, m_window.get()))->show(); });
}

void ConsoleWindow::makeViewCommands()
{
    const auto add = [this](const QString &id, const QString &text, const QString &icon, const QString &keys,
                            bool inList, std::function<void()> act) {
        m_commands.add({id, CommandMenu::View, text, icon, keys, inList, false, std::move(act), {}});
    };
    const auto addPage = [&](int number, const QString &page, const QString &text, const QString &icon) {
        add(QStringLiteral("page.") + page, text, icon, QStringLiteral("Ctrl+%1").arg(number), false,
            [this, page] { m_window->showPage(page); });
    };
    int number = 1;
    addPage(number++, QStringLiteral("queue"), tr("Queue"), QStringLiteral("inbox"));
    for (const Features::Page &page : m_features.pages)
        addPage(number++, page.id, page.label, page.icon);
    const auto addView = [&](const char *view, const QString &text, const char *icon, const char *keys) {
        const QString id = QString::fromLatin1(view);
        add(QStringLiteral("view.") + id, text, QString::fromLatin1(icon), QString::fromLatin1(keys), true, [this, id] {
            m_window->showPage(QStringLiteral("queue"));
            showView(id);
        });
    };
    addView("mine", tr("Go to Mine"), "user", "G, M");
    addView("unassigned", tr("Go to Unassigned"), "userplus", "G, U");
    addView("at-risk", tr("Go to At risk"), "alert", "G, R");
    addView("open", tr("Go to All open"), "inbox", "G, O");
    add(QStringLiteral("pane.next"), tr("Next pane"), {}, QStringLiteral("F6"), false,
        [this] { m_desk->focusNextPane(); });
    add(QStringLiteral("queue.rest"), tr("Hide or show the rest while searching"), {}, QStringLiteral("Alt+R"), false,
        [this] { m_queue.setHidesRest(!m_queue.hidesRest()); });
}

void ConsoleWindow::makeTicketCommands()
{
    const auto hasTarget = [this] { return !m_queue.targets().empty(); };
    const auto add = [&](const char *id, const QString &text, const char *icon, const char *keys, bool inList,
                         bool startsGroup, std::function<void()> act) {
        m_commands.add({QString::fromLatin1(id), CommandMenu::Ticket, text, QString::fromLatin1(icon),
                        QString::fromLatin1(keys), inList, startsGroup, std::move(act), hasTarget});
    };
    add("ticket.assign", tr("Assign…"), "user", "A", true, false,
        [this] { openTicketMenu(QStringLiteral("assignee"), &TicketMenus::assign); });
    add("ticket.assignMe", tr("Assign to me"), "userplus", "Shift+A", true, false, [this] { m_menus->assignToMe(); });
    add("ticket.status", tr("Status…"), "check", "S", true, false,
        [this] { openTicketMenu(QStringLiteral("status"), &TicketMenus::status); });
    add("ticket.priority", tr("Priority…"), "flag", "P", true, false,
        [this] { openTicketMenu(QStringLiteral("priority"), &TicketMenus::priority); });
    add("ticket.tags", tr("Tags…"), "tag", "L", true, false,
        [this] { openTicketMenu(QStringLiteral("tags"), &TicketMenus::tags); });
    add("ticket.snooze", tr("Snooze…"), "snooze", "H", true, false,
        [this] { openTicketMenu(QStringLiteral("snooze"), &TicketMenus::snooze); });
    add("ticket.merge", tr("Merge…"), "merge", "M", true, false, [this] { m_menus->merge(); });
    add("ticket.link", tr("Link…"), "link", "Shift+M", true, false, [this] { m_menus->link(); });
    add("ticket.unread", tr("Mark read or unread"), "eye", "U", true, false, [this] { m_menus->toggleRead(); });
    add("ticket.next", tr("Next ticket"), "down", "Alt+Down", false, true, [this] { m_queue.moveCurrent(1); });
    add("ticket.previous", tr("Previous ticket"), "up", "Alt+Up", false, false, [this] { m_queue.moveCurrent(-1); });
    add("queue.select", tr("Select"), "bulk", "X", true, true, [this] { m_queue.toggleChecked(); });
    add("queue.clear", tr("Clear the selection"), "x", "Esc", true, false, [this] { m_queue.clearChecked(); });
    // The second keys of two commands; they are not shown again in the menu.
    const auto addKey = [&](const char *id, const QString &text, const char *keys, int step) {
        m_commands.add({QString::fromLatin1(id),
                        CommandMenu::None,
                        text,
                        {},
                        QString::fromLatin1(keys),
                        true,
                        false,
                        [this, step] { m_queue.moveCurrent(step); },
                        {}});
    };
    addKey("queue.down", tr("Next ticket in the list"), "J", 1);
    addKey("queue.up", tr("Previous ticket in the list"), "K", -1);
}

void ConsoleWindow::openTicketMenu(const QString &chip, void (TicketMenus::*menu)())
{
    if (m_queue.model().checked().size() < 2 && m_features.conversation->isVisible())
        m_features.openMenu(chip);
    else
        (m_menus.get()->*menu)();
}

void ConsoleWindow::makeReplyCommands()
{
    const auto hasTicket = [this] {
        return !m_queue.current().isEmpty() && m_window->currentPage() == QStringLiteral("queue");
    };
    const auto add = [&](const char *id, const QString &text, const char *icon, const char *keys, bool inList,
                         const std::function<void()> &act) {
        if (act)
            m_commands.add({QString::fromLatin1(id), CommandMenu::Reply, text, QString::fromLatin1(icon),
                            QString::fromLatin1(keys), inList, false, act, hasTicket});
    };
    add("reply.start", tr("Reply"), "reply", "R", false, m_features.reply);
    add("reply.all", tr("Reply to all"), "replyall", "Shift+R", false, m_features.replyAll);
    add("reply.note", tr("Internal note"), "note", "N", false, m_features.note);
    add("reply.forward", tr("Forward"), "forward", "F", false, m_features.forward);
    add("message.quotes", tr("Show or hide quotes"), "quote", "Q", false, m_features.toggleQuotes);
    add("message.source", tr("Source of the message"), "code", "Ctrl+U", false, m_features.showSource);
    add("reply.canned", tr("Insert a canned response…"), "canned", "Ctrl+;", false, m_features.insertCanned);
}

void ConsoleWindow::makePaletteSources()
{
    m_window->commandPalette().addSource(u'#', [this](const QString &text) {
        std::vector<PaletteEntry> entries;
        const QString query = text.isEmpty() || !text.front().isDigit() ? text : QStringLiteral("number:") + text;
        const auto page = m_client.read().tickets(query, ticket::SortOrder::Updated, 6, QString());
        if (!page)
            return entries; // half-typed query text is no error worth a banner
        for (const ticket::TicketRow &row : page->rows)
            entries.push_back({tr("Tickets"),
                               TicketText::channelIcon(row.channel),
                               TicketText::number(row.number) + QLatin1Char(' ') + TicketText::subject(row),
                               TicketText::person(row.requester),
                               {},
                               [this, key = row.key] { openTicket(key); }});
        return entries;
    });
    m_window->commandPalette().addSource(u'@', [this](const QString &text) {
        std::vector<PaletteEntry> entries;
        const auto rows = m_client.read().customers(text, 6);
        if (!rows)
            return entries;
        for (const ticket::CustomerRow &row : *rows)
            entries.push_back({tr("Customers"),
                               QStringLiteral("user"),
                               row.name.isEmpty() ? row.address : row.name,
                               row.company.isEmpty() ? row.address : row.company,
                               {},
                               [this, address = row.address] { searchFor(QStringLiteral("customer:") + address); }});
        return entries;
    });
}

} // namespace otklik::ui
