// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/workspace_client.h"
#include "ui/shell/mailbox_health.h"

#include <QDialog>

class QBoxLayout;
class QLabel;
class QPushButton;
class QTreeWidget;

namespace otklik::ui {

/// The ledger behind the health light: each folder on the server and here, and the mails that are not in order with
/// their raw source.
class HealthDialog final : public QDialog
{
    Q_OBJECT
public:
    HealthDialog(const Look &look, WorkspaceClient &client, const MailboxHealth &health, QWidget *parent);

Q_SIGNALS:
    void syncWanted();
    void automaticMailResumed();

private:
    struct Contents
    {
        std::vector<store::LedgerFolder> folders;
        std::vector<store::LedgerEntry> entries;
    };
    [[nodiscard]] static Result<Contents> read(const workspace::ReadSession &session);
    void addAutomaticMail(const QString &sentence, QBoxLayout &column);
    void show(const Contents &contents);
    void showFolders();
    void showEntries();
    void showSource();
    [[nodiscard]] static QString reasonOf(const store::LedgerEntry &entry);

    Look m_look;
    WorkspaceClient &m_client;
    QTreeWidget *m_folders;
    QLabel *m_notice;
    QTreeWidget *m_mails;
    QPushButton *m_source;
    std::vector<store::LedgerFolder> m_ledger;
    std::vector<store::LedgerEntry> m_entries;
};

} // namespace otklik::ui
