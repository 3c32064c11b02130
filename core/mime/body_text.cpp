// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/body_text.h"

#include "core/mime/html_text.h"
#include "core/mime/plain_html.h"

#include <algorithm>

namespace otklik::mime {

namespace {

bool isBlank(const QString &text)
{
    return QStringView(text).trimmed().isEmpty();
}

} // namespace

bool BodyText::hasPlain() const
{
    return std::any_of(m_pieces.begin(), m_pieces.end(),
                       [](const Piece &piece) { return !piece.isHtml && !isBlank(piece.words); });
}

bool BodyText::isThere(int leaf) const
{
    return std::any_of(m_pieces.begin(), m_pieces.end(),
                       [leaf](const Piece &piece) { return piece.leaf->index == leaf && !isBlank(piece.words); });
}

QString BodyText::text() const
{
    QString text;
    const bool mixed = hasPlain();
    for (const Piece &piece : m_pieces) {
        if (piece.isHtml && (!mixed || isThere(piece.leaf->plainTwin)))
            continue;
        const QString words = piece.isHtml ? htmlToText(piece.words) : piece.words;
        if (piece.isHtml && words.isEmpty())
            continue;
        if (!text.isEmpty())
            text += QLatin1Char('\n');
        text += words;
    }
    return text;
}

QString BodyText::html() const
{
    QString html;
    if (std::none_of(m_pieces.begin(), m_pieces.end(),
                     [](const Piece &piece) { return piece.isHtml && !isBlank(piece.words); }))
        return html;
    for (const Piece &piece : m_pieces) {
        if (piece.isHtml)
            html += piece.words;
        else if (!isThere(piece.leaf->htmlTwin) && !isBlank(piece.words))
            html += QStringLiteral("<div>%1</div>").arg(plainToHtml(piece.words.trimmed()));
    }
    return html;
}

} // namespace otklik::mime
