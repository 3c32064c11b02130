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

namespace otklik::ui {

class PathField;

/// A password and where it is kept: the system's keychain, a file of the profile, a file of one's own, or an
/// environment variable.
class PasswordChoice final : public QWidget
{
    Q_OBJECT
public:
    enum class Place { Keychain, ProfileFile, OwnFile, Variable };

    PasswordChoice(const Look &look, QWidget *parent = nullptr);

    /// What an account that is there already has; its password then need not be typed again.
    void setSource(const settings::PasswordSource &source, const QString &profileDir);
    /// Without a keychain the file is offered first, with words on why and what else can be done.
    void setKeychainWorks(bool works);
    [[nodiscard]] Place place() const;
    void setPlace(Place place);
    /// `accountName` names the file of the profile.
    [[nodiscard]] settings::PasswordSource source(const QString &profileDir, const QString &accountName) const;
    /// As typed; empty when it is read from elsewhere, or stays what it was.
    [[nodiscard]] SecretString secret() const;
    [[nodiscard]] bool isComplete() const;

Q_SIGNALS:
    void changed();

private:
    void showPlace();

    Look m_look;
    QComboBox *m_place;
    QLineEdit *m_password, *m_variable;
    PathField *m_file;
    QLabel *m_hint;
    bool m_keychainWorks = true;
    bool m_isKept = false; ///< an account that has its password already
    Place m_keptAt = Place::Keychain;
};

} // namespace otklik::ui
