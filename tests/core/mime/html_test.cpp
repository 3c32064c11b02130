// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/html_sanitizer.h"
#include "core/mime/html_text.h"
#include "tests/support/expect_result.h"

#include <QRegularExpression>

using namespace otklik::mime;

namespace {

QString clean(const char16_t *html)
{
    return sanitizeHtml(QString::fromUtf16(html)).html;
}

QString text(const char16_t *html)
{
    return htmlToText(QString::fromUtf16(html));
}

} // namespace

TEST(HtmlText, ReadsLikeThePage)
{
    EXPECT_EQ(text(u"<p>One</p><p>Two<br>three</p>"), QStringLiteral("One\n\nTwo\nthree"));
    EXPECT_EQ(text(u"<ul><li>a</li><li>b</li></ul>c"), QStringLiteral("• a\n• b\n\nc"));
    EXPECT_EQ(text(u"<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>"), QStringLiteral("a  b\nc"));
    EXPECT_EQ(text(u"<blockquote>was<br>so</blockquote>now"), QStringLiteral("> was\n> so\n\nnow"));
    EXPECT_EQ(text(u"<pre>a\n  b</pre>"), QStringLiteral("a\n  b"));
    EXPECT_EQ(text(u"a &amp; b &lt;c&gt;\n\n  d&nbsp;e"), QStringLiteral("a & b <c> d e"));
    EXPECT_EQ(text(u"<a href='https://x.org/a'>here</a>"), QStringLiteral("here <https://x.org/a>"));
    EXPECT_EQ(text(u"<a href='https://x.org/a'>x.org/a</a>"), QStringLiteral("x.org/a"));
    EXPECT_EQ(text(u"<img src=x alt='A logo'>"), QStringLiteral("A logo"));
}

TEST(HtmlText, LeavesOutWhatNobodySees)
{
    EXPECT_EQ(text(u"<head><title>t</title><style>p{}</style></head><body>x<script>y()</script></body>"),
              QStringLiteral("x"));
    EXPECT_EQ(text(u"a<span style='display:none'>b</span><div hidden>c</div><p style='font-size:0px'>d</p>"),
              QStringLiteral("a"));
    EXPECT_EQ(text(u"<!-- a --><![if mso]>b<![endif]>"), QStringLiteral("b"));
    EXPECT_EQ(text(u"<p>unclosed <b>bold"), QStringLiteral("unclosed bold"));
    EXPECT_EQ(text(u""), QString());
    EXPECT_EQ(htmlToText(QString(1000, QLatin1Char('x')), 10).size(), 1000) << "one piece of text is not cut";
}

TEST(HtmlSanitizer, KeepsWhatReadersNeed)
{
    EXPECT_EQ(clean(u"<p>a <b>b</b> <i>c</i></p>"), QStringLiteral("<p>a <b>b</b> <i>c</i></p>"));
    EXPECT_EQ(clean(u"<a href=\"https://x.org/?a=1&amp;b=2\">x</a>"),
              QStringLiteral("<a href=\"https://x.org/?a=1&amp;b=2\">x</a>"));
    EXPECT_EQ(clean(u"<img src='cid:a@b' width=10 onerror=x()>"),
              QStringLiteral("<img src=\"cid:a@b\" width=\"10\" alt=\"\">"));
    EXPECT_EQ(clean(u"<table><tr><td colspan=2>x</td></tr></table>"),
              QStringLiteral("<table><tbody><tr><td colspan=\"2\">x</td></tr></tbody></table>"));
    EXPECT_EQ(clean(u"<p style='text-align:center;position:fixed;top:0'>x</p>"),
              QStringLiteral("<p style=\"text-align:center\">x</p>"));
    EXPECT_EQ(clean(u"<article><p>x</p></article>"), QStringLiteral("<p>x</p>"));
}

