// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/answers/answers_page.h"

#include "core/templates/shortcut.h"
#include "core/templates/template.h"
#include "ui/answers/answer_preview.h"
#include "ui/answers/canned_delegate.h"
#include "ui/answers/canned_model.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <array>

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
    , m_name(named(new QLineEdit(this), QStringLiteral("answerName"), tr("Name")))
    , m_title(named(new QLineEdit(this), QStringLiteral("answerTitle"), tr("Title")))
    , m_language(named(new QLineEdit(this), QStringLiteral("answerLanguage"), tr("Language")))
    , m_shortcut(named(new QLineEdit(this), QStringLiteral("answerShortcut"), tr("Shortcut")))
    , m_body(named(new QPlainTextEdit(this), QStringLiteral("answerBody"), tr("Text")))
    , m_problem(named(new QLabel(this), QStringLiteral("answerProblem"), tr("What is wrong")))
    , m_preview(named(new AnswerPreview(look, this), QStringLiteral("answerPreview"), tr("Preview")))
    , m_new(named(new QPushButton(tr("New answer"), this), QStringLiteral("newAnswer"), tr("New answer")))
    , m_save(named(new QPushButton(tr("Save"), this), QStringLiteral("saveAnswer"), tr("Save")))
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
    m_form = makeEditor();
    m_right->addWidget(m_empty);
    m_right->addWidget(m_form);
    splitter->addWidget(m_right);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({376, 800});
    column->addWidget(splitter, 1);
    m_empty->set(tr("No answer chosen"), tr("Choose an answer in the list to read and change it."), tr("New answer"));
    connect(m_empty, &EmptyState::buttonClicked, this, &AnswersPage::startNew);
    showNothing();
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
    m_list->setModel(m_model);
    m_list->setItemDelegate(new CannedDelegate(m_look, m_list));
    m_list->setMouseTracking(true);
    column->addWidget(m_list, 1);
    connect(m_filter, &QLineEdit::textChanged, this, &AnswersPage::reload);
    connect(m_new, &QPushButton::clicked, this, &AnswersPage::startNew);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &index) { showRow(index.row()); });
    return side;
}

QWidget *AnswersPage::makeEditor()
{
    auto *side = new QWidget(this);
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    auto *form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignLeft);
    form->addRow(tr("Title"), m_title);
    form->addRow(tr("Name"), m_name);
    form->addRow(tr("Language"), m_language);
    form->addRow(tr("Shortcut"), m_shortcut);
    column->addLayout(form);
    m_name->setPlaceholderText(QStringLiteral("dns-propagation"));
    m_language->setPlaceholderText(QStringLiteral("en"));
    m_shortcut->setPlaceholderText(QStringLiteral(";dns"));
    m_body->setPlaceholderText(QStringLiteral("Hello {{ contact.first_name | \"there\" }},"));
    column->addWidget(m_body, 2);
    m_problem->setFont(m_look.font(TypeRole::Second));
    m_problem->setProperty("text_role", QStringLiteral("amber"));
    m_problem->setWordWrap(true);
    column->addWidget(m_problem);
    auto *caption = new QLabel(tr("Saved text, filled in for the ticket on the desk"), side);
    caption->setFont(m_look.font(TypeRole::Section));
    caption->setProperty("text_role", QStringLiteral("quiet"));
    column->addWidget(caption);
    column->addWidget(m_preview, 1);
    auto *foot = new QHBoxLayout;
    m_remove->setProperty("kind", QStringLiteral("danger"));
    m_save->setProperty("kind", QStringLiteral("primary"));
    foot->addWidget(m_remove);
    foot->addStretch(1);
    foot->addWidget(m_save);
    column->addLayout(foot);
    for (QLineEdit *field : {m_name, m_title, m_language, m_shortcut})
        connect(field, &QLineEdit::textEdited, this, &AnswersPage::refreshButtons);
    const std::array<QWidget *, 5> order{m_title, m_name, m_language, m_shortcut, m_body};
    for (size_t i = 1; i < order.size(); ++i)
        setTabOrder(order[i - 1], order[i]);
    connect(m_body, &QPlainTextEdit::textChanged, this, &AnswersPage::refreshButtons);
    connect(m_save, &QPushButton::clicked, this, &AnswersPage::save);
    connect(m_remove, &QPushButton::clicked, this, &AnswersPage::removeCurrent);
    return side;
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
    m_body->setFocus();
}

void AnswersPage::showRow(int row)
{
    const workspace::CannedRow *canned = m_model->at(row);
    if (!canned)
        return;
    m_shown = *canned;
    m_right->setCurrentWidget(m_form);
    m_name->setText(m_shown.name);
    m_name->setReadOnly(true); // the name is what journal and tickets know it by
    m_title->setText(m_shown.title);
    m_language->setText(m_shown.language);
    m_shortcut->setText(m_shown.shortcut);
    m_body->setPlainText(m_shown.body);
    refreshButtons();
    refreshPreview();
}

void AnswersPage::startNew()
{
    showNothing();
    m_right->setCurrentWidget(m_form);
    m_title->setFocus();
}

void AnswersPage::showNothing()
{
    m_shown = {};
    m_right->setCurrentWidget(m_empty);
    m_list->clearSelection();
    {
        const QSignalBlocker quiet(m_list->selectionModel()); // a click on the same row shows it again
        m_list->setCurrentIndex(QModelIndex());
    }
    for (QLineEdit *field : {m_name, m_title, m_language, m_shortcut})
        field->clear();
    m_name->setReadOnly(false);
    m_body->clear();
    refreshButtons();
    refreshPreview();
}

workspace::CannedRow AnswersPage::typed() const
{
    workspace::CannedRow canned = m_shown;
    canned.name = m_name->text().trimmed();
    canned.title = m_title->text().trimmed();
    canned.language = m_language->text().trimmed().toLower();
    canned.shortcut = m_shortcut->text().trimmed();
    canned.body = m_body->toPlainText();
    return canned;
}

QString AnswersPage::objection() const
{
    const workspace::CannedRow canned = typed();
    if (canned.name.isEmpty() || canned.title.isEmpty() || canned.body.trimmed().isEmpty())
        return tr("Title, name and text are needed.");
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
    const QString wrong = objection();
    const workspace::CannedRow now = typed();
    const bool changed = now.name != m_shown.name || now.title != m_shown.title || now.language != m_shown.language ||
                         now.shortcut != m_shown.shortcut || now.body != m_shown.body;
    m_problem->setText(changed ? wrong : QString());
    m_save->setEnabled(changed && wrong.isEmpty());
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

void AnswersPage::save()
{
    const workspace::CannedRow canned = typed();
    m_save->setEnabled(false);
    m_source.put(canned, [self = QPointer<AnswersPage>(this), canned](const auto &done) {
        if (!self)
            return;
        if (!done) {
            self->tell(done.error());
            self->refreshButtons();
            return;
        }
        self->m_shown = canned;
        self->m_name->setReadOnly(true);
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
    QPushButton *yes = ask->addButton(tr("Remove"), QMessageBox::DestructiveRole);
    named(yes, QStringLiteral("confirmRemove"), tr("Remove"));
    connect(yes, &QPushButton::clicked, this, [this, name = m_shown.name] {
        m_source.remove(name, [self = QPointer<AnswersPage>(this)](const auto &done) {
            if (!self)
                return;
            if (!done) {
                self->tell(done.error());
                return;
            }
            self->showNothing();
            self->reload();
        });
    });
    ask->open();
}

} // namespace otklik::ui
