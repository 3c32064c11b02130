// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/features.h"

#include "ui/answers/answers_page.h"
#include "ui/newticket/new_ticket_dialog.h"
#include "ui/shell/desk_conversation.h"

#include <QCoreApplication>

namespace otklik::ui {

namespace {

QString label(const char *text)
{
    return QCoreApplication::translate("otklik::ui::Features", text);
}

void openNewTicket(const Look &look, WorkspaceClient &client, DeskConversation *desk)
{
    auto *dialog = new NewTicketDialog(look, client, desk->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &NewTicketDialog::created, desk, &DeskConversation::showTicket);
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

} // namespace

Features makeFeatures(const Look &look, WorkspaceClient &client, QWidget *parent)
{
    Features features;
    auto *desk = new DeskConversation(look, client, parent);
    features.conversation = desk;
    features.showTicket = [desk](const ticket::Key &key) { desk->showTicket(key); };
    features.focusConversation = [desk] { desk->focusConversation(); };
    features.reply = [desk] { desk->startReply(); };
    features.note = [desk] { desk->startNote(); };
    features.insertCanned = [desk] { desk->insertCanned(); };
    features.newTicket = [look, &client, desk] { openNewTicket(look, client, desk); };
    features.pages.push_back(answersPage(look, client, desk, parent));
    return features;
}

} // namespace otklik::ui
