// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/draft_timer.h"
#include "ui/models/workspace_client.h"
#include "ui/widgets/look.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace otklik::ui {

/// A ticket that does not come from a mail: a call, a chat, or a mail that we write first. What is typed is kept as it
/// is typed, also when the dialog is closed, until the ticket is made or it is begun anew.
class NewTicketDialog final : public QDialog
{
    Q_OBJECT
public:
    NewTicketDialog(const Look &look, WorkspaceClient &client, QWidget *parent = nullptr);
    ~NewTicketDialog() override;
    void reject() override;

Q_SIGNALS:
    void created(const otklik::ticket::Key &key);
    /// After created(), when its text goes out as a mail: in kUndoSeconds. `written` is that mail as
    /// an answer that is not sent yet.
    void mailHeld(otklik::OutboxRow mail, const otklik::workspace::Draft &written);

private:
    void makeForm(const Look &look);
    void channelChanged();
    void create(bool anyway);
    void setMaking(bool isMaking);
    /// Its mail is not on its way, and here is why.
    void refuse(const std::vector<workspace::SendObjection> &objections);
    void made(const workspace::MadeTicket &ticket, const workspace::NewTicketRequest &as);
    void showDraft();
    void startAnew();
    void keep();
    void dropDraft();
    void tell(const Result<void> &result);
    [[nodiscard]] bool isEmpty() const;
    [[nodiscard]] workspace::NewTicketRequest request() const;

    WorkspaceClient &m_client;
    QLineEdit *m_requester;
    QLineEdit *m_name;
    QLineEdit *m_subject;
    QComboBox *m_channel;
    QPlainTextEdit *m_text;
    QCheckBox *m_send;
    QLabel *m_fault;
    QPushButton *m_anew;
    QPushButton *m_anyway; ///< there while the send guard has asked something that may be waved through
    QPushButton *m_create;
    bool m_isMaking = false; ///< the engine has not answered yet
    DraftTimer m_typed{[this] { keep(); }};
};

} // namespace otklik::ui
