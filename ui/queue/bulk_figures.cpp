// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/queue/bulk_figures.h"

#include "ui/queue/ticket_text.h"

#include <algorithm>

namespace otklik::ui {
namespace {

/// "High 2, Normal 3", the most frequent first; without numbers when all are the same.
QString counted(const QStringList &values, size_t all)
{
    std::vector<std::pair<QString, size_t>> counts;
    for (const QString &value : values) {
        const auto found = std::find_if(counts.begin(), counts.end(), [&](const auto &c) { return c.first == value; });
        if (found == counts.end())
            counts.emplace_back(value, 1);
        else
            ++found->second;
    }
    std::stable_sort(counts.begin(), counts.end(), [](const auto &a, const auto &b) { return a.second > b.second; });
    QStringList parts;
    for (const auto &[value, count] : counts)
        parts << (counts.size() == 1 && count == all ? value : QStringLiteral("%1 %2").arg(value).arg(count));
    return parts.join(QStringLiteral(", "));
}

} // namespace

std::vector<BulkFigures::Line> BulkFigures::of(const std::vector<ticket::TicketRow> &rows,
                                               const QHash<QString, QString> &names, Instant now)
{
    QStringList statuses, people, priorities, channels, tags;
    Instant due;
    for (const ticket::TicketRow &row : rows) {
        statuses << TicketText::status(row.effectiveStatus(now));
        people << (row.assignee.isEmpty() ? tr("nobody") : names.value(row.assignee, row.assignee));
        priorities << TicketText::priority(row.priority);
        channels << TicketText::channel(row.channel);
        tags << row.tags;
        if (!row.dueAt.isNever() && (due.isNever() || row.dueAt < due))
            due = row.dueAt;
    }
    std::vector<Line> lines = {{tr("Status"), counted(statuses, rows.size())},
                               {tr("Assignee"), counted(people, rows.size())},
                               {tr("Priority"), counted(priorities, rows.size())},
                               {tr("Channels"), counted(channels, rows.size())}};
    if (!tags.isEmpty())
        lines.emplace_back(tr("Tags"), counted(tags, rows.size()));
    if (!due.isNever())
        lines.emplace_back(tr("Next due"), SlaChip::running(due - now).text);
    return lines;
}

} // namespace otklik::ui
