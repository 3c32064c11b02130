// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversation/source_dialog.h"

#include "ui/widgets/accessible.h"

#include <QDialogButtonBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace otklik::ui {

SourceDialog::SourceDialog(const Look &look, const QByteArray &raw, QWidget *parent)
    : QDialog(parent)
{
    named(this, QStringLiteral("sourceDialog"), tr("Source of the message"));
    setWindowTitle(tr("Source of the message"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(820, 600);
    auto *text = named(new QPlainTextEdit(this), QStringLiteral("sourceText"), tr("Source"));
    text->setReadOnly(true);
    text->setFont(look.font(TypeRole::Mono));
    text->setLineWrapMode(QPlainTextEdit::NoWrap);
    QString shown = QString::fromLatin1(raw.left(kMaxShown));
    shown.remove(QLatin1Char('\r'));
    if (raw.size() > kMaxShown)
        shown += tr("\n… %L1 more bytes").arg(raw.size() - kMaxShown);
    text->setPlainText(shown);
    auto *buttons = new QDialogButtonBox(this);
    named(buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole), QStringLiteral("sourceClose"), tr("Close"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *column = new QVBoxLayout(this);
    column->addWidget(text);
    column->addWidget(buttons);
}

} // namespace otklik::ui
