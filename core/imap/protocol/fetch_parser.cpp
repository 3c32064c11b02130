// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imap/protocol/fetch_parser.h"

#include "core/imap/protocol/internal_date.h"

#include <array>

namespace otklik::imap {

namespace {

enum class Item { Uid, Flags, InternalDate, Size, ModSeq, EmailId, GmailId, Whole, Header, Text, Section, Other };

bool same(QByteArrayView word, QByteArrayView name)
{
    return word.size() == name.size() && qstrnicmp(word.data(), name.data(), size_t(name.size())) == 0;
}

Item itemOf(QByteArrayView name)
{
    constexpr std::array<std::pair<const char *, Item>, 10> kItems{{{"UID", Item::Uid},
                                                                    {"FLAGS", Item::Flags},
                                                                    {"INTERNALDATE", Item::InternalDate},
                                                                    {"RFC822.SIZE", Item::Size},
                                                                    {"MODSEQ", Item::ModSeq},
                                                                    {"EMAILID", Item::EmailId},
                                                                    {"X-GM-MSGID", Item::GmailId},
                                                                    {"RFC822", Item::Whole},
                                                                    {"RFC822.HEADER", Item::Header},
                                                                    {"RFC822.TEXT", Item::Text}}};
    for (const auto &[word, item] : kItems)
        if (same(name, word))
            return item;
    if (name.size() > 5 && qstrnicmp(name.data(), "BODY[", 5) == 0)
        return Item::Section;
    if (name.size() > 7 && qstrnicmp(name.data(), "BINARY[", 7) == 0)
        return Item::Section;
    return Item::Other;
}

QByteArray sectionData(TokenCursor &cursor, Fetch &fetch)
{
    // Some servers leave the value out; the next word is then the next item, or the end.
    if (!cursor.atNstring()) {
        fetch.malformed = true;
        return {};
    }
    return cursor.string();
}

/// What is there twice is not known: a literal that ends too early lets a server's next words look like this.
void addSection(Section section, Fetch &fetch)
{
    for (const Section &other : fetch.sections)
        if (other.name == section.name && other.origin == section.origin)
            fetch.malformed = true;
    fetch.sections.push_back(std::move(section));
}

void readSection(QByteArrayView name, TokenCursor &cursor, Fetch &fetch)
{
    const qsizetype open = name.indexOf('[');
    const qsizetype close = name.lastIndexOf(']');
    Section section;
    if (close > open)
        section.name = name.sliced(open + 1, close - open - 1).toByteArray().toUpper();
    else
        fetch.malformed = true;
    const QByteArrayView after = name.sliced(qMax(open, close) + 1);
    if (after.startsWith('<') && after.endsWith('>'))
        section.origin = after.sliced(1, after.size() - 2).toByteArray().toLongLong();
    const bool droppedBefore = cursor.sawDropped();
    section.data = sectionData(cursor, fetch);
    section.dropped = cursor.sawDropped() && !droppedBefore;
    addSection(std::move(section), fetch);
}

void readWhole(const char *name, TokenCursor &cursor, Fetch &fetch)
{
    QByteArray data = sectionData(cursor, fetch);
    addSection({QByteArray(name), -1, std::move(data)}, fetch);
}

void readFlags(TokenCursor &cursor, Fetch &fetch)
{
    QByteArrayList flags;
    cursor.list([&] {
        const QByteArrayView flag = cursor.atom();
        if (!flag.isEmpty())
            flags.append(canonicalFlag(flag));
    });
    fetch.flags = std::move(flags);
}

void readModSeq(TokenCursor &cursor, Fetch &fetch)
{
    std::optional<quint64> value;
    if (cursor.take('(')) {
        value = cursor.number();
        if (!cursor.take(')'))
            fetch.malformed = true;
    } else {
        value = cursor.number();
    }
    if (value && *value != 0)
        fetch.modSeq = value;
}

void readEmailId(TokenCursor &cursor, Fetch &fetch)
{
    cursor.list([&] {
        const QByteArrayView id = cursor.atom();
        if (!id.isEmpty())
            fetch.serverId = id.toByteArray();
    });
}

void readItem(TokenCursor &cursor, Fetch &fetch)
{
    const QByteArrayView name = cursor.atom();
    switch (itemOf(name)) {
    case Item::Uid:
        fetch.uid = Uid(qMin<quint64>(cursor.number().value_or(0), kStar));
        break;
    case Item::Flags:
        readFlags(cursor, fetch);
        break;
    case Item::InternalDate:
        fetch.internalDate = parseInternalDate(cursor.string());
        break;
    case Item::Size:
        if (const auto size = cursor.number(); size && *size <= quint64(std::numeric_limits<qint64>::max()))
            fetch.size = qint64(*size);
        break;
    case Item::ModSeq:
        readModSeq(cursor, fetch);
        break;
    case Item::EmailId:
        readEmailId(cursor, fetch);
        break;
    case Item::GmailId:
        if (const auto id = cursor.number())
            fetch.serverId = QByteArray::number(*id);
        break;
    case Item::Whole:
        readWhole("", cursor, fetch);
        break;
    case Item::Header:
        readWhole("HEADER", cursor, fetch);
        break;
    case Item::Text:
        readWhole("TEXT", cursor, fetch);
        break;
    case Item::Section:
        readSection(name, cursor, fetch);
        break;
    case Item::Other:
        cursor.skipValue();
        break;
    }
}

/// A literal announced one or two bytes too long has eaten the closing parenthesis.
void repairTail(Fetch &fetch)
{
    if (fetch.sections.empty())
        return;
    QByteArray &data = fetch.sections.back().data;
    for (const char *tail : {")", ")\r"})
        if (data.endsWith(tail)) {
            data.chop(qsizetype(qstrlen(tail)));
            return;
        }
}

} // namespace

QByteArray canonicalFlag(QByteArrayView flag)
{
    static const std::array<QByteArray, 8> kKnown{QByteArrayLiteral("\\Seen"),     QByteArrayLiteral("\\Answered"),
                                                  QByteArrayLiteral("\\Flagged"),  QByteArrayLiteral("\\Deleted"),
                                                  QByteArrayLiteral("\\Draft"),    QByteArrayLiteral("\\Recent"),
                                                  QByteArrayLiteral("$Forwarded"), QByteArrayLiteral("$MDNSent")};
    for (const QByteArray &known : kKnown)
        if (same(flag, known))
            return known;
    return flag.toByteArray();
}

Fetch parseFetch(quint32 sequence, TokenCursor &cursor)
{
    Fetch fetch;
    fetch.sequence = sequence;
    if (!cursor.take('(')) {
        fetch.malformed = true;
        return fetch;
    }
    while (!cursor.take(')')) {
        if (cursor.atEnd()) {
            fetch.malformed = true;
            if (cursor.lastWasLiteral())
                repairTail(fetch);
            break;
        }
        const qsizetype before = cursor.position();
        readItem(cursor, fetch);
        if (cursor.position() == before) {
            fetch.malformed = true;
            break;
        }
    }
    fetch.malformed = fetch.malformed || cursor.bad() || cursor.sawDropped();
    return fetch;
}

} // namespace otklik::imap
