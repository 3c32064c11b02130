// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/desk_values.h"
#include "ui/widgets/look.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace otklik::ui {

/// The fields of one canned response.
class AnswerForm final : public QWidget
{
    Q_OBJECT
public:
    explicit AnswerForm(const Look &look, QWidget *parent = nullptr);

    /// `nameStays`: it is saved already, and journal and tickets know it by this name.
    void show(const workspace::CannedRow &canned, bool nameStays);
    /// What stands in the fields, without white space around it. Of a new one a name left empty is made from the title,
    /// and the language is that of the windows.
    [[nodiscard]] workspace::CannedRow typed() const;
    /// The fields as they are, to be kept and shown again.
    [[nodiscard]] workspace::CannedRow fields() const;
    [[nodiscard]] QPlainTextEdit &body() { return *m_body; }
    /// Letters and digits of the title in lower case, a "-" for the rest.
    [[nodiscard]] static QString nameFrom(const QString &title);

Q_SIGNALS:
    void changed();

private:
    void suggest();

    QLineEdit *m_title, *m_name, *m_language, *m_shortcut;
    QPlainTextEdit *m_body;
    QLabel *m_nameHint;
};

} // namespace otklik::ui
