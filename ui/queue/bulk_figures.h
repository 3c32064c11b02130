// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ticket/ticket_row.h"

#include <QCoreApplication>
#include <QHash>
#include <QString>

#include <utility>
#include <vector>

namespace otklik::ui {

/// What several tickets have in common and where they differ, as label and text: "Priority" - "High 2, Normal 3".
class BulkFigures final
{
    Q_DECLARE_TR_FUNCTIONS(otklik::ui::BulkFigures)
public:
    using Line = std::pair<QString, QString>;
    [[nodiscard]] static std::vector<Line> of(const std::vector<ticket::TicketRow> &rows,
                                              const QHash<QString, QString> &names, Instant now);
};

} // namespace otklik::ui
