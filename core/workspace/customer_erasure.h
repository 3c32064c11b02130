// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/desk.h"

#include <QJsonObject>

namespace otklik::workspace {

/// Forgets what the team noted about a person, as far as a journal that is only appended to and a mailbox that is the
/// truth allow it (docs/decisions/0008). Engine thread.
class CustomerErasure final
{
public:
    explicit CustomerErasure(Desk &desk)
        : m_desk(desk)
    {
    }
    /// NotFound when nobody of that address is known, RefusedByRule while an answer to him is on its way.
    [[nodiscard]] Result<QJsonObject> erase(const QString &address);

private:
    struct Found;
    [[nodiscard]] static bool isToHim(const store::StoredDraft &draft, const Found &found);
    [[nodiscard]] Result<Found> find(const QString &address);
    [[nodiscard]] journal::Op forgetOn(const QString &object, const QStringList &addresses);
    [[nodiscard]] Result<void> clearJournal(const Found &found);
    [[nodiscard]] Result<void> dropLocalCopies(const Found &found);
    [[nodiscard]] Result<QJsonArray> mailsOnServers(const std::vector<ticket::Key> &tickets);

    Desk &m_desk;
};

} // namespace otklik::workspace
