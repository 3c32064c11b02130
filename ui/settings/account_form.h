// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secret_string.h"
#include "core/settings/account_config.h"
#include "ui/widgets/look.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace otklik::ui {

class PasswordChoice;
class PathField;
class SignInChoice;

/// One mailbox: on a server (IMAP and SMTP) or a Maildir of this computer. Used by the account dialog and by the first
/// run.
class AccountForm final : public QWidget
{
    Q_OBJECT
public:
    /// `profileDir` is where a password file would be put.
    AccountForm(const Look &look, const QString &profileDir, QWidget *parent = nullptr);

    /// An account that is there already: its name and kind stay.
    void setAccount(const settings::AccountConfig &account);
    void setKeychainWorks(bool works);
    /// The keychain refused: the file is offered instead.
    void offerFile();
    void browseCaFile();
    [[nodiscard]] SignInChoice &signInChoice() { return *m_signIn; }
    /// Where "change by hand" leads.
    void focusServers();
    [[nodiscard]] settings::AccountConfig account() const;
    [[nodiscard]] SecretString secret() const;
    /// The first thing that is missing, as a request; empty when the account can be checked.
    [[nodiscard]] QString missing() const;

Q_SIGNALS:
    void changed();

private:
    void makeMailbox();
    QWidget *makeServers();
    QWidget *serverRow(QLineEdit *host, QSpinBox *port, QComboBox *security);
    void kindChanged();
    void applyPreset();
    void signInChanged();
    [[nodiscard]] bool isMaildir() const;

    Look m_look;
    QString m_profileDir;
    settings::AccountConfig m_before; ///< what the form does not show is kept
    QComboBox *m_kind;
    QLineEdit *m_address, *m_name, *m_user, *m_imapHost, *m_smtpHost, *m_without;
    QSpinBox *m_imapPort, *m_smtpPort;
    QComboBox *m_imapSecurity, *m_smtpSecurity;
    PathField *m_caFile, *m_maildir;
    SignInChoice *m_signIn;
    PasswordChoice *m_password;
    QLabel *m_passwordLabel = nullptr;
    QWidget *m_servers, *m_folder;
};

} // namespace otklik::ui
