// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QGridLayout>

class QLabel;

namespace otklik::ui {

/// Fields in two columns, each with its label above.
class FormGrid final : public QGridLayout
{
public:
    FormGrid(const Look &look, QWidget *parent);

    /// `field` may be a row of controls; the label is its buddy. Returns the label.
    QLabel *add(int row, int column, const QString &label, QWidget *field, int columns = 1);

private:
    Look m_look;
};

} // namespace otklik::ui
