// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/answer_editor.h"

#include "core/templates/shortcut.h"
#include "ui/composer/answer_text.h"

#include <QImage>
#include <QKeyEvent>
#include <QMimeData>
#include <QTextBlock>
#include <QTextList>
#include <QUrl>

namespace otklik::ui {

namespace {
constexpr int kSourceProperty = QTextFormat::UserProperty + 1;
}

AnswerEditor::AnswerEditor(const Look &look, QWidget *parent)
    : QTextEdit(parent)
    , m_look(look)
{
    setProperty("bare", true);
    setFont(look.font(TypeRole::Base));
    setAcceptRichText(true);
    setAutoFormatting(QTextEdit::AutoNone);
    document()->setDocumentMargin(0);
    connect(this, &QTextEdit::cursorPositionChanged, this, &AnswerEditor::lookForShortcut);
    connect(&look.theme, &Theme::changed, this, &AnswerEditor::tintGaps);
}

QTextCharFormat AnswerEditor::tint(bool missing) const
{
    QTextCharFormat format;
    format.setBackground(m_look.color(missing ? Token::Miss : Token::Fill));
    format.setUnderlineStyle(missing ? QTextCharFormat::SingleUnderline : QTextCharFormat::DotLine);
    format.setUnderlineColor(m_look.color(missing ? Token::MissLine : Token::FillLine));
    return format;
}

QTextCursor AnswerEditor::shortcutBeforeCaret() const
{
    QTextCursor cursor = textCursor();
    if (cursor.hasSelection())
        return QTextCursor();
    const auto range = templates::shortcutBefore(cursor.block().text(), cursor.positionInBlock());
    if (!range)
        return QTextCursor();
    cursor.setPosition(cursor.block().position() + int(range->start));
    cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor, int(range->length));
    return cursor;
}

void AnswerEditor::lookForShortcut()
{
    const QTextCursor found = shortcutBeforeCaret();
    if (!found.isNull() && document()->isModified()) {
        m_inShortcut = true;
        Q_EMIT shortcutTyped(found.selectedText().mid(1),
                             QRect(viewport()->mapToGlobal(cursorRect().topLeft()), cursorRect().size()));
    } else if (m_inShortcut) {
        m_inShortcut = false;
        Q_EMIT shortcutEnded();
    }
}

void AnswerEditor::insertRendered(const workspace::RenderedAnswer &answer)
{
    QTextCursor cursor = shortcutBeforeCaret();
    if (cursor.isNull())
        cursor = textCursor();
    const QTextCharFormat plain;
    cursor.beginEditBlock();
    cursor.removeSelectedText();
    const int start = cursor.position();
    cursor.insertText(answer.text, plain);
    const int end = cursor.position();
    for (const workspace::RenderedSpan &span : answer.spans) {
        QTextCursor place(document());
        place.setPosition(start + span.start);
        place.setPosition(start + span.start + span.length, QTextCursor::KeepAnchor);
        const bool missing = span.kind == workspace::GapKind::Missing || span.kind == workspace::GapKind::Question;
        QTextCharFormat format = tint(missing);
        format.setToolTip(span.name);
        format.setProperty(kSourceProperty, span.name);
        place.mergeCharFormat(format);
    }
    cursor.endEditBlock();
    cursor.setPosition(answer.hasGaps() ? start : end);
    setTextCursor(cursor);
    setCurrentCharFormat(plain);
    if (answer.hasGaps())
        selectNextGap();
}

bool AnswerEditor::selectNextGap()
{
    const std::vector<GapPlace> gaps = gapsIn(*document());
    if (gaps.empty())
        return false;
    const int from = textCursor().selectionEnd();
    const bool onGap = textCursor().hasSelection();
    auto next = std::find_if(gaps.begin(), gaps.end(), [&](const GapPlace &gap) {
        return onGap ? gap.start >= from : gap.start >= textCursor().position();
    });
    if (next == gaps.end())
        next = gaps.begin();
    QTextCursor cursor(document());
    cursor.setPosition(next->start);
    cursor.setPosition(next->start + next->length, QTextCursor::KeepAnchor);
    setTextCursor(cursor);
    ensureCursorVisible();
    return true;
}

bool AnswerEditor::hasGaps() const
{
    return !gapsIn(*document()).empty();
}

void AnswerEditor::tintGaps()
{
    const QSignalBlocker quiet(this);
    for (const GapPlace &gap : gapsIn(*document())) {
        QTextCursor cursor(document());
        cursor.setPosition(gap.start);
        cursor.setPosition(gap.start + gap.length, QTextCursor::KeepAnchor);
        cursor.mergeCharFormat(tint(true));
    }
}

void AnswerEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Tab && event->modifiers() == Qt::NoModifier && selectNextGap())
        return;
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if ((enter && event->modifiers().testFlag(Qt::ControlModifier)) || event->key() == Qt::Key_Escape) {
        event->ignore(); // sending and leaving are the composer's
        return;
    }
    // Words typed over a gap are the writer's own: they carry no tint.
    const bool overTint = !event->text().isEmpty() && event->text().at(0).isPrint() &&
                          textCursor().charFormat().hasProperty(QTextFormat::BackgroundBrush);
    if (overTint) {
        QTextCursor cursor = textCursor();
        cursor.beginEditBlock();
        cursor.removeSelectedText();
        cursor.insertText(event->text(), QTextCharFormat());
        cursor.endEditBlock();
        setTextCursor(cursor);
        setCurrentCharFormat(QTextCharFormat());
        return;
    }
    QTextEdit::keyPressEvent(event);
}

bool AnswerEditor::canInsertFromMimeData(const QMimeData *source) const
{
    return source->hasImage() || source->hasUrls() || QTextEdit::canInsertFromMimeData(source);
}

void AnswerEditor::insertFromMimeData(const QMimeData *source)
{
    QStringList files;
    for (const QUrl &url : source->urls())
        if (url.isLocalFile())
            files << url.toLocalFile();
    if (!files.isEmpty()) {
        Q_EMIT filesDropped(files);
        return;
    }
    if (source->hasImage() && !source->hasText()) {
        Q_EMIT imagePasted(qvariant_cast<QImage>(source->imageData()));
        return;
    }
    // Foreign fonts and colours do not go into an answer.
    if (source->hasText())
        insertPlainText(source->text());
}

void AnswerEditor::toggleBold()
{
    QTextCharFormat format;
    format.setFontWeight(fontWeight() >= QFont::DemiBold ? QFont::Normal : QFont::Bold);
    mergeCurrentCharFormat(format);
}

void AnswerEditor::toggleItalic()
{
    QTextCharFormat format;
    format.setFontItalic(!fontItalic());
    mergeCurrentCharFormat(format);
}

void AnswerEditor::toggleList()
{
    QTextCursor cursor = textCursor();
    if (QTextList *list = cursor.currentList()) {
        list->remove(cursor.block());
        QTextBlockFormat flush;
        flush.setIndent(0);
        cursor.mergeBlockFormat(flush);
        return;
    }
    cursor.createList(QTextListFormat::ListDisc);
}

void AnswerEditor::setLink(const QString &href)
{
    QTextCursor cursor = textCursor();
    QTextCharFormat format;
    format.setAnchor(true);
    format.setAnchorHref(href);
    format.setForeground(m_look.color(Token::AccentT));
    format.setFontUnderline(true);
    if (cursor.hasSelection())
        cursor.mergeCharFormat(format);
    else
        cursor.insertText(href, format);
    setTextCursor(cursor);
    setCurrentCharFormat(QTextCharFormat());
}

} // namespace otklik::ui
