// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversation/timeline_rows.h"

namespace otklik::ui {

using namespace ticket;
using namespace std::chrono_literals;

namespace {

bool isRepeat(const TimelineEntry &entry)
{
    static const QStringList ops{QStringLiteral("ticket.reply"), QStringLiteral("ticket.note"),
                                 QStringLiteral("ticket.opened"), QStringLiteral("ticket.read")};
    return entry.kind == EntryKind::Event && ops.contains(entry.op);
}

bool joins(const TimelineRow &row, const std::vector<TimelineEntry> &timeline, const TimelineEntry &entry)
{
    if (row.kind != TimelineRow::Kind::Events)
        return false;
    const TimelineEntry &last = timeline[size_t(row.entries.back())];
    return last.by.address == entry.by.address && entry.at - last.at <= 10min;
}

void foldOldCards(std::vector<TimelineRow> &rows, const std::vector<TimelineEntry> &timeline, int open)
{
    int shown = 0;
    bool pastUnread = false;
    for (const TimelineRow &row : rows)
        pastUnread = pastUnread || row.firstUnread;
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
        if (row->kind != TimelineRow::Kind::Card)
            continue;
        const TimelineEntry &entry = timeline[size_t(row->entries.front())];
        const bool needsEye = entry.sendState == SendState::Failed || entry.sendState == SendState::Uncertain ||
                              entry.sendState == SendState::Held || !entry.refused.empty();
        row->folded = shown >= open && !pastUnread && !needsEye && !entry.unread;
        ++shown;
        if (row->firstUnread)
            pastUnread = false;
    }
}

} // namespace

std::vector<TimelineRow> timelineRows(const std::vector<TimelineEntry> &timeline, int open)
{
    std::vector<TimelineRow> rows;
    QDate day;
    bool unreadSeen = false;
    for (size_t i = 0; i < timeline.size(); ++i) {
        const TimelineEntry &entry = timeline[i];
        if (isRepeat(entry))
            continue;
        const QDate date = entry.at.toLocal().date();
        if (day.isValid() && date != day)
            rows.push_back({TimelineRow::Kind::Day, date, {}, false, false});
        day = date;
        if (entry.kind == EntryKind::Event) {
            if (!rows.empty() && joins(rows.back(), timeline, entry))
                rows.back().entries.push_back(int(i));
            else
                rows.push_back({TimelineRow::Kind::Events, {}, {int(i)}, false, false});
            continue;
        }
        const bool first = entry.unread && !unreadSeen;
        unreadSeen = unreadSeen || first;
        rows.push_back({TimelineRow::Kind::Card, {}, {int(i)}, false, first});
    }
    foldOldCards(rows, timeline, open);
    return rows;
}

} // namespace otklik::ui
