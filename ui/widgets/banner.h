// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace otklik::ui {

/// A coloured bar across a window or pane that says what is wrong and what to do about it.
class Banner final : public QFrame
{
    Q_OBJECT
public:
    enum class Tone { Blue, Amber, Red };
    Banner(const Look &look, Tone tone, const QString &sentence, QWidget *parent = nullptr);
    void setSentence(const QString &sentence);
    [[nodiscard]] QString sentence() const;
    /// `id` becomes the objectName and comes back with buttonClicked().
    QPushButton *addButton(const QString &id, const QString &text);

Q_SIGNALS:
    void buttonClicked(const QString &id);

private:
    Look m_look;
    QHBoxLayout *m_row;
    QLabel *m_icon;
    QLabel *m_label;
};

} // namespace otklik::ui
