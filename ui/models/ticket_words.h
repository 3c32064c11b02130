// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

namespace otklik::ui {

/// Categories and causes in the language of the windows. What a team added itself is shown as it is written.
class TicketWords final
{
    Q_DECLARE_TR_FUNCTIONS(otklik::ui::TicketWords)
public:
    [[nodiscard]] static QString category(const QString &id);
    [[nodiscard]] static QString cause(const QString &id);
};

} // namespace otklik::ui
