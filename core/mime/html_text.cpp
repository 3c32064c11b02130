// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/html_text.h"

#include "core/mime/html_tree.h"

#include <QSet>

namespace otklik::mime {

namespace {

const QSet<QByteArray> kSkipped{"head",     "style",    "script", "title", "meta",   "link",
                                "noscript", "template", "object", "embed", "iframe", "svg",
                                "math",     "textarea", "select", "audio", "video"};
const QSet<QByteArray> kBlocks{"p",   "div", "table",   "tr",      "ul",       "ol",     "li",
                               "h1",  "h2",  "h3",      "h4",      "h5",       "h6",     "blockquote",
                               "pre", "hr",  "section", "article", "header",   "footer", "center",
                               "dl",  "dt",  "dd",      "address", "fieldset", "form",   "body"};
const QSet<QByteArray> kParagraphs{"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "pre", "blockquote"};

class TextWriter
{
public:
    explicit TextWriter(qsizetype maxLength)
        : m_max(maxLength)
    {
    }

    void walk(const GumboNode &node, int depth)
    {
        if (m_text.size() >= m_max || depth > kMaxHtmlDepth)
            return;
        switch (node.type) {
        case GUMBO_NODE_TEXT:
        case GUMBO_NODE_CDATA:
            return write(QString::fromUtf8(node.v.text.text));
        case GUMBO_NODE_WHITESPACE:
            return write(QStringLiteral(" "));
        case GUMBO_NODE_ELEMENT:
        case GUMBO_NODE_TEMPLATE:
            return element(node, depth);
        default:
            return;
        }
    }

    [[nodiscard]] QString take()
    {
        while (m_text.endsWith(QLatin1Char('\n')) || m_text.endsWith(QLatin1Char(' ')))
            m_text.chop(1);
        return m_text;
    }

private:
    void element(const GumboNode &node, int depth)
    {
        const QByteArray name = elementName(node);
        if (kSkipped.contains(name) || isHidden(node))
            return;
        if (name == "br")
            return breakLine(1, true);
        const bool block = kBlocks.contains(name);
        const int gap = kParagraphs.contains(name) ? 2 : 1;
        if (block)
            breakLine(gap);
        if (name == "li")
            write(QStringLiteral("• "));
        if (name == "hr")
            write(QStringLiteral("———"));
        if (name == "img")
            return write(attributeOf(node, "alt"));
        if ((name == "td" || name == "th") && !atLineStart())
            m_text += QStringLiteral("  ");
        const bool quote = name == "blockquote";
        const bool pre = name == "pre";
        m_quotes += quote ? 1 : 0;
        m_pre += pre ? 1 : 0;
        const qsizetype before = m_text.size();
        children(node, depth);
        if (name == "a")
            linkTarget(node, before);
        m_pre -= pre ? 1 : 0;
        if (block)
            breakLine(gap);
        m_quotes -= quote ? 1 : 0;
    }

    void children(const GumboNode &node, int depth)
    {
        const GumboVector &children = node.v.element.children;
        for (unsigned i = 0; i < children.length; ++i)
            walk(*static_cast<const GumboNode *>(children.data[i]), depth + 1);
    }

    void linkTarget(const GumboNode &node, qsizetype before)
    {
        const QString href = attributeOf(node, "href").trimmed();
        const QString shown = m_text.mid(before).trimmed();
        if (shown.isEmpty() || !href.startsWith(QLatin1String("http"), Qt::CaseInsensitive) || href.size() > 500)
            return;
        QString bare = href;
        bare.remove(QLatin1String("https://")).remove(QLatin1String("http://"));
        while (bare.endsWith(QLatin1Char('/')))
            bare.chop(1);
        if (!shown.contains(bare))
            m_text += QStringLiteral(" <%1>").arg(href);
    }

    [[nodiscard]] bool atLineStart() const
    {
        return m_text.isEmpty() || m_text.endsWith(QLatin1Char('\n')) || m_lineIsPrefix;
    }

    void beginLine()
    {
        if (!(m_text.isEmpty() || m_text.endsWith(QLatin1Char('\n'))) || m_quotes == 0)
            return;
        m_text += QString(m_quotes, QLatin1Char('>')) + QLatin1Char(' ');
        m_lineIsPrefix = true;
    }

    void write(const QString &piece)
    {
        if (m_pre > 0) {
            beginLine();
            m_text += piece;
            m_lineIsPrefix = false;
            return;
        }
        for (const QChar c : piece) {
            const bool space = c.isSpace() && c != QChar::Nbsp;
            if (space) {
                if (!atLineStart() && !m_text.endsWith(QLatin1Char(' ')))
                    m_text += QLatin1Char(' ');
                continue;
            }
            // Invisible padding of newsletters.
            if (c == QChar(0x200c) || c == QChar(0x034f) || c == QChar(0x00ad) || c == QChar(0xfeff))
                continue;
            beginLine();
            m_text += c == QChar::Nbsp ? QLatin1Char(' ') : c;
            m_lineIsPrefix = false;
        }
    }

    /// At least `count` line ends here, but no more than one empty line.
    void breakLine(int count, bool always = false)
    {
        while (m_text.endsWith(QLatin1Char(' ')) && !m_lineIsPrefix)
            m_text.chop(1);
        if (m_text.isEmpty())
            return;
        if (always && m_text.endsWith(QLatin1String("\n\n")))
            return;
        if (always) {
            m_text += QLatin1Char('\n');
        } else {
            for (int i = m_text.endsWith(QLatin1String("\n\n")) ? 2
                         : m_text.endsWith(QLatin1Char('\n'))   ? 1
                                                                : 0;
                 i < count; ++i)
                m_text += QLatin1Char('\n');
        }
        m_lineIsPrefix = false;
    }

    QString m_text;
    qsizetype m_max;
    int m_quotes = 0;
    int m_pre = 0;
    bool m_lineIsPrefix = false;
};

} // namespace

QString htmlToText(const QString &html, qsizetype maxLength)
{
    const HtmlTree tree(html);
    TextWriter writer(maxLength);
    writer.walk(*tree.root(), 0);
    return writer.take();
}

} // namespace otklik::mime
