// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversation/message_view.h"

#include "core/mime/html_sanitizer.h"
#include "core/mime/html_text.h"
#include "core/mime/plain_html.h"
#include "core/mime/quotes.h"

#include <algorithm>

namespace otklik::ui {

namespace {

/// Body blocks stay, quotes and signatures fold. Words that stand below or between quotes stay visible: they are the
/// customer's answer.
void foldPlainText(const QString &text, MessageView &view)
{
    QString shown;
    QString folded;
    for (const mime::TextBlock &block : mime::splitQuotes(text)) {
        if (block.kind == mime::BlockKind::Body) {
            shown += block.text;
            continue;
        }
        folded += block.text;
        view.foldedLines += int(block.text.count(QLatin1Char('\n')));
    }
    if (shown.trimmed().isEmpty()) {
        shown = text;
        folded.clear();
        view.foldedLines = 0;
    }
    view.html = mime::plainToHtml(shown.trimmed());
    view.foldedHtml = folded.trimmed().isEmpty() ? QString() : mime::plainToHtml(folded.trimmed());
}

bool isBlank(const QString &html)
{
    return !html.contains(QLatin1String("<img")) && mime::htmlToText(html).trimmed().isEmpty();
}

} // namespace

MessageView makeMessageView(const QString &id, const ticket::MessageContent &content, bool loadRemoteImages)
{
    MessageView view;
    view.id = id;
    view.charset = content.charset;
    view.charsetChosen = content.charsetChosen;
    view.defects = content.defects;
    view.hints = content.hints;
    view.protection = content.protection;
    view.invitation = content.invitation;
    view.authentication = content.authentication;
    view.answersGoTo = content.answersGoTo;
    view.subject = content.subject;
    view.date = content.date;
    view.from = content.from;
    view.to = content.to;
    view.cc = content.cc;
    if (content.lookAlike)
        view.lookAlikes.push_back(*content.lookAlike);
    for (const ticket::AttachmentInfo &file : content.attachments)
        if (!file.isInline)
            view.files.push_back(file);
    if (content.html.isEmpty()) {
        foldPlainText(content.text, view);
        return view;
    }
    mime::SanitizeOptions options;
    options.allowRemoteImages = loadRemoteImages;
    options.splitQuotes = true;
    mime::SanitizedHtml safe = mime::sanitizeHtml(content.html, options);
    if (!safe.quotedHtml.isEmpty() && isBlank(safe.html)) {
        options.splitQuotes = false; // nothing but a quote: shown as it is
        safe = mime::sanitizeHtml(content.html, options);
    }
    view.blockedImages = safe.blockedImages;
    for (const mime::SuspiciousLink &link : safe.suspiciousLinks)
        view.warnings << QStringLiteral("%1 → %2").arg(link.shownHost, link.realHost);
    for (const QString &host : safe.linkHosts)
        if (auto twin = mime::findLookAlike(host, content.knownDomains);
            twin && std::find(view.lookAlikes.begin(), view.lookAlikes.end(), *twin) == view.lookAlikes.end())
            view.lookAlikes.push_back(std::move(*twin));
    view.html = safe.html;
    if (!isBlank(safe.quotedHtml)) {
        view.foldedHtml = safe.quotedHtml;
        view.foldedLines = int(mime::htmlToText(safe.quotedHtml).trimmed().count(QLatin1Char('\n'))) + 1;
    }
    return view;
}

} // namespace otklik::ui
