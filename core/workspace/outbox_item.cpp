// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/outbox_item.h"

namespace otklik::workspace {

OutboxItem outboxItemOf(const store::OutboxMail &mail, qint64 number)
{
    OutboxItem item;
    item.id = mail.id;
    item.ticket = mail.ticket;
    item.number = number;
    item.account = mail.account;
    item.recipients = mail.recipients;
    item.subject = mail.subject;
    item.messageId = mail.messageId;
    item.state = mail.state;
    item.attempts = mail.attempts;
    item.createdAt = mail.createdAt;
    item.sendAt = mail.sendAt;
    item.nextAttemptAt = mail.nextAttemptAt;
    item.sentAt = mail.sentAt;
    item.error = mail.error;
    item.refused = mail.refused;
    item.takenBack = mail.isTakenBack();
    return item;
}

} // namespace otklik::workspace
