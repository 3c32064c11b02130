// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QFrame>

class QLabel;
class QPushButton;

namespace otklik::ui {

class ElidedLabel;

/// One check of an account: mark, title, how it went, how long it took; opens to show its log.
class CheckRow final : public QFrame
{
    Q_OBJECT
public:
    enum class State { Waiting, Running, Passed, Weak, Failed };

    /// `id` is the handle for tests: "check-connect".
    CheckRow(const Look &look, const QString &id, const QString &icon, const QString &title, QWidget *parent = nullptr);

    void setState(State state);
    [[nodiscard]] State state() const { return m_state; }
    void setSummary(const QString &text);
    [[nodiscard]] QString summary() const;
    void addLog(const QString &line);
    [[nodiscard]] QString log() const;
    void setMs(qint64 ms);
    void clear();
    void setOpen(bool open);

private:
    void paintMark();

    Look m_look;
    QString m_icon, m_title;
    State m_state = State::Waiting;
    QLabel *m_mark, *m_picture, *m_name, *m_time, *m_log;
    ElidedLabel *m_summary;
    QPushButton *m_show;
};

} // namespace otklik::ui
