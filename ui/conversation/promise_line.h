// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ticket/ticket_row.h"
#include "ui/widgets/look.h"

#include <QWidget>

namespace otklik::ui {

/// The promise that runs: its name, what is left of it, when it is due, and a bar of the time used.
class PromiseLine final : public QWidget
{
    Q_OBJECT
public:
    explicit PromiseLine(const Look &look, QWidget *parent = nullptr);
    void set(const ticket::TicketRow &row, Instant now);
    [[nodiscard]] QString sentence() const { return m_sentence; }
    [[nodiscard]] QSize sizeHint() const override { return {200, 24}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Look m_look;
    QString m_name, m_sentence;
    double m_used = 0;
    Token m_ink = Token::Green, m_bar = Token::GreenL;
};

} // namespace otklik::ui
