// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/smtp/message_data.h"

#include <algorithm>

namespace otklik::smtp {

namespace {

QByteArray withLineEnds(const QByteArray &message, bool doubleDots)
{
    QByteArray data;
    data.reserve(message.size() + message.size() / 32 + 8);
    bool atLineStart = true;
    const char *const end = message.constData() + message.size();
    for (const char *at = message.constData(); at != end;) {
        const char *stop = std::find_if(at, end, [](char c) { return c == '\r' || c == '\n'; });
        if (doubleDots && atLineStart && *at == '.')
            data += '.';
        data.append(at, stop - at);
        atLineStart = stop != end;
        if (stop != end) {
            data += "\r\n";
            stop += (*stop == '\r' && stop + 1 != end && stop[1] == '\n') ? 2 : 1;
        }
        at = stop;
    }
    if (!atLineStart)
        data += "\r\n";
    return data;
}

} // namespace

QByteArray toWireForm(const QByteArray &message)
{
    return withLineEnds(message, false);
}

QByteArray toDataForm(const QByteArray &message)
{
    return withLineEnds(message, true) + ".\r\n";
}

bool hasEightBit(const QByteArray &message)
{
    return std::any_of(message.begin(), message.end(), [](char c) { return (c & 0x80) != 0; });
}

} // namespace otklik::smtp
