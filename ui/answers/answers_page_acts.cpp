// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// What AnswersPage does with what was typed: keep, save, discard, remove.
#include "ui/answers/answer_form.h"
#include "ui/answers/answers_page.h"
#include "ui/answers/canned_model.h"
#include "ui/widgets/accessible.h"

#include <QMessageBox>
#include <QPointer>
#include <QPushButton>

namespace otklik::ui {

void AnswersPage::keep()
{
    if (!isChanged())
        return dropDraft(m_shown);
    m_source.keepDraft(m_shown, m_form->fields(), [self = QPointer<AnswersPage>(this)](const auto &done) {
        if (self && !done)
            self->tell(done.error());
    });
    showUnsaved();
}

void AnswersPage::showUnsaved()
{
    m_model->unsavedChanged();
    const QString text = m_source.draft({}) ? tr("Go on with the new answer") : tr("New answer");
    m_new->setText(text);
    m_new->setAccessibleName(text);
}

void AnswersPage::dropDraft(const workspace::CannedRow &of)
{
    m_source.dropDraft(of, [self = QPointer<AnswersPage>(this)](const auto &done) {
        if (self && !done)
            self->tell(done.error());
    });
    showUnsaved();
}

void AnswersPage::discard()
{
    m_typed.forget();
    dropDraft(m_shown);
    m_form->show(m_shown, !m_shown.name.isEmpty());
    refreshButtons();
    m_form->setFocus();
}

void AnswersPage::save()
{
    const workspace::CannedRow canned = m_form->typed();
    m_typed.flush(); // in case it cannot be saved
    m_save->setEnabled(false);
    m_source.put(canned, [self = QPointer<AnswersPage>(this), canned, before = m_shown](const auto &done) {
        if (!self)
            return;
        if (!done) {
            self->tell(done.error());
            self->refreshButtons();
            return;
        }
        self->dropDraft(before);
        const bool isStillShown = self->m_shown.name == before.name && self->m_shown.language == before.language;
        if (isStillShown) {
            self->m_shown = canned;
            self->m_typed.forget();
            self->m_form->show(canned, true);
        }
        self->reload();
        self->refreshButtons();
    });
}

void AnswersPage::removeCurrent()
{
    auto *ask = named(new QMessageBox(QMessageBox::Question, tr("Remove the answer?"),
                                      tr("Remove “%1” for the whole team, in all its languages?").arg(m_shown.title),
                                      QMessageBox::Cancel, this),
                      QStringLiteral("removeQuestion"), tr("Remove the answer?"));
    ask->setAttribute(Qt::WA_DeleteOnClose);
    nameByText(ask->button(QMessageBox::Cancel), QStringLiteral("cancelRemove"));
    QPushButton *yes = ask->addButton(tr("Remove"), QMessageBox::DestructiveRole);
    named(yes, QStringLiteral("confirmRemove"), tr("Remove"));
    connect(yes, &QPushButton::clicked, this, [this, removed = m_shown] {
        m_source.remove(removed.name, [self = QPointer<AnswersPage>(this), removed](const auto &done) {
            if (!self)
                return;
            if (!done) {
                self->tell(done.error());
                return;
            }
            self->m_typed.forget();
            self->dropDraft(removed);
            self->showNothing();
            self->reload();
        });
    });
    ask->open();
}

} // namespace otklik::ui
