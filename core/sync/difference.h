// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sync/mailbox_session.h"

#include <optional>
#include <vector>

namespace otklik::sync {

struct Difference
{
    std::vector<quint32> fresh; ///< newest first
    std::vector<quint32> vanished;
};

/// Both ascending.
[[nodiscard]] Difference compare(const std::vector<quint32> &known, const std::vector<quint32> &server);

/// A loss that wants a second look before anything is taken away (servers did send such nonsense).
[[nodiscard]] bool isAlarming(std::size_t vanished, std::size_t known);

/// The live UIDs of a folder as `known` (ascending) and what the server told of since then make them. Nothing when that
/// does not add up to the server's own counters: then it has to be asked for all of them. What `delta` names costs no
/// memory here, however much it names.
[[nodiscard]] std::optional<std::vector<quint32>> uidsAfter(const RemoteDelta &delta, const std::vector<quint32> &known,
                                                            const RemoteState &last, const RemoteState &now);

} // namespace otklik::sync
