// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/answers/answers_source.h"
#include "ui/models/draft_timer.h"
#include "ui/widgets/look.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QListView;
class QPushButton;
class QStackedWidget;

namespace otklik::ui {

class AnswerForm;
class AnswerPreview;
class Banner;
class CannedModel;
class EmptyState;

/// The page of canned responses: list, editor, preview against the ticket that the desk shows. What is typed and not
/// saved is kept as it is typed, one draft an answer, and is there again with the answer.
class AnswersPage final : public QWidget
{
    Q_OBJECT
public:
    AnswersPage(const Look &look, AnswersSource &source, QWidget *parent = nullptr);
    ~AnswersPage() override;

    /// Read the list again: when the page is shown or the answers have changed.
    void reload();
    /// The ticket to preview against; empty = none.
    void setTicket(const ticket::Key &key);
    void edit(const QString &name, const QString &language);

protected:
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeListSide();
    QWidget *makeEditor();
    QLayout *makeFoot();
    void showRow(int row);
    void startNew();
    void showNothing();
    /// The fields of m_shown, or what was typed over them and not saved.
    void showForm();
    void formChanged();
    void keep();
    /// Marks what has a draft: rows of the list, and the button of a new answer.
    void showUnsaved();
    void dropDraft(const workspace::CannedRow &of);
    void discard();
    void save();
    void removeCurrent();
    void refreshButtons();
    void refreshPreview();
    /// What stands in the form is not what is saved.
    [[nodiscard]] bool isChanged() const;
    [[nodiscard]] bool isTaken(const workspace::CannedRow &canned) const;
    [[nodiscard]] QString objection() const;
    void tell(const QString &fault);

    Look m_look;
    AnswersSource &m_source;
    ticket::Key m_ticket;
    workspace::CannedRow m_shown; ///< as saved; nameless while a new one is written
    DraftTimer m_typed{[this] { keep(); }};
    Banner *m_fault;
    QStackedWidget *m_right;
    EmptyState *m_empty;
    QWidget *m_editor = nullptr;
    QLineEdit *m_filter;
    CannedModel *m_model;
    QListView *m_list;
    AnswerForm *m_form;
    QLabel *m_problem;
    AnswerPreview *m_preview;
    QPushButton *m_new, *m_save, *m_discard, *m_remove;
};

} // namespace otklik::ui
