// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <gumbo.h>

#include <memory>

namespace otklik::mime {

class HtmlArena;

/// A parsed HTML document; parsing never fails and is bounded in time and memory. UTF-8 inside.
class HtmlTree final
{
public:
    explicit HtmlTree(const QString &html);
    ~HtmlTree();
    HtmlTree(const HtmlTree &) = delete;
    HtmlTree &operator=(const HtmlTree &) = delete;
    [[nodiscard]] const GumboNode *root() const { return m_output->root; }

private:
    QByteArray m_source;
    std::unique_ptr<HtmlArena> m_arena; ///< holds m_output
    GumboOutput *m_output = nullptr;
};

/// Lower-case name of an element, also for unknown ones.
[[nodiscard]] QByteArray elementName(const GumboNode &node);
/// Value of an attribute; null when it has none.
[[nodiscard]] QString attributeOf(const GumboNode &node, const char *name);
/// display:none, visibility:hidden, the hidden attribute, zero font size.
[[nodiscard]] bool isHidden(const GumboNode &element);

inline constexpr int kMaxHtmlDepth = 1024;

} // namespace otklik::mime
