// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace otklik::mime {

enum class BlockKind { Body, Quote, Signature, Attribution };

struct TextBlock
{
    BlockKind kind = BlockKind::Body;
    QString text; ///< with its line ends
    bool operator==(const TextBlock &) const = default;
};

/// Tells what the writer wrote from what he quoted and from his signature, for folding. Nothing is cut: the blocks one
/// after the other are the text, exactly. Words written between or below quoted lines are Body.
[[nodiscard]] std::vector<TextBlock> splitQuotes(const QString &text);

} // namespace otklik::mime
