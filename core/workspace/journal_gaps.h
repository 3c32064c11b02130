// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/desk.h"

#include <QJsonObject>

namespace otklik::workspace {

/// Decisions that the journal folder lost and nobody put back, and those that wait for them (docs/decisions/0019).
/// Engine thread.
class JournalGaps final
{
public:
    explicit JournalGaps(Desk &desk)
        : m_desk(desk)
    {
    }
    /// {"events","held","lost","missing":[{"writer","by","sequence"}|{"event"}, each with "waiting"]}. "lost":
    /// decisions of others that this desk has and will put back.
    [[nodiscard]] Result<QJsonObject> report();
    /// Decides, for all desks, that what is missing will not come: what waits for it counts then. The report of before.
    /// RefusedByRule when nothing is missing, or when this desk has some of it or wrote it.
    [[nodiscard]] Result<QJsonObject> waive();

private:
    Desk &m_desk;
};

} // namespace otklik::workspace
