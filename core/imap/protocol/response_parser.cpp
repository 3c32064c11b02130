// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imap/protocol/response_parser.h"

#include "core/imap/protocol/fetch_parser.h"
#include "core/imap/protocol/search_parser.h"
#include "core/imap/protocol/status_parser.h"
#include "core/imap/protocol/token_cursor.h"

namespace otklik::imap {

namespace {

constexpr qsizetype kShown = 200;

QByteArray shown(const RawResponse &raw)
{
    return raw.text.left(kShown);
}

quint32 small(std::optional<quint64> value)
{
    return quint32(qMin<quint64>(value.value_or(0), 0xFFFFFFFFU));
}

std::optional<quint32> optionalSmall(std::optional<quint64> value)
{
    return value ? std::optional(small(value)) : std::nullopt;
}

QByteArrayList upperWords(QByteArrayView text)
{
    QByteArrayList words = text.toByteArray().toUpper().split(' ');
    words.removeAll(QByteArray());
    return words;
}

Response parseList(TokenCursor &cursor)
{
    ListEntry entry;
    cursor.skipSpaces();
    entry.flags = cursor.words();
    entry.delimiter = cursor.string().left(1);
    cursor.skipSpaces();
    if (cursor.peek() == '"' || cursor.peek() == '{') {
        entry.name = cursor.string();
    } else {
        // An unquoted name may hold spaces and brackets (Exchange); extended data (RFC 5258) begins with " (\"".
        const QByteArrayView rest = cursor.rest();
        const qsizetype extended = rest.endsWith(')') ? rest.indexOf(" (\"") : -1;
        entry.name = (extended < 0 ? rest : rest.first(extended)).toByteArray();
    }
    return entry;
}

std::vector<Namespaces::Entry> namespaceList(TokenCursor &cursor)
{
    std::vector<Namespaces::Entry> entries;
    cursor.list([&] {
        if (!cursor.take('(')) {
            cursor.skipValue();
            return;
        }
        Namespaces::Entry entry;
        entry.prefix = cursor.string();
        entry.delimiter = cursor.string().left(1);
        while (!cursor.atEnd() && !cursor.take(')')) {
            const qsizetype before = cursor.position();
            cursor.skipValue();
            if (cursor.position() == before)
                break;
        }
        entries.push_back(std::move(entry));
    });
    return entries;
}

Response parseNamespaces(TokenCursor &cursor)
{
    Namespaces result;
    result.personal = namespaceList(cursor);
    result.others = namespaceList(cursor);
    result.shared = namespaceList(cursor);
    return result;
}

Response parseMailboxStatus(TokenCursor &cursor)
{
    MailboxStatus status;
    status.name = cursor.string();
    cursor.list([&] {
        const QByteArray name = cursor.atom().toByteArray().toUpper();
        if (name == "MESSAGES")
            status.messages = optionalSmall(cursor.number());
        else if (name == "RECENT")
            status.recent = optionalSmall(cursor.number());
        else if (name == "UIDNEXT")
            status.uidNext = optionalSmall(cursor.number());
        else if (name == "UIDVALIDITY")
            status.uidValidity = optionalSmall(cursor.number());
        else if (name == "UNSEEN")
            status.unseen = optionalSmall(cursor.number());
        else if (name == "HIGHESTMODSEQ")
            status.highestModSeq = cursor.number();
        else if (name == "SIZE")
            status.size = cursor.number();
        else
            cursor.skipValue();
    });
    return status;
}

Response parseFlagList(TokenCursor &cursor)
{
    FlagList result;
    cursor.list([&] {
        const QByteArrayView flag = cursor.atom();
        if (!flag.isEmpty())
            result.flags.append(canonicalFlag(flag));
    });
    return result;
}

Response parseVanished(TokenCursor &cursor, const RawResponse &raw)
{
    Vanished result;
    const QByteArrayList marks = cursor.peek() == '(' ? cursor.words() : QByteArrayList();
    for (const QByteArray &mark : marks)
        result.earlier = result.earlier || mark.compare("EARLIER", Qt::CaseInsensitive) == 0;
    const auto uids = UidSet::parse(cursor.string());
    if (!uids)
        return Unknown{shown(raw), true};
    result.uids = *uids;
    return result;
}

Response parseId(TokenCursor &cursor)
{
    ServerId id;
    cursor.list([&] {
        QByteArray name = cursor.string().toLower();
        QByteArray value = cursor.string();
        if (!name.isEmpty())
            id.fields.emplace_back(std::move(name), std::move(value));
    });
    return id;
}

Response parseNumbered(quint32 number, TokenCursor &cursor, const RawResponse &raw)
{
    const QByteArrayView word = cursor.atom();
    if (word.compare("FETCH", Qt::CaseInsensitive) == 0)
        return parseFetch(number, cursor);
    if (word.compare("EXISTS", Qt::CaseInsensitive) == 0)
        return Exists{number};
    if (word.compare("RECENT", Qt::CaseInsensitive) == 0)
        return Recent{number};
    if (word.compare("EXPUNGE", Qt::CaseInsensitive) == 0)
        return Expunge{number};
    return Unknown{shown(raw), false};
}

Response parseNamed(const QByteArray &name, TokenCursor &cursor, const RawResponse &raw)
{
    cursor.skipSpaces();
    if (name == "CAPABILITY")
        return CapabilityList{Capabilities(upperWords(cursor.rest()))};
    if (name == "ENABLED")
        return Enabled{upperWords(cursor.rest())};
    if (name == "LIST" || name == "LSUB" || name == "XLIST")
        return parseList(cursor);
    if (name == "NAMESPACE")
        return parseNamespaces(cursor);
    if (name == "SEARCH" || name == "SORT")
        return parseSearch(cursor);
    if (name == "ESEARCH")
        return parseESearch(cursor);
    if (name == "STATUS")
        return parseMailboxStatus(cursor);
    if (name == "FLAGS")
        return parseFlagList(cursor);
    if (name == "VANISHED")
        return parseVanished(cursor, raw);
    if (name == "ID")
        return parseId(cursor);
    return Unknown{shown(raw), false};
}

Response parseUntagged(TokenCursor &cursor, const RawResponse &raw)
{
    cursor.skipSpaces();
    if (auto status = parseStatus(cursor.rest()))
        return UntaggedStatus{std::move(*status)};
    const QByteArrayView word = cursor.atom();
    const bool numeric = !word.isEmpty() && ((word[0] >= '0' && word[0] <= '9') || word[0] == '-');
    if (!numeric)
        return parseNamed(word.toByteArray().toUpper(), cursor, raw);
    bool ok = false;
    const double number = word.toByteArray().toDouble(&ok);
    return parseNumbered(ok && number > 0 && number < 4.3e9 ? quint32(quint64(number)) : 0, cursor, raw);
}

} // namespace

Response parseResponse(RawResponse raw)
{
    if (raw.overlong)
        return Unknown{shown(raw), true};
    TokenCursor cursor(raw);
    if (raw.text.startsWith('*')) {
        cursor.take('*');
        return parseUntagged(cursor, raw);
    }
    if (raw.text.startsWith('+'))
        return Continuation{raw.text.sliced(raw.text.startsWith("+ ") ? 2 : 1)};
    const QByteArrayView tag = cursor.atom();
    cursor.skipSpaces();
    auto status = tag.isEmpty() ? std::nullopt : parseStatus(cursor.rest());
    if (!status)
        return Unknown{shown(raw), !raw.text.isEmpty()};
    return TaggedStatus{tag.toByteArray(), std::move(*status)};
}

} // namespace otklik::imap
