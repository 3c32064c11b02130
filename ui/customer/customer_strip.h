// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/ticket/customer.h"
#include "ui/widgets/look.h"

#include <QAbstractButton>

namespace otklik::ui {

/// The customer panel folded to 48 px in narrow windows: avatar, mood, pin. A click (or F4) slides the panel over.
class CustomerStrip final : public QAbstractButton
{
    Q_OBJECT
public:
    CustomerStrip(const Look &look, const Clock &clock, QWidget *parent = nullptr);
    void showCustomer(const ticket::CustomerCard &card);
    void showNobody();
    [[nodiscard]] QSize sizeHint() const override { return {48, 200}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Look m_look;
    const Clock &m_clock;
    ticket::CustomerCard m_card;
};

} // namespace otklik::ui
