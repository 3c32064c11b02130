// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/features.h"

#include "ui/answers/answers_page.h"
#include "ui/newticket/new_ticket_dialog.h"
#include "ui/settings/account_dialog.h"
#include "ui/shell/desk_conversation.h"
#include "ui/statistics/statistics_page.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QMessageBox>
#include <QProcess>

namespace otklik::ui {

namespace {

QString label(const char *text)
{
    return QCoreApplication::translate("otklik::ui::Features", text);
}

void openNewTicket(const Look &look, WorkspaceClient &client, DeskConversation *desk, const FeatureDoors &doors)
{
    auto *dialog = new NewTicketDialog(look, client, desk->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &NewTicketDialog::created, desk, doors.openTicket);
    QObject::connect(dialog, &NewTicketDialog::mailHeld, desk, &DeskConversation::holdMail);
    dialog->open();
}

Features::Page answersPage(const Look &look, WorkspaceClient &client, DeskConversation *desk, QWidget *parent)
{
    auto *source = new WorkspaceAnswers(client, parent);
    auto *page = new AnswersPage(look, *source, parent);
    QObject::connect(&client, &WorkspaceClient::changed, page, [page](const workspace::ChangeSet &changes) {
        if (changes.canned || changes.everything)
            page->reload();
    });
    QObject::connect(desk, &DeskConversation::editAnswerRequested, page, &AnswersPage::edit);
    QObject::connect(desk, &DeskConversation::ticketShown, page, &AnswersPage::setTicket);
    page->reload();
    return {QStringLiteral("answers"), QStringLiteral("answers"),
            label(QT_TRANSLATE_NOOP("otklik::ui::Features", "Answers")), page};
}

Features::Page statisticsPage(const Look &look, WorkspaceClient &client, QWidget *parent, const FeatureDoors &doors)
{
    auto *presenter = new StatisticsPresenter(client, parent);
    auto *page = new StatisticsPage(look, *presenter, parent);
    QObject::connect(page, &StatisticsPage::ticketsRequested, page, doors.searchFor);
    return {QStringLiteral("statistics"), QStringLiteral("stats"),
            label(QT_TRANSLATE_NOOP("otklik::ui::Features", "Statistics")), page};
}

/// The program again, on the profile that has a mailbox of its own now.
void restartWith(const QString &profileDir)
{
    if (QProcess::startDetached(QCoreApplication::applicationFilePath(), {QStringLiteral("--profile"), profileDir}))
        QCoreApplication::quit();
}

/// A mailbox belongs to the person's own profile, also when the demo is on screen.
void openAddAccount(const Look &look, WorkspaceClient &client, QWidget *window)
{
    const QFileInfo shown(client.profileDir());
    WorkspaceClient *target = &client;
    std::shared_ptr<WorkspaceClient> own;
    if (shown.fileName() == QStringLiteral("demo")) {
        auto opened = WorkspaceClient::open(shown.absolutePath(), client.clock());
        if (!opened) {
            QMessageBox::warning(window, label(QT_TRANSLATE_NOOP("otklik::ui::Features", "Add a mailbox")),
                                 opened.error().detail);
            return;
        }
        own = std::move(*opened);
        target = own.get();
    }
    auto *dialog = new AccountDialog(look, *target, {}, window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &AccountDialog::saved, dialog, [own, folder = shown.absolutePath()] {
        if (own)
            restartWith(folder);
    });
    dialog->open();
}

} // namespace

Features makeFeatures(const Look &look, WorkspaceClient &client, TicketOrders &orders, UiState &state, QWidget *parent,
                      FeatureDoors doors)
{
    Features features;
    auto *desk = new DeskConversation(look, client, orders, state, parent);
    features.conversation = desk;
    QObject::connect(desk, &DeskConversation::leaveRequested, desk, doors.focusQueue);
    QObject::connect(desk, &DeskConversation::ticketRequested, desk, doors.openTicket);
    features.showTicket = [desk](const ticket::Key &key) { desk->showTicket(key); };
    features.focusConversation = [desk] { desk->focusConversation(); };
    features.reply = [desk] { desk->startReply(); };
    features.replyAll = [desk] { desk->replyAll(); };
    features.forward = [desk] { desk->startForward(); };
    features.note = [desk] { desk->startNote(); };
    features.openMenu = [desk](const QString &which) { desk->openMenu(which); };
    features.toggleQuotes = [desk] { desk->toggleQuotes(); };
    features.showSource = [desk] { desk->showSource(); };
    features.insertCanned = [desk] { desk->insertCanned(); };
    features.newTicket = [look, &client, desk, doors] { openNewTicket(look, client, desk, doors); };
    features.addAccount = [look, &client, desk] { openAddAccount(look, client, desk->window()); };
    features.pages.push_back(answersPage(look, client, desk, parent));
    features.pages.push_back(statisticsPage(look, client, parent, doors));
    return features;
}

} // namespace otklik::ui
