// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace otklik::ui {

/// What stands where a list would be: one strong line, one sentence, at most one button. No pictures.
class EmptyState final : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyState(const Look &look, QWidget *parent = nullptr);
    /// An empty `button` hides it.
    void set(const QString &title, const QString &sentence, const QString &button = {});

Q_SIGNALS:
    void buttonClicked();

private:
    QLabel *m_title;
    QLabel *m_sentence;
    QPushButton *m_button;
};

} // namespace otklik::ui
