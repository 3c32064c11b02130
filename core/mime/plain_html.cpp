// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/plain_html.h"

#include <QRegularExpression>

namespace otklik::mime {

namespace {

/// Not by QString::replace(), which moves the rest of a large text again and again.
void addWithBreaks(QString &html, QStringView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isSpaces = text[i] == u' ' && i + 1 < text.size() && text[i + 1] == u' ';
        if (isSpaces) {
            html += QLatin1String("&nbsp; ");
            ++i;
        } else if (text[i] == u'\n') {
            html += QLatin1String("<br>");
        } else {
            html += text[i];
        }
    }
}

} // namespace

QString plainToHtml(const QString &text)
{
    static const QRegularExpression link(QStringLiteral(R"(https?://[^\s<>"]+[^\s<>".,;:!?)\]])"));
    const QString escaped = text.toHtmlEscaped();
    QString html;
    html.reserve(escaped.size() + escaped.size() / 4);
    qsizetype at = 0;
    for (auto links = link.globalMatch(escaped); links.hasNext();) {
        const QRegularExpressionMatch match = links.next();
        addWithBreaks(html, QStringView(escaped).sliced(at, match.capturedStart() - at));
        html += QLatin1String("<a href=\"");
        html += match.capturedView();
        html += QLatin1String("\">");
        html += match.capturedView();
        html += QLatin1String("</a>");
        at = match.capturedEnd();
    }
    addWithBreaks(html, QStringView(escaped).sliced(at));
    return html;
}

} // namespace otklik::mime
