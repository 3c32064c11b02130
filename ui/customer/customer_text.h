// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ticket/customer.h"

#include <QCoreApplication>
#include <QString>

class QTimeZone;

namespace otklik::ui {

/// What the customer panel says, in words.
class CustomerText final
{
    Q_DECLARE_TR_FUNCTIONS(otklik::ui::CustomerText)
public:
    /// A mood mark fades after this many days.
    static constexpr int kMoodDays = 14;

    [[nodiscard]] static QString name(const ticket::CustomerCard &card);
    /// "15:20 there, 1 h ahead of us"; "same time as here" when there is no difference; empty for an unknown zone.
    [[nodiscard]] static QString localTime(const QByteArray &zone, Instant now, const QTimeZone &here);
    /// None when the mark has faded.
    [[nodiscard]] static ticket::Mood mood(const ticket::CustomerCard &card, Instant now);
    [[nodiscard]] static QString moodTitle(ticket::Mood mood);
    [[nodiscard]] static QString moodDetail(const ticket::CustomerCard &card, Instant now);
    [[nodiscard]] static QString moodIcon(ticket::Mood mood);
    /// "9 March · #4120, solved by Anna"; `isShown` marks the ticket beside the panel.
    [[nodiscard]] static QString historyDetail(const ticket::HistoryLine &line, bool isShown, Instant now);
    [[nodiscard]] static QString historyIcon(ticket::Channel channel);
};

} // namespace otklik::ui
