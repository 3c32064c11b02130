// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/newticket/new_ticket_dialog.h"

#include "ui/models/error_text.h"
#include "ui/models/guard_text.h"
#include "ui/models/undo_time.h"
#include "ui/widgets/accessible.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <memory>

namespace otklik::ui {

namespace {

/// There is one, and it belongs to no ticket yet.
ticket::Key draftKey()
{
    return ticket::Key::ofContent("new ticket");
}

} // namespace

NewTicketDialog::NewTicketDialog(const Look &look, WorkspaceClient &client, QWidget *parent)
    : QDialog(parent)
    , m_client(client)
    , m_requester(named(new QLineEdit, QStringLiteral("newTicketRequester"), tr("Customer's address")))
    , m_name(named(new QLineEdit, QStringLiteral("newTicketName"), tr("Customer's name")))
    , m_subject(named(new QLineEdit, QStringLiteral("newTicketSubject"), tr("Subject")))
    , m_channel(named(new QComboBox, QStringLiteral("newTicketChannel"), tr("Channel")))
    , m_text(named(new QPlainTextEdit, QStringLiteral("newTicketText"), tr("Text")))
    , m_send(named(new QCheckBox(tr("Send the text to the customer as a mail")), QStringLiteral("newTicketSend"),
                   tr("Send the text to the customer as a mail")))
    , m_fault(new QLabel)
    , m_anew(named(new QPushButton(tr("Start anew")), QStringLiteral("newTicketAnew"), tr("Start anew")))
    , m_anyway(named(new QPushButton(tr("Send anyway")), QStringLiteral("newTicketAnyway"), tr("Send anyway")))
    , m_create(nullptr)
{
    setObjectName(QStringLiteral("newTicketDialog"));
    setWindowTitle(tr("New ticket"));
    makeForm(look);
    connect(m_channel, &QComboBox::currentIndexChanged, this, &NewTicketDialog::channelChanged);
    channelChanged();
    showDraft();
    const auto edited = [this] {
        m_typed.edited();
        m_fault->hide();
        m_anyway->hide();
    };
    for (QLineEdit *field : {m_requester, m_name, m_subject})
        connect(field, &QLineEdit::textChanged, this, edited);
    connect(m_text, &QPlainTextEdit::textChanged, this, edited);
    connect(m_channel, &QComboBox::currentIndexChanged, this, edited);
    connect(m_send, &QCheckBox::toggled, this, edited);
}

NewTicketDialog::~NewTicketDialog()
{
    m_typed.flush();
}

void NewTicketDialog::makeForm(const Look &look)
{
    m_channel->addItem(tr("Phone"), int(ticket::Channel::Phone));
    m_channel->addItem(tr("Chat"), int(ticket::Channel::Chat));
    m_channel->addItem(tr("Mail"), int(ticket::Channel::Mail));
    m_text->setTabChangesFocus(true);
    m_fault->setWordWrap(true);
    m_fault->setObjectName(QStringLiteral("newTicketFault"));
    QPalette red = m_fault->palette();
    red.setColor(QPalette::WindowText, look.color(Token::Red));
    m_fault->setPalette(red);
    m_fault->hide();
    auto *form = new QFormLayout;
    form->addRow(tr("Customer's address"), m_requester);
    form->addRow(tr("Customer's name"), m_name);
    form->addRow(tr("Channel"), m_channel);
    form->addRow(tr("Subject"), m_subject);
    form->addRow(tr("Text"), m_text);
    form->addRow(QString(), m_send);
    auto *buttons = new QDialogButtonBox;
    m_create = named(buttons->addButton(tr("Create"), QDialogButtonBox::AcceptRole), QStringLiteral("newTicketCreate"),
                     tr("Create"));
    setStyleProperty(m_create, "kind", QStringLiteral("primary"));
    m_anew->hide(); // not in the box, which shows its buttons whenever it lays them out
    connect(m_anew, &QPushButton::clicked, this, &NewTicketDialog::startAnew);
    named(buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole), QStringLiteral("newTicketCancel"),
          tr("Cancel"));
    m_anyway->hide();
    connect(m_anyway, &QPushButton::clicked, this, [this] { create(true); });
    connect(buttons, &QDialogButtonBox::accepted, this, [this] { create(false); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->addLayout(form);
    column->addWidget(m_fault);
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_anew);
    foot->addStretch(1);
    foot->addWidget(m_anyway);
    foot->addWidget(buttons);
    column->addLayout(foot);
    resize(520, 420);
}

/// Of the fields of a draft as of a reply: to, cc and bcc hold address, name and channel.
void NewTicketDialog::showDraft()
{
    const auto kept = m_client.read().draft(draftKey(), workspace::DraftKind::NewTicket).value_or(std::nullopt);
    if (!kept)
        return;
    m_requester->setText(kept->to.value(0));
    m_name->setText(kept->cc.value(0));
    if (const auto channel = ticket::channelFromString(kept->bcc.value(0)))
        m_channel->setCurrentIndex(qMax(0, m_channel->findData(int(*channel))));
    m_subject->setText(kept->subject);
    m_text->setPlainText(kept->html);
    m_anew->setVisible(!isEmpty());
}

bool NewTicketDialog::isEmpty() const
{
    return m_requester->text().isEmpty() && m_name->text().isEmpty() && m_subject->text().isEmpty() &&
           m_text->toPlainText().isEmpty();
}

void NewTicketDialog::startAnew()
{
    for (QLineEdit *field : {m_requester, m_name, m_subject})
        field->clear();
    m_text->clear();
    m_anew->hide();
    m_requester->setFocus();
}

void NewTicketDialog::keep()
{
    if (isEmpty())
        return dropDraft();
    workspace::Draft draft;
    draft.ticket = draftKey();
    draft.kind = workspace::DraftKind::NewTicket;
    draft.to = QStringList(m_requester->text());
    draft.cc = QStringList(m_name->text());
    draft.bcc = QStringList(ticket::toString(ticket::Channel(m_channel->currentData().toInt())));
    draft.subject = m_subject->text();
    draft.html = m_text->toPlainText();
    onResult(m_client.order([draft](workspace::Workspace &workspace) { return workspace.saveDraft(draft); }), this,
             [this](const Result<void> &kept) { tell(kept); });
}

void NewTicketDialog::dropDraft()
{
    onResult(m_client.order([](workspace::Workspace &workspace) {
        return workspace.dropDraft(draftKey(), workspace::DraftKind::NewTicket);
    }),
             this, [this](const Result<void> &dropped) { tell(dropped); });
}

void NewTicketDialog::tell(const Result<void> &result)
{
    if (result)
        return;
    m_fault->setText(ErrorText::of(result.error()));
    m_fault->show();
}

void NewTicketDialog::channelChanged()
{
    const bool mail = m_channel->currentData().toInt() == int(ticket::Channel::Mail);
    m_send->setEnabled(mail);
    m_send->setChecked(mail);
}

workspace::NewTicketRequest NewTicketDialog::request() const
{
    workspace::NewTicketRequest request;
    request.requester = m_requester->text().trimmed();
    request.requesterName = m_name->text().trimmed();
    request.subject = m_subject->text().trimmed();
    request.text = m_text->toPlainText();
    request.channel = ticket::Channel(m_channel->currentData().toInt());
    request.send = m_send->isChecked() && m_send->isEnabled();
    return request;
}

void NewTicketDialog::create(bool anyway)
{
    if (m_isMaking)
        return;
    setMaking(true);
    workspace::NewTicketRequest wanted = request();
    wanted.ignoreWarnings = anyway;
    wanted.undoSeconds = kUndoSeconds;
    // Written on the engine's thread, read here when its answer has come.
    const auto objections = std::make_shared<std::vector<workspace::SendObjection>>();
    const auto make = [wanted, objections](workspace::Workspace &workspace) {
        return workspace.newTicket(wanted, objections.get());
    };
    onResult(m_client.order(make), this, [this, objections, wanted](const Result<workspace::MadeTicket> &ticket) {
        setMaking(false);
        if (ticket)
            made(*ticket, wanted);
        else if (!objections->empty())
            refuse(*objections);
        else
            tell(tl::unexpected(ticket.error()));
    });
}

void NewTicketDialog::setMaking(bool isMaking)
{
    m_isMaking = isMaking;
    m_create->setEnabled(!isMaking);
    m_anyway->setEnabled(!isMaking);
}

/// Not while the ticket is being made: its mail would leave with nobody to take it back.
void NewTicketDialog::reject()
{
    if (!m_isMaking)
        QDialog::reject();
}

void NewTicketDialog::refuse(const std::vector<workspace::SendObjection> &objections)
{
    m_fault->setText(GuardText::of(objections));
    m_fault->show();
    m_anyway->setVisible(std::ranges::all_of(objections, &workspace::SendObjection::canOverride));
}

void NewTicketDialog::made(const workspace::MadeTicket &ticket, const workspace::NewTicketRequest &as)
{
    m_typed.forget();
    dropDraft();
    Q_EMIT created(ticket.key);
    if (!ticket.mail.isNone()) {
        workspace::Draft written;
        written.ticket = ticket.key;
        written.to = QStringList(as.requester);
        written.subject = as.subject;
        written.html = as.text.toHtmlEscaped().replace(QLatin1Char('\n'), QLatin1String("<br>"));
        Q_EMIT mailHeld(ticket.mail, written);
    }
    accept();
}

} // namespace otklik::ui
