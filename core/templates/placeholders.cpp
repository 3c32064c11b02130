// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/templates/placeholders.h"

#include <algorithm>

namespace otklik::templates {

const std::vector<PlaceholderInfo> &knownPlaceholders()
{
    static const std::vector<PlaceholderInfo> kAll{
        {QStringLiteral("contact.first_name"), QStringLiteral("Customer's first name"), QStringLiteral("Ivan"),
         Needs::Contact},
        {QStringLiteral("contact.name"), QStringLiteral("Customer's name"), QStringLiteral("Ivan Sidorov"),
         Needs::Contact},
        {QStringLiteral("contact.address"), QStringLiteral("Customer's mail address"),
         QStringLiteral("ivan@example.com"), Needs::Contact},
        {QStringLiteral("contact.phone"), QStringLiteral("Customer's phone"), QStringLiteral("+7 495 000-00-00"),
         Needs::Contact},
        {QStringLiteral("contact.language"), QStringLiteral("Customer's language"), QStringLiteral("ru"),
         Needs::Contact},
        {QStringLiteral("company.name"), QStringLiteral("Company"), QStringLiteral("Romashka Ltd"), Needs::Company},
        {QStringLiteral("company.plan"), QStringLiteral("Company's plan"), QStringLiteral("Business"), Needs::Company},
        {QStringLiteral("ticket.number"), QStringLiteral("Ticket number"), QStringLiteral("4182"), Needs::Ticket},
        {QStringLiteral("ticket.subject"), QStringLiteral("Ticket subject"), QStringLiteral("Site does not open"),
         Needs::Ticket},
        {QStringLiteral("ticket.category"), QStringLiteral("Ticket category"), QStringLiteral("dns"), Needs::Ticket},
        {QStringLiteral("site.url"), QStringLiteral("Customer's site"), QStringLiteral("https://example.com"),
         Needs::Site},
        {QStringLiteral("specialist.name"), QStringLiteral("Your name"), QStringLiteral("Anna Petrova"),
         Needs::Nothing},
        {QStringLiteral("specialist.first_name"), QStringLiteral("Your first name"), QStringLiteral("Anna"),
         Needs::Nothing},
        {QStringLiteral("specialist.address"), QStringLiteral("Your mail address"), QStringLiteral("anna@example.com"),
         Needs::Nothing},
        {QStringLiteral("today"), QStringLiteral("Today's date"), QStringLiteral("1 March 2026"), Needs::Nothing},
        {QStringLiteral("business_hours.open"), QStringLiteral("Is it within business hours?"), QStringLiteral("true"),
         Needs::Nothing},
    };
    return kAll;
}

bool isKnownPlaceholder(const QString &name)
{
    const auto &all = knownPlaceholders();
    return std::any_of(all.begin(), all.end(), [&](const PlaceholderInfo &info) { return info.name == name; });
}

} // namespace otklik::templates
