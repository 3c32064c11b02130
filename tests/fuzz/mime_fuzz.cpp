// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer: any bytes are read as a mail; nothing is lost by folding quotes, every listed file can be had, no page
// runs anything. Start it with mails as its corpus: mime_fuzz -max_total_time=60 -rss_limit_mb=4096 FOLDER
#include "core/mime/authentication.h"
#include "core/mime/html_sanitizer.h"
#include "core/mime/look_alike.h"
#include "core/mime/message_parser.h"
#include "core/mime/quotes.h"
#include "core/mime/subject_line.h"

#include <cstdlib>

using namespace otklik::mime;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QByteArray raw(reinterpret_cast<const char *>(data), qsizetype(size));
    const Message message = parseMessage(raw);
    QString joined;
    for (const TextBlock &block : splitQuotes(message.text))
        joined += block.text;
    if (joined != message.text)
        std::abort();
    for (const Attachment &attachment : message.attachments)
        if (attachment.fileName.isEmpty() || attachment.fileName.contains(QLatin1Char('/')) ||
            !extractPart(raw, attachment.part))
            std::abort();
    if (message.hasFiles() && message.attachments.empty())
        std::abort();
    (void)parseMessage(raw, {}, "koi8-r");
    const QString domain = message.from.empty() ? QString() : message.from.front().address.domain();
    for (const char *host : {"", "imap.gmail.com", "imap.yandex.ru", "imap.mail.ru", "outlook.office365.com"}) {
        const Authentication seen = readAuthentication(raw, domain, {}, QString::fromLatin1(host));
        if (seen.server.isEmpty() && seen.verdict != Authentication::Verdict::Unknown)
            std::abort();
    }
    if (findLookAlike(domain, {domain}))
        std::abort();
    const SanitizedHtml clean = sanitizeHtml(message.html);
    if (clean.html.contains(QLatin1String("<script"), Qt::CaseInsensitive) ||
        clean.html.contains(QLatin1String("href=\"javascript"), Qt::CaseInsensitive))
        std::abort();
    if (baseSubject(replySubject(message.subject)) != baseSubject(message.subject))
        std::abort();
    if (message.bounce.has_value() != (message.autoKind == AutoKind::Bounce))
        std::abort();
    return 0;
}
