// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QDialog>
#include <QHash>

#include <vector>

class QLineEdit;

namespace otklik::ui {

/// Asks what a canned response wants to know before it is inserted. A question left empty stays a gap in the text.
class QuestionsDialog final : public QDialog
{
    Q_OBJECT
public:
    QuestionsDialog(const Look &look, const QString &title, const QStringList &questions, QWidget *parent = nullptr);
    /// By the words of the question; only those that were answered.
    [[nodiscard]] QHash<QString, QString> answers() const;

private:
    QStringList m_questions;
    std::vector<QLineEdit *> m_fields;
};

} // namespace otklik::ui
