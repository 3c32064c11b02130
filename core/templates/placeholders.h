// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace otklik::templates {

/// What must be known for a placeholder to have a value.
enum class Needs { Nothing, Ticket, Contact, Company, Site };
struct PlaceholderInfo
{
    QString name;
    QString label;   ///< English; windows translate by `name`
    QString example; ///< shown in the list beside the editor
    Needs needs = Needs::Nothing;
};

/// Every placeholder there is, in the order to show them.
[[nodiscard]] const std::vector<PlaceholderInfo> &knownPlaceholders();
[[nodiscard]] bool isKnownPlaceholder(const QString &name);

} // namespace otklik::templates
