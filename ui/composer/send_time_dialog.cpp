// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/send_time_dialog.h"

#include "ui/widgets/accessible.h"

#include <QDateTimeEdit>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLocale>
#include <QPushButton>

namespace otklik::ui {

SendTimeDialog::SendTimeDialog(Instant now, QWidget *parent)
    : QDialog(parent)
    , m_now(now)
    , m_edit(named(new QDateTimeEdit(this), QStringLiteral("sendTimeEdit"), tr("Send on")))
{
    setObjectName(QStringLiteral("sendTimeDialog"));
    setWindowTitle(tr("Send later"));
    const QDateTime local = now.toLocal();
    m_edit->setCalendarPopup(true);
    m_edit->setDisplayFormat(QLocale().dateFormat(QLocale::ShortFormat) + QStringLiteral("  HH:mm"));
    m_edit->setMinimumDateTime(local);
    m_edit->setDateTime(QDateTime(local.date().addDays(1), QTime(9, 0)));
    auto *form = new QFormLayout(this);
    form->setContentsMargins(20, 16, 20, 16);
    form->setVerticalSpacing(16);
    form->addRow(tr("Send on"), m_edit);
    auto *buttons = new QDialogButtonBox(this);
    named(buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole), QStringLiteral("sendTimeCancel"),
          tr("Cancel"));
    m_ok = named(buttons->addButton(tr("Send later"), QDialogButtonBox::AcceptRole), QStringLiteral("sendTimeOk"),
                 tr("Send later"));
    setStyleProperty(m_ok, "kind", QStringLiteral("primary"));
    m_ok->setDefault(true);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_edit, &QDateTimeEdit::dateTimeChanged, this, &SendTimeDialog::refresh);
    refresh();
}

Instant SendTimeDialog::chosen() const
{
    return Instant::fromDateTime(m_edit->dateTime());
}

void SendTimeDialog::refresh()
{
    m_ok->setEnabled(chosen() > m_now);
}

} // namespace otklik::ui
