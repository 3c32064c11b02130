// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/desk.h"

#include <QJsonObject>

namespace otklik::workspace {

/// The breaker of mail that goes out by itself (core/outbox/automatic_mail.h): how it stands, and a person's word that
/// lets it go on. That word is an event of the team, so it holds at every desk. Engine thread.
class AutomaticBreaker final
{
public:
    explicit AutomaticBreaker(Desk &desk)
        : m_desk(desk)
    {
    }
    /// JSON of the manual, "Automatic mail".
    [[nodiscard]] Result<QJsonObject> state() const;
    /// RefusedByRule when it is not open.
    [[nodiscard]] Result<void> resume();

private:
    Desk &m_desk;
};

} // namespace otklik::workspace