TEST(HtmlSanitizer, NothingRunsSubmitsOrLoads)
{
    for (const char16_t *attack : {u"<script>alert(1)</script>",
                                   u"<img src=x onerror=alert(1)>",
                                   u"<a href='javascript:alert(1)'>x</a>",
                                   u"<a href='java\tscript:alert(1)'>x</a>",
                                   u"<a href=' &#1;javascript:alert(1)'>x</a>",
                                   u"<a href='data:text/html,x'>x</a>",
                                   u"<form action=//x><input name=p><button>go</button></form>",
                                   u"<iframe src=//x></iframe>",
                                   u"<meta http-equiv=refresh content='0;url=//x'>",
                                   u"<base href=//x>",
                                   u"<link rel=stylesheet href=//x>",
                                   u"<style>@import '//x'</style>",
                                   u"<div style='background:url(//x)'>x</div>",
                                   u"<svg><script>x</script></svg>",
                                   u"<object data=//x></object>",
                                   u"<embed src=//x>",
                                   u"<math><a xlink:href='javascript:x'>x</a></math>",
                                   u"<p style='width:expression(alert(1))'>x</p>",
                                   u"<b onmouseover=x>x</b>",
                                   u"<img src='file:///etc/passwd'>",
                                   u"<img src='data:image/svg+xml;base64,PHN2Zz4='>",
                                   u"<noscript><img src=//x></noscript>",
                                   u"<img src=\"cid:x\" alt='\"><script>x</script>'>",
                                   u"<template><script>x</script></template>",
                                   u"<<script>script>alert(1)</script>",
                                   u"<a href='vbscript:x'>x</a>",
                                   u"<video src=//x poster=//y></video>"}) {
        const QString html = clean(attack);
        for (const char *bad : {"<script",    "javascript:", "vbscript:", "<form",  "<input",    "<iframe", "<meta",
                                "<base",      "<link",       "<style",    "url(",   "<svg",      "<object", "<embed",
                                "expression", "file:",       "svg+xml",   "<video", "data:text", "src=\"//"})
            EXPECT_FALSE(html.contains(QLatin1String(bad), Qt::CaseInsensitive)) << html.toStdString();
        EXPECT_FALSE(html.contains(QRegularExpression(QStringLiteral("<[^>]*\\son\\w+=")))) << html.toStdString();
    }
    EXPECT_EQ(sanitizeHtml(QStringLiteral("x<script></script><form></form>")).removed, 2);
}

TEST(HtmlSanitizer, BlocksRemotePicturesUntilAsked)
{
    const QString html =
        QStringLiteral("<img src='https://x.org/a.png' alt=Logo><img src='//y.org/b.gif'><img src='cid:c'>");
    const SanitizedHtml blocked = sanitizeHtml(html);
    EXPECT_EQ(blocked.blockedImages, 2);
    EXPECT_EQ(blocked.html, QStringLiteral("<i>[Logo]</i><img src=\"cid:c\" alt=\"\">"));
    const SanitizedHtml shown = sanitizeHtml(html, {true});
    EXPECT_EQ(shown.blockedImages, 0);
    EXPECT_TRUE(shown.html.contains(QLatin1String("src=\"https://x.org/a.png\"")));
}

TEST(HtmlSanitizer, ColoursComeInPairs)
{
    EXPECT_EQ(clean(u"<p style='color:white'>x</p>"), QStringLiteral("<p>x</p>"));
    EXPECT_EQ(clean(u"<p style='background:#000'>x</p>"), QStringLiteral("<p>x</p>"));
    EXPECT_EQ(clean(u"<p style='color:#fff;background-color:#000'>x</p>"),
              QStringLiteral("<p style=\"color:#fff;background-color:#000\">x</p>"));
    EXPECT_EQ(clean(u"<p style='color:#fff;background:#fff'>x</p>"), QStringLiteral("<p>x</p>"));
    EXPECT_EQ(clean(u"<font color=white>x</font>"), QStringLiteral("<font>x</font>"));
    for (const char16_t *hidden :
         {u"<p style='color:white;background:#ffffff'>x</p>", u"<p style='color:#fefefe;background:#fff'>x</p>",
          u"<p style='color:rgb(255, 255, 255);background:WHITE'>x</p>",
          u"<p style='color:#000;background:black'>x</p>"})
        EXPECT_EQ(clean(hidden), QStringLiteral("<p>x</p>"));
    EXPECT_EQ(clean(u"<p style='position:fixed;color:black;background:yellow'>x</p>"),
              QStringLiteral("<p style=\"color:black;background-color:yellow\">x</p>"));
}

TEST(HtmlSanitizer, TellsLinksThatLie)
{
    const auto suspicious = [](const char16_t *html) { return sanitizeHtml(QString::fromUtf16(html)).suspiciousLinks; };
    const auto lying = suspicious(u"<a href='https://evil.example/login'>https://bank.example/</a>");
    ASSERT_EQ(lying.size(), 1U);
    EXPECT_EQ(lying[0], (SuspiciousLink{QStringLiteral("bank.example"), QStringLiteral("evil.example")}));
    EXPECT_EQ(suspicious(u"<a href='https://bank.example@evil.example/'>bank.example</a>").size(), 1U);
    EXPECT_EQ(suspicious(u"<a href='https://evil.example'><b>www.bank</b>.example</a>").size(), 1U);
    EXPECT_TRUE(suspicious(u"<a href='https://www.bank.example/x'>bank.example</a>").empty());
    EXPECT_EQ(suspicious(u"<a href='https://bank.example.evil.example'>bank.example</a>").size(), 1U);
    EXPECT_EQ(suspicious(u"<a href='https://evil.example'>https://bank.example/offer.pdf</a>").size(), 1U);
    EXPECT_TRUE(suspicious(u"<a href='https://files.example/7'>Отчёт.pdf</a>").empty());
    EXPECT_TRUE(suspicious(u"<a href='http://xn--e1afmkfd.xn--p1ai/'>пример.рф</a>").empty());
    EXPECT_TRUE(suspicious(u"<a href='https://evil.example'>Click here</a>").empty());
    EXPECT_TRUE(suspicious(u"<a href='mailto:a@b.org'>a@b.org</a>").empty());
}

