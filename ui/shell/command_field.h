// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QAbstractButton>

namespace otklik::ui {

/// The button in the top bar that looks like a field and opens the palette. Shrinks to its icon.
class CommandField final : public QAbstractButton
{
    Q_OBJECT
public:
    CommandField(const Look &look, const QString &keys, QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override { return {392, 28}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Look m_look;
    QString m_keys;
};

} // namespace otklik::ui
