// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QStyledItemDelegate>

namespace otklik::ui {

/// Two lines, 50 px: shortcut with the typed part marked, language, uses; title and how often it helped.
class CannedDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    static constexpr int kRowHeight = 50;
    explicit CannedDelegate(const Look &look, QObject *parent = nullptr);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {200, kRowHeight};
    }

private:
    void paintFirst(QPainter &painter, QRect line, const QModelIndex &index) const;
    void paintSecond(QPainter &painter, QRect line, const QModelIndex &index) const;

    Look m_look;
};

} // namespace otklik::ui
