// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer: whatever stands in a mail's HTML, what is shown of it runs nothing, loads nothing, and is as clean as it
// gets: cleaning it again finds nothing more to take out.
#include "core/mime/html_sanitizer.h"
#include "core/mime/html_text.h"

#include <QRegularExpression>

#include <cstdlib>

using namespace otklik::mime;

namespace {

bool isHarmless(const QString &html)
{
    static const QRegularExpression bad(
        QStringLiteral(
            "<(script|iframe|object|embed|form|meta|link|base|svg|style)\\b"
            "|<[a-z0-9]+[^>\"]*(\"[^\"]*\"[^>\"]*)*\\s(on[a-z]+\\s*=|(href|src)=\"\\s*(javascript|vbscript|file):)"),
        QRegularExpression::CaseInsensitiveOption);
    return !bad.match(html).hasMatch();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QString html = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size));
    (void)htmlToText(html);
    for (const bool split : {false, true}) {
        const SanitizeOptions options{.allowRemoteImages = split, .splitQuotes = split};
        const SanitizedHtml clean = sanitizeHtml(html, options);
        if (!isHarmless(clean.html) || !isHarmless(clean.quotedHtml))
            std::abort();
        const SanitizedHtml again = sanitizeHtml(clean.html, {.allowRemoteImages = split});
        if (again.removed != 0 || again.blockedImages != 0)
            std::abort();
    }
    return 0;
}
