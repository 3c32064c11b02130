// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/gmime_tree.h"

#include <QString>

#include <vector>

namespace otklik::mime {

/// The words of a mail as its parts give them, in order. What is searched, quoted and forwarded (text) and what is
/// shown (html) hold each of them once: a part is left out of one of them only where its alternative is in there.
class BodyText final
{
public:
    void addPlain(const Leaf &leaf, QString words) { add(leaf, std::move(words), false); }
    void addHtml(const Leaf &leaf, QString words) { add(leaf, std::move(words), true); }
    [[nodiscard]] bool hasPlain() const;
    /// Blank when nothing is plain text.
    [[nodiscard]] QString text() const;
    /// Empty when nothing is HTML.
    [[nodiscard]] QString html() const;

private:
    struct Piece
    {
        const Leaf *leaf; ///< of the tree
        QString words;
        bool isHtml;
        bool isBlank;
    };
    void add(const Leaf &leaf, QString words, bool isHtml);
    /// A part that cannot be taken apart, where an alternative of it can be read.
    [[nodiscard]] bool isNeedless(const Piece &piece) const;
    /// Whether that leaf is a piece with words.
    [[nodiscard]] bool isThere(int leaf) const;

    std::vector<Piece> m_pieces;
};

} // namespace otklik::mime
