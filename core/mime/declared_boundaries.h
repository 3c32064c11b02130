// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QSet>

namespace otklik::mime {

/// The boundaries that a mail declares, so that lines between its parts are told from words that begin with dashes. Too
/// many rather than too few: a boundary that the MIME parser knows is always among them.
class DeclaredBoundaries final
{
public:
    /// A Content-Type as it stands in the mail, with its folded lines.
    void declare(QByteArrayView contentType);
    /// Whether a part may begin behind that line.
    [[nodiscard]] bool isBetweenParts(QByteArrayView line) const;

private:
    void declareValue(QByteArrayView rest);

    QSet<QByteArray> m_boundaries;
    bool m_anyDashes = false; ///< one was declared in a form that is not read here
};

} // namespace otklik::mime
