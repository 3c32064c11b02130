// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QToolButton>

namespace otklik::ui {

/// One page of the navigation rail: icon over label, 64 × 52, with a count at its corner.
class RailButton final : public QToolButton
{
    Q_OBJECT
public:
    RailButton(const Look &look, const QString &iconName, const QString &label, QWidget *parent = nullptr);
    void setCount(int count, bool urgent);
    [[nodiscard]] int count() const { return m_count; }
    [[nodiscard]] QSize sizeHint() const override { return {64, 52}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Look m_look;
    QString m_iconName;
    int m_count = 0;
    bool m_urgent = false;
};

} // namespace otklik::ui
