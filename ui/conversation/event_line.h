// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QWidget>

class QLabel;

namespace otklik::ui {

/// A quiet line between cards: icon, who did what, when. Several merged decisions unfold with a click.
class EventLine final : public QWidget
{
    Q_OBJECT
public:
    /// `sentences` are safe rich text; with more than one `summary` stands for them until unfolded.
    EventLine(const Look &look, const QString &icon, const QStringList &sentences, const QString &summary,
              const QString &time, QWidget *parent = nullptr);
    [[nodiscard]] bool isUnfolded() const { return m_unfolded; }
    void setUnfolded(bool unfolded);

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    void fill();

    Look m_look;
    QStringList m_sentences;
    QString m_summary;
    bool m_unfolded = false;
    QLabel *m_text;
};

/// "Yesterday" between two thin lines.
class DayLine final : public QWidget
{
    Q_OBJECT
public:
    DayLine(const Look &look, const QString &day, QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override { return {120, 20}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Look m_look;
    QString m_day;
};

} // namespace otklik::ui
