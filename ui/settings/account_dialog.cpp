// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/account_dialog.h"

#include "ui/models/error_text.h"
#include "ui/settings/provider_presets.h"
#include "ui/widgets/accessible.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace otklik::ui {

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
    return port;
}

} // namespace

AccountDialog::AccountDialog(const Look &look, WorkspaceClient &client, QWidget *parent)
    : QDialog(parent)
    , m_look(look)
    , m_client(client)
    , m_myName(field("accountMyName", tr("Your name")))
    , m_name(field("accountName", tr("Name of the mailbox")))
    , m_address(field("accountAddress", tr("Address")))
    , m_user(field("accountUser", tr("User name")))
    , m_password(field("accountPassword", tr("Password")))
    , m_caFile(field("accountCaFile", tr("File with an own certificate authority")))
    , m_imapHost(field("accountImapHost", tr("Incoming server")))
    , m_smtpHost(field("accountSmtpHost", tr("Outgoing server")))
    , m_imapPort(portField("accountImapPort", tr("Incoming port"), 993))
    , m_smtpPort(portField("accountSmtpPort", tr("Outgoing port"), 465))
    , m_imapSecurity(named(new QComboBox, QStringLiteral("accountImapSecurity"), tr("Incoming encryption")))
    , m_smtpSecurity(named(new QComboBox, QStringLiteral("accountSmtpSecurity"), tr("Outgoing encryption")))
    , m_steps(named(new QListWidget, QStringLiteral("accountSteps"), tr("Checks")))
    , m_fault(new QLabel)
{
    setObjectName(QStringLiteral("accountDialog"));
    setWindowTitle(tr("Add a mailbox"));
    auto *form = new QFormLayout;
    makeWho(*form);
    makeServers(*form);
    auto *column = new QVBoxLayout(this);
    column->addLayout(form);
    m_steps->setMinimumHeight(190);
    m_steps->setWordWrap(true);
    column->addWidget(m_steps, 1);
    m_fault->setWordWrap(true);
    m_fault->setObjectName(QStringLiteral("accountFault"));
    m_fault->hide();
    column->addWidget(m_fault);
    makeButtons();
    resize(600, 680);
    valuesChanged();
}

void AccountDialog::makeWho(QFormLayout &form)
{
    m_myName->setText(m_client.read().me().name);
    m_name->setText(QStringLiteral("support"));
    m_password->setEchoMode(QLineEdit::Password);
    m_caFile->setPlaceholderText(tr("only for a server of your own"));
    form.addRow(tr("Your name"), m_myName);
    form.addRow(tr("Name of the mailbox"), m_name);
    form.addRow(tr("Address"), m_address);
    form.addRow(tr("User name"), m_user);
    form.addRow(tr("Password"), m_password);
    for (QLineEdit *edit : {m_myName, m_name, m_address, m_user, m_password, m_caFile, m_imapHost, m_smtpHost})
        connect(edit, &QLineEdit::textChanged, this, &AccountDialog::valuesChanged);
    connect(m_address, &QLineEdit::editingFinished, this, &AccountDialog::applyPreset);
}

QWidget *AccountDialog::serverRow(QLineEdit *host, QSpinBox *port, QComboBox *security)
{
    security->addItem(tr("TLS"), int(settings::Security::Tls));
    security->addItem(tr("STARTTLS"), int(settings::Security::StartTls));
    auto *holder = new QWidget;
    auto *row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(host, 1);
    row->addWidget(port);
    row->addWidget(security);
    connect(port, &QSpinBox::valueChanged, this, &AccountDialog::valuesChanged);
    connect(security, &QComboBox::currentIndexChanged, this, &AccountDialog::valuesChanged);
    return holder;
}

void AccountDialog::makeServers(QFormLayout &form)
{
    form.addRow(tr("Incoming server (IMAP)"), serverRow(m_imapHost, m_imapPort, m_imapSecurity));
    form.addRow(tr("Outgoing server (SMTP)"), serverRow(m_smtpHost, m_smtpPort, m_smtpSecurity));
    form.addRow(tr("Certificate authority"), m_caFile);
}

