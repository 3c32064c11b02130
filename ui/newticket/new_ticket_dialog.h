// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

/// A ticket that does not come from a mail: a call, a chat, or a mail that we write first.
class NewTicketDialog final : public QDialog
{
    Q_OBJECT
public:
    NewTicketDialog(const Look &look, WorkspaceClient &client, QWidget *parent = nullptr);
    void setRequester(const QString &address);

Q_SIGNALS:
    void created(const otklik::ticket::Key &key);

private:
    void makeForm(const Look &look);
    void channelChanged();
    void create();
    [[nodiscard]] workspace::NewTicketRequest request() const;

    WorkspaceClient &m_client;
    QLineEdit *m_requester;
    QLineEdit *m_name;
    QLineEdit *m_subject;
    QComboBox *m_channel;
    QPlainTextEdit *m_text;
    QCheckBox *m_send;
    QLabel *m_fault;
    QPushButton *m_create;
};

} // namespace otklik::ui
