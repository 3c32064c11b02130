// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QWidget>

namespace otklik::ui {

/// A tag as a round chip, 18 px, with a dot in the tag's own colour.
class TagChip final : public QWidget
{
    Q_OBJECT
public:
    TagChip(const Look &look, const QString &tag, QWidget *parent = nullptr);
    [[nodiscard]] QString tag() const { return m_tag; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Look m_look;
    QString m_tag;
};

} // namespace otklik::ui
