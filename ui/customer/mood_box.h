// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ticket/customer.h"
#include "ui/widgets/look.h"

#include <QWidget>

namespace otklik::ui {

/// The coloured box with a customer's mood.
class MoodBox final : public QWidget
{
    Q_OBJECT
public:
    explicit MoodBox(const Look &look, QWidget *parent = nullptr);
    void set(ticket::Mood mood, const QString &title, const QString &detail);
    [[nodiscard]] QSize sizeHint() const override { return {100, 40}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Look m_look;
    ticket::Mood m_mood = ticket::Mood::None;
    QString m_title, m_detail;
};

} // namespace otklik::ui
