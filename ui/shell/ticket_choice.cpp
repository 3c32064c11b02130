// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/ticket_choice.h"

#include "ui/queue/ticket_text.h"
#include "ui/widgets/accessible.h"

#include <QDialogButtonBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace otklik::ui {

namespace {

constexpr int kOffered = 30;

QString line(const ticket::TicketRow &row)
{
    return QStringLiteral("%1 %2\n%3 · %4")
        .arg(TicketText::number(row.number), TicketText::subject(row), TicketText::person(row.requester),
             TicketText::status(row.status));
}

} // namespace

TicketChoice::TicketChoice(const Look &look, WorkspaceClient &client, Question question, QWidget *parent)
    : QDialog(parent)
    , m_look(look)
    , m_client(client)
    , m_question(std::move(question))
    , m_field(named(new QLineEdit, QStringLiteral("ticketChoiceField"), tr("Number or words of the ticket")))
    , m_list(named(new QListWidget, QStringLiteral("ticketChoiceList"), tr("Tickets")))
{
    named(this, m_question.objectName, m_question.title);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(m_question.title);
    resize(520, 420);
    auto *sentence = new QLabel(m_question.sentence);
    sentence->setWordWrap(true);
    m_field->setPlaceholderText(tr("Number or words of the ticket"));
    m_field->setClearButtonEnabled(true);
    m_field->installEventFilter(this);
    m_list->setUniformItemSizes(true);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *buttons = new QDialogButtonBox;
    m_choose = named(buttons->addButton(m_question.verb, QDialogButtonBox::AcceptRole),
                     QStringLiteral("ticketChoiceChoose"), m_question.verb);
    setStyleProperty(m_choose, "kind", QStringLiteral("primary"));
    named(buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole), QStringLiteral("ticketChoiceCancel"),
          tr("Cancel"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 12);
    column->setSpacing(8);
    column->addWidget(sentence);
    column->addWidget(m_field);
    column->addWidget(m_list, 1);
    column->addWidget(buttons);
    connect(m_field, &QLineEdit::textChanged, this, &TicketChoice::search);
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) { m_choose->setEnabled(row >= 0); });
    connect(m_list, &QListWidget::itemDoubleClicked, this, &TicketChoice::choose);
    connect(buttons, &QDialogButtonBox::accepted, this, &TicketChoice::choose);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    search();
    m_field->setFocus();
}

void TicketChoice::search()
{
    QString wanted = m_field->text().trimmed();
    if (wanted.startsWith(QLatin1Char('#')))
        wanted.remove(0, 1);
    m_rows.clear();
    m_list->clear();
    if (wanted.isEmpty())
        for (const ticket::Key &key : m_question.before)
            if (const auto row = m_client.read().ticket(key))
                add(*row);
    offer(wanted.isEmpty() ? m_question.likely : wanted);
    if (wanted.isEmpty() && m_rows.empty())
        offer({}); // none is likely: the newest ones
    m_list->setCurrentRow(m_rows.empty() ? -1 : 0);
    m_choose->setEnabled(!m_rows.empty());
}

void TicketChoice::offer(const QString &query)
{
    const auto page = m_client.read().tickets(query, ticket::SortOrder::Updated, kOffered, QString());
    if (!page)
        return; // half-typed query text is no error
    for (const ticket::TicketRow &row : page->rows)
        if (std::find(m_question.leftOut.begin(), m_question.leftOut.end(), row.key) == m_question.leftOut.end() &&
            std::none_of(m_rows.begin(), m_rows.end(), [&row](const auto &shown) { return shown.key == row.key; }))
            add(row);
}

void TicketChoice::add(const ticket::TicketRow &row)
{
    m_rows.push_back(row);
    m_list->addItem(new QListWidgetItem(m_look.icons.icon(TicketText::channelIcon(row.channel)), line(row)));
}

void TicketChoice::choose()
{
    const int row = m_list->currentRow();
    if (row < 0)
        return;
    const ticket::TicketRow ticket = m_rows[static_cast<size_t>(row)];
    accept();
    Q_EMIT chosen(ticket);
}

/// The list is moved in while the words are typed.
bool TicketChoice::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up || key == Qt::Key_PageDown || key == Qt::Key_PageUp) {
            QCoreApplication::sendEvent(m_list, event);
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace otklik::ui
