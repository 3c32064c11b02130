// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/path_field.h"

#include "ui/widgets/accessible.h"

#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace otklik::ui {

PathField::PathField(Mode mode, const QString &objectName, const QString &label, QWidget *parent)
    : QWidget(parent)
    , m_mode(mode)
    , m_label(label)
    , m_line(named(new QLineEdit(this), objectName, label))
    , m_browse(named(new QPushButton(tr("Browse…"), this), objectName + QStringLiteral("Browse"),
                     tr("Browse: %1").arg(label)))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_line, 1);
    row->addWidget(m_browse);
    setFocusProxy(m_line);
    connect(m_line, &QLineEdit::textChanged, this, &PathField::changed);
    connect(m_browse, &QPushButton::clicked, this, &PathField::browse);
}

QString PathField::path() const
{
    const QString typed = m_line->text().trimmed();
    const QString home = QStringLiteral("~/");
    return typed.startsWith(home) ? QDir::home().filePath(typed.mid(home.size())) : typed;
}

void PathField::setPath(const QString &path)
{
    m_line->setText(path);
}

void PathField::setPlaceholder(const QString &text)
{
    m_line->setPlaceholderText(text);
}

void PathField::browse()
{
    auto *dialog = new QFileDialog(this, m_label);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(m_line->objectName() + QStringLiteral("Dialog"));
    dialog->setFileMode(m_mode == Mode::Folder ? QFileDialog::Directory : QFileDialog::ExistingFile);
    dialog->setFilter(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden); // Maildirs and keys often hide
    if (!path().isEmpty())
        dialog->selectFile(path());
    connect(dialog, &QFileDialog::fileSelected, this, &PathField::setPath);
    dialog->open();
}

} // namespace otklik::ui
