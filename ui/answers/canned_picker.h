// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/answers/picker_presenter.h"
#include "ui/widgets/look.h"

#include <QFrame>

class QButtonGroup;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QListView;

namespace otklik::ui {

class AnswerPreview;
class CannedModel;

/// The popup of canned responses, 720 × 392 with a painted shadow around: list left, filled text right. Enter inserts,
/// Esc closes.
class CannedPicker final : public QFrame
{
    Q_OBJECT
public:
    static constexpr int kShadow = 24;
    CannedPicker(const Look &look, PickerPresenter &presenter, QWidget *parent);

    /// Above the caret (global coordinates), inside its screen. `byTyping`: the focus stays in the composer, which
    /// sends its keys with handleKey().
    void openAt(const QRect &caret, const ticket::Key &forTicket, const QString &filter, bool byTyping);
    /// Arrows, Enter, Alt+L, Ctrl+E, Esc; false when the key is not the picker's.
    bool handleKey(QKeyEvent *event);

Q_SIGNALS:
    void insertRequested(const otklik::workspace::RenderedAnswer &answer);
    void editRequested(const QString &name, const QString &language);
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makePreview();
    QWidget *makeFoot();
    void fill();
    void fillLanguages();
    void showCurrent();
    void insertCurrent();

    Look m_look;
    PickerPresenter &m_presenter;
    QLineEdit *m_field;
    QLabel *m_count;
    QHBoxLayout *m_languages = nullptr;
    CannedModel *m_model;
    QListView *m_list;
    QLabel *m_title, *m_language, *m_warning;
    QFrame *m_warningBar = nullptr;
    AnswerPreview *m_preview;
};

} // namespace otklik::ui
