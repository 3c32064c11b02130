// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/answers/answers_page.h"

#include "core/templates/shortcut.h"
#include "core/templates/template.h"
#include "ui/answers/answer_form.h"
#include "ui/answers/answer_preview.h"
#include "ui/answers/canned_delegate.h"
#include "ui/answers/canned_model.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace otklik::ui {

AnswersPage::AnswersPage(const Look &look, AnswersSource &source, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_source(source)
    , m_fault(new Banner(look, Banner::Tone::Red, QString(), this))
    , m_right(new QStackedWidget(this))
    , m_empty(named(new EmptyState(look, this), QStringLiteral("noAnswer"), tr("No answer chosen")))
    , m_filter(named(new QLineEdit(this), QStringLiteral("answersFilter"), tr("Search the answers")))
    , m_model(new CannedModel(this))
    , m_list(named(new QListView(this), QStringLiteral("answersList"), tr("Answers")))
    , m_form(new AnswerForm(look, this))
    , m_problem(named(new QLabel(this), QStringLiteral("answerProblem"), tr("What is wrong")))
    , m_preview(named(new AnswerPreview(look, this), QStringLiteral("answerPreview"), tr("Preview")))
    , m_new(named(new QPushButton(tr("New answer"), this), QStringLiteral("newAnswer"), tr("New answer")))
    , m_save(named(new QPushButton(tr("Save"), this), QStringLiteral("saveAnswer"), tr("Save")))
    , m_discard(
          named(new QPushButton(tr("Discard changes"), this), QStringLiteral("discardAnswer"), tr("Discard changes")))
    , m_remove(named(new QPushButton(tr("Remove"), this), QStringLiteral("removeAnswer"), tr("Remove")))
{
    named(this, QStringLiteral("answersPage"), tr("Answers"));
    setSurface(this, QStringLiteral("panel"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_fault->setObjectName(QStringLiteral("answersFault"));
    m_fault->addButton(QStringLiteral("closeAnswersFault"), tr("Close"));
    m_fault->hide();
    connect(m_fault, &Banner::buttonClicked, m_fault, &QWidget::hide);
    column->addWidget(m_fault);
    auto *splitter = new QSplitter(this);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeListSide());
    m_editor = makeEditor();
    m_right->addWidget(m_empty);
    m_right->addWidget(m_editor);
    splitter->addWidget(m_right);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({376, 800});
    column->addWidget(splitter, 1);
    m_empty->set(tr("No answer chosen"), tr("Choose an answer in the list to read and change it."), tr("New answer"));
    connect(m_empty, &EmptyState::buttonClicked, this, &AnswersPage::startNew);
    connect(m_form, &AnswerForm::changed, this, &AnswersPage::formChanged);
    showNothing();
    if (m_source.draft(m_shown))
        m_right->setCurrentWidget(m_editor); // begun, and the program ended
}

AnswersPage::~AnswersPage()
{
    m_typed.flush();
}

QWidget *AnswersPage::makeListSide()
{
    auto *side = new QWidget(this);
    side->setMinimumWidth(320);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(8);
    auto *head = new QHBoxLayout;
    auto *title = new QLabel(tr("Answers"), side);
    title->setFont(m_look.font(TypeRole::PaneTitle));
    m_new->setProperty("size", QStringLiteral("small"));
    head->addWidget(title, 1);
    head->addWidget(m_new);
    column->addLayout(head);
    m_filter->setPlaceholderText(tr("Shortcut, title or words of the text"));
    m_filter->setClearButtonEnabled(true);
    column->addWidget(m_filter);
    m_model->setUnsaved([this](const workspace::CannedRow &row) { return m_source.draft(row).has_value(); });
    m_list->setModel(m_model);
    m_list->setItemDelegate(new CannedDelegate(m_look, m_list));
    m_list->setMouseTracking(true);
    column->addWidget(m_list, 1);
    connect(m_filter, &QLineEdit::textChanged, this, &AnswersPage::reload);
    connect(m_new, &QPushButton::clicked, this, &AnswersPage::startNew);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        m_list->selectionModel()->select(index, QItemSelectionModel::ClearAndSelect); // also when Tab made it current
        showRow(index.row());
    });
    return side;
}

QWidget *AnswersPage::makeEditor()
{
    auto *side = new QWidget(this);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    column->addWidget(m_form, 2);
    m_problem->setFont(m_look.font(TypeRole::Second));
    m_problem->setProperty("text_role", QStringLiteral("amber"));
    m_problem->setWordWrap(true);
    column->addWidget(m_problem);
    auto *caption = new QLabel(tr("Saved text, filled in for the ticket on the desk"), side);
    caption->setFont(m_look.font(TypeRole::Section));
    caption->setProperty("text_role", QStringLiteral("quiet"));
    column->addWidget(caption);
    column->addWidget(m_preview, 1);
    column->addLayout(makeFoot());
    return side;
}

