// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace otklik::store {

/// A piece of `text`, one line of at most 160 characters, around the first word that `query` means (stems compared);
/// its beginning when there is none.
[[nodiscard]] QString makeSnippet(const QString &text, const QString &query);
/// The same; nothing when there is none.
[[nodiscard]] std::optional<QString> findSnippet(const QString &text, const QString &query);

} // namespace otklik::store
