// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secret_string.h"
#include "core/workspace/desk_values.h"
#include "ui/widgets/look.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace otklik::ui {

/// How a mailbox is signed in to: with a password, or in the browser with one of the providers.
class SignInChoice final : public QWidget
{
    Q_OBJECT
public:
    explicit SignInChoice(const Look &look, QWidget *parent = nullptr);

    void setProviders(const std::vector<workspace::SignInProvider> &providers);
    /// An account that is there already; it need not be signed in to again.
    void setKept(const QString &provider);
    /// Empty: with a password.
    [[nodiscard]] QString provider() const;
    [[nodiscard]] const workspace::SignInProvider *chosen() const;
    [[nodiscard]] workspace::SignInClient client() const;
    /// Of the sign-in; empty while there is none, or when it stays what it was.
    [[nodiscard]] const SecretString &secret() const { return m_secret; }
    /// What is missing, as a request.
    [[nodiscard]] QString missing() const;
    void showWaiting();
    void showEnd(const Result<SecretString> &secret);

Q_SIGNALS:
    void changed();
    void signInRequested();

private:
    void showChoice();
    void say(const QString &text, const char *role);

    std::vector<workspace::SignInProvider> m_providers;
    QComboBox *m_way;
    QLineEdit *m_clientId, *m_clientSecret;
    QPushButton *m_start;
    QLabel *m_hint;
    QString m_kept;
    SecretString m_secret;
};

} // namespace otklik::ui
