// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace otklik::mime {

/// HTML as readable plain text: paragraphs, line breaks, lists, table rows, quotes marked by "> ". What is not shown
/// (head, style, script, hidden elements) is left out; a link keeps its target when the text does not name it. Total
/// and bounded: at most `maxLength` characters, at most 1024 levels.
[[nodiscard]] QString htmlToText(const QString &html, qsizetype maxLength = 4 * 1024 * 1024);

} // namespace otklik::mime
