// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/desk_values.h"
#include "ui/widgets/look.h"

#include <QWidget>

class QLineEdit;

namespace otklik::ui {

/// Who works at this desk: the name that the team and customers see, and one's own address.
class PersonForm final : public QWidget
{
    Q_OBJECT
public:
    PersonForm(const Look &look, const workspace::Me &me, QWidget *parent = nullptr);

    [[nodiscard]] workspace::Me me() const;
    /// What is saved; shown unless something else has been typed meanwhile.
    void setKept(const workspace::Me &me);
    [[nodiscard]] bool isChanged() const;
    /// The first thing that is missing, as a request; empty when all is there.
    [[nodiscard]] QString missing() const;

Q_SIGNALS:
    void changed();

private:
    workspace::Me m_me;
    QLineEdit *m_name, *m_address;
};

} // namespace otklik::ui
