// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ticket/timeline.h"

namespace otklik::ticket {

namespace {

bool isDone(const TimelineEntry &entry)
{
    const auto status = statusFromString(entry.data.value(QLatin1String("status")).toString());
    return status == Status::Solved || status == Status::Closed;
}

} // namespace

void markMereThanks(std::vector<TimelineEntry> &timeline)
{
    bool answered = false;
    bool solved = false;
    for (TimelineEntry &entry : timeline) {
        if (entry.kind == EntryKind::Event && entry.op == u"ticket.status")
            solved = isDone(entry);
        if (entry.kind != EntryKind::Message || entry.placeReason == u"same-mail")
            continue;
        if (entry.automatic == u"bounce" && entry.gaveUp) {
            solved = false;
        } else if (entry.automatic.isEmpty() && entry.direction == Direction::Out) {
            answered = true;
        } else if (entry.automatic.isEmpty()) {
            entry.keptSolved = solved && answered && entry.onlyThanks;
            solved = entry.keptSolved;
        }
    }
}

} // namespace otklik::ticket
