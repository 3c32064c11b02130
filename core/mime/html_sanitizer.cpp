// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/html_sanitizer.h"

#include "core/mime/html_tree.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QUrl>

namespace otklik::mime {

namespace {

const QSet<QByteArray> kAllowed{"a",    "abbr",  "address", "b",      "bdi",    "big", "blockquote", "br",    "center",
                                "cite", "code",  "dd",      "del",    "dfn",    "div", "dl",         "dt",    "em",
                                "font", "h1",    "h2",      "h3",     "h4",     "h5",  "h6",         "hr",    "i",
                                "img",  "ins",   "kbd",     "li",     "ol",     "p",   "pre",        "q",     "s",
                                "samp", "small", "span",    "strike", "strong", "sub", "sup",        "table", "tbody",
                                "td",   "tfoot", "th",      "thead",  "tr",     "tt",  "u",          "ul",    "var"};
/// Left out with everything in them; other unknown elements only lose their tags.
const QSet<QByteArray> kDropped{"head",     "style",    "script",   "title",       "meta",   "link",
                                "base",     "object",   "embed",    "applet",      "iframe", "frame",
                                "frameset", "noframes", "noscript", "template",    "svg",    "math",
                                "audio",    "video",    "canvas",   "form-button", "input",  "button",
                                "select",   "option",   "textarea", "isindex",     "xml",    "plaintext"};
const QSet<QByteArray> kVoid{"br", "hr", "img"};
const QSet<QByteArray> kCounted{"script", "iframe", "object", "embed", "applet", "form",  "input", "button",
                                "svg",    "frame",  "base",   "meta",  "link",   "video", "audio"};

constexpr qsizetype kMostOutput = 4 * 1024 * 1024;

bool isNumber(const QString &value)
{
    static const QRegularExpression number(QStringLiteral("^\\d{1,4}%?$"));
    return number.match(value).hasMatch();
}

bool isColour(const QString &value)
{
    static const QRegularExpression colour(QStringLiteral("^(?:#[0-9a-f]{3,8}|[a-z]{3,20}|rgba?\\([\\d\\s.,%]+\\))$"),
                                           QRegularExpression::CaseInsensitiveOption);
    return colour.match(value).hasMatch();
}

/// "example.com" out of a visible link text; empty when the text is no address.
QString hostShown(const QString &text)
{
    static const QRegularExpression address(
        QStringLiteral("^\\s*(?:https?://)?((?:[\\w-]+\\.)+[\\w-]{2,})(?:[/?#:].*)?\\s*$"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption |
            QRegularExpression::DotMatchesEverythingOption);
    const auto match = address.match(text);
    return match.hasMatch() ? match.captured(1).toLower() : QString();
}

/// Same registrable name as far as one can tell without a list: one ends with the other.
bool sameSite(QString a, QString b)
{
    for (QString *host : {&a, &b})
        if (host->startsWith(QLatin1String("www.")))
            host->remove(0, 4);
    return a == b || a.endsWith(QLatin1Char('.') + b) || b.endsWith(QLatin1Char('.') + a);
}

class Sanitizer
{
public:
    explicit Sanitizer(const SanitizeOptions &options)
        : m_options(options)
    {
    }

    void walk(const GumboNode &node, int depth)
    {
        if (m_result.html.size() > kMostOutput || depth > kMaxHtmlDepth)
            return;
        if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE || node.type == GUMBO_NODE_CDATA) {
            const QString text = QString::fromUtf8(node.v.text.text);
            m_linkText += text;
            m_result.html += text.toHtmlEscaped();
        } else if (node.type == GUMBO_NODE_ELEMENT) {
            element(node, depth);
        }
    }

    [[nodiscard]] SanitizedHtml take() { return std::move(m_result); }

private:
    void element(const GumboNode &node, int depth)
    {
        const QByteArray name = elementName(node);
        if (kCounted.contains(name))
            ++m_result.removed;
        if (kDropped.contains(name) || isHidden(node))
            return;
        if (name == "img")
            return image(node);
        if (!kAllowed.contains(name))
            return children(node, depth);
        const QString tag = QString::fromLatin1(name);
        m_result.html += QLatin1Char('<') + tag + attributes(name, node) + QLatin1Char('>');
        if (kVoid.contains(name))
            return;
        const QString outerText = std::exchange(m_linkText, QString());
        children(node, depth);
        if (name == "a")
            checkLink(attributeOf(node, "href"));
        m_linkText = outerText + m_linkText;
        m_result.html += QStringLiteral("</") + tag + QLatin1Char('>');
    }

    void children(const GumboNode &node, int depth)
    {
        const GumboVector &list = node.v.element.children;
        for (unsigned i = 0; i < list.length; ++i)
            walk(*static_cast<const GumboNode *>(list.data[i]), depth + 1);
    }

    void image(const GumboNode &node)
    {
        const QString source = attributeOf(node, "src").trimmed();
        static const QRegularExpression data(
            QStringLiteral("^data:image/(?:png|jpeg|gif|webp);base64,[a-z0-9+/=\\s]+$"),
            QRegularExpression::CaseInsensitiveOption);
        const bool embedded =
            source.startsWith(QLatin1String("cid:"), Qt::CaseInsensitive) || data.match(source).hasMatch();
        const QString scheme = QUrl(source).scheme().toLower();
        const bool remote = scheme == QLatin1String("http") || scheme == QLatin1String("https") ||
                            source.startsWith(QLatin1String("//"));
        if (remote && !m_options.allowRemoteImages) {
            ++m_result.blockedImages;
            return alternative(node);
        }
        if (!embedded && !remote)
            return alternative(node);
        m_result.html += QStringLiteral("<img src=\"%1\"").arg(source.toHtmlEscaped());
        for (const char *side : {"width", "height"}) {
            const QString value = attributeOf(node, side);
            if (isNumber(value))
                m_result.html += QStringLiteral(" %1=\"%2\"").arg(QLatin1String(side), value);
        }
        m_result.html += QStringLiteral(" alt=\"%1\">").arg(attributeOf(node, "alt").toHtmlEscaped());
    }

    void alternative(const GumboNode &node)
    {
        const QString alt = attributeOf(node, "alt").trimmed();
        if (!alt.isEmpty())
            m_result.html += QStringLiteral("<i>[%1]</i>").arg(alt.toHtmlEscaped());
    }

    void checkLink(const QString &href)
    {
        const QString shown = hostShown(m_linkText);
        const QString real = QUrl(href.trimmed()).host().toLower();
        if (!shown.isEmpty() && !real.isEmpty() && !sameSite(shown, real))
            m_result.suspiciousLinks.push_back({shown, real});
    }

    QString attributes(const QByteArray &name, const GumboNode &node)
    {
        QString result;
        const auto keep = [&result](const char *attribute, const QString &value) {
            result += QStringLiteral(" %1=\"%2\"").arg(QLatin1String(attribute), value.toHtmlEscaped());
        };
        if (name == "a") {
            const QString href = attributeOf(node, "href").trimmed();
            const QString scheme = QUrl(href).scheme().toLower();
            if (scheme == QLatin1String("http") || scheme == QLatin1String("https") ||
                scheme == QLatin1String("mailto") || scheme == QLatin1String("tel"))
                keep("href", href);
        }
        if (name == "td" || name == "th")
            for (const char *span : {"colspan", "rowspan"})
                if (isNumber(attributeOf(node, span)))
                    keep(span, attributeOf(node, span));
        if (name == "table" || name == "td" || name == "th")
            for (const char *size : {"width", "cellpadding", "cellspacing", "border"})
                if (isNumber(attributeOf(node, size)))
                    keep(size, attributeOf(node, size));
        if (name == "ol" && isNumber(attributeOf(node, "start")))
            keep("start", attributeOf(node, "start"));
        const QString align = attributeOf(node, "align").toLower();
        if (align == QLatin1String("left") || align == QLatin1String("right") || align == QLatin1String("center"))
            keep("align", align);
        const QString style = styleOf(node);
        if (!style.isEmpty())
            keep("style", style);
        return result;
    }

    /// Weight, slant, decoration and alignment; colours only as a pair.
    static QString styleOf(const GumboNode &node)
    {
        QHash<QString, QString> given;
        for (const QString &declaration : attributeOf(node, "style").split(QLatin1Char(';'), Qt::SkipEmptyParts)) {
            const qsizetype colon = declaration.indexOf(QLatin1Char(':'));
            if (colon > 0)
                given.insert(declaration.left(colon).trimmed().toLower(),
                             declaration.mid(colon + 1).trimmed().toLower());
        }
        if (given.contains(QStringLiteral("background")) && !given.contains(QStringLiteral("background-color")))
            given.insert(QStringLiteral("background-color"), given.value(QStringLiteral("background")));
        static const QHash<QString, QRegularExpression> allowed{
            {QStringLiteral("font-weight"), QRegularExpression(QStringLiteral("^(?:bold|normal|[1-9]00)$"))},
            {QStringLiteral("font-style"), QRegularExpression(QStringLiteral("^(?:italic|normal)$"))},
            {QStringLiteral("text-decoration"),
             QRegularExpression(QStringLiteral("^(?:underline|line-through|none)$"))},
            {QStringLiteral("text-align"), QRegularExpression(QStringLiteral("^(?:left|right|center|justify)$"))},
            {QStringLiteral("white-space"), QRegularExpression(QStringLiteral("^(?:pre|pre-wrap|normal)$"))}};
        QStringList kept;
        for (auto it = allowed.begin(); it != allowed.end(); ++it)
            if (given.contains(it.key()) && it.value().match(given.value(it.key())).hasMatch())
                kept << it.key() + QLatin1Char(':') + given.value(it.key());
        kept.sort();
        const QString text = given.value(QStringLiteral("color"));
        const QString ground = given.value(QStringLiteral("background-color"));
        if (isColour(text) && isColour(ground) && text != ground)
            kept << QStringLiteral("color:%1;background-color:%2").arg(text, ground);
        return kept.join(QLatin1Char(';'));
    }

    SanitizeOptions m_options;
    SanitizedHtml m_result;
    QString m_linkText;
};

} // namespace

SanitizedHtml sanitizeHtml(const QString &html, const SanitizeOptions &options)
{
    const HtmlTree tree(html);
    Sanitizer sanitizer(options);
    sanitizer.walk(*tree.root(), 0);
    return sanitizer.take();
}

} // namespace otklik::mime
