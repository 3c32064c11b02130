// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imap/protocol/search_parser.h"

namespace otklik::imap {

namespace {

std::optional<quint32> optionalSmall(std::optional<quint64> value)
{
    return value ? std::optional(quint32(qMin<quint64>(*value, 0xFFFFFFFFU))) : std::nullopt;
}

} // namespace

SearchResult parseSearch(TokenCursor &cursor)
{
    SearchResult result;
    for (cursor.skipSpaces(); !cursor.atEnd(); cursor.skipSpaces()) {
        if (cursor.take('(')) {
            const QByteArrayView name = cursor.atom();
            if (name.compare("MODSEQ", Qt::CaseInsensitive) == 0)
                result.modSeq = cursor.number();
            return result;
        }
        const qsizetype before = cursor.position();
        const auto number = cursor.number();
        if (cursor.position() == before)
            break;
        result.all.add(Uid(qMin<quint64>(number.value_or(0), 0xFFFFFFFFU)));
    }
    return result;
}

SearchResult parseESearch(TokenCursor &cursor)
{
    SearchResult result;
    result.extended = true;
    if (cursor.take('(')) {
        cursor.atom();
        result.tag = cursor.string();
        cursor.take(')');
    }
    for (cursor.skipSpaces(); !cursor.atEnd(); cursor.skipSpaces()) {
        const qsizetype before = cursor.position();
        const QByteArray name = cursor.atom().toByteArray().toUpper();
        if (name == "ALL")
            result.all.unite(UidSet::parse(cursor.string()).value_or(UidSet()));
        else if (name == "COUNT")
            result.count = optionalSmall(cursor.number());
        else if (name == "MIN")
            result.min = optionalSmall(cursor.number());
        else if (name == "MAX")
            result.max = optionalSmall(cursor.number());
        else if (name == "MODSEQ")
            result.modSeq = cursor.number();
        else if (name != "UID")
            cursor.skipValue();
        if (cursor.position() == before)
            break;
    }
    return result;
}

} // namespace otklik::imap
