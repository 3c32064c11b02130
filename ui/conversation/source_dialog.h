// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QDialog>

namespace otklik::ui {

/// The message as it came over the wire, read-only.
class SourceDialog final : public QDialog
{
    Q_OBJECT
public:
    static constexpr qsizetype kMaxShown = 2 * 1024 * 1024;
    SourceDialog(const Look &look, const QByteArray &raw, QWidget *parent = nullptr);
};

} // namespace otklik::ui
