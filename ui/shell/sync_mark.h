// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/rail_mark.h"

namespace otklik::ui {

/// The mark at the rail's foot: what the mailbox does, and since when. A click asks for a synchronisation.
class SyncMark final : public RailMark
{
    Q_OBJECT
public:
    enum class State { Idle, Syncing, InSync, Offline, Trouble };

    explicit SyncMark(const Look &look, QWidget *parent = nullptr);
    /// `detail` is the small second line ("2 s ago"); `tip` the whole story.
    void set(State state, const QString &detail, const QString &tip);
    /// A count at the corner; 0 = none.
    void setCount(int count);
    [[nodiscard]] int count() const { return m_count; }
    [[nodiscard]] State state() const { return m_state; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QString word() const;

    State m_state = State::Idle;
    QString m_detail;
    int m_count = 0;
};

} // namespace otklik::ui
