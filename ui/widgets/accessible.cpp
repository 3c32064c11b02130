// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/accessible.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QStyle>
#include <QVariant>

namespace otklik::ui {

void nameByText(QAbstractButton *button, const QString &objectName)
{
    named(button, objectName, button->text().remove(QLatin1Char('&')));
}

void setStyleProperty(QWidget *widget, const char *name, const QVariant &value)
{
    if (widget->property(name) == value)
        return;
    widget->setProperty(name, value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

void setSurface(QWidget *widget, const QString &surface)
{
    widget->setAttribute(Qt::WA_StyledBackground);
    setStyleProperty(widget, "surface", surface);
}

void announce(QWidget *where, const QString &sentence)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QAccessibleAnnouncementEvent event(where, sentence);
#else
    where->setAccessibleDescription(sentence);
    QAccessibleEvent event(where, QAccessible::Alert);
#endif
    QAccessible::updateAccessibility(&event);
}

} // namespace otklik::ui
