// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QFrame>

#include <functional>

class QCompleter;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QStringListModel;
class QTimer;
class QToolButton;

namespace otklik::ui {

/// What may be put at the caret: the text from `from` over `length` is replaced by the one chosen.
struct SearchCompletion
{
    int from = 0, length = 0;
    QStringList texts;
};

/// The queue's search: complete terms become chips, Backspace at the start breaks the last chip up again, completion
/// opens while typing.
class SearchField final : public QFrame
{
    Q_OBJECT
public:
    using Complete = std::function<SearchCompletion(const QString &text, int caret)>;

    explicit SearchField(const Look &look, QWidget *parent = nullptr);
    void setCompletion(Complete complete) { m_complete = std::move(complete); }

    /// Chips and words, in the query language.
    [[nodiscard]] QString query() const;
    void setQuery(const QString &query);
    [[nodiscard]] const QStringList &chips() const { return m_chips; }
    void focusAndSelect();
    /// Shows the field as not understood, with the reason as tooltip; empty = fine.
    void setProblem(const QString &sentence);

Q_SIGNALS:
    void queryChanged(const QString &query); ///< while typing, at most every 80 ms
    void leaveRequested();                   ///< Enter or Down: to the list
    void cleared();                          ///< Esc or the cross

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void onEdited();
    void takeChips(bool isFinal);
    void breakLastChip();
    void rebuildChips();
    void updateDecoration();
    void offerCompletion();
    void acceptCompletion(const QString &text);
    void clearAll();
    [[nodiscard]] bool onKey(int key);

    Look m_look;
    Complete m_complete;
    SearchCompletion m_offer;
    QStringList m_chips;
    QHBoxLayout *m_row;
    QHBoxLayout *m_chipRow;
    QLineEdit *m_edit;
    QLabel *m_hint;
    QToolButton *m_clear;
    QCompleter *m_completer;
    QStringListModel *m_completions;
    QTimer *m_timer;
    bool m_hasProblem = false;
};

} // namespace otklik::ui
