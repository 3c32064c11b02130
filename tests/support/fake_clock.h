// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

namespace otklik::test {

/// Time as an input of a test.
class FakeClock final : public Clock
{
public:
    explicit FakeClock(Instant start = Instant::fromIso(QStringLiteral("2026-03-12T09:00:00.000Z")))
        : m_now(start)
    {
    }
    [[nodiscard]] Instant now() const override { return m_now; }
    void advance(std::chrono::milliseconds by) { m_now = m_now + by; }
    void set(Instant now) { m_now = now; }

private:
    Instant m_now;
};

} // namespace otklik::test
