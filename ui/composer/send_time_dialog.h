// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/instant.h"

#include <QDialog>

class QDateTimeEdit;
class QPushButton;

namespace otklik::ui {

/// When an answer is to go: a day and a time, later than now.
class SendTimeDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit SendTimeDialog(Instant now, QWidget *parent = nullptr);
    [[nodiscard]] Instant chosen() const;

private:
    void refresh();

    Instant m_now;
    QDateTimeEdit *m_edit;
    QPushButton *m_ok = nullptr;
};

} // namespace otklik::ui
