// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QDialog>

namespace otklik::ui {

class CommandTable;

/// "All keys", made from the command table.
class KeysPage final : public QDialog
{
    Q_OBJECT
public:
    KeysPage(const Look &look, const CommandTable &commands, QWidget *parent);
};

} // namespace otklik::ui
