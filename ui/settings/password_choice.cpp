// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/password_choice.h"

#include "ui/settings/path_field.h"
#include "ui/widgets/accessible.h"

#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace otklik::ui {

using settings::PasswordSource;

PasswordChoice::PasswordChoice(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_place(named(new QComboBox(this), QStringLiteral("accountPasswordPlace"), tr("Where the password is kept")))
    , m_password(named(new QLineEdit(this), QStringLiteral("accountPassword"), tr("Password")))
    , m_variable(named(new QLineEdit(this), QStringLiteral("accountPasswordVariable"), tr("Environment variable")))
    , m_file(new PathField(PathField::Mode::File, QStringLiteral("accountPasswordFile"), tr("Password file"), this))
    , m_hint(new QLabel(this))
{
    m_place->addItem(tr("Keep in the system's keychain"), int(Place::Keychain));
    m_place->addItem(tr("Keep in a file of the profile"), int(Place::ProfileFile));
    m_place->addItem(tr("Read from a file of mine"), int(Place::OwnFile));
    m_place->addItem(tr("Read from an environment variable"), int(Place::Variable));
    m_password->setEchoMode(QLineEdit::Password);
    QAction *reveal =
        m_password->addAction(look.icons.icon(QStringLiteral("eye"), Token::T3), QLineEdit::TrailingPosition);
    reveal->setToolTip(tr("Show the password"));
    reveal->setCheckable(true);
    connect(reveal, &QAction::toggled, this,
            [this](bool shown) { m_password->setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password); });
    m_hint->setObjectName(QStringLiteral("accountPasswordHint"));
    m_hint->setWordWrap(true);
    m_hint->setFont(look.font(TypeRole::Second));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    for (QWidget *field : {static_cast<QWidget *>(m_password), static_cast<QWidget *>(m_file),
                           static_cast<QWidget *>(m_variable), static_cast<QWidget *>(m_place)})
        row->addWidget(field, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(row);
    column->addWidget(m_hint);
    setFocusProxy(m_password);
    connect(m_place, &QComboBox::currentIndexChanged, this, [this] {
        showPlace();
        Q_EMIT changed();
    });
    connect(m_password, &QLineEdit::textChanged, this, &PasswordChoice::changed);
    connect(m_variable, &QLineEdit::textChanged, this, &PasswordChoice::changed);
    connect(m_file, &PathField::changed, this, &PasswordChoice::changed);
    showPlace();
}

PasswordChoice::Place PasswordChoice::place() const
{
    return static_cast<Place>(m_place->currentData().toInt());
}

void PasswordChoice::setPlace(Place place)
{
    m_place->setCurrentIndex(m_place->findData(int(place)));
}

void PasswordChoice::setSource(const PasswordSource &source, const QString &profileDir)
{
    m_isKept = true;
    m_keptAt = Place::Keychain;
    if (source.kind == PasswordSource::Kind::Env) {
        m_keptAt = Place::Variable;
        m_variable->setText(source.name);
    } else if (source.kind == PasswordSource::Kind::File) {
        const bool isOurs = source.isKeptFor(profileDir);
        m_keptAt = isOurs ? Place::ProfileFile : Place::OwnFile;
        m_file->setPath(isOurs ? QString() : source.name);
    }
    setPlace(m_keptAt);
    showPlace();
}

void PasswordChoice::setKeychainWorks(bool works)
{
    m_keychainWorks = works;
    if (!works && place() == Place::Keychain && !m_isKept)
        setPlace(Place::ProfileFile);
    showPlace();
}

void PasswordChoice::showPlace()
{
    const Place chosen = place();
    m_password->setVisible(chosen == Place::Keychain || chosen == Place::ProfileFile);
    m_file->setVisible(chosen == Place::OwnFile);
    m_variable->setVisible(chosen == Place::Variable);
    const bool staysKept = m_isKept && chosen == m_keptAt;
    m_password->setPlaceholderText(staysKept ? tr("as it was") : QString());
    QString hint;
    if (chosen == Place::Keychain)
        hint = tr("Kept in the keychain of your system, never in a file.");
    else if (chosen == Place::ProfileFile)
        hint = tr("Kept in a file that only your user can read. It is not encrypted.");
    else if (chosen == Place::OwnFile)
        hint = tr("The first line of the file is read at each sign-in; only its name is kept.");
    else
        hint = tr("The variable is read at each sign-in; only its name is kept.");
    if (!m_keychainWorks && (chosen == Place::Keychain || chosen == Place::ProfileFile))
        hint = tr("This system has no keychain that answers. To use one, start it (GNOME Keyring or KWallet) and open "
                  "this window again.") +
               QLatin1Char(' ') + (chosen == Place::ProfileFile ? hint : QString());
    m_hint->setText(hint.trimmed());
    setStyleProperty(m_hint, "text_role",
                     !m_keychainWorks && chosen == Place::Keychain     ? QStringLiteral("red")
                     : m_keychainWorks || chosen != Place::ProfileFile ? QStringLiteral("quiet")
                                                                       : QStringLiteral("amber"));
}

PasswordSource PasswordChoice::source(const QString &profileDir, const QString &accountName) const
{
    switch (place()) {
    case Place::Keychain:
        break;
    case Place::ProfileFile:
        return {PasswordSource::Kind::File,
                QDir(profileDir).absoluteFilePath(QStringLiteral("password-") + accountName)};
    case Place::OwnFile:
        return {PasswordSource::Kind::File, m_file->path()};
    case Place::Variable:
        return {PasswordSource::Kind::Env, m_variable->text().trimmed()};
    }
    return {};
}

SecretString PasswordChoice::secret() const
{
    const bool isTyped = place() == Place::Keychain || place() == Place::ProfileFile;
    return isTyped ? SecretString(m_password->text()) : SecretString();
}

bool PasswordChoice::isComplete() const
{
    switch (place()) {
    case Place::Keychain:
    case Place::ProfileFile:
        return !m_password->text().isEmpty() || (m_isKept && place() == m_keptAt);
    case Place::OwnFile:
        return !m_file->path().isEmpty();
    case Place::Variable:
        return !m_variable->text().trimmed().isEmpty();
    }
    return false;
}

} // namespace otklik::ui
