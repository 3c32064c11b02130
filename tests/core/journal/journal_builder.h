// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// Short ways to make events for tests.
#pragma once

#include "core/journal/event_codec.h"
#include "core/journal/fold.h"
#include "tests/support/expect_result.h"

#include <QJsonArray>

namespace otklik::journal::test {

inline const QByteArray kKey(32, 'k');
inline const QString kTicket = QStringLiteral("ticket:0123456789abcdef0123456789abcdef");

inline Op op(const char *type, const QString &object, QJsonObject data, QJsonObject condition = {})
{
    return {QLatin1String(type), object, std::move(data), std::move(condition)};
}

inline Op status(const QString &object, const char *value, QJsonObject condition = {})
{
    return op("ticket.status", object, {{QStringLiteral("status"), QLatin1String(value)}}, std::move(condition));
}

inline Event event(std::vector<Op> ops, const QByteArray &writer = "a1", qint64 sequence = 1)
{
    Event e;
    e.id = randomId();
    e.writer = writer;
    e.sequence = sequence;
    e.by = QStringLiteral("anna@example.com");
    e.at = Instant::fromMs(1'772'357'400'000 + sequence);
    e.ops = std::move(ops);
    return e;
}

inline SealedEvent sealed(const Event &e)
{
    auto result = seal(e, kKey);
    EXPECT_OK(result);
    return result.value_or(SealedEvent{});
}

/// States in memory, folded like a cache does.
struct States
{
    std::map<QString, ObjectState> all;

    [[nodiscard]] StateLookup lookup() const
    {
        return [this](const QString &object) {
            const auto it = all.find(object);
            return it == all.end() ? ObjectState{object, {}, {}, {}, false, false} : it->second;
        };
    }
    EventResult apply(const Event &e)
    {
        EventResult result = applyEvent(e, EventMeta::confirmed(e, e.at), lookup());
        for (const auto &[object, state] : result.changed)
            all.insert_or_assign(object, state);
        return result;
    }
};

} // namespace otklik::journal::test
