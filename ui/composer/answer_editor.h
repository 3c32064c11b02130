// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/desk_values.h"
#include "ui/widgets/look.h"

#include <QTextEdit>

namespace otklik::ui {

/// The field an answer is written in: simple rich text, tinted placeholders, Tab to the next gap.
class AnswerEditor final : public QTextEdit
{
    Q_OBJECT
public:
    explicit AnswerEditor(const Look &look, QWidget *parent = nullptr);

    /// At the caret, as one undo step; a ";word" before the caret gives way. The caret lands on the first gap.
    void insertRendered(const workspace::RenderedAnswer &answer);
    /// False when there is no gap after the caret (it looks round the end once).
    bool selectNextGap();
    [[nodiscard]] bool hasGaps() const;
    /// Tints "{{ … }}" again after a draft was read.
    void tintGaps();
    void toggleBold();
    void toggleItalic();
    void toggleList();
    void setLink(const QString &href);

Q_SIGNALS:
    /// A ";word" stands before the caret (without the ";"); empty `filter` with `ended` when it does no longer.
    void shortcutTyped(const QString &filter, const QRect &caretRect);
    void shortcutEnded();
    void filesDropped(const QStringList &paths);
    void imagePasted(const QImage &image);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    void lookForShortcut();
    /// The ";word" before the caret; length 0 when there is none.
    [[nodiscard]] QTextCursor shortcutBeforeCaret() const;
    [[nodiscard]] QTextCharFormat tint(bool missing) const;

    Look m_look;
    bool m_inShortcut = false;
};

} // namespace otklik::ui
