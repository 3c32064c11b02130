// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/workspace_client.h"
#include "ui/widgets/look.h"

#include <QDialog>

#include <optional>

class QDialogButtonBox;
class QLabel;
class QPushButton;
class QScrollArea;

namespace otklik::ui {

class AccountChecks;
class AccountForm;
class FirstRunSide;
class PersonForm;

/// A mailbox is described, tried step by step, and added (or changed). [Add] works only after the checks that matter
/// have passed with the values as they stand. Cancel leaves nothing. While nobody is known at this desk it is the first
/// run: it asks for the person, too, and says beside it how far one is.
class AccountDialog final : public QDialog
{
    Q_OBJECT
public:
    /// `existing` is the account to change; none = a new one.
    AccountDialog(const Look &look, WorkspaceClient &client, const std::optional<settings::AccountConfig> &existing,
                  QWidget *parent = nullptr);
    ~AccountDialog() override;

Q_SIGNALS:
    void saved();

private:
    void makeLayout();
    QWidget *makeMain();
    QLayout *makeFoot();
    void makeSide();
    void showSteps();
    QLayout *makeHead();
    QDialogButtonBox *makeButtons();
    void valuesChanged();
    void showOutcome();
    void showPossible();
    void check();
    void askProviders();
    void openBrowser();
    void save();
    void fail(const Error &error);

    Look m_look;
    WorkspaceClient &m_client;
    bool m_isNew;
    PersonForm *m_person = nullptr; ///< only while nobody is known
    FirstRunSide *m_side = nullptr; ///< beside m_person
    AccountForm *m_form;
    AccountChecks *m_checks;
    QScrollArea *m_scroll;
    QLabel *m_missing, *m_fault;
    QPushButton *m_check = nullptr;
    QPushButton *m_save = nullptr;
    bool m_isSaving = false;
    bool m_isSigningIn = false;
};

} // namespace otklik::ui
