// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/html_sanitizer.h"

#include "core/mime/html_quotes.h"
#include "core/mime/html_style.h"
#include "core/mime/html_tree.h"

#include <QRegularExpression>
#include <QSet>
#include <QUrl>

#include <algorithm>

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
/// Of a link's text: an address begins within it, if it is one.
constexpr qsizetype kLongestShown = 2048;

bool isNumber(const QString &value)
{
    static const QRegularExpression number(QStringLiteral("^\\d{1,4}%?$"));
    return number.match(value).hasMatch();
}

/// As it is seen: without characters that take no room, the dots and letters of East Asian width as plain ones.
QString asSeen(const QString &text)
{
    QString seen;
    for (const QChar c : text.normalized(QString::NormalizationForm_KC))
        if (c.category() != QChar::Other_Format && c != QChar(0x034f))
            seen += c == u'。' ? QLatin1Char('.') : c;
    return seen;
}

/// Without what stands around an address in a sentence.
QStringView withoutMarks(QStringView text)
{
    while (!text.isEmpty() && !text.front().isLetterOrNumber())
        text = text.sliced(1);
    while (!text.isEmpty() && !text.back().isLetterOrNumber() && text.back() != QLatin1Char('/'))
        text.chop(1);
    return text;
}

/// "example.com" out of a visible link text that is an address and nothing else; empty when it is more or less.
QString onlyHost(const QString &text)
{
    static const QRegularExpression address(
        QStringLiteral("^(?:https?://)?((?:[\\w-]+\\.)+[^\\W\\d_][\\w-]+)\\.?(?:[/?#:].*)?$"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption |
            QRegularExpression::DotMatchesEverythingOption);
    const QString bare = withoutMarks(text).toString();
    const auto match = address.match(bare);
    if (!match.hasMatch())
        return {};
    const QString host = match.captured(1).toLower();
    // Mail programs link files they put elsewhere by their names: "report.pdf" is no host.
    static const QRegularExpression fileName(
        QStringLiteral("\\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|txt|csv|jpe?g|png|gif|bmp|tiff?|rar|7z|gz|tar|mp[34]|"
                       "avi|exe|msi|html?|php|xml|json|sql|log|eml|ics)$"));
    const bool plain = match.capturedLength(1) == bare.size();
    return plain && fileName.match(host).hasMatch() ? QString() : host;
}

/// Hosts that a visible link text names. Among other words only what says that it is an address of the web counts:
/// "Node.js" and "Booking.com" are names.
QStringList hostsShown(const QString &text)
{
    const QString seen = asSeen(text);
    if (const QString host = onlyHost(seen); !host.isEmpty())
        return {host};
    static const QRegularExpression within(
        QStringLiteral("(?<![\\w@/=.-])(?:https?://|(?=www\\.))((?:[\\w-]+\\.)+[^\\W\\d_][\\w-]+)"
                       "(?![\\w@-]|\\.\\w)"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    QStringList hosts;
    auto found = within.globalMatch(seen);
    while (found.hasNext() && hosts.size() < 10)
        hosts << found.next().captured(1).toLower();
    return hosts;
}

QString bareHost(QString host)
{
    while (host.endsWith(QLatin1Char('.')))
        host.chop(1);
    return host.startsWith(QLatin1String("www.")) ? host.mid(4) : host;
}

/// Same registrable name as far as one can tell without a list: one ends with the other.
bool sameSite(const QString &one, const QString &other)
{
    const QString a = bareHost(one);
    const QString b = bareHost(other);
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
        if (m_result.html.size() + m_result.quotedHtml.size() > kMostOutput || depth > kMaxHtmlDepth)
            return;
        if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE || node.type == GUMBO_NODE_CDATA) {
            const QString text = QString::fromUtf8(node.v.text.text);
            m_text += text;
            *m_out += text.toHtmlEscaped();
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
        const HtmlQuote quote = m_options.splitQuotes ? htmlQuoteOf(node) : HtmlQuote::None;
        QString *const outside = m_out;
        if (quote != HtmlQuote::None)
            m_out = &m_result.quotedHtml;
        if (kAllowed.contains(name))
            allowed(name, node, depth);
        else
            children(node, depth);
        // The tags that are open around it are closed where they were opened.
        if (quote == HtmlQuote::Quoted)
            m_out = outside;
    }

    void allowed(const QByteArray &name, const GumboNode &node, int depth)
    {
        const QString tag = QString::fromLatin1(name);
        QString *const place = m_out;
        *place += QLatin1Char('<') + tag + attributes(name, node) + QLatin1Char('>');
        if (kVoid.contains(name))
            return;
        const qsizetype textBegins = m_text.size();
        children(node, depth);
        if (name == "a")
            checkLink(attributeOf(node, "href"),
                      m_text.sliced(textBegins, std::min(m_text.size() - textBegins, kLongestShown)));
        *place += QStringLiteral("</") + tag + QLatin1Char('>');
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
        *m_out += QStringLiteral("<img src=\"%1\"").arg(source.toHtmlEscaped());
        for (const char *side : {"width", "height"}) {
            const QString value = attributeOf(node, side);
            if (isNumber(value))
                *m_out += QStringLiteral(" %1=\"%2\"").arg(QLatin1String(side), value);
        }
        *m_out += QStringLiteral(" alt=\"%1\">").arg(attributeOf(node, "alt").toHtmlEscaped());
    }

    void alternative(const GumboNode &node)
    {
        const QString alt = attributeOf(node, "alt").trimmed();
        if (!alt.isEmpty())
            *m_out += QStringLiteral("<i>[%1]</i>").arg(alt.toHtmlEscaped());
    }

    void checkLink(const QString &href, const QString &text)
    {
        const QString real = QUrl(href.trimmed()).host().toLower();
        constexpr qsizetype kMostHosts = 100;
        if (!real.isEmpty() && m_result.linkHosts.size() < kMostHosts && !m_result.linkHosts.contains(real))
            m_result.linkHosts << real;
        if (real.isEmpty())
            return;
        const QStringList shown = hostsShown(text);
        const auto lie =
            std::find_if(shown.begin(), shown.end(), [&real](const QString &host) { return !sameSite(host, real); });
        if (lie != shown.end())
            m_result.suspiciousLinks.push_back({*lie, real});
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
        const QString style = keptStyle(attributeOf(node, "style"));
        if (!style.isEmpty())
            keep("style", style);
        return result;
    }

    SanitizeOptions m_options;
    SanitizedHtml m_result;
    QString *m_out = &m_result.html; ///< of m_result: what is being written to
    QString m_text;                  ///< all so far, without tags: a link's own text is its end
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
