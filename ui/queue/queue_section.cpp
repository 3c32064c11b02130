// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/queue/queue_section.h"

namespace otklik::ui {

std::vector<QueueSection> QueueSections::of(const ShownView &view, const QString &search, ticket::SortOrder sort,
                                            bool hidesRest)
{
    const auto within = [&view](const QString &more) {
        return view.query.isEmpty() ? more : view.query + QLatin1Char(' ') + more;
    };
    if (!search.trimmed().isEmpty()) {
        std::vector<QueueSection> sections{{tr("Matches"), within(search.trimmed()), false, true}};
        if (!hidesRest) {
            const QString title = sort == ticket::SortOrder::Urgency ? tr("Rest of %1, by urgency").arg(view.title)
                                                                     : tr("Rest of %1").arg(view.title);
            sections.push_back({title, view.query, true, false});
        }
        return sections;
    }
    if (view.grouped && sort == ticket::SortOrder::Urgency)
        return {{tr("We owe an answer"), within(QStringLiteral("status:new,open")), false, false},
                {tr("Waiting for others"), within(QStringLiteral("status:pending,on-hold")), false, false},
                {tr("Solved"), within(QStringLiteral("status:solved,closed")), false, false}};
    return {{QString(), view.query, false, false}};
}

QString QueueSections::sortName(ticket::SortOrder sort)
{
    switch (sort) {
    case ticket::SortOrder::Urgency:
        return tr("Most urgent first");
    case ticket::SortOrder::Updated:
        return tr("Last changed first");
    case ticket::SortOrder::Created:
        return tr("Newest first");
    case ticket::SortOrder::Number:
        return tr("By number");
    case ticket::SortOrder::Priority:
        return tr("By priority");
    }
    return {};
}

} // namespace otklik::ui
