// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

/// What the fixtures of private servers share.
namespace otklik::test {

/// For a server that binds it a moment later: each is handed out once, and lies below those that the system takes for
/// connections of its own.
[[nodiscard]] Result<quint16> freePort();
/// Whether somebody takes connections there and, with `greets`, says something by himself.
[[nodiscard]] bool answers(quint16 port, bool greets);
[[nodiscard]] Result<void> writeFile(const QString &name, const QByteArray &content);

} // namespace otklik::test
