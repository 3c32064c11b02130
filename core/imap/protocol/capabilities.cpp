// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imap/protocol/capabilities.h"

#include <algorithm>

namespace otklik::imap {

namespace {

constexpr const char *kInRev2[] = {"ENABLE",      "ESEARCH", "IDLE",      "LIST-EXTENDED", "LIST-STATUS",
                                   "LITERAL-",    "MOVE",    "NAMESPACE", "SASL-IR",       "SPECIAL-USE",
                                   "STATUS=SIZE", "UIDPLUS", "UNSELECT"};

} // namespace

Capabilities::Capabilities(const QByteArrayList &words)
{
    QByteArray previous;
    for (const QByteArray &word : words) {
        const QByteArray name = word.toUpper();
        if ((name == "+" || name == "-") && previous == "LITERAL") {
            m_names.remove(previous);
            m_names.insert(previous + name);
        } else if (!name.isEmpty()) {
            m_names.insert(name);
        }
        previous = name;
    }
    if (isRev2Only())
        for (const char *name : kInRev2)
            m_names.insert(name);
}

bool Capabilities::isRev2Only() const
{
    return has("IMAP4REV2") && !has("IMAP4REV1");
}

LiteralMode Capabilities::literalMode() const
{
    if (has("LITERAL+"))
        return LiteralMode::Plus;
    return has("LITERAL-") || has("IMAP4REV2") ? LiteralMode::Minus : LiteralMode::Synchronising;
}

std::optional<qint64> Capabilities::appendLimit() const
{
    for (const QByteArray &name : m_names) {
        if (!name.startsWith("APPENDLIMIT="))
            continue;
        bool ok = false;
        const qint64 limit = name.sliced(12).toLongLong(&ok);
        if (ok && limit > 0)
            return limit;
    }
    return std::nullopt;
}

QByteArrayList Capabilities::names() const
{
    QByteArrayList list(m_names.begin(), m_names.end());
    std::sort(list.begin(), list.end());
    return list;
}

} // namespace otklik::imap
