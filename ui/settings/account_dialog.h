// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/workspace_client.h"
#include "ui/widgets/look.h"

#include <QDialog>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace otklik::ui {

/// A mailbox is described, tried step by step, and added. [Add] works only after the checks that matter have passed
/// with the values as they stand. An untrusted certificate shows issuer and fingerprint; there is no way around it but
/// a file with the authority.
class AccountDialog final : public QDialog
{
    Q_OBJECT
public:
    AccountDialog(const Look &look, WorkspaceClient &client, QWidget *parent = nullptr);

Q_SIGNALS:
    void added();

private:
    void makeWho(QFormLayout &form);
    void makeServers(QFormLayout &form);
    void makeButtons();
    QWidget *serverRow(QLineEdit *host, QSpinBox *port, QComboBox *security);
    void applyPreset();
    void valuesChanged();
    void test();
    void showStep(const workspace::Workspace::TestStep &step);
    void add();
    void fail(const Error &error);
    [[nodiscard]] settings::AccountConfig account() const;

    Look m_look;
    WorkspaceClient &m_client;
    QLineEdit *m_myName, *m_name, *m_address, *m_user, *m_password, *m_caFile;
    QLineEdit *m_imapHost, *m_smtpHost;
    QSpinBox *m_imapPort, *m_smtpPort;
    QComboBox *m_imapSecurity, *m_smtpSecurity;
    QListWidget *m_steps;
    QLabel *m_fault;
    QPushButton *m_test = nullptr;
    QPushButton *m_add = nullptr;
    int m_run = 0; ///< which test the incoming steps belong to
};

} // namespace otklik::ui
