// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/account_form.h"

#include "ui/settings/form_grid.h"
#include "ui/settings/password_choice.h"
#include "ui/settings/path_field.h"
#include "ui/settings/provider_presets.h"
#include "ui/settings/sign_in_choice.h"
#include "ui/widgets/accessible.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QSpinBox>
#include <QVBoxLayout>

namespace otklik::ui {

using settings::AccountKind;
using settings::Security;

namespace {

QLineEdit *field(const char *objectName, const QString &label)
{
    return named(new QLineEdit, QString::fromLatin1(objectName), label);
}

QSpinBox *portField(const char *objectName, const QString &label, int value)
{
    auto *port = named(new QSpinBox, QString::fromLatin1(objectName), label);
    port->setRange(1, 65535);
    port->setValue(value);
    port->setButtonSymbols(QAbstractSpinBox::NoButtons); // nobody steps through ports
    return port;
}

} // namespace

AccountForm::AccountForm(const Look &look, const QString &profileDir, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_profileDir(profileDir)
    , m_kind(named(new QComboBox, QStringLiteral("accountKind"), tr("Kind of mailbox")))
    , m_address(field("accountAddress", tr("Address of the mailbox")))
    , m_name(field("accountName", tr("Name of the mailbox")))
    , m_user(field("accountUser", tr("User name")))
    , m_imapHost(field("accountImapHost", tr("Incoming server")))
    , m_smtpHost(field("accountSmtpHost", tr("Outgoing server")))
    , m_without(field("accountWithout", tr("Extensions not to use")))
    , m_imapPort(portField("accountImapPort", tr("Incoming port"), 993))
    , m_smtpPort(portField("accountSmtpPort", tr("Outgoing port"), 465))
    , m_imapSecurity(named(new QComboBox, QStringLiteral("accountImapSecurity"), tr("Incoming encryption")))
    , m_smtpSecurity(named(new QComboBox, QStringLiteral("accountSmtpSecurity"), tr("Outgoing encryption")))
    , m_caFile(new PathField(PathField::Mode::File, QStringLiteral("accountCaFile"), tr("Certificate authority")))
    , m_maildir(new PathField(PathField::Mode::Folder, QStringLiteral("accountMaildir"), tr("Folder of the Maildir")))
    , m_signIn(new SignInChoice(look))
    , m_password(new PasswordChoice(look))
    , m_servers(makeServers())
    , m_folder(new QWidget)
{
    auto *folderGrid = new FormGrid(look, m_folder);
    folderGrid->add(0, 0, tr("Folder of the Maildir"), m_maildir, 2);
    makeMailbox();
    for (QLineEdit *edit : {m_address, m_name, m_user, m_imapHost, m_smtpHost, m_without})
        connect(edit, &QLineEdit::textChanged, this, &AccountForm::changed);
    for (PathField *path : {m_caFile, m_maildir})
        connect(path, &PathField::changed, this, &AccountForm::changed);
    connect(m_password, &PasswordChoice::changed, this, &AccountForm::changed);
    connect(m_signIn, &SignInChoice::changed, this, &AccountForm::signInChanged);
    connect(m_address, &QLineEdit::editingFinished, this, &AccountForm::applyPreset);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &AccountForm::kindChanged);
    setFocusProxy(m_address);
    kindChanged();
}

void AccountForm::makeMailbox()
{
    m_kind->addItem(tr("On a mail server (IMAP)"), int(AccountKind::Imap));
    m_kind->addItem(tr("A folder of this computer (Maildir)"), int(AccountKind::Maildir));
    m_name->setText(QStringLiteral("support"));
    m_address->setPlaceholderText(QStringLiteral("support@example.com"));
    auto *top = new QWidget;
    auto *grid = new FormGrid(m_look, top);
    grid->add(0, 0, tr("Address of the mailbox"), m_address);
    grid->add(0, 1, tr("Kind of mailbox"), m_kind);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(top);
    column->addWidget(m_servers);
    column->addWidget(m_folder);
    auto *bottom = new QWidget;
    auto *naming = new FormGrid(m_look, bottom);
    naming->add(1, 0, tr("Name of the mailbox"), m_name);
    column->addWidget(bottom);
}

QWidget *AccountForm::serverRow(QLineEdit *host, QSpinBox *port, QComboBox *security)
{
    security->addItem(tr("TLS"), int(Security::Tls));
    security->addItem(tr("STARTTLS"), int(Security::StartTls));
    security->addItem(tr("none (this computer only)"), int(Security::None));
    host->setPlaceholderText(QStringLiteral("mail.example.com"));
    port->setFixedWidth(76);
    security->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    security->setMinimumContentsLength(9);
    auto *holder = new QWidget;
    auto *row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(host, 1);
    row->addWidget(port);
    row->addWidget(security);
    connect(port, &QSpinBox::valueChanged, this, &AccountForm::changed);
    connect(security, &QComboBox::currentIndexChanged, this, &AccountForm::changed);
    return holder;
}

QWidget *AccountForm::makeServers()
{
    m_caFile->setPlaceholder(tr("only for a server with an authority of its own"));
    auto *servers = new QWidget;
    auto *grid = new FormGrid(m_look, servers);
    grid->add(1, 0, tr("How to sign in"), m_signIn, 2);
    m_passwordLabel = grid->add(2, 0, tr("Password or app password"), m_password, 2);
    grid->add(3, 0, tr("Incoming server (IMAP)"), serverRow(m_imapHost, m_imapPort, m_imapSecurity));
    grid->add(3, 1, tr("Outgoing server (SMTP)"), serverRow(m_smtpHost, m_smtpPort, m_smtpSecurity));
    grid->add(4, 0, tr("User name"), m_user);
    grid->add(4, 1, tr("Certificate authority (PEM file)"), m_caFile);
    m_without->setPlaceholderText(tr("only where a server does one wrong, as QRESYNC or IDLE"));
    m_without->setToolTip(tr("Extensions of IMAP or SMTP that the server announces and this mailbox does without, "
                             "separated by spaces."));
    grid->add(5, 0, tr("Extensions not to use"), m_without, 2);
    return servers;
}

bool AccountForm::isMaildir() const
{
    return m_kind->currentData().toInt() == int(AccountKind::Maildir);
}

void AccountForm::kindChanged()
{
    m_servers->setVisible(!isMaildir());
    m_folder->setVisible(isMaildir());
    Q_EMIT changed();
}

void AccountForm::applyPreset()
{
    if (m_user->text().isEmpty())
        m_user->setText(m_address->text().trimmed());
    const auto preset = presetFor(m_address->text().trimmed());
    if (!preset || !m_imapHost->text().isEmpty())
        return;
    m_imapHost->setText(preset->imapHost);
    m_smtpHost->setText(preset->smtpHost);
    m_smtpPort->setValue(preset->smtpPort);
    m_smtpSecurity->setCurrentIndex(preset->smtpStartTls ? 1 : 0);
}

/// What the provider's preset knows is filled in where nothing stands yet.
void AccountForm::signInChanged()
{
    const bool isBrowser = !m_signIn->provider().isEmpty();
    m_password->setVisible(!isBrowser);
    m_passwordLabel->setVisible(!isBrowser);
    const workspace::SignInProvider *provider = m_signIn->chosen();
    if (provider && m_imapHost->text().isEmpty() && !provider->imap.host.isEmpty()) {
        m_imapHost->setText(provider->imap.host);
        m_imapPort->setValue(provider->imap.port);
        m_smtpHost->setText(provider->smtp.host);
        m_smtpPort->setValue(provider->smtp.port);
        m_smtpSecurity->setCurrentIndex(m_smtpSecurity->findData(int(provider->smtp.security)));
    }
    Q_EMIT changed();
}

void AccountForm::setAccount(const settings::AccountConfig &account)
{
    m_before = account;
    m_kind->setCurrentIndex(m_kind->findData(int(account.kind)));
    m_kind->setEnabled(false);
    m_name->setText(account.name);
    m_name->setReadOnly(true); // tickets and answers on their way are found by it
    m_name->setEnabled(false);
    m_address->setText(account.address);
    m_maildir->setPath(account.maildir);
    if (account.kind == AccountKind::Maildir)
        return;
    m_user->setText(account.user);
    m_caFile->setPath(account.caFile);
    m_without->setText(account.without.join(QLatin1Char(' ')));
    m_imapHost->setText(account.imap.host);
    m_imapPort->setValue(account.imap.port);
    m_imapSecurity->setCurrentIndex(m_imapSecurity->findData(int(account.imap.security)));
    m_smtpHost->setText(account.smtp.host);
    m_smtpPort->setValue(account.smtp.port);
    m_smtpSecurity->setCurrentIndex(m_smtpSecurity->findData(int(account.smtp.security)));
    m_password->setSource(account.passwordSource, m_profileDir);
    if (!account.oauth.isEmpty())
        m_signIn->setKept(account.oauth);
}

void AccountForm::setKeychainWorks(bool works)
{
    m_password->setKeychainWorks(works);
}

void AccountForm::offerFile()
{
    m_password->setKeychainWorks(false);
    m_password->setPlace(PasswordChoice::Place::ProfileFile);
}

void AccountForm::browseCaFile()
{
    m_caFile->browse();
}

void AccountForm::focusServers()
{
    QWidget *first = isMaildir() ? static_cast<QWidget *>(m_maildir) : m_imapHost;
    first->setFocus(Qt::TabFocusReason);
}

settings::AccountConfig AccountForm::account() const
{
    settings::AccountConfig account = m_before;
    account.name = m_name->text().trimmed();
    account.address = m_address->text().trimmed();
    account.kind = static_cast<AccountKind>(m_kind->currentData().toInt());
    if (isMaildir()) {
        account.maildir = m_maildir->path();
        return account;
    }
    account.user = m_user->text().trimmed();
    account.imap = {m_imapHost->text().trimmed(), quint16(m_imapPort->value()),
                    static_cast<Security>(m_imapSecurity->currentData().toInt())};
    account.smtp = {m_smtpHost->text().trimmed(), quint16(m_smtpPort->value()),
                    static_cast<Security>(m_smtpSecurity->currentData().toInt())};
    account.caFile = m_caFile->path();
    static const QRegularExpression kBetween(QStringLiteral("[\\s,;]+"));
    account.without = m_without->text().toUpper().split(kBetween, Qt::SkipEmptyParts);
    account.without.removeDuplicates();
    account.passwordSource = m_password->source(m_profileDir, account.name);
    account.oauth = m_signIn->provider();
    if (!account.oauth.isEmpty() && account.passwordSource.kind == settings::PasswordSource::Kind::Env)
        account.passwordSource = {}; // tokens are renewed, and a variable cannot be written
    return account;
}

SecretString AccountForm::secret() const
{
    if (isMaildir())
        return {};
    return m_signIn->provider().isEmpty() ? m_password->secret() : m_signIn->secret();
}

QString AccountForm::missing() const
{
    const settings::AccountConfig wanted = account();
    if (!wanted.address.contains(QLatin1Char('@')))
        return tr("Enter the address of the mailbox.");
    if (wanted.name.isEmpty())
        return tr("Give the mailbox a name.");
    if (isMaildir())
        return wanted.maildir.isEmpty() ? tr("Choose the folder of the Maildir.") : QString();
    if (const QString signIn = m_signIn->missing(); !signIn.isEmpty())
        return signIn;
    if (wanted.oauth.isEmpty() && !m_password->isComplete())
        return tr("Enter the password, or say where it is.");
    if (wanted.imap.host.isEmpty())
        return tr("Enter the incoming server.");
    if (wanted.smtp.host.isEmpty())
        return tr("Enter the outgoing server.");
    if (wanted.user.isEmpty())
        return tr("Enter the user name.");
    if (auto valid = settings::validate(wanted); !valid)
        return tr("Something is not written as it should be: name, address or a server. Without encryption only "
                  "servers of this computer are used.");
    return {};
}

} // namespace otklik::ui
