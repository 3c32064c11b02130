// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/account_checks.h"

#include "ui/settings/check_row.h"
#include "ui/widgets/accessible.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace otklik::ui {

namespace {

QString idOf(Check check)
{
    static constexpr std::array kNames{"connect", "encryption", "sign-in", "folders", "push", "journal", "sending"};
    return QStringLiteral("check-") + QString::fromLatin1(kNames.at(size_t(check)));
}

QLabel *textLabel(const char *objectName, const QFont &font)
{
    auto *label = new QLabel;
    label->setObjectName(QString::fromLatin1(objectName));
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setFont(font);
    return label;
}

} // namespace

AccountChecks::AccountChecks(const Look &look, WorkspaceClient &client, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_client(client)
    , m_rows(new QFrame(this))
    , m_trouble(new QFrame(this))
    , m_cause(textLabel("checkCause", look.font(TypeRole::Emphasis)))
    , m_remedy(textLabel("checkRemedy", look.font(TypeRole::Base)))
    , m_certificate(textLabel("checkCertificate", look.font(TypeRole::Second)))
    , m_again(named(new QPushButton(tr("Try again")), QStringLiteral("checkAgain"), tr("Try again")))
    , m_byHand(named(new QPushButton(tr("Change by hand")), QStringLiteral("checkByHand"), tr("Change by hand")))
    , m_authority(named(new QPushButton(tr("Choose the authority's file…")), QStringLiteral("checkAuthority"),
                        tr("Choose the authority's file")))
{
    m_rows->setProperty("card", true);
    new QVBoxLayout(m_rows);
    m_rows->layout()->setContentsMargins(0, 4, 0, 4);
    m_rows->layout()->setSpacing(0);
    makeTrouble();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_rows);
    column->addWidget(m_trouble);
    connect(m_again, &QPushButton::clicked, this, &AccountChecks::againRequested);
    connect(m_byHand, &QPushButton::clicked, this, &AccountChecks::byHandRequested);
    connect(m_authority, &QPushButton::clicked, this, &AccountChecks::caFileRequested);
    reset(settings::AccountKind::Imap);
}

void AccountChecks::makeTrouble()
{
    m_trouble->setObjectName(QStringLiteral("checkTrouble"));
    m_trouble->setProperty("tone", QStringLiteral("red"));
    auto *buttons = new QHBoxLayout;
    for (QPushButton *button : {m_again, m_byHand, m_authority})
        buttons->addWidget(button);
    buttons->addStretch(1);
    auto *column = new QVBoxLayout(m_trouble);
    column->setContentsMargins(12, 10, 12, 10);
    column->setSpacing(4);
    column->addWidget(m_cause);
    column->addWidget(m_remedy);
    column->addWidget(m_certificate);
    column->addSpacing(4);
    column->addLayout(buttons);
}

void AccountChecks::reset(settings::AccountKind kind)
{
    ++m_run;
    m_isRunning = false;
    m_shown.reset();
    m_trouble->hide();
    const std::vector<Check> wanted = CheckText::checksOf(kind);
    if (m_checks.size() != wanted.size()) {
        for (const auto &[check, old] : m_checks)
            delete old;
        m_checks.clear();
        for (const Check check : wanted) {
            auto *line =
                new CheckRow(m_look, idOf(check), CheckText::icon(check), CheckText::title(check, kind), m_rows);
            m_rows->layout()->addWidget(line);
            m_checks.emplace_back(check, line);
        }
    }
    for (const auto &[check, line] : m_checks)
        line->clear();
}

CheckRow *AccountChecks::row(Check check) const
{
    for (const auto &[candidate, line] : m_checks)
        if (candidate == check)
            return line;
    return nullptr;
}

