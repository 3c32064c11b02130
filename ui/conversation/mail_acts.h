// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QUrl>

#include <functional>

class QWidget;

namespace otklik::ui {

/// Opens a link of a mail in the browser; asks first when something about it or its mail is `doubtful`.
void openMailLink(QWidget *parent, const QUrl &url, bool doubtful);
/// Asks where to put a file of that name.
void askWhereToSave(QWidget *parent, const QString &name, std::function<void(const QString &path)> save);

} // namespace otklik::ui
