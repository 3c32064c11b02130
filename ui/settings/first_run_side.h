// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QWidget>

#include <array>

class QVBoxLayout;

namespace otklik::ui {

/// The side bar of the first run: what has to be said before the desk is there, and how far one is; below it the way
/// back to the demo mailbox. Shows only what it is told.
class FirstRunSide final : public QWidget
{
    Q_OBJECT
public:
    enum class Step { Person, Mailbox, Team, Ready };
    enum class State { Ahead, Now, Done };

    FirstRunSide(const Look &look, QWidget *parent = nullptr);
    /// `detail` is one line below the step's name.
    void setStep(Step step, State state, const QString &detail);
    [[nodiscard]] State state(Step step) const;
    /// Only where a demo mailbox is on screen behind the dialog.
    void offerDemo();

Q_SIGNALS:
    void demoRequested();

private:
    class Line;

    Look m_look;
    QVBoxLayout *m_column;
    std::array<Line *, 4> m_lines;
};

} // namespace otklik::ui
