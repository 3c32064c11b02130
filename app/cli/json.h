// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stats/report.h"
#include "core/workspace/desk_values.h"

#include "core/ticket/offers.h"

#include <QJsonArray>
#include <QJsonObject>

namespace otklik::cli {

/// The values of the core in the form of the public contract (docs/manual "Command line").
[[nodiscard]] QJsonObject toJson(const ticket::TicketRow &row, Instant now);
[[nodiscard]] QJsonObject toJson(const ticket::TimelineEntry &entry, const ticket::MessageContent *content);
[[nodiscard]] QJsonArray toJson(const std::vector<ticket::Offer> &offers);
[[nodiscard]] QJsonObject toJson(const workspace::OutboxItem &item);
[[nodiscard]] QJsonObject toJson(const workspace::CannedRow &row);
[[nodiscard]] QJsonObject toJson(const workspace::RenderedAnswer &answer);
[[nodiscard]] QJsonObject toJson(const workspace::SearchResult &result);
[[nodiscard]] QJsonObject toJson(const workspace::AccountStatus &status);
[[nodiscard]] QJsonObject toJson(const ticket::CustomerCard &card);
[[nodiscard]] QJsonObject toJson(const ticket::CustomerRow &row);
[[nodiscard]] QString sendStateName(ticket::SendState state);
[[nodiscard]] QString moodName(ticket::Mood mood);
/// null for an Instant that is never.
[[nodiscard]] QJsonValue timeOrNull(Instant instant);
/// null for an empty text.
[[nodiscard]] QJsonValue textOrNull(const QString &text);

} // namespace otklik::cli
