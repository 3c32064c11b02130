// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/database.h"
#include "core/ticket/ticket.h"

#include <optional>

namespace otklik::store {

/// What a person is writing: one per ticket and kind. `kind` is workspace::DraftKind as a number.
struct StoredDraft
{
    ticket::Key ticket; ///< empty for a new ticket
    int kind = 0;
    QString html;
    QStringList to, cc, bcc;
    QString subject;
    QStringList attachments;
    int caret = 0;
    Instant updatedAt;

    bool operator==(const StoredDraft &) const = default;
};

/// Drafts in local.sqlite, kept over crash and rebuild.
class DraftRepository final
{
public:
    explicit DraftRepository(Database &database);

    [[nodiscard]] Result<void> save(const StoredDraft &draft);
    [[nodiscard]] Result<void> drop(const ticket::Key &ticket, int kind);
    [[nodiscard]] Result<std::optional<StoredDraft>> find(const ticket::Key &ticket, int kind) const;
    [[nodiscard]] Result<std::vector<StoredDraft>> all() const;

private:
    [[nodiscard]] Result<std::vector<StoredDraft>> read(sqlite::Statement query) const;

    Database &m_database;
};

} // namespace otklik::store
