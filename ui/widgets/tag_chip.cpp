// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tag_chip.h"

#include "ui/widgets/row_painting.h"

#include <QPainter>

namespace otklik::ui {

TagChip::TagChip(const Look &look, const QString &tag, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_tag(tag)
{
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    setAccessibleName(tag);
    setToolTip(tag);
    connect(&look.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize TagChip::sizeHint() const
{
    return {tagChipWidth(m_look, m_tag), 18};
}

void TagChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintTagChip(painter, m_look, QRect(0, (height() - 18) / 2, width(), 18), m_tag, false);
}

} // namespace otklik::ui
