// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QStyledItemDelegate>

namespace otklik::ui {

/// Paints the palette's headings and entries. Looks at roles only.
class PaletteDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    enum Role { IconRole = Qt::UserRole + 1, DetailRole, KeysRole, EntryRole };

    explicit PaletteDelegate(const Look &look, QObject *parent = nullptr);
    void setHighlight(const QString &text) { m_text = text; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    int paintKeys(QPainter &painter, const QRect &row, const QString &keys) const;

    Look m_look;
    QString m_text;
};

} // namespace otklik::ui
