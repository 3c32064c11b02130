// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QWidget>

namespace otklik::ui {

/// The round mark of a person: initials on a colour that follows from the address. No address = the dashed "nobody".
class Avatar final : public QWidget
{
    Q_OBJECT
public:
    Avatar(const Look &look, int diameter, QWidget *parent = nullptr);
    void setPerson(const QString &name, const QString &address);
    /// The green ring of somebody who is at the desk.
    void setPresent(bool present);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Look m_look;
    int m_diameter;
    bool m_present = false;
    QString m_name, m_address;
};

} // namespace otklik::ui
