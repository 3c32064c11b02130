// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/answers/answers_source.h"
#include "ui/widgets/look.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QListView;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;

namespace otklik::ui {

class AnswerPreview;
class Banner;
class CannedModel;
class EmptyState;

/// The page of canned responses: list, editor, preview against the ticket that the desk shows.
class AnswersPage final : public QWidget
{
    Q_OBJECT
public:
    AnswersPage(const Look &look, AnswersSource &source, QWidget *parent = nullptr);

    /// Read the list again: when the page is shown or the answers have changed.
    void reload();
    /// The ticket to preview against; empty = none.
    void setTicket(const ticket::Key &key);
    void edit(const QString &name, const QString &language);

private:
    QWidget *makeListSide();
    QWidget *makeEditor();
    void showRow(int row);
    void startNew();
    void showNothing();
    void save();
    void removeCurrent();
    void refreshButtons();
    void refreshPreview();
    [[nodiscard]] workspace::CannedRow typed() const;
    [[nodiscard]] QString objection() const;
    void tell(const QString &fault);

    Look m_look;
    AnswersSource &m_source;
    ticket::Key m_ticket;
    workspace::CannedRow m_shown; ///< as saved
    Banner *m_fault;
    QStackedWidget *m_right;
    EmptyState *m_empty;
    QWidget *m_form = nullptr;
    QLineEdit *m_filter;
    CannedModel *m_model;
    QListView *m_list;
    QLineEdit *m_name, *m_title, *m_language, *m_shortcut;
    QPlainTextEdit *m_body;
    QLabel *m_problem;
    AnswerPreview *m_preview;
    QPushButton *m_new, *m_save, *m_remove;
};

} // namespace otklik::ui
