// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/workspace_client.h"
#include "ui/widgets/look.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace otklik::ui {

class PersonForm;

/// Who is at this desk, which mailboxes it has, how the windows look. What is chosen takes effect at once; the person
/// is saved by a button, since the team reads it.
class SettingsPage final : public QWidget
{
    Q_OBJECT
public:
    SettingsPage(const Look &look, WorkspaceClient &client, QWidget *parent = nullptr);

    /// What is chosen now; `language` empty = as the system.
    void setAppearance(ThemeMode theme, const QString &language);
    /// Person and mailboxes again, as the profile has them. What is typed and not saved stays.
    void reload();

Q_SIGNALS:
    void themeChosen(otklik::ui::ThemeMode theme);
    void languageChosen(const QString &language);
    void addAccountRequested();
    void personSaved();

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *section(const QString &title, const QString &sentence, QVBoxLayout **inside);
    QWidget *makePerson();
    QWidget *makeAccounts();
    QWidget *makeWindows();
    void showAccounts(const settings::ProfileConfig &profile);
    QWidget *accountRow(const settings::AccountConfig &account);
    void changeAccount(const settings::AccountConfig &account);
    void askToRemove(const settings::AccountConfig &account);
    void savePerson();
    void showPossible();
    void tell(QLabel *where, const Error &error);

    Look m_look;
    WorkspaceClient &m_client;
    PersonForm *m_person;
    QLabel *m_personFault, *m_accountsFault;
    QPushButton *m_savePerson;
    QVBoxLayout *m_accounts = nullptr;
    QComboBox *m_theme, *m_language;
};

} // namespace otklik::ui
