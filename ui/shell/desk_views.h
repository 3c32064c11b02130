// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/desk_values.h"
#include "ui/queue/views_model.h"

#include <QCoreApplication>

#include <functional>

namespace otklik::ui {

/// The views list from what the workspace counts: built-in views with their names and icons, mailboxes, tags.
class DeskViews final
{
    Q_DECLARE_TR_FUNCTIONS(otklik::ui::DeskViews)
public:
    using QueryOf = std::function<QString(const QString &viewId)>;
    /// Mailboxes appear from two on; tags with tickets only, the most used first, at most `kMostTags`.
    static constexpr int kMostTags = 12;
    [[nodiscard]] static std::vector<ViewSection> sections(const std::vector<workspace::ViewCount> &counts,
                                                           const std::vector<workspace::AccountStatus> &accounts,
                                                           const QueryOf &queryOf);
    [[nodiscard]] static QHash<QString, qint64> counts(const std::vector<workspace::ViewCount> &counts);
    /// What an empty view says.
    [[nodiscard]] static QString emptyTitle(const QString &viewId);
};

} // namespace otklik::ui
