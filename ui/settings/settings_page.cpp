// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings_page.h"

#include "ui/models/error_text.h"
#include "ui/settings/account_dialog.h"
#include "ui/settings/form_grid.h"
#include "ui/settings/person_form.h"
#include "ui/widgets/accessible.h"

#include <QComboBox>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace otklik::ui {

namespace {

constexpr int kWidest = 760;

QLabel *faultLabel(const char *objectName)
{
    auto *label = new QLabel;
    label->setObjectName(QString::fromLatin1(objectName));
    label->setWordWrap(true);
    label->hide();
    setStyleProperty(label, "text_role", QStringLiteral("red"));
    return label;
}

} // namespace

SettingsPage::SettingsPage(const Look &look, WorkspaceClient &client, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_client(client)
    , m_person(new PersonForm(look, client.read().me()))
    , m_personFault(faultLabel("personFault"))
    , m_accountsFault(faultLabel("accountsFault"))
    , m_savePerson(named(new QPushButton(tr("Save")), QStringLiteral("savePerson"), tr("Save your name and address")))
    , m_theme(named(new QComboBox, QStringLiteral("themeChoice"), tr("Appearance")))
    , m_language(named(new QComboBox, QStringLiteral("languageChoice"), tr("Language")))
{
    named(this, QStringLiteral("settingsPage"), tr("Settings"));
    setSurface(this, QStringLiteral("side"));
    auto *content = new QWidget;
    setSurface(content, QStringLiteral("side"));
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    auto *title = new QLabel(tr("Settings"));
    title->setFont(m_look.font(TypeRole::PageTitle));
    for (QWidget *part : {static_cast<QWidget *>(title), makePerson(), makeAccounts(), makeWindows()}) {
        part->setMaximumWidth(kWidest);
        column->addWidget(part);
    }
    column->addStretch(1);
    auto *scroll = named(new QScrollArea, QStringLiteral("settingsScroll"), tr("Settings"));
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);
    setFocusProxy(m_person);
}

QWidget *SettingsPage::section(const QString &title, const QString &sentence, QVBoxLayout **inside)
{
    auto *card = new QFrame;
    card->setProperty("card", true);
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(16, 12, 16, 14);
    column->setSpacing(8);
    auto *head = new QLabel(title);
    head->setFont(m_look.font(TypeRole::PaneTitle));
    column->addWidget(head);
    auto *below = new QLabel(sentence);
    below->setFont(m_look.font(TypeRole::Second));
    below->setWordWrap(true);
    setStyleProperty(below, "text_role", QStringLiteral("quiet"));
    column->addWidget(below);
    *inside = column;
    return card;
}

QWidget *SettingsPage::makePerson()
{
    QVBoxLayout *column = nullptr;
    QWidget *card = section(tr("You"), tr("Your colleagues see this name beside what you do and write."), &column);
    column->addWidget(m_person);
    column->addWidget(m_personFault);
    auto *foot = new QHBoxLayout;
    foot->addStretch(1);
    setStyleProperty(m_savePerson, "kind", QStringLiteral("primary"));
    foot->addWidget(m_savePerson);
    column->addLayout(foot);
    connect(m_person, &PersonForm::changed, this, &SettingsPage::showPossible);
    connect(m_savePerson, &QPushButton::clicked, this, &SettingsPage::savePerson);
    showPossible();
    return card;
}

QWidget *SettingsPage::makeAccounts()
{
    QVBoxLayout *column = nullptr;
    QWidget *card =
        section(tr("Mailboxes"),
                tr("The first one keeps the decisions of the team. Nothing here deletes mail on a server."), &column);
    auto *rows = new QWidget;
    m_accounts = new QVBoxLayout(rows);
    m_accounts->setContentsMargins(0, 0, 0, 0);
    m_accounts->setSpacing(0);
    column->addWidget(rows);
    column->addWidget(m_accountsFault);
    auto *add = named(new QPushButton(m_look.icons.icon(QStringLiteral("plus")), tr("Add a mailbox…")),
                      QStringLiteral("settingsAddAccount"), tr("Add a mailbox…"));
    auto *foot = new QHBoxLayout;
    foot->addWidget(add);
    foot->addStretch(1);
    column->addLayout(foot);
    connect(add, &QPushButton::clicked, this, &SettingsPage::addAccountRequested);
    return card;
}

QWidget *SettingsPage::makeWindows()
{
    QVBoxLayout *column = nullptr;
    QWidget *card = section(tr("Windows"), tr("On this computer only."), &column);
    m_theme->addItem(tr("As the system"), int(ThemeMode::System));
    m_theme->addItem(tr("Light"), int(ThemeMode::Light));
    m_theme->addItem(tr("Dark"), int(ThemeMode::Dark));
    m_language->addItem(tr("As the system"), QString());
    m_language->addItem(QStringLiteral("English"), QStringLiteral("en"));
    m_language->addItem(QStringLiteral("Русский"), QStringLiteral("ru"));
    auto *choices = new QWidget;
    auto *grid = new FormGrid(m_look, choices);
    grid->add(0, 0, tr("Appearance"), m_theme);
    grid->add(0, 1, tr("Language"), m_language);
    column->addWidget(choices);
    connect(m_theme, &QComboBox::activated, this,
            [this] { Q_EMIT themeChosen(static_cast<ThemeMode>(m_theme->currentData().toInt())); });
    connect(m_language, &QComboBox::activated, this,
            [this] { Q_EMIT languageChosen(m_language->currentData().toString()); });
    return card;
}

