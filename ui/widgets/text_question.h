// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace otklik::ui {

/// Asks for a text in a dialog that holds nothing up: `open()` it and wait for answered(). Deletes itself when closed.
class TextQuestion final : public QDialog
{
    Q_OBJECT
public:
    enum class Kind { Line, Secret, Lines };
    struct Words
    {
        QString name; ///< handle for tests; the parts are called nameField, nameOk and nameCancel
        QString title;
        QString label; ///< what is asked for
        QString verb;  ///< what the button does with the answer
    };

    TextQuestion(const Words &words, Kind kind, const QString &value, QWidget *parent);

Q_SIGNALS:
    /// As typed. Not said when the question was cancelled.
    void answered(const QString &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

} // namespace otklik::ui
