// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/answers/answer_preview.h"

#include <QTextCursor>
#include <QTextDocument>

namespace otklik::ui {

AnswerPreview::AnswerPreview(const Look &look, QWidget *parent)
    : QTextEdit(parent)
    , m_look(look)
{
    setReadOnly(true);
    setProperty("bare", true);
    setFont(look.font(TypeRole::Base));
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    setFocusPolicy(Qt::NoFocus);
    document()->setDocumentMargin(0);
    connect(&look.theme, &Theme::changed, this, [this] { show(m_answer); });
}

void AnswerPreview::show(const workspace::RenderedAnswer &answer)
{
    m_answer = answer;
    setPlainText(answer.text);
    QTextCursor all(document());
    all.select(QTextCursor::Document);
    QTextBlockFormat lines;
    lines.setLineHeight(21, QTextBlockFormat::MinimumHeight);
    all.mergeBlockFormat(lines);
    for (const workspace::RenderedSpan &span : answer.spans) {
        const bool missing = span.kind == workspace::GapKind::Missing || span.kind == workspace::GapKind::Question;
        QTextCharFormat format;
        format.setBackground(m_look.color(missing ? Token::Miss : Token::Fill));
        format.setUnderlineStyle(missing ? QTextCharFormat::SingleUnderline : QTextCharFormat::DotLine);
        format.setUnderlineColor(m_look.color(missing ? Token::MissLine : Token::FillLine));
        format.setToolTip(span.name);
        QTextCursor place(document());
        place.setPosition(span.start);
        place.setPosition(span.start + span.length, QTextCursor::KeepAnchor);
        place.mergeCharFormat(format);
    }
}

} // namespace otklik::ui
