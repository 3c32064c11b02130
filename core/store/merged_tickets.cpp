// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/merged_tickets.h"

#include "core/store/keys.h"
#include "core/ticket/threading.h"

#include <algorithm>

namespace otklik::store {

using ticket::Key;

namespace {

constexpr std::size_t kMost = 1000;
constexpr std::string_view kMergedInto =
    "SELECT merged_into FROM journal_ticket WHERE key=?1 AND merged_into IS NOT NULL";
constexpr std::string_view kMergedHere =
    "SELECT key FROM journal_ticket WHERE merged_into=?1 AND merged_into IS NOT NULL";

} // namespace

Key ticketNow(Database &database, const Key &ticket)
{
    return ticket::afterMerges(ticket, [&database](const Key &key) {
        sqlite::Statement query = database.connection().prepare(kMergedInto);
        query.bind(toBlob(key));
        return query.next() ? toKey(query.blob(0)) : Key();
    });
}

std::vector<Key> mergedGroup(Database &database, const Key &ticket)
{
    std::vector<Key> group{ticket};
    for (std::size_t i = 0; i < group.size() && group.size() < kMost; ++i) {
        sqlite::Statement merged = database.connection().prepare(kMergedHere);
        merged.bind(toBlob(group[i]));
        while (merged.next())
            if (const Key key = toKey(merged.blob(0)); std::find(group.begin(), group.end(), key) == group.end())
                group.push_back(key);
    }
    return group;
}

} // namespace otklik::store
