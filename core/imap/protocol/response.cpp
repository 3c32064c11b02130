// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imap/protocol/response.h"

namespace otklik::imap {

quint64 ResponseCode::number() const
{
    const QByteArray text = argument.trimmed();
    bool ok = false;
    const quint64 whole = text.toULongLong(&ok);
    if (ok)
        return whole;
    const double real = text.toDouble(&ok); // Mail.ru: 9.3736e+06
    return ok && real >= 0 && real < 9.2e18 ? quint64(real) : 0;
}

QByteArrayList ResponseCode::words() const
{
    QByteArray list = argument.trimmed();
    if (list.startsWith('('))
        list.remove(0, 1);
    if (list.endsWith(')'))
        list.chop(1);
    QByteArrayList result = list.split(' ');
    result.removeAll(QByteArray());
    return result;
}

std::optional<AppendUid> ResponseCode::appendUid() const
{
    const QByteArrayList parts = words();
    if (name != "APPENDUID" || parts.size() < 2)
        return std::nullopt;
    const AppendUid place{parts[0].toUInt(), parts[1].toUInt()};
    return place.uidValidity != 0 && place.uid != 0 ? std::optional(place) : std::nullopt;
}

UidSet ResponseCode::uids() const
{
    return UidSet::parse(argument.trimmed()).value_or(UidSet());
}

bool ListEntry::hasFlag(QByteArrayView flag) const
{
    for (const QByteArray &candidate : flags)
        if (candidate.compare(flag, Qt::CaseInsensitive) == 0)
            return true;
    return false;
}

QByteArray Fetch::section(QByteArrayView name) const
{
    for (const Section &candidate : sections)
        if (candidate.name == name)
            return candidate.data;
    return {};
}

} // namespace otklik::imap
