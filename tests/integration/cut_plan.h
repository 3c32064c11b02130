// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fault_proxy.h"

#include <vector>

namespace otklik::test {

struct Cut
{
    FaultProxy::Direction direction = FaultProxy::Direction::FromServer;
    qint64 at = 0;
};

/// Where to disturb a session in which that many bytes went each way: `usual` places spread over both directions, or
/// after every OTKLIK_CUT_EVERY-th byte of each (1 is every byte there is).
[[nodiscard]] inline std::vector<Cut> cutsOf(qint64 fromServer, qint64 toServer, int usual)
{
    const qint64 wished = qEnvironmentVariableIntValue("OTKLIK_CUT_EVERY");
    std::vector<Cut> cuts;
    for (const auto direction : {FaultProxy::Direction::FromServer, FaultProxy::Direction::ToServer}) {
        const qint64 all = direction == FaultProxy::Direction::FromServer ? fromServer : toServer;
        const qint64 every = wished > 0 ? wished : qMax<qint64>(1, all * 2 / usual);
        for (qint64 at = wished > 0 ? every : every / 2; at < all; at += every)
            cuts.push_back({direction, at});
    }
    return cuts;
}

[[nodiscard]] inline std::string toString(const Cut &cut)
{
    return (cut.direction == FaultProxy::Direction::FromServer ? "from server after " : "to server after ") +
           std::to_string(cut.at);
}

} // namespace otklik::test
