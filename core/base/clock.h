// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/instant.h"

namespace otklik {

/// Where the time comes from. Passed in wherever a decision depends on "now", so that tests can set it.
class Clock
{
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};

/// The machine's clock. Thread-safe.
class SystemClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override { return Instant::fromMs(QDateTime::currentMSecsSinceEpoch()); }
};

} // namespace otklik
