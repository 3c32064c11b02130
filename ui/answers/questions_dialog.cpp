// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/answers/questions_dialog.h"

#include "ui/widgets/accessible.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace otklik::ui {

QuestionsDialog::QuestionsDialog(const Look &look, const QString &title, const QStringList &questions, QWidget *parent)
    : QDialog(parent)
    , m_questions(questions)
{
    named(this, QStringLiteral("questionsDialog"), tr("Questions of the answer"));
    setWindowTitle(title);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(6);
    auto *lead = new QLabel(tr("This answer asks before it is inserted:"), this);
    lead->setProperty("text_role", QStringLiteral("second"));
    column->addWidget(lead);
    for (const QString &question : questions) {
        auto *label = new QLabel(question, this);
        label->setTextFormat(Qt::PlainText);
        label->setFont(look.font(TypeRole::Emphasis));
        auto *field = named(new QLineEdit(this), QStringLiteral("question%1").arg(m_fields.size()), question);
        label->setBuddy(field);
        column->addSpacing(4);
        column->addWidget(label);
        column->addWidget(field);
        m_fields.push_back(field);
    }
    auto *buttons = new QDialogButtonBox(this);
    auto *insert = named(buttons->addButton(tr("Insert"), QDialogButtonBox::AcceptRole),
                         QStringLiteral("questionsInsert"), tr("Insert"));
    setStyleProperty(insert, "kind", QStringLiteral("primary"));
    insert->setDefault(true);
    named(buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole), QStringLiteral("questionsCancel"),
          tr("Cancel"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addSpacing(10);
    column->addWidget(buttons);
    setMinimumWidth(400);
    if (!m_fields.empty())
        m_fields.front()->setFocus();
}

QHash<QString, QString> QuestionsDialog::answers() const
{
    QHash<QString, QString> given;
    for (qsizetype i = 0; i < m_questions.size(); ++i)
        if (const QString text = m_fields[size_t(i)]->text().trimmed(); !text.isEmpty())
            given.insert(m_questions[i], text);
    return given;
}

} // namespace otklik::ui
