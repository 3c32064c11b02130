// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/desk_conversation.h"

namespace otklik::ui {

DeskConversation::DeskConversation(const Look &look, WorkspaceClient &client, QWidget *parent)
    : QSplitter(Qt::Vertical, parent)
    , m_conversationSource(client)
    , m_conversation(m_conversationSource)
    , m_composerSource(client)
    , m_answer(m_composerSource)
    , m_view(new ConversationView(look, m_conversation, this))
    , m_composer(new Composer(look, m_answer, this))
{
    setObjectName(QStringLiteral("deskConversation"));
    setHandleWidth(1);
    setChildrenCollapsible(false);
    addWidget(m_view);
    addWidget(m_composer);
    setStretchFactor(0, 1);
    setStretchFactor(1, 0);
    setSizes({600, 232});
    m_composer->setVisible(false);
    connect(&client, &WorkspaceClient::changed, this, [this](const workspace::ChangeSet &changes) {
        if (changes.everything || changes.outbox || changes.tickets.contains(m_conversation.key()))
            m_conversation.reload();
    });
    connect(m_view, &ConversationView::editRequested, this, [this](OutboxRow outbox, const QString &html) {
        m_answer.takeBack(outbox, html);
        m_composer->startReply();
    });
    connect(m_composer, &Composer::leaveRequested, m_view, &ConversationView::focusTimeline);
}

void DeskConversation::showTicket(const ticket::Key &key)
{
    m_conversation.show(key);
    m_answer.show(key);
    m_composer->setVisible(!key.isEmpty());
}

} // namespace otklik::ui
