// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/workspace_client.h"
#include "ui/queue/queue_presenter.h"
#include "ui/queue/views_model.h"
#include "ui/shell/command_table.h"
#include "ui/shell/features.h"
#include "ui/shell/sync_status.h"
#include "ui/shell/ticket_orders.h"
#include "ui/shell/ui_state.h"
#include "ui/shell/workspace_ticket_source.h"

#include <QObject>
#include <QTimer>

#include <memory>

class QStackedWidget;

namespace otklik::ui {

class BulkSummary;
class CustomerPanel;
class CustomerStrip;
class DeskPage;
class MainWindow;
class QueueView;
class SettingsPage;
class TicketMenus;
class ViewsPanel;

/// One window of the console, composed: desk and pages over one WorkspaceClient, kept up to date by its signals.
class ConsoleWindow final : public QObject
{
    Q_OBJECT
public:
    ConsoleWindow(const Look &look, WorkspaceClient &client, UiState &state, bool isDemo);
    ~ConsoleWindow() override;

    void show();
    void close();
    /// Says that no server is talked to, with a way to change that (onlineRequested()).
    void showOffline();
    void showPage(const QString &id);
    [[nodiscard]] QStringList pages() const;
    /// What depends on the time alone: tickets that were put off come back, others come at risk. Called each half
    /// minute.
    void timePassed();
    [[nodiscard]] MainWindow &frame() { return *m_window; }
    [[nodiscard]] CommandTable &commands() { return m_commands; }
    [[nodiscard]] QueuePresenter &queue() { return m_queue; }

Q_SIGNALS:
    void onlineRequested();
    void themeChosen(otklik::ui::ThemeMode mode);
    void languageChosen(const QString &language);

private:
    inline static const QString kAccountBanner = QStringLiteral("account-");
    inline static const QString kAlertBanner = QStringLiteral("alert-");

    void makeDesk();
    void makeBulk();
    void showChecked();
    void makeCommands();
    void makeTicketCommands();
    void makeViewCommands();
    void makeReplyCommands();
    /// At the chip when one ticket is shown, else at the row, for all that are checked.
    void openTicketMenu(const QString &chip, void (TicketMenus::*menu)());
    void makeSettings();
    void makePaletteSources();
    void connectDesk();
    void connectWorkspace();

    void onChanged(const workspace::ChangeSet &changes);
    void leaveOffline();
    void showEmptyText();
    /// How many tickets each view has; counted in the pool, as it takes long in a large mailbox.
    void readViews();
    void showViews(const std::vector<workspace::ViewCount> &counts);
    void readPeople();
    void showView(const QString &id);
    void showTicket(const ticket::Key &key);
    void showCustomerOf(const ticket::Key &key);
    void showCustomer(const QString &address);
    void openTicket(const ticket::Key &key);
    void searchFor(const QString &query);
    void showSync();
    void showTroubles();
    void showAlerts();
    void showHealth();
    /// Whether automatic mail is stopped; asked of the engine.
    void readBreaker();
    void forgetRemovedAccounts();
    /// How many answers wait; asked in the pool.
    void readOutbox();
    void syncNow();
    void signInAgain(const QString &name);
    void signInWithBrowserAgain(const settings::AccountConfig &account);
    void askForPassword(const settings::AccountConfig &account);
    void changeCustomer(const QString &address, const QJsonObject &fields);
    void editNote(const QString &address, const QString &note);
    void tell(const QString &sentence, bool canUndo);
    void complain(const QString &sentence);

    Look m_look;
    WorkspaceClient &m_client;
    UiState &m_state;
    bool m_isDemo;
    bool m_isOffline = false; ///< because the person wanted it so
    bool m_readsViews = false;
    bool m_readsBreaker = false;
    bool m_viewsAreOld = false; ///< something changed while they were counted
    bool m_awaitsView = false;  ///< the view that was shown last time is not in the list yet
    WorkspaceTicketSource m_source;
    QueuePresenter m_queue;
    ViewsModel m_views;
    SyncStatus m_sync;
    TicketOrders m_orders;
    CommandTable m_commands;
    Features m_features;
    QTimer m_customerTimer, m_clockTimer, m_timeTimer, m_tellTimer;
    QHash<QString, QString> m_troubles; ///< banner and sentence
    QHash<QString, QString> m_alerts;   ///< account and sentence, shown once
    QHash<QString, QString> m_names;    ///< of specialists, by address
    std::unique_ptr<QWidget> m_nursery; ///< parts before they have a place
    std::unique_ptr<MainWindow> m_window;
    QStackedWidget *m_middle = nullptr;
    BulkSummary *m_bulk = nullptr;
    QueueView *m_queueView = nullptr;
    ViewsPanel *m_viewsPanel = nullptr;
    CustomerPanel *m_customer = nullptr;
    CustomerStrip *m_strip = nullptr;
    DeskPage *m_desk = nullptr;
    SettingsPage *m_settings = nullptr;
    std::unique_ptr<TicketMenus> m_menus;
};

} // namespace otklik::ui
