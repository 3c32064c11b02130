// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/gmime_support.h"
#include "core/mime/gmime_tree.h"

#include <mutex>

namespace otklik::mime {

void initGmime()
{
    static std::once_flag once;
    std::call_once(once, [] { g_mime_init(); });
}

GMimeParserOptions *gmimeOptions()
{
    static GMimeParserOptions *const shared = [] {
        initGmime();
        GMimeParserOptions *made = g_mime_parser_options_new();
        const char *charsets[] = {"utf-8", "iso-8859-1", nullptr};
        g_mime_parser_options_set_fallback_charsets(made, charsets);
        return made;
    }();
    return shared;
}

QByteArray withoutBrackets(QByteArray id)
{
    id = id.trimmed();
    if (id.startsWith('<'))
        id.remove(0, 1);
    if (id.endsWith('>'))
        id.chop(1);
    return id.trimmed();
}

namespace {

/// GMime reads a group inside a group by recursion, and any header may be read as addresses here.
QByteArray withoutNests(QByteArray value)
{
    constexpr qsizetype kMostMarks = 256;
    if (value.count(':') <= kMostMarks)
        return value;
    int seen = 0;
    for (char &c : value)
        if (c == ':' && ++seen > kMostMarks)
            c = ' ';
    return value;
}

} // namespace

QByteArray decodeWords(const QByteArray &utf8)
{
    initGmime();
    const OwnedText text(g_mime_utils_header_decode_text(gmimeOptions(), utf8.constData()));
    return bytesOf(text.get());
}

std::vector<ParsedMailbox> parseMailboxes(const QByteArray &utf8, int limit)
{
    initGmime();
    std::vector<ParsedMailbox> mailboxes;
    const QByteArray flat = withoutNests(utf8);
    const Owned<InternetAddressList> list(internet_address_list_parse(gmimeOptions(), flat.constData()));
    if (!list)
        return mailboxes;
    const auto walk = [&](auto &&self, InternetAddressList *addresses, int depth) -> void {
        for (int i = 0; i < internet_address_list_length(addresses) && int(mailboxes.size()) < limit; ++i) {
            InternetAddress *address = internet_address_list_get_address(addresses, i);
            if (INTERNET_ADDRESS_IS_GROUP(address)) {
                if (depth < 4)
                    self(self, internet_address_group_get_members(INTERNET_ADDRESS_GROUP(address)), depth + 1);
                continue;
            }
            mailboxes.push_back({bytesOf(internet_address_get_name(address)),
                                 bytesOf(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address)))});
        }
    };
    walk(walk, list.get(), 0);
    return mailboxes;
}

std::vector<QByteArray> parseIds(const QByteArray &value, int limit)
{
    initGmime();
    std::vector<QByteArray> ids;
    GMimeReferences *references = g_mime_references_parse(nullptr, value.constData());
    const int count = g_mime_references_length(references);
    // The newest are the last ones: they decide where a mail belongs.
    for (int i = std::max(0, count - limit); i < count; ++i) {
        const QByteArray id = withoutBrackets(bytesOf(g_mime_references_get_message_id(references, i)));
        if (!id.isEmpty())
            ids.push_back(id);
    }
    g_mime_references_free(references);
    return ids;
}

qint64 parseDate(const QByteArray &value)
{
    initGmime();
    GDateTime *date = g_mime_utils_header_decode_date(value.constData());
    if (!date)
        return 0;
    const qint64 seconds = g_date_time_to_unix(date);
    g_date_time_unref(date);
    return seconds * 1000;
}

} // namespace otklik::mime
