// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QPushButton>

namespace otklik::ui {

/// A push button whose shortcut stands quietly behind the label; when narrow the hint goes first.
class HintButton final : public QPushButton
{
    Q_OBJECT
public:
    enum class Kind { Plain, Flat, Primary };
    /// `iconName` may be empty.
    HintButton(const Look &look, Kind kind, const QString &iconName, const QString &text, const QString &hint,
               QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    void setHint(const QString &hint);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] int labelWidth() const;
    [[nodiscard]] int hintWidth() const;

    Look m_look;
    Kind m_kind;
    QString m_iconName, m_hint;
};

} // namespace otklik::ui