void SettingsPage::setAppearance(ThemeMode theme, const QString &language)
{
    m_theme->setCurrentIndex(qMax(0, m_theme->findData(int(theme))));
    m_language->setCurrentIndex(qMax(0, m_language->findData(language)));
}

void SettingsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    reload();
}

void SettingsPage::reload()
{
    onResult(m_client.order([](workspace::Workspace &engine) { return engine.config(); }), this,
             [this](const settings::ProfileConfig &profile) {
                 m_person->setKept({profile.name, profile.address, profile.role});
                 showPossible();
                 showAccounts(profile);
             });
}

void SettingsPage::showAccounts(const settings::ProfileConfig &profile)
{
    while (QLayoutItem *item = m_accounts->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    for (const settings::AccountConfig &account : profile.accounts)
        m_accounts->addWidget(accountRow(account));
}

QWidget *SettingsPage::accountRow(const settings::AccountConfig &account)
{
    const bool isMaildir = account.kind == settings::AccountKind::Maildir;
    auto *row = new QWidget;
    row->setObjectName(QStringLiteral("settingsAccount-") + account.name);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 6, 0, 6);
    line->setSpacing(8);
    auto *words = new QVBoxLayout;
    words->setSpacing(0);
    auto *name = new QLabel(QStringLiteral("%1 · %2").arg(account.name, account.address));
    name->setFont(m_look.font(TypeRole::Emphasis));
    auto *where =
        new QLabel(isMaildir ? account.maildir : tr("%1 receives, %2 sends").arg(account.imap.host, account.smtp.host));
    where->setFont(m_look.font(TypeRole::Second));
    setStyleProperty(where, "text_role", QStringLiteral("quiet"));
    for (QLabel *label : {name, where}) {
        label->setTextFormat(Qt::PlainText);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        label->setToolTip(label->text());
        words->addWidget(label);
    }
    line->addLayout(words, 1);
    const auto add = [&](const char *objectName, const QString &text, const QString &spoken) {
        auto *button = named(new QPushButton(text), QString::fromLatin1(objectName), spoken);
        line->addWidget(button);
        return button;
    };
    connect(add("changeAccount", tr("Change…"), tr("Change the mailbox %1").arg(account.name)), &QPushButton::clicked,
            this, [this, account] { changeAccount(account); });
    QPushButton *remove = add("removeAccount", tr("Remove…"), tr("Remove the mailbox %1").arg(account.name));
    setStyleProperty(remove, "kind", QStringLiteral("danger"));
    connect(remove, &QPushButton::clicked, this, [this, account] { askToRemove(account); });
    return row;
}

void SettingsPage::changeAccount(const settings::AccountConfig &account)
{
    auto *dialog = new AccountDialog(m_look, m_client, account, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &AccountDialog::saved, this, &SettingsPage::reload);
    dialog->open();
}

void SettingsPage::askToRemove(const settings::AccountConfig &account)
{
    auto *ask =
        named(new QMessageBox(QMessageBox::Question, tr("Remove the mailbox?"),
                              tr("Remove the mailbox “%1” from this desk? Its mail leaves this computer; on the "
                                 "server nothing changes, and adding it again brings all back.")
                                  .arg(account.name),
                              QMessageBox::Cancel, window()),
              QStringLiteral("removeAccountQuestion"), tr("Remove the mailbox?"));
    ask->setAttribute(Qt::WA_DeleteOnClose);
    nameByText(ask->button(QMessageBox::Cancel), QStringLiteral("cancelRemoveAccount"));
    QPushButton *yes = named(ask->addButton(tr("Remove"), QMessageBox::DestructiveRole),
                             QStringLiteral("confirmRemoveAccount"), tr("Remove"));
    connect(yes, &QPushButton::clicked, this, [this, name = account.name] {
        const auto removed = m_client.request<void>(
            [name](workspace::Workspace &engine, auto done) { engine.removeAccount(name, std::move(done)); });
        onResult(removed, this, [this](const Result<void> &result) {
            m_accountsFault->hide();
            if (!result)
                tell(m_accountsFault, result.error());
            reload();
        });
    });
    ask->open();
}

void SettingsPage::savePerson()
{
    const workspace::Me me = m_person->me();
    m_savePerson->setEnabled(false);
    const auto saved =
        m_client.order([me](workspace::Workspace &engine) { return engine.initProfile(me.name, me.address, me.role); });
    onResult(saved, this, [this, me](const Result<void> &result) {
        m_personFault->hide();
        if (result) {
            m_person->setKept(me);
            Q_EMIT personSaved();
        } else {
            tell(m_personFault, result.error());
        }
        showPossible();
    });
}

void SettingsPage::showPossible()
{
    m_savePerson->setEnabled(m_person->isChanged() && m_person->missing().isEmpty());
    m_savePerson->setToolTip(m_person->missing());
}

void SettingsPage::tell(QLabel *where, const Error &error)
{
    where->setText(ErrorText::of(error));
    where->show();
    announce(where, where->text());
}

} // namespace otklik::ui
