// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/desk_conversation.h"

#include <QKeyEvent>
#include <QTextBlock>
#include <QTextEdit>

namespace otklik::ui {

DeskConversation::DeskConversation(const Look &look, WorkspaceClient &client, TicketOrders &orders, UiState &state,
                                   QWidget *parent)
    : QSplitter(Qt::Vertical, parent)
    , m_conversationSource(client, orders)
    , m_conversation(m_conversationSource)
    , m_composerSource(client)
    , m_answer(m_composerSource)
    , m_answersSource(client)
    , m_pickerAnswers(m_answersSource)
    , m_view(new ConversationView(look, m_conversation, this))
    , m_composer(new Composer(look, m_answer, this))
    , m_picker(new CannedPicker(look, m_pickerAnswers, this))
    , m_editor(m_composer->findChild<QTextEdit *>())
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
    // A temporary folder may be gone before the draft is sent; the profile is not.
    m_composer->setPasteFolder(client.profileDir() + QStringLiteral("/pasted"));
    m_composer->setSendSolves(state.sendSolves());
    connect(m_composer, &Composer::sendSolvesChosen, this, [&state](bool solves) { state.setSendSolves(solves); });
    m_conversation.setTrustedSenders(state.trustedSenders());
    connect(&m_conversation, &ConversationPresenter::trustedSendersChanged, this,
            [&state](const QStringList &addresses) { state.setTrustedSenders(addresses); });
    connect(&client, &WorkspaceClient::changed, this, [this](const workspace::ChangeSet &changes) {
        if (changes.everything || changes.outbox || changes.tickets.contains(m_conversation.key()))
            m_conversation.reload();
    });
    connect(m_view, &ConversationView::editRequested, this, [this](OutboxRow outbox, const QString &html) {
        m_answer.takeBack(outbox, html);
        m_composer->startReply();
    });
    connect(m_view, &ConversationView::forwardRequested, m_composer, &Composer::startForward);
    connect(m_view, &ConversationView::ticketRequested, this, &DeskConversation::ticketRequested);
    m_editor->installEventFilter(this);
    connect(m_composer, &Composer::cannedRequested, this, &DeskConversation::openPicker);
    connect(m_composer, &Composer::cannedDismissed, m_picker, &QWidget::hide);
    connect(m_picker, &CannedPicker::insertRequested, m_composer, &Composer::insertRendered);
    connect(m_picker, &CannedPicker::editRequested, this, &DeskConversation::editAnswerRequested);
    connect(m_composer, &Composer::leaveRequested, this, &DeskConversation::leaveRequested);
}

void DeskConversation::showTicket(const ticket::Key &key)
{
    m_conversation.show(key);
    m_answer.show(key);
    m_composer->setVisible(!key.isEmpty());
    Q_EMIT ticketShown(key);
}

/// ";word" stands before the caret: the person goes on typing in the text, the picker follows.
bool DeskConversation::isTyped(const QString &filter) const
{
    const QTextCursor cursor = m_editor->textCursor();
    const QString before = cursor.block().text().left(cursor.positionInBlock());
    return before.endsWith(QLatin1Char(';') + filter);
}

void DeskConversation::openPicker(const QString &filter, const QRect &caret)
{
    m_picker->openAt(caret, m_conversation.key(), filter, isTyped(filter));
}

bool DeskConversation::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_editor && event->type() == QEvent::KeyPress && m_picker->isVisible())
        return m_picker->handleKey(static_cast<QKeyEvent *>(event));
    return QSplitter::eventFilter(watched, event);
}

} // namespace otklik::ui