void AccountDialog::makeButtons()
{
    auto *buttons = new QDialogButtonBox;
    m_test = named(buttons->addButton(tr("Check"), QDialogButtonBox::ActionRole), QStringLiteral("accountTest"),
                   tr("Check"));
    m_add = named(buttons->addButton(tr("Add"), QDialogButtonBox::AcceptRole), QStringLiteral("accountAdd"), tr("Add"));
    setStyleProperty(m_add, "kind", QStringLiteral("primary"));
    named(buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole), QStringLiteral("accountCancel"),
          tr("Cancel"));
    connect(m_test, &QPushButton::clicked, this, &AccountDialog::test);
    connect(buttons, &QDialogButtonBox::accepted, this, &AccountDialog::add);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout()->addWidget(buttons);
}

void AccountDialog::applyPreset()
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

/// What was checked is no longer what stands there.
void AccountDialog::valuesChanged()
{
    ++m_run;
    m_steps->clear();
    m_fault->hide();
    if (!m_add)
        return;
    m_add->setEnabled(false);
    m_test->setEnabled(settings::validate(account()).has_value() && !m_myName->text().trimmed().isEmpty());
}

settings::AccountConfig AccountDialog::account() const
{
    settings::AccountConfig account;
    account.name = m_name->text().trimmed();
    account.address = m_address->text().trimmed();
    account.user = m_user->text().trimmed();
    account.imap = {m_imapHost->text().trimmed(), quint16(m_imapPort->value()),
                    settings::Security(m_imapSecurity->currentData().toInt())};
    account.smtp = {m_smtpHost->text().trimmed(), quint16(m_smtpPort->value()),
                    settings::Security(m_smtpSecurity->currentData().toInt())};
    account.caFile = m_caFile->text().trimmed();
    return account;
}

void AccountDialog::test()
{
    valuesChanged();
    m_test->setEnabled(false);
    const int run = m_run;
    const QPointer<AccountDialog> self(this);
    // Steps come on the engine's thread.
    const auto onStep = [self, run](const workspace::Workspace::TestStep &step) {
        QMetaObject::invokeMethod(qApp, [self, run, step] {
            if (self && self->m_run == run)
                self->showStep(step);
        });
    };
    auto tested = m_client.request<void>([account = account(), secret = SecretString(m_password->text()), onStep](
                                             workspace::Workspace &workspace, std::function<void(Result<void>)> done) {
        workspace.testAccount(account, secret, onStep, std::move(done));
    });
    onResult(tested, this, [this, run](const Result<void> &result) {
        if (run != m_run)
            return;
        m_test->setEnabled(true);
        m_add->setEnabled(result.has_value());
        if (!result)
            fail(result.error());
    });
}

void AccountDialog::showStep(const workspace::Workspace::TestStep &step)
{
    auto *item = new QListWidgetItem(
        QStringLiteral("%1  %2: %3")
            .arg(step.ok ? QStringLiteral("✓") : QStringLiteral("✗"), step.name, step.detail.left(300)),
        m_steps);
    item->setForeground(m_look.color(step.ok ? Token::Green : Token::Red));
    m_steps->scrollToBottom();
}

void AccountDialog::fail(const Error &error)
{
    QPalette red = m_fault->palette();
    red.setColor(QPalette::WindowText, m_look.color(Token::Red));
    m_fault->setPalette(red);
    m_fault->setText(ErrorText::of(error));
    m_fault->show();
}

void AccountDialog::add()
{
    m_add->setEnabled(false);
    auto done = m_client.request<void>([account = account(), secret = SecretString(m_password->text()),
                                        name = m_myName->text().trimmed()](workspace::Workspace &workspace,
                                                                           std::function<void(Result<void>)> finished) {
        const settings::ProfileConfig profile = workspace.config();
        if (profile.address.isEmpty())
            if (auto made = workspace.initProfile(name, account.address, QStringLiteral("specialist")); !made)
                return finished(made);
        workspace.addAccount(account, secret, std::move(finished));
    });
    onResult(done, this, [this](const Result<void> &result) {
        m_add->setEnabled(true);
        if (!result)
            return fail(result.error());
        Q_EMIT added();
        accept();
    });
}

} // namespace otklik::ui
