// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/html_tree.h"

#include "core/mime/html_arena.h"

#include <QByteArrayList>
#include <QHash>
#include <QRegularExpression>

#include <cctype>

namespace otklik::mime {

namespace {

constexpr qsizetype kMostBytes = 8 * 1024 * 1024;
constexpr int kMostOpen = 400;

/// Elements that need no end tag: they do not nest by being left open.
bool closesItself(QByteArrayView name)
{
    static const QByteArrayList names{"p",      "li",    "td",    "th",    "tr",   "dd",   "dt",
                                      "br",     "img",   "hr",    "input", "meta", "link", "col",
                                      "option", "tbody", "thead", "area",  "base", "wbr",  "param"};
    return std::any_of(names.begin(), names.end(),
                       [name](const QByteArray &one) { return name.compare(one, Qt::CaseInsensitive) == 0; });
}

/// Gumbo looks through all open elements at each tag: tags that would nest deeper than any real mail lose their "<".
/// A cheap estimate; HtmlArena bounds what slips through.
QByteArray withBoundedNesting(QByteArray html)
{
    QHash<QByteArray, int> openByName;
    int open = 0;
    for (qsizetype i = html.indexOf('<'); i >= 0 && i + 1 < html.size(); i = html.indexOf('<', i + 1)) {
        const bool end = html[i + 1] == '/';
        qsizetype stop = i + (end ? 2 : 1);
        const qsizetype start = stop;
        while (stop < html.size() && std::isalnum(static_cast<unsigned char>(html[stop])))
            ++stop;
        const QByteArrayView name = QByteArrayView(html).sliced(start, stop - start);
        if (name.isEmpty() || closesItself(name))
            continue;
        int &ofName = openByName[name.toByteArray().toLower()];
        if (end) {
            // A stray end tag closes nothing.
            open -= ofName > 0 ? 1 : 0;
            ofName = std::max(0, ofName - 1);
        } else if (open >= kMostOpen) {
            html[i] = ' ';
        } else {
            ++open;
            ++ofName;
        }
    }
    return html;
}

} // namespace

HtmlTree::HtmlTree(const QString &html)
    : m_source(withBoundedNesting(html.left(kMostBytes).toUtf8()))
    , m_arena(std::make_unique<HtmlArena>())
{
    // Only markup made to exhaust the reader is refused; then less of it is read, in the end nothing.
    while (!m_arena->parse(m_source, &m_output))
        m_source.truncate(m_source.size() / 8);
}

HtmlTree::~HtmlTree() = default;

QByteArray elementName(const GumboNode &node)
{
    const GumboElement &element = node.v.element;
    if (element.tag != GUMBO_TAG_UNKNOWN)
        return gumbo_normalized_tagname(element.tag);
    GumboStringPiece piece = element.original_tag;
    gumbo_tag_from_original_text(&piece);
    return QByteArray(piece.data, qsizetype(piece.length)).toLower();
}

QString attributeOf(const GumboNode &node, const char *name)
{
    const GumboAttribute *attribute = gumbo_get_attribute(&node.v.element.attributes, name);
    return attribute ? QString::fromUtf8(attribute->value) : QString();
}

bool isHidden(const GumboNode &element)
{
    if (gumbo_get_attribute(&element.v.element.attributes, "hidden"))
        return true;
    const QString style = attributeOf(element, "style");
    if (style.isEmpty())
        return false;
    static const QRegularExpression hiding(
        QStringLiteral("(?:display\\s*:\\s*none|visibility\\s*:\\s*hidden|mso-hide\\s*:\\s*all|font-size\\s*:\\s*0(?:"
                       "px|pt|em|%)?\\s*(?:;|$)|opacity\\s*:\\s*0(?:\\.0+)?\\s*(?:;|$))"),
        QRegularExpression::CaseInsensitiveOption);
    return hiding.match(style).hasMatch();
}

} // namespace otklik::mime
