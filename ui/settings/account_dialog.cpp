// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/account_dialog.h"

#include "ui/models/error_text.h"
#include "ui/settings/account_checks.h"
#include "ui/settings/account_form.h"
#include "ui/settings/account_saving.h"
#include "ui/settings/browser.h"
#include "ui/settings/check_text.h"
#include "ui/settings/first_run_side.h"
#include "ui/settings/path_field.h"
#include "ui/settings/person_form.h"
#include "ui/settings/sign_in_choice.h"
#include "ui/widgets/accessible.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QDir>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QVBoxLayout>

namespace otklik::ui {

namespace {

/// A scroll area asks for no height that depends on the width, so texts that wrap would be squeezed.
class TallContent final : public QWidget
{
protected:
    bool event(QEvent *event) override
    {
        if (layout() && (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest))
            setMinimumHeight(qMax(layout()->totalHeightForWidth(width()), layout()->totalSizeHint().height()));
        return QWidget::event(event);
    }
};

} // namespace

AccountDialog::AccountDialog(const Look &look, WorkspaceClient &client,
                             const std::optional<settings::AccountConfig> &existing, QWidget *parent)
    : QDialog(parent)
    , m_look(look)
    , m_client(client)
    , m_isNew(!existing)
    , m_form(new AccountForm(look, client.profileDir()))
    , m_checks(new AccountChecks(look, client))
    , m_scroll(named(new QScrollArea, QStringLiteral("accountScroll"), tr("Mailbox")))
    , m_missing(new QLabel)
    , m_fault(new QLabel)
{
    setObjectName(QStringLiteral("accountDialog"));
    setWindowTitle(m_isNew ? tr("Add a mailbox") : tr("Change the mailbox"));
    const workspace::Me me = client.read().me();
    if (me.address.isEmpty())
        m_person = new PersonForm(look, me);
    makeLayout();
    if (existing)
        m_form->setAccount(*existing);
    connect(m_form, &AccountForm::changed, this, &AccountDialog::valuesChanged);
    connect(m_checks, &AccountChecks::ended, this, &AccountDialog::showPossible);
    // Queued: what it says has its height only after the layout.
    connect(m_checks, &AccountChecks::ended, this, &AccountDialog::showOutcome, Qt::QueuedConnection);
    connect(m_checks, &AccountChecks::againRequested, this, &AccountDialog::check);
    connect(m_checks, &AccountChecks::byHandRequested, m_form, &AccountForm::focusServers);
    connect(m_checks, &AccountChecks::caFileRequested, m_form, &AccountForm::browseCaFile);
    if (m_person)
        connect(m_person, &PersonForm::changed, this, &AccountDialog::showPossible);
    connect(&m_form->signInChoice(), &SignInChoice::signInRequested, this, &AccountDialog::openBrowser);
    askProviders();
    askKeychain(client, m_form);
    valuesChanged();
    (m_person ? static_cast<QWidget *>(m_person) : m_form)->setFocus();
}

AccountDialog::~AccountDialog()
{
    if (m_isSigningIn)
        cancelBrowserSignIn(m_client);
}

void AccountDialog::askProviders()
{
    onResult(m_client.order([](workspace::Workspace &engine) { return engine.signInProviders(); }), this,
             [this](const std::vector<workspace::SignInProvider> &providers) {
                 m_form->signInChoice().setProviders(providers);
             });
}

void AccountDialog::openBrowser()
{
    m_isSigningIn = true;
    m_form->signInChoice().showWaiting();
    onResult(signInWithBrowser(m_client, m_form->account(), m_form->signInChoice().client()), this,
             [this](const Result<SecretString> &secret) {
                 if (!secret && secret.error().code == ErrorCode::Cancelled)
                     return; // another one has begun
                 m_isSigningIn = false;
                 m_form->signInChoice().showEnd(secret);
             });
}

void AccountDialog::makeLayout()
{
    auto *whole = new QHBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    if (m_person) {
        makeSide();
        auto *line = new QFrame;
        line->setProperty("frame", QStringLiteral("line"));
        line->setFixedWidth(1);
        whole->addWidget(m_side);
        whole->addWidget(line);
    }
    whole->addWidget(makeMain(), 1);
    const QSize room = screen() ? screen()->availableSize() - QSize(40, 80) : QSize(1240, 720);
    resize(QSize(m_person ? 1160 : 780, m_person ? 860 : 780).boundedTo(room));
}

QWidget *AccountDialog::makeMain()
{
    auto *content = new TallContent;
    setSurface(content, QStringLiteral("panel"));
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(24, 20, 24, 16);
    column->setSpacing(16);
    if (m_isNew)
        column->addLayout(makeHead());
    if (m_person)
        column->addWidget(m_person);
    column->addWidget(m_form);
    column->addWidget(m_checks);
    column->addStretch(1);
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_fault->setWordWrap(true);
    m_fault->setObjectName(QStringLiteral("accountFault"));
    m_fault->setContentsMargins(24, 8, 24, 0);
    setStyleProperty(m_fault, "text_role", QStringLiteral("red"));
    auto *page = new QWidget;
    auto *whole = new QVBoxLayout(page);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(m_scroll, 1);
    whole->addWidget(m_fault);
    auto *line = new QFrame;
    line->setProperty("frame", QStringLiteral("line"));
    line->setFixedHeight(1);
    whole->addWidget(line);
    whole->addLayout(makeFoot());
    return page;
}

QLayout *AccountDialog::makeFoot()
{
    auto *report =
        named(new QPushButton(tr("Copy report")), QStringLiteral("accountReport"), tr("Copy what the checks found"));
    report->setAutoDefault(false);
    connect(report, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_checks->report()); });
    m_missing->setObjectName(QStringLiteral("accountMissing"));
    setStyleProperty(m_missing, "text_role", QStringLiteral("quiet"));
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(24, 12, 24, 12);
    foot->setSpacing(12);
    foot->addWidget(report);
    foot->addWidget(m_missing, 1);
    foot->addWidget(makeButtons());
    return foot;
}

