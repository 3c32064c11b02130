// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QWidget>

namespace otklik::ui {

/// The 2-px line under the top bar. Takes its height also while there is nothing to show, so that nothing jumps.
class ProgressLine final : public QWidget
{
    Q_OBJECT
public:
    explicit ProgressLine(const Look &look, QWidget *parent = nullptr);
    /// total 0 with active: the end is not known yet.
    void setProgress(qint64 done, qint64 total);
    void clear();
    [[nodiscard]] bool isActive() const { return m_active; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Look m_look;
    qint64 m_done = 0, m_total = 0;
    bool m_active = false;
};

} // namespace otklik::ui
