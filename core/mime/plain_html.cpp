// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/plain_html.h"

#include <QRegularExpression>

namespace otklik::mime {

QString plainToHtml(const QString &text)
{
    QString html = text.toHtmlEscaped();
    static const QRegularExpression links(QStringLiteral(R"((https?://[^\s<>"]+[^\s<>".,;:!?)\]]))"));
    html.replace(links, QStringLiteral("<a href=\"\\1\">\\1</a>"));
    html.replace(QLatin1String("  "), QLatin1String("&nbsp; "));
    html.replace(QLatin1Char('\n'), QLatin1String("<br>"));
    return html;
}

} // namespace otklik::mime