void AccountDialog::makeSide()
{
    m_side = new FirstRunSide(m_look);
    // The demo of a profile lies in it.
    if (QDir(m_client.profileDir()).exists(QStringLiteral("demo")))
        m_side->offerDemo();
    connect(m_side, &FirstRunSide::demoRequested, this, &QDialog::reject);
    connect(m_checks, &AccountChecks::stepped, this, &AccountDialog::showSteps);
}

void AccountDialog::showSteps()
{
    if (!m_side)
        return;
    using Step = FirstRunSide::Step;
    using State = FirstRunSide::State;
    const bool isKnown = m_person->missing().isEmpty();
    const QString address = m_form->account().address;
    const QString team = m_checks->passed(Check::Journal);
    const bool isPassed = isKnown && m_form->missing().isEmpty() && m_checks->isGoodEnough();
    m_side->setStep(Step::Person, isKnown ? State::Done : State::Now,
                    isKnown ? m_person->me().name : tr("Your name and your own address"));
    m_side->setStep(Step::Mailbox,
                    isPassed  ? State::Done
                    : isKnown ? State::Now
                              : State::Ahead,
                    address.isEmpty() ? tr("The one that customers write to") : address);
    m_side->setStep(Step::Team, team.isEmpty() ? State::Ahead : State::Done,
                    team.isEmpty() ? tr("Join the desk found there, or start one") : team);
    m_side->setStep(Step::Ready, isPassed ? State::Now : State::Ahead,
                    isPassed ? tr("Add it, and the mail comes in") : tr("Language and look are in the settings"));
}

QLayout *AccountDialog::makeHead()
{
    auto *head = new QVBoxLayout;
    head->setSpacing(4);
    auto *title = new QLabel(m_person ? tr("Your support mailbox") : tr("Another mailbox"));
    title->setFont(m_look.font(TypeRole::PageTitle));
    auto *sentence =
        new QLabel(tr("The mailbox that your team answers from. Each step is tried out before anything is saved."));
    sentence->setWordWrap(true);
    setStyleProperty(sentence, "text_role", QStringLiteral("second"));
    head->addWidget(title);
    head->addWidget(sentence);
    return head;
}

QDialogButtonBox *AccountDialog::makeButtons()
{
    auto *buttons = new QDialogButtonBox;
    m_check = named(buttons->addButton(tr("Check"), QDialogButtonBox::ActionRole), QStringLiteral("accountTest"),
                    tr("Check"));
    const QString verb = m_isNew ? tr("Add") : tr("Save");
    m_save = named(buttons->addButton(verb, QDialogButtonBox::AcceptRole), QStringLiteral("accountAdd"), verb);
    setStyleProperty(m_save, "kind", QStringLiteral("primary"));
    named(buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole), QStringLiteral("accountCancel"),
          tr("Cancel"));
    connect(m_check, &QPushButton::clicked, this, &AccountDialog::check);
    connect(buttons, &QDialogButtonBox::accepted, this, &AccountDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return buttons;
}

/// What was checked is no longer what stands there.
void AccountDialog::valuesChanged()
{
    m_checks->reset(m_form->account().kind);
    m_fault->hide();
    showPossible();
}

void AccountDialog::showOutcome()
{
    m_scroll->ensureWidgetVisible(m_checks, 0, 16);
    // The button that was pressed was off meanwhile, and so the focus had gone on to Cancel.
    if (qobject_cast<QPushButton *>(focusWidget()))
        (m_save->isEnabled() ? m_save : m_check)->setFocus();
}

void AccountDialog::showPossible()
{
    QString missing = m_person ? m_person->missing() : QString();
    if (missing.isEmpty())
        missing = m_form->missing();
    const bool isPassed = missing.isEmpty() && m_checks->isGoodEnough();
    m_missing->setText(!missing.isEmpty() || isPassed || m_checks->isRunning() ? missing
                                                                               : tr("Check it before it is saved."));
    m_check->setEnabled(m_form->missing().isEmpty() && !m_checks->isRunning() && !m_isSaving);
    m_save->setEnabled(isPassed && !m_isSaving);
    (isPassed ? m_save : m_check)->setDefault(true);
    showSteps();
}

void AccountDialog::check()
{
    m_fault->hide();
    m_checks->run(m_form->account(), m_form->secret());
    showPossible();
    m_scroll->ensureWidgetVisible(m_checks);
}

void AccountDialog::fail(const Error &error)
{
    const bool isKeychain = error.code == ErrorCode::StorageFailed &&
                            m_form->account().passwordSource.kind == settings::PasswordSource::Kind::Keychain;
    if (isKeychain)
        m_form->offerFile(); // resets the checks: what is saved has changed
    m_fault->setText(isKeychain ? tr("The system's keychain did not take the password, so nothing was saved. Check "
                                     "once more to keep it in a file of the profile instead.")
                                : ErrorText::of(error));
    m_fault->show();
    announce(this, m_fault->text());
}

void AccountDialog::save()
{
    m_isSaving = true;
    showPossible();
    const std::optional<workspace::Me> me = m_person ? std::optional(m_person->me()) : std::nullopt;
    onResult(saveAccount(m_client, me, m_form->account(), m_form->secret(), m_isNew), this,
             [this](const Result<void> &result) {
                 m_isSaving = false;
                 showPossible();
                 if (!result)
                     return fail(result.error());
                 Q_EMIT saved();
                 accept();
             });
}

} // namespace otklik::ui
