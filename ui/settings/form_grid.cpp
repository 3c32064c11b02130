// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/form_grid.h"

#include <QLabel>

namespace otklik::ui {

FormGrid::FormGrid(const Look &look, QWidget *parent)
    : QGridLayout(parent)
    , m_look(look)
{
    setContentsMargins(0, 0, 0, 0);
    setHorizontalSpacing(16);
    setVerticalSpacing(4);
    setColumnStretch(0, 1);
    setColumnStretch(1, 1);
}

QLabel *FormGrid::add(int row, int column, const QString &label, QWidget *field, int columns)
{
    auto *above = new QLabel(label);
    above->setFont(m_look.font(TypeRole::Button));
    above->setBuddy(field);
    above->setContentsMargins(0, row > 0 ? 8 : 0, 0, 0);
    addWidget(above, row * 2, column, 1, columns);
    addWidget(field, row * 2 + 1, column, 1, columns, Qt::AlignTop);
    return above;
}

} // namespace otklik::ui
