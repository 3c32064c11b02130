// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace otklik::ui {

/// A path that is typed or chosen: a line with [Browse…] behind it.
class PathField final : public QWidget
{
    Q_OBJECT
public:
    enum class Mode { File, Folder };
    /// `objectName` is that of the line; the button gets "Browse" behind it.
    PathField(Mode mode, const QString &objectName, const QString &label, QWidget *parent = nullptr);

    [[nodiscard]] QString path() const;
    void setPath(const QString &path);
    void browse();
    void setPlaceholder(const QString &text);
    [[nodiscard]] QLineEdit &line() { return *m_line; }

Q_SIGNALS:
    void changed();

private:
    Mode m_mode;
    QString m_label;
    QLineEdit *m_line;
    QPushButton *m_browse;
};

} // namespace otklik::ui
