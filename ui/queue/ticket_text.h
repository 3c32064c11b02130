// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ticket/ticket_row.h"
#include "ui/widgets/sla_chip.h"

#include <QCoreApplication>
#include <QString>

namespace otklik::ui {

/// A ticket in words and marks, in the language of the windows.
class TicketText final
{
    Q_DECLARE_TR_FUNCTIONS(otklik::ui::TicketText)
public:
    [[nodiscard]] static QString status(ticket::Status status);
    [[nodiscard]] static QString priority(ticket::Priority priority);
    [[nodiscard]] static QString channel(ticket::Channel channel);
    [[nodiscard]] static QString channelIcon(ticket::Channel channel);
    /// The dot of a status in chips and menus.
    [[nodiscard]] static Token statusToken(ticket::Status status);
    /// "#4182", "…" before the journal has given a number.
    [[nodiscard]] static QString number(qint64 number);
    [[nodiscard]] static QString subject(const ticket::TicketRow &row);
    /// The name, else the address.
    [[nodiscard]] static QString person(const ticket::PersonRef &person);
    [[nodiscard]] static SlaChip slaChip(const ticket::TicketRow &row, Instant now);
    /// The whole row as one sentence for screen readers.
    [[nodiscard]] static QString spoken(const ticket::TicketRow &row, Instant now);
};

} // namespace otklik::ui