QLayout *AnswersPage::makeFoot()
{
    auto *foot = new QHBoxLayout;
    m_remove->setProperty("kind", QStringLiteral("danger"));
    m_save->setProperty("kind", QStringLiteral("primary"));
    foot->addWidget(m_remove);
    foot->addStretch(1);
    foot->addWidget(m_discard);
    foot->addWidget(m_save);
    connect(m_save, &QPushButton::clicked, this, &AnswersPage::save);
    connect(m_discard, &QPushButton::clicked, this, &AnswersPage::discard);
    connect(m_remove, &QPushButton::clicked, this, &AnswersPage::removeCurrent);
    return foot;
}

void AnswersPage::tell(const QString &fault)
{
    m_fault->setSentence(fault);
    m_fault->show();
}

void AnswersPage::setTicket(const ticket::Key &key)
{
    m_ticket = key;
    if (isVisible())
        refreshPreview();
}

void AnswersPage::reload()
{
    auto rows = m_source.cannedResponses(m_filter->text().trimmed(), QString(), m_ticket);
    if (!rows) {
        tell(rows.error());
        return;
    }
    const workspace::CannedRow keep = m_shown;
    {
        const QSignalBlocker quiet(m_list->selectionModel());
        m_model->set(*rows, m_filter->text().trimmed());
        for (int row = 0; row < m_model->rowCount(); ++row)
            if (m_model->at(row)->name == keep.name && m_model->at(row)->language == keep.language)
                m_list->setCurrentIndex(m_model->index(row));
    }
    m_list->viewport()->update();
    showUnsaved();
    refreshPreview();
}

void AnswersPage::edit(const QString &name, const QString &language)
{
    m_filter->clear();
    reload();
    for (int row = 0; row < m_model->rowCount(); ++row)
        if (m_model->at(row)->name == name && m_model->at(row)->language == language) {
            m_list->setCurrentIndex(m_model->index(row));
            showRow(row);
        }
    m_form->body().setFocus();
}

void AnswersPage::showRow(int row)
{
    const workspace::CannedRow *canned = m_model->at(row);
    if (!canned)
        return;
    m_typed.flush();
    m_shown = *canned;
    m_right->setCurrentWidget(m_editor);
    showForm();
}

void AnswersPage::startNew()
{
    showNothing();
    m_right->setCurrentWidget(m_editor);
    m_form->setFocus();
}

void AnswersPage::showNothing()
{
    m_typed.flush();
    m_shown = {};
    m_right->setCurrentWidget(m_empty);
    m_list->clearSelection();
    {
        const QSignalBlocker quiet(m_list->selectionModel()); // a click on the same row shows it again
        m_list->setCurrentIndex(QModelIndex());
    }
    showForm();
}

void AnswersPage::showForm()
{
    m_form->show(m_source.draft(m_shown).value_or(m_shown), !m_shown.name.isEmpty());
    refreshButtons();
    refreshPreview();
}

void AnswersPage::formChanged()
{
    m_typed.edited();
    refreshButtons();
}

void AnswersPage::hideEvent(QHideEvent *event)
{
    m_typed.flush();
    QWidget::hideEvent(event);
}

bool AnswersPage::isChanged() const
{
    const workspace::CannedRow now = m_form->fields();
    return now.name != m_shown.name || now.title != m_shown.title || now.language != m_shown.language ||
           now.shortcut != m_shown.shortcut || now.body != m_shown.body;
}

/// Saving would put it in the place of another answer.
bool AnswersPage::isTaken(const workspace::CannedRow &canned) const
{
    if (canned.name == m_shown.name && canned.language == m_shown.language)
        return false;
    const auto rows = m_source.cannedResponses({}, canned.language, {});
    return rows && std::any_of(rows->begin(), rows->end(), [&canned](const workspace::CannedRow &row) {
               return row.name == canned.name && row.language == canned.language;
           });
}

QString AnswersPage::objection() const
{
    const workspace::CannedRow canned = m_form->typed();
    if (canned.name.isEmpty() || canned.title.isEmpty() || canned.body.trimmed().isEmpty())
        return tr("Title and text are needed.");
    if (isTaken(canned))
        return tr("There is an answer “%1” in this language already. Choose another name or language.")
            .arg(canned.name);
    if (!canned.shortcut.isEmpty() && !templates::isShortcut(canned.shortcut))
        return tr("A shortcut is ; and then letters, digits, - or _.");
    const auto parsed = templates::Template::parse(canned.body);
    if (!parsed.errors().empty()) {
        const templates::SourceRange where = parsed.errors().front().where;
        return tr("This cannot be read: %1").arg(canned.body.mid(where.start, qMin<qsizetype>(where.length, 60)));
    }
    return {};
}

void AnswersPage::refreshButtons()
{
    const bool changed = isChanged();
    const QString wrong = changed ? objection() : QString();
    m_problem->setText(!changed || !wrong.isEmpty() ? wrong : tr("Not saved yet: only you see these changes."));
    m_save->setEnabled(changed && wrong.isEmpty());
    m_discard->setEnabled(changed);
    m_remove->setEnabled(!m_shown.name.isEmpty());
}

void AnswersPage::refreshPreview()
{
    if (m_shown.name.isEmpty()) {
        m_preview->show(workspace::RenderedAnswer());
        return;
    }
    const auto filled = m_source.render(m_shown.name, m_shown.language, m_ticket, {});
    if (filled)
        m_preview->show(*filled);
    else
        tell(filled.error());
}

} // namespace otklik::ui
