// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QWidget>

class QMenuBar;

namespace otklik::ui {

class CommandField;
class CommandTable;
class HintButton;

/// The 40-px bar: mark, menus, command field, New ticket. The field gives way before anything else does.
class TopBar final : public QWidget
{
    Q_OBJECT
public:
    TopBar(const Look &look, CommandTable &commands, QWidget *parent = nullptr);
    [[nodiscard]] QWidget *commandField() const;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void placeField();

    Look m_look;
    QMenuBar *m_menus;
    CommandField *m_field;
    HintButton *m_newTicket = nullptr;
};

} // namespace otklik::ui
