// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/workspace_client.h"
#include "ui/settings/check_text.h"
#include "ui/widgets/look.h"

#include <QElapsedTimer>
#include <QFrame>
#include <QHash>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace otklik::ui {

class CheckRow;

/// Tries an account, a line for each check as it ends. A failure shows cause, what to do, and ways on. There is no way
/// around a certificate that is not trusted but a file with the server's authority.
class AccountChecks final : public QWidget
{
    Q_OBJECT
public:
    AccountChecks(const Look &look, WorkspaceClient &client, QWidget *parent = nullptr);

    /// Shows what would be tried, and forgets what was.
    void reset(settings::AccountKind kind);
    void run(const settings::AccountConfig &account, const SecretString &secret);
    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    /// Connection, encryption, sign-in and folders have passed, and the test has ended.
    [[nodiscard]] bool isGoodEnough() const;
    /// How a check went, in one line; empty while it has not passed.
    [[nodiscard]] QString passed(Check check) const;
    /// Everything in text, for whoever is asked for help.
    [[nodiscard]] QString report() const;

Q_SIGNALS:
    void stepped(); ///< one of them passed or failed
    void ended();
    void againRequested();
    void byHandRequested();
    void caFileRequested();

private:
    void makeTrouble();
    void take(const workspace::Workspace::TestStep &step);
    void finish(const Result<void> &result);
    void showTrouble(Check check, ErrorCode code);
    [[nodiscard]] CheckRow *row(Check check) const;
    void markNext();

    Look m_look;
    WorkspaceClient &m_client;
    settings::AccountConfig m_account;
    QFrame *m_rows;
    QFrame *m_trouble;
    QLabel *m_cause, *m_remedy, *m_certificate;
    QPushButton *m_again, *m_byHand, *m_authority;
    std::vector<std::pair<Check, CheckRow *>> m_checks;
    std::optional<workspace::ServerCertificate> m_shown;
    QElapsedTimer m_timer;
    int m_run = 0; ///< which test the incoming steps belong to
    bool m_isRunning = false;
};

} // namespace otklik::ui
