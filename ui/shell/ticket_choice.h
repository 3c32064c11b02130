// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/workspace_client.h"
#include "ui/widgets/look.h"

#include <QDialog>

#include <vector>

class QLineEdit;
class QListWidget;
class QPushButton;

namespace otklik::ui {

/// Asks for another ticket, by its number or by words; until something is typed the likely ones are offered.
class TicketChoice final : public QDialog
{
    Q_OBJECT
public:
    struct Question
    {
        QString objectName, title, sentence, verb;
        std::vector<ticket::Key> leftOut;
        QString likely;                  ///< query whose tickets are offered
        std::vector<ticket::Key> before; ///< offered before the likely ones
    };
    TicketChoice(const Look &look, WorkspaceClient &client, Question question, QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(const otklik::ticket::TicketRow &ticket);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void search();
    void offer(const QString &query);
    void add(const ticket::TicketRow &row);
    void choose();

    Look m_look;
    WorkspaceClient &m_client;
    Question m_question;
    QLineEdit *m_field;
    QListWidget *m_list;
    QPushButton *m_choose;
    std::vector<ticket::TicketRow> m_rows;
};

} // namespace otklik::ui
