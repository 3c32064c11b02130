// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imap/command_channel.h"

namespace otklik::imap {

/// Holds the right to write; gives it to the next when it goes.
class CommandChannel::WriteTurn
{
public:
    explicit WriteTurn(Self channel)
        : m_channel(std::move(channel))
    {
    }
    WriteTurn(const WriteTurn &) = delete;
    WriteTurn &operator=(const WriteTurn &) = delete;
    ~WriteTurn() { release(); }
    void release()
    {
        if (const Self channel = std::exchange(m_channel, nullptr))
            channel->endTurn();
    }

private:
    Self m_channel;
};

} // namespace otklik::imap
