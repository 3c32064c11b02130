// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QStyledItemDelegate>

namespace otklik::ui {

/// Paints the views list: section headings, and rows with icon or dot, name and count. Looks at roles only.
class ViewsDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit ViewsDelegate(const Look &look, QObject *parent = nullptr);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintHeading(QPainter &painter, const QRect &rect, const QString &title, bool isFirst) const;

    Look m_look;
};

} // namespace otklik::ui
