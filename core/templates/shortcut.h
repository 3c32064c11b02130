// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/templates/template.h"

namespace otklik::templates {

/// True for the shortcut of an answer: ";" and then letters, digits, "-" or "_", at most 40 characters.
[[nodiscard]] bool isShortcut(QStringView text);

/// The shortcut that ends at the caret (";dns|"), to be replaced by its answer. Only at the start of the text or after
/// white space or an opening bracket or quotation mark, so that "nginx;dns" stays what it is.
[[nodiscard]] std::optional<SourceRange> shortcutBefore(QStringView text, qsizetype caret);

/// Which language variant of an answer to take: the first of `preferred` that there is ("pt-BR" also finds "pt"), else
/// the first of `available`. Empty when there is none. Ignores case.
[[nodiscard]] QString chooseLanguage(const QStringList &available, const QStringList &preferred);

} // namespace otklik::templates
