// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

class QAbstractButton;

namespace otklik::ui {

/// Gives a control its handle for tests (objectName) and its name for screen readers. Returns the control.
template<typename Control>
Control *named(Control *control, const QString &objectName, const QString &accessibleName)
{
    control->setObjectName(objectName);
    control->setAccessibleName(accessibleName);
    return control;
}

/// The same for a button of Qt's, whose own words name it.
void nameByText(QAbstractButton *button, const QString &objectName);

/// Sets a property that the style sheet looks at, and has the sheet looked at again.
void setStyleProperty(QWidget *widget, const char *name, const QVariant &value);
/// Paints the ground of a container: "window", "side", "panel", "raised" or "inset".
void setSurface(QWidget *widget, const QString &surface);
/// Tells screen readers that something happened which has no focus ("3 tickets assigned").
void announce(QWidget *where, const QString &sentence);

} // namespace otklik::ui
