// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/sign_in_choice.h"

#include "ui/models/error_text.h"
#include "ui/widgets/accessible.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace otklik::ui {

SignInChoice::SignInChoice(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_way(named(new QComboBox(this), QStringLiteral("accountSignIn"), tr("How to sign in")))
    , m_clientId(named(new QLineEdit(this), QStringLiteral("accountClientId"), tr("Client id")))
    , m_clientSecret(named(new QLineEdit(this), QStringLiteral("accountClientSecret"), tr("Client secret")))
    , m_start(named(new QPushButton(tr("Sign in in the browser"), this), QStringLiteral("accountBrowser"),
                    tr("Sign in in the browser")))
    , m_hint(new QLabel(this))
{
    m_way->addItem(tr("With a password"), QString());
    m_clientId->setPlaceholderText(tr("Client id"));
    m_clientSecret->setPlaceholderText(tr("Client secret, if the provider gave one"));
    m_hint->setObjectName(QStringLiteral("accountSignInHint"));
    m_hint->setWordWrap(true);
    m_hint->setFont(look.font(TypeRole::Second));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_way, 1);
    row->addWidget(m_start, 1);
    auto *client = new QHBoxLayout;
    client->setSpacing(8);
    client->addWidget(m_clientId, 1);
    client->addWidget(m_clientSecret, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(row);
    column->addLayout(client);
    column->addWidget(m_hint);
    setFocusProxy(m_way);
    connect(m_way, &QComboBox::currentIndexChanged, this, [this] {
        m_secret = {};
        showChoice();
        Q_EMIT changed();
    });
    connect(m_clientId, &QLineEdit::textChanged, this, [this] {
        m_start->setEnabled(!provider().isEmpty() && !m_clientId->text().trimmed().isEmpty());
        Q_EMIT changed();
    });
    connect(m_start, &QPushButton::clicked, this, &SignInChoice::signInRequested);
    showChoice();
}

void SignInChoice::setProviders(const std::vector<workspace::SignInProvider> &providers)
{
    m_providers = providers;
    for (const workspace::SignInProvider &provider : m_providers)
        if (m_way->findData(provider.id) < 0)
            m_way->addItem(tr("In the browser, with %1").arg(provider.name), provider.id);
    showChoice();
}

void SignInChoice::setKept(const QString &provider)
{
    m_kept = provider;
    if (m_way->findData(provider) < 0)
        m_way->addItem(tr("In the browser, with %1").arg(provider), provider);
    m_way->setCurrentIndex(m_way->findData(provider));
}

QString SignInChoice::provider() const
{
    return m_way->currentData().toString();
}

const workspace::SignInProvider *SignInChoice::chosen() const
{
    for (const workspace::SignInProvider &candidate : m_providers)
        if (candidate.id == provider())
            return &candidate;
    return nullptr;
}

workspace::SignInClient SignInChoice::client() const
{
    workspace::SignInClient client;
    client.provider = provider();
    client.clientId = m_clientId->text().trimmed();
    client.clientSecret = m_clientSecret->text().trimmed();
    return client;
}

QString SignInChoice::missing() const
{
    if (provider().isEmpty() || !m_secret.isEmpty() || m_kept == provider())
        return {};
    const bool hasId = !chosen() || chosen()->hasClientId || !m_clientId->text().trimmed().isEmpty();
    return hasId ? tr("Sign in in the browser.") : tr("Enter the client id.");
}

void SignInChoice::say(const QString &text, const char *role)
{
    m_hint->setText(text);
    setStyleProperty(m_hint, "text_role", QString::fromLatin1(role));
}

void SignInChoice::showChoice()
{
    const bool isBrowser = !provider().isEmpty();
    const bool needsId = isBrowser && chosen() && !chosen()->hasClientId;
    m_start->setVisible(isBrowser);
    m_start->setEnabled(isBrowser && (!needsId || !m_clientId->text().trimmed().isEmpty()));
    m_clientId->setVisible(needsId);
    m_clientSecret->setVisible(needsId);
    m_hint->setVisible(isBrowser);
    if (needsId)
        say(tr("Otklik itself is not registered with %1. Register a desktop application there and enter the client id "
               "that it gives you.")
                .arg(chosen()->name),
            "amber");
    else
        say(tr("Your browser opens; you sign in there, and Otklik never sees the password."), "quiet");
}

void SignInChoice::showWaiting()
{
    say(tr("Waiting for your browser…"), "quiet");
}

void SignInChoice::showEnd(const Result<SecretString> &secret)
{
    m_secret = secret ? *secret : SecretString();
    if (secret)
        say(tr("Signed in."), "green");
    else if (secret.error().code == ErrorCode::AuthRejected)
        say(tr("Not signed in: %1.").arg(secret.error().detail), "red");
    else
        say(ErrorText::of(secret.error()), "red");
    announce(this, m_hint->text());
    Q_EMIT changed();
}

} // namespace otklik::ui
