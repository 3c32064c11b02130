// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/composer/composer.h"
#include "ui/composer/workspace_composer.h"
#include "ui/conversation/conversation_view.h"
#include "ui/conversation/workspace_conversation.h"
#include "ui/models/workspace_client.h"
#include "ui/widgets/look.h"

#include <QSplitter>

namespace otklik::ui {

/// The middle of the desk: the conversation with the composer below it, both on the same ticket.
class DeskConversation final : public QSplitter
{
    Q_OBJECT
public:
    DeskConversation(const Look &look, WorkspaceClient &client, QWidget *parent = nullptr);

    void showTicket(const ticket::Key &key);
    [[nodiscard]] const ticket::Key &shownTicket() const { return m_conversation.key(); }
    void focusConversation() { m_view->focusTimeline(); }
    void startReply() { m_composer->startReply(); }
    void startNote() { m_composer->startNote(); }
    [[nodiscard]] Composer &composer() { return *m_composer; }

private:
    WorkspaceConversation m_conversationSource;
    ConversationPresenter m_conversation;
    WorkspaceComposer m_composerSource;
    ComposerPresenter m_answer;
    ConversationView *m_view;
    Composer *m_composer;
};

} // namespace otklik::ui
