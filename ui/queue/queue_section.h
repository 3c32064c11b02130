// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ticket/ticket_row.h"

#include <QCoreApplication>
#include <QString>

#include <vector>

namespace otklik::ui {

/// One view as the queue shows it.
struct ShownView
{
    QString id;
    QString title;
    QString query;
    bool grouped = false; ///< split into "We owe an answer" and "Waiting for others" when sorted by urgency
    bool operator==(const ShownView &) const = default;
};

/// A run of rows under one header.
struct QueueSection
{
    QString title; ///< empty = no header row
    QString query;
    bool skipsEarlier = false; ///< leaves out the tickets of the sections above
    bool countsOfView = false; ///< the header says "3 of 46"
    bool operator==(const QueueSection &) const = default;
};

class QueueSections final
{
    Q_DECLARE_TR_FUNCTIONS(otklik::ui::QueueSections)
public:
    /// Filtering never hides danger: with a search the hits come first and the rest of the view follows, unless
    /// `hidesRest`.
    [[nodiscard]] static std::vector<QueueSection> of(const ShownView &view, const QString &search,
                                                      ticket::SortOrder sort, bool hidesRest);
    [[nodiscard]] static QString sortName(ticket::SortOrder sort);
};

} // namespace otklik::ui
