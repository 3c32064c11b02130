// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace otklik::smtp {

/// One answer of the server, all its lines (RFC 5321 §4.2).
struct Reply
{
    int code = 0;            ///< 200…599
    QByteArray enhanced;     ///< "5.1.1" (RFC 3463), empty when there is none; not part of the lines
    QList<QByteArray> lines; ///< what follows the codes, without line ends; at least one

    [[nodiscard]] bool isPositive() const { return code >= 200 && code < 300; }
    [[nodiscard]] bool isIntermediate() const { return code >= 300 && code < 400; }
    /// A second try may help. An enhanced code knows better than the three digits.
    [[nodiscard]] bool isTransient() const { return !isPositive() && !isIntermediate() && klass() == '4'; }
    [[nodiscard]] bool isPermanent() const { return !isPositive() && !isIntermediate() && klass() == '5'; }
    /// The lines in one, for people: printable, at most 1000 characters.
    [[nodiscard]] QString text() const;
    /// "550 5.1.1 no such user".
    [[nodiscard]] QString toString() const;
    /// The name the server gave to a mail it accepted ("queued as 4F2…", "id=1rX…"); empty when it gave none.
    [[nodiscard]] QString queueId() const;

    bool operator==(const Reply &) const = default;

private:
    [[nodiscard]] char klass() const
    {
        const bool known = enhanced.startsWith('4') || enhanced.startsWith('5');
        return known ? enhanced.at(0) : char('0' + code / 100);
    }
};

} // namespace otklik::smtp
