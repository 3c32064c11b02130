// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/rail_mark.h"

namespace otklik::ui {

/// Is every mail of the mailboxes here? Always in sight, above the sync mark; a click tells more.
class HealthLight final : public RailMark
{
    Q_OBJECT
public:
    enum class Level { Unknown, Green, Amber, Red };

    explicit HealthLight(const Look &look, QWidget *parent = nullptr);
    /// `detail` is the small second line, when the last mail came; `tip` the whole story.
    void set(Level level, const QString &detail, const QString &tip);
    [[nodiscard]] Level level() const { return m_level; }
    [[nodiscard]] static Token inkOf(Level level);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QString word() const;
    [[nodiscard]] QString icon() const;

    Level m_level = Level::Unknown;
    QString m_detail;
};

} // namespace otklik::ui
