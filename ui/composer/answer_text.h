// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

class QTextDocument;

namespace otklik::ui {

/// What goes out of the editor's document. Tints of placeholders never do.

/// Plain text: lists as "• " and "1. ", a link's address behind its words.
[[nodiscard]] QString plainAnswer(const QTextDocument &document);
/// Paragraphs, bold, italic, lists and links only; empty when plain text says the same.
[[nodiscard]] QString richAnswer(const QTextDocument &document);

/// A "{{ … }}" that has no value.
struct GapPlace
{
    int start = 0, length = 0;
    bool operator==(const GapPlace &) const = default;
};
[[nodiscard]] std::vector<GapPlace> gapsIn(const QTextDocument &document);

} // namespace otklik::ui
