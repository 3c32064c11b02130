// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QWidget>

class QLabel;

namespace otklik::ui {

/// The yellow note that is pinned to a customer.
class PinnedNote final : public QWidget
{
    Q_OBJECT
public:
    explicit PinnedNote(const Look &look, QWidget *parent = nullptr);
    void setText(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void colour();

    Look m_look;
    QLabel *m_label;
};

} // namespace otklik::ui
