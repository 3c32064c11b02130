// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QWidget>

namespace otklik::ui {

/// One line of the contacts: icon and text, 24 px; the text can be copied from the context menu.
class ContactLine final : public QWidget
{
    Q_OBJECT
public:
    ContactLine(const Look &look, const QString &icon, const QString &text, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    Look m_look;
    QString m_icon, m_text;
};

} // namespace otklik::ui
