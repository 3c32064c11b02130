// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/text_question.h"

#include "ui/widgets/accessible.h"

#include <QDialogButtonBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace otklik::ui {

TextQuestion::TextQuestion(const Words &words, Kind kind, const QString &value, QWidget *parent)
    : QDialog(parent)
{
    named(this, words.name, words.title);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(words.title);
    setMinimumWidth(400);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    auto *label = new QLabel(words.label, this);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    column->addWidget(label);
    const QString fieldName = words.name + QStringLiteral("Field");
    if (kind == Kind::Lines) {
        auto *field = named(new QPlainTextEdit(value, this), fieldName, words.label);
        field->setTabChangesFocus(true);
        field->moveCursor(QTextCursor::End);
        label->setBuddy(field);
        column->addWidget(field);
        connect(this, &QDialog::accepted, this, [this, field] { Q_EMIT answered(field->toPlainText()); });
    } else {
        auto *field = named(new QLineEdit(value, this), fieldName, words.label);
        if (kind == Kind::Secret)
            field->setEchoMode(QLineEdit::Password);
        label->setBuddy(field);
        column->addWidget(field);
        connect(this, &QDialog::accepted, this, [this, field] { Q_EMIT answered(field->text()); });
    }
    auto *buttons = new QDialogButtonBox(this);
    auto *accept = named(buttons->addButton(words.verb, QDialogButtonBox::AcceptRole),
                         words.name + QStringLiteral("Ok"), words.verb);
    setStyleProperty(accept, "kind", QStringLiteral("primary"));
    accept->setDefault(true);
    named(buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole), words.name + QStringLiteral("Cancel"),
          tr("Cancel"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addSpacing(10);
    column->addWidget(buttons);
}

/// Enter alone begins a new line where there are several.
void TextQuestion::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && event->modifiers().testFlag(Qt::ControlModifier))
        accept();
    else
        QDialog::keyPressEvent(event);
}

} // namespace otklik::ui
