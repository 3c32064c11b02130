// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/automatic_breaker.h"

#include "core/journal/typed_states.h"
#include "core/outbox/automatic_mail.h"

#include <algorithm>

namespace otklik::workspace {

namespace {

const QString kTeam = QStringLiteral("team");

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

QJsonValue timeOrNull(Instant at)
{
    return at.isNever() ? QJsonValue() : QJsonValue(at.toIso());
}

journal::TeamState teamOf(store::Store &store)
{
    return journal::TeamState::read(store.journal().states().state(kTeam));
}

} // namespace

Result<QJsonObject> AutomaticBreaker::state() const
{
    m_desk.store().refresh();
    const auto sent = outbox::automaticMailOf(m_desk.store());
    if (!sent)
        return Failure(sent.error());
    const journal::TeamState team = teamOf(m_desk.store());
    const Instant openedAt = outbox::breakerOpenedAt(*sent, team.automaticResumedAt);
    const Instant now = m_desk.clock().now();
    const auto sentWithin = [&](std::chrono::hours span) {
        return qint64(std::count_if(sent->begin(), sent->end(), [&](const auto &one) { return now - one.at < span; }));
    };
    const outbox::AutomaticLimits limits;
    return QJsonObject{
        {key("breaker"), openedAt.isNever() ? key("closed") : key("open")},
        {key("opened_at"), timeOrNull(openedAt)},
        {key("resumed_at"), timeOrNull(team.automaticResumedAt)},
        {key("resumed_by"), team.automaticResumedBy.isEmpty() ? QJsonValue() : QJsonValue(team.automaticResumedBy)},
        {key("sent"), QJsonObject{{key("last_hour"), sentWithin(std::chrono::hours(1))},
                                  {key("last_day"), sentWithin(std::chrono::hours(24))}}},
        {key("limits"), QJsonObject{{key("per_address_hours"), qint64(limits.perAddress.count())},
                                    {key("per_ticket"), limits.perTicket},
                                    {key("per_hour"), limits.perHour}}}};
}

Result<void> AutomaticBreaker::resume()
{
    m_desk.store().refresh();
    const auto sent = outbox::automaticMailOf(m_desk.store());
    if (!sent)
        return Failure(sent.error());
    if (!outbox::isBreakerOpen(*sent, teamOf(m_desk.store()).automaticResumedAt))
        return fail(ErrorCode::RefusedByRule, QStringLiteral("the breaker of automatic mail is not open"));
    return m_desk.decide({{key("automatic.resumed"), kTeam, {}, {}}}, QStringLiteral("let automatic mail go on"));
}

} // namespace otklik::workspace
