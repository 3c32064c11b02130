// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/body_text.h"

#include "core/mime/html_text.h"
#include "core/mime/plain_html.h"

#include <algorithm>

namespace otklik::mime {

void BodyText::add(const Leaf &leaf, QString words, bool isHtml)
{
    const bool isBlank = QStringView(words).trimmed().isEmpty();
    m_pieces.push_back({&leaf, std::move(words), isHtml, isBlank});
}

bool BodyText::hasPlain() const
{
    return std::any_of(m_pieces.begin(), m_pieces.end(),
                       [](const Piece &piece) { return !piece.isHtml && !piece.isBlank; });
}

bool BodyText::isThere(int leaf) const
{
    return std::any_of(m_pieces.begin(), m_pieces.end(),
                       [leaf](const Piece &piece) { return piece.leaf->index == leaf && !piece.isBlank; });
}

bool BodyText::isNeedless(const Piece &piece) const
{
    return piece.leaf->isUnparted && (isThere(piece.leaf->plainTwin) || isThere(piece.leaf->htmlTwin));
}

QString BodyText::text() const
{
    QString text;
    const bool mixed = hasPlain();
    for (const Piece &piece : m_pieces) {
        if (isNeedless(piece) || (piece.isHtml && (!mixed || isThere(piece.leaf->plainTwin))))
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
                     [](const Piece &piece) { return piece.isHtml && !piece.isBlank; }))
        return html;
    for (const Piece &piece : m_pieces) {
        if (piece.isHtml)
            html += piece.words;
        else if (!piece.isBlank && !isThere(piece.leaf->htmlTwin) && !isNeedless(piece))
            html += QStringLiteral("<div>%1</div>").arg(plainToHtml(piece.words.trimmed()));
    }
    return html;
}

} // namespace otklik::mime