TEST(HtmlSanitizer, TellsLinksThatLieInMoreWords)
{
    const auto shown = [](const char16_t *text) {
        const auto links =
            sanitizeHtml(QStringLiteral("<a href='https://evil.example/login'>%1</a>").arg(QString::fromUtf16(text)))
                .suspiciousLinks;
        return links.empty() ? std::string() : links.front().shownHost.toStdString();
    };
    for (const char16_t *text :
         {u"Log in: https://bank.example/", u"Log in:\nhttps://bank.example",
          u"Войдите на https://bank.example/login, это срочно", u"Visit www.bank.example today",
          u"(https://bank.example)", u"«bank.example»", u"→ bank.example", u"bank.example.", u"https://bank.example./",
          u"bank\u200b.exa\u00admple", u"ba\u2060nk.example\ufeff", u"bank&shy;.example", u"bank．example",
          u"bank。example", u"https://evil.example and https://bank.example"})
        EXPECT_TRUE(shown(text) == "bank.example" || shown(text) == "www.bank.example")
            << QString::fromUtf16(text).toStdString();
    for (const char16_t *text : {u"see our site", u"See our site, e.g. the prices", u"Read more on Node.js and ASP.NET",
                                 u"Report v1.2.pdf", u"1. Log in. 2. Pay.", u"Log in: https://evil.example/",
                                 u"Log in: www.evil.example.", u"т.д. и т.п.", u"write to anna@bank.example",
                                 u"https://", u"www.", u"«Отчёт.pdf»", u"12.50", u"www.bank.example@evil.example"})
        EXPECT_EQ(shown(text), "") << QString::fromUtf16(text).toStdString();
    EXPECT_TRUE(
        sanitizeHtml(QStringLiteral("<a href='https://bank.example./'>bank.example</a>")).suspiciousLinks.empty());
    EXPECT_TRUE(sanitizeHtml(QStringLiteral("<a href='https://out.example/?to=https://bank.example'>"
                                            "https://out.example/?to=https://bank.example</a>"))
                    .suspiciousLinks.empty());
}

TEST(HtmlSanitizer, SetsQuotesApart)
{
    SanitizeOptions options;
    options.splitQuotes = true;
    const auto split = [&options](const char16_t *html) {
        const SanitizedHtml safe = sanitizeHtml(QString::fromUtf16(html), options);
        return std::pair(htmlToText(safe.html).simplified(), htmlToText(safe.quotedHtml).simplified());
    };
    using Parts = std::pair<QString, QString>;
    // Gmail, and words between two quotes.
    EXPECT_EQ(
        split(
            u"<div>New</div><div class='gmail_quote'><div class='gmail_attr'>Anna wrote:</div>"
            u"<blockquote class='gmail_quote'>old</blockquote>between<blockquote type='CITE'>older</blockquote></div>"),
        Parts(QStringLiteral("New between"), QStringLiteral("Anna wrote: > old > older")));
    // Outlook: all below its line is the original.
    EXPECT_EQ(split(u"<div><p>New</p><div id='divRplyFwdMsg'>From: Anna</div></div><p>old</p>"),
              Parts(QStringLiteral("New"), QStringLiteral("From: Anna old")));
    // The writer's own block quotation is his.
    EXPECT_EQ(split(u"<p>As the law says:</p><blockquote>so</blockquote>"),
              Parts(QStringLiteral("As the law says: > so"), QString()));
    // Nothing gets in by way of the quote.
    const SanitizedHtml hostile = sanitizeHtml(
        QStringLiteral("x<blockquote type=cite><script>y()</script><img src='https://t.example/p.png'></blockquote>"),
        options);
    EXPECT_EQ(hostile.blockedImages, 1);
    EXPECT_FALSE(hostile.quotedHtml.contains(QLatin1String("script")));
    options.splitQuotes = false;
    EXPECT_EQ(sanitizeHtml(QStringLiteral("<blockquote type=cite>old</blockquote>"), options).html,
              QStringLiteral("<blockquote>old</blockquote>"));
}
