// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>

#include <functional>
#include <utility>

namespace otklik::ui {

/// When to write down what is being typed: kKeepAfterMs after the first key, again as long as typing goes on, and at
/// once on flush(). UI thread.
class DraftTimer final
{
public:
    static constexpr int kKeepAfterMs = 800;

    explicit DraftTimer(std::function<void()> keep)
        : m_keep(std::move(keep))
    {
        m_timer.setSingleShot(true);
        m_timer.setInterval(kKeepAfterMs);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { flush(); });
    }

    void edited()
    {
        m_isDirty = true;
        // Not restarted by further typing: a fast typist is kept just as often.
        if (!m_timer.isActive())
            m_timer.start();
    }
    /// Keeps what was typed since the last time, if anything was.
    void flush()
    {
        m_timer.stop();
        if (std::exchange(m_isDirty, false))
            m_keep();
    }
    /// What was typed is kept otherwise, or not wanted any more.
    void forget()
    {
        m_timer.stop();
        m_isDirty = false;
    }

private:
    std::function<void()> m_keep;
    QTimer m_timer;
    bool m_isDirty = false;
};

} // namespace otklik::ui
