// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/answer_text.h"

#include <QRegularExpression>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextList>

namespace otklik::ui {

namespace {

QString listMark(const QTextBlock &block)
{
    const QTextList *list = block.textList();
    if (!list)
        return {};
    const bool numbered = list->format().style() == QTextListFormat::ListDecimal;
    return numbered ? QStringLiteral("%1. ").arg(list->itemNumber(block) + 1) : QStringLiteral("• ");
}

QString htmlOf(const QTextFragment &fragment, bool &rich)
{
    QString text = fragment.text().toHtmlEscaped();
    text.replace(QChar::LineSeparator, QLatin1String("<br>"));
    const QTextCharFormat format = fragment.charFormat();
    const auto wrap = [&](const QString &open, const QString &close) {
        text = open + text + close;
        rich = true;
    };
    if (format.fontWeight() >= QFont::DemiBold)
        wrap(QStringLiteral("<b>"), QStringLiteral("</b>"));
    if (format.fontItalic())
        wrap(QStringLiteral("<i>"), QStringLiteral("</i>"));
    if (format.isAnchor() && !format.anchorHref().isEmpty())
        wrap(QStringLiteral("<a href=\"%1\">").arg(format.anchorHref().toHtmlEscaped()), QStringLiteral("</a>"));
    return text;
}

} // namespace

QString plainAnswer(const QTextDocument &document)
{
    QStringList lines;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        QString line = listMark(block);
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment fragment = it.fragment();
            QString text = fragment.text();
            text.replace(QChar::LineSeparator, QLatin1Char('\n'));
            text.replace(QChar::Nbsp, QLatin1Char(' '));
            const QString href = fragment.charFormat().anchorHref();
            line += text;
            if (fragment.charFormat().isAnchor() && !href.isEmpty() && !text.contains(href))
                line += QStringLiteral(" <%1>").arg(href);
        }
        lines << line;
    }
    return lines.join(QLatin1Char('\n'));
}

QString richAnswer(const QTextDocument &document)
{
    bool rich = false;
    QString html;
    QString openList;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        const QTextList *list = block.textList();
        const QString wanted = !list                                                    ? QString()
                               : list->format().style() == QTextListFormat::ListDecimal ? QStringLiteral("ol")
                                                                                        : QStringLiteral("ul");
        if (wanted != openList) {
            html += openList.isEmpty() ? QString() : QStringLiteral("</%1>").arg(openList);
            html += wanted.isEmpty() ? QString() : QStringLiteral("<%1>").arg(wanted);
            openList = wanted;
        }
        rich = rich || list;
        QString inner;
        for (auto it = block.begin(); !it.atEnd(); ++it)
            inner += htmlOf(it.fragment(), rich);
        html += list              ? QStringLiteral("<li>%1</li>").arg(inner)
                : inner.isEmpty() ? QStringLiteral("<p><br></p>")
                                  : QStringLiteral("<p>%1</p>").arg(inner);
    }
    html += openList.isEmpty() ? QString() : QStringLiteral("</%1>").arg(openList);
    return rich ? html : QString();
}

std::vector<GapPlace> gapsIn(const QTextDocument &document)
{
    static const QRegularExpression gap(QStringLiteral("\\{\\{[^{}\\x{2029}]*\\}\\}"));
    std::vector<GapPlace> found;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next())
        for (auto it = gap.globalMatch(block.text()); it.hasNext();) {
            const auto match = it.next();
            found.push_back({block.position() + int(match.capturedStart()), int(match.capturedLength())});
        }
    return found;
}

} // namespace otklik::ui
