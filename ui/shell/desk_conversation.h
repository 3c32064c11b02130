// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/answers/canned_picker.h"
#include "ui/answers/picker_presenter.h"
#include "ui/answers/workspace_answers.h"
#include "ui/composer/composer.h"
#include "ui/composer/workspace_composer.h"
#include "ui/conversation/conversation_view.h"
#include "ui/models/workspace_client.h"
#include "ui/shell/desk_ticket_source.h"
#include "ui/shell/ui_state.h"
#include "ui/widgets/look.h"

#include <QSplitter>

class QTextEdit;

namespace otklik::ui {

/// The middle of the desk: the conversation with the composer below it, both on the same ticket.
class DeskConversation final : public QSplitter
{
    Q_OBJECT
public:
    DeskConversation(const Look &look, WorkspaceClient &client, TicketOrders &orders, UiState &state,
                     QWidget *parent = nullptr);

    void showTicket(const ticket::Key &key);
    [[nodiscard]] const ticket::Key &shownTicket() const { return m_conversation.key(); }
    void focusConversation() { m_view->focusTimeline(); }
    void startReply() { m_composer->startReply(); }
    void replyAll() { m_composer->replyAll(); }
    /// Of the mail with the focus.
    void startForward() { m_composer->startForward(m_view->focusedMessage()); }
    /// See ComposerPresenter.
    void holdMail(OutboxRow row, const workspace::Draft &written) { m_answer.hold(row, written); }
    void startNote() { m_composer->startNote(); }
    void insertCanned() { m_composer->requestCanned(); }
    /// See ConversationView.
    void openMenu(const QString &which) { m_view->openMenu(which); }
    void toggleQuotes() { m_view->toggleQuotes(); }
    void showSource() { m_view->showSource(); }

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    /// Esc in the composer: back to the queue.
    void leaveRequested();
    /// [Ctrl+E] in the picker: the answers page shows this one.
    void ticketShown(const otklik::ticket::Key &key);
    void editAnswerRequested(const QString &name, const QString &language);
    /// Another ticket, which the shown one speaks of.
    void ticketRequested(const otklik::ticket::Key &key);

private:
    void openPicker(const QString &filter, const QRect &caret);
    [[nodiscard]] bool isTyped(const QString &filter) const;

    DeskTicketSource m_conversationSource;
    ConversationPresenter m_conversation;
    WorkspaceComposer m_composerSource;
    ComposerPresenter m_answer;
    WorkspaceAnswers m_answersSource;
    PickerPresenter m_pickerAnswers;
    ConversationView *m_view;
    Composer *m_composer;
    CannedPicker *m_picker;
    QTextEdit *m_editor;
};

} // namespace otklik::ui
