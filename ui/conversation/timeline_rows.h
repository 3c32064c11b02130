// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ticket/timeline.h"

#include <QDate>

namespace otklik::ui {

/// One line of the conversation, made from one or more entries.
struct TimelineRow
{
    enum class Kind { Day, Events, Card };
    Kind kind = Kind::Card;
    QDate day;                ///< of Day
    std::vector<int> entries; ///< indexes into the timeline; one for a card
    bool folded = false;      ///< a card shown as one line
    bool firstUnread = false;
    bool operator==(const TimelineRow &) const = default;
};

/// Pure: groups decisions of one person made within 10 minutes, puts a day line where the local day changes, and folds
/// read cards but for the newest `open` ones. Journal repeats of what a card already says (replies, notes) are left
/// out.
[[nodiscard]] std::vector<TimelineRow> timelineRows(const std::vector<ticket::TimelineEntry> &timeline, int open = 4);

} // namespace otklik::ui
