// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QToolButton>

namespace otklik::ui {

/// The primary button with a menu of variants at its right end ("Send and solve  Ctrl+Enter | v").
class SplitButton final : public QToolButton
{
    Q_OBJECT
public:
    SplitButton(const Look &look, const QString &text, const QString &hint, QWidget *parent = nullptr);
    void setLabel(const QString &text, const QString &hint);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    static constexpr int kMenuWidth = 26;
    Look m_look;
    QString m_hint;
};

} // namespace otklik::ui