void AccountChecks::run(const settings::AccountConfig &account, const SecretString &secret)
{
    reset(account.kind);
    m_account = account;
    m_isRunning = true;
    m_timer.start();
    markNext();
    const int run = m_run;
    const QPointer<AccountChecks> self(this);
    // Steps come on the engine's thread.
    const auto onStep = [self, run](const workspace::Workspace::TestStep &step) {
        QMetaObject::invokeMethod(qApp, [self, run, step] {
            if (self && self->m_run == run)
                self->take(step);
        });
    };
    auto tested = m_client.request<void>(
        [account, secret, onStep](workspace::Workspace &workspace, std::function<void(Result<void>)> done) {
            workspace.testAccount(account, secret, onStep, std::move(done));
        });
    onResult(tested, this, [this, run](const Result<void> &result) {
        if (run == m_run)
            finish(result);
    });
}

void AccountChecks::markNext()
{
    for (const auto &[check, line] : m_checks)
        if (line->state() == CheckRow::State::Running)
            return;
        else if (line->state() == CheckRow::State::Waiting)
            return line->setState(CheckRow::State::Running);
}

void AccountChecks::take(const workspace::Workspace::TestStep &step)
{
    const auto check = CheckText::checkOf(step.name);
    CheckRow *line = check ? row(*check) : nullptr;
    if (!line)
        return;
    line->addLog(QStringLiteral("%1: %2").arg(step.name, step.detail));
    if (step.certificate)
        line->addLog(CheckText::certificate(*step.certificate));
    if (!step.ok) {
        m_shown = step.certificate;
        line->setState(CheckRow::State::Failed);
        line->setMs(m_timer.restart());
        showTrouble(*check, step.code);
        Q_EMIT stepped();
        return;
    }
    const QString summary = CheckText::summary(step);
    if (summary.isEmpty())
        return; // half of a line
    line->setState(CheckText::isWeak(step) ? CheckRow::State::Weak : CheckRow::State::Passed);
    line->setSummary(summary);
    line->setMs(m_timer.restart());
    if (m_isRunning)
        markNext();
    Q_EMIT stepped();
}

void AccountChecks::showTrouble(Check check, ErrorCode code)
{
    const QString cause = CheckText::cause(check, code, m_account);
    if (CheckRow *line = row(check))
        line->setSummary(cause);
    m_cause->setText(cause);
    m_remedy->setText(CheckText::remedy(check, code, m_account));
    m_certificate->setVisible(m_shown && code == ErrorCode::TlsUntrusted);
    m_certificate->setText(m_shown ? CheckText::certificate(*m_shown) : QString());
    m_authority->setVisible(code == ErrorCode::TlsUntrusted);
    m_trouble->show();
    announce(this, cause);
}

void AccountChecks::finish(const Result<void> &result)
{
    m_isRunning = false;
    for (const auto &[check, line] : m_checks)
        if (line->state() == CheckRow::State::Running) {
            // Ended before its first step: the form itself, or a password that is not there.
            line->setState(result ? CheckRow::State::Waiting : CheckRow::State::Failed);
            line->setSummary({});
            if (result)
                continue;
            line->addLog(result.error().detail);
            if (!m_trouble->isVisibleTo(this))
                showTrouble(check, result.error().code);
        }
    if (result)
        announce(this, tr("All checks passed."));
    Q_EMIT ended();
}

bool AccountChecks::isGoodEnough() const
{
    if (m_isRunning)
        return false;
    return std::all_of(m_checks.begin(), m_checks.end(), [](const auto &entry) {
        const bool isNeeded = entry.first <= Check::Folders;
        const CheckRow::State state = entry.second->state();
        return !isNeeded || state == CheckRow::State::Passed || state == CheckRow::State::Weak;
    });
}

QString AccountChecks::passed(Check check) const
{
    const CheckRow *line = row(check);
    const bool isPassed = line && (line->state() == CheckRow::State::Passed || line->state() == CheckRow::State::Weak);
    return isPassed ? line->summary() : QString();
}

QString AccountChecks::report() const
{
    QStringList lines;
    for (const auto &[check, line] : m_checks) {
        lines << line->accessibleName();
        if (!line->log().isEmpty())
            lines << line->log();
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace otklik::ui
