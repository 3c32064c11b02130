// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/templates/placeholders.h"
#include "core/templates/template_expansion.h"
#include "tests/support/expect_result.h"

#include <random>

using namespace otklik::templates;

namespace {

Context context()
{
    return Context::of({{QStringLiteral("contact.first_name"), QStringLiteral("Иван")},
                        {QStringLiteral("contact.language"), QStringLiteral("ru")},
                        {QStringLiteral("business_hours.open"), QStringLiteral("false")},
                        {QStringLiteral("company.name"), QString()}});
}

Expansion expanded(const QString &source, const Context &with = context())
{
    return expand(Template::parse(source), with);
}

std::vector<Problem> problems(const QString &source)
{
    std::vector<Problem> found;
    const Template parsed = Template::parse(source);
    for (const ParseError &error : parsed.errors())
        found.push_back(error.problem);
    return found;
}

} // namespace

TEST(Template, FillsPlaceholdersAndTellsWhere)
{
    const Expansion result = expanded(QStringLiteral("Здравствуйте, {{ contact.first_name | \"коллега\" }}!"));
    EXPECT_EQ(result.text, QStringLiteral("Здравствуйте, Иван!"));
    const std::vector<Span> spans{{14, 4, QStringLiteral("contact.first_name"), SpanKind::Filled}};
    EXPECT_EQ(result.spans, spans);
    EXPECT_FALSE(result.hasGaps());
}

TEST(Template, AnEmptyValueTakesTheFallBackElseItIsAGap)
{
    const Expansion fallBack = expanded(QStringLiteral("{{company.name|\"ваша компания\"}}"));
    EXPECT_EQ(fallBack.text, QStringLiteral("ваша компания"));
    EXPECT_EQ(fallBack.spans.at(0).kind, SpanKind::FallBack);
    const Expansion missing = expanded(QStringLiteral("Hi {{ company.name }}, {{ nobody.knows }}"));
    EXPECT_EQ(missing.text, QStringLiteral("Hi {{ company.name }}, {{ nobody.knows }}"));
    EXPECT_EQ(missing.gaps(), (QStringList{QStringLiteral("company.name"), QStringLiteral("nobody.knows")}));
    EXPECT_TRUE(missing.hasGaps());
}

TEST(Template, QuestionsAreGapsUntilAnswered)
{
    const QString source = QStringLiteral("Заказ {{ ? Order number }}");
    EXPECT_EQ(Template::parse(source).questions(), QStringList{QStringLiteral("Order number")});
    EXPECT_EQ(expanded(source).spans.at(0).kind, SpanKind::Question);
    EXPECT_TRUE(expanded(source).hasGaps());
    Context answered = context();
    answered.answers.insert(QStringLiteral("Order number"), QStringLiteral("77"));
    EXPECT_EQ(expanded(source, answered).text, QStringLiteral("Заказ 77"));
    EXPECT_FALSE(expanded(source, answered).hasGaps());
}

TEST(Template, ConditionsChooseABranch)
{
    const auto chosen = [](const char *condition) {
        return expanded(QStringLiteral("{{ if %1 }}A{{ else }}B{{ end }}").arg(QLatin1String(condition))).text;
    };
    EXPECT_EQ(chosen("contact.language == \"ru\""), QStringLiteral("A"));
    EXPECT_EQ(chosen("contact.language == \"RU\""), QStringLiteral("A"));
    EXPECT_EQ(chosen("contact.language == \"en\""), QStringLiteral("B"));
    EXPECT_EQ(chosen("contact.language != \"en\""), QStringLiteral("A"));
    EXPECT_EQ(chosen("contact.first_name"), QStringLiteral("A"));
    EXPECT_EQ(chosen("company.name"), QStringLiteral("B"));
    EXPECT_EQ(chosen("not company.name"), QStringLiteral("A"));
    EXPECT_EQ(chosen("business_hours.open"), QStringLiteral("B"));
}

TEST(Template, ConditionsNestAndMayHaveNoElse)
{
    const QString source = QStringLiteral("{{if contact.first_name}}a{{if company.name}}b{{else}}c{{end}}d{{end}}e");
    EXPECT_EQ(expanded(source).text, QStringLiteral("acde"));
    EXPECT_EQ(expanded(QStringLiteral("x{{ if company.name }}y{{ end }}")).text, QStringLiteral("x"));
}

TEST(Template, ValuesAreInert)
{
    const Context with = Context::of(
        {{QStringLiteral("a"), QStringLiteral("{{ b }}<i>\n")}, {QStringLiteral("b"), QStringLiteral("no")}});
    EXPECT_EQ(expanded(QStringLiteral("{{ a }}"), with).text, QStringLiteral("{{ b }}<i>\n"));
    EXPECT_FALSE(expanded(QStringLiteral("{{ a }}"), with).hasGaps());
    const Expansion html = expand(Template::parse(QStringLiteral("<b>{{ a }}</b>")), with, TextForm::Html);
    EXPECT_EQ(html.text, QStringLiteral("<b>{{ b }}&lt;i&gt;<br></b>"));
    EXPECT_EQ(html.spans.at(0).length, html.text.size() - 7);
}

TEST(Template, AQuotedTextWritesBraces)
{
    EXPECT_EQ(expanded(QStringLiteral("{{ \"{{ x }} \\\"\" }}")).text, QStringLiteral("{{ x }} \""));
    EXPECT_FALSE(expanded(QStringLiteral("{{ \"{{ x }}\" }}")).hasGaps());
}

TEST(Template, IncludesOtherAnswersButNoCircles)
{
    Context with = context();
    with.include = [](const QString &name) -> std::optional<QString> {
        if (name == QLatin1String("greeting"))
            return QStringLiteral("Hi {{ contact.first_name }}!");
        if (name == QLatin1String("circle"))
            return QStringLiteral("({{ include circle }})");
        return std::nullopt;
    };
    const Expansion greeting = expanded(QStringLiteral("> {{ include greeting }}"), with);
    EXPECT_EQ(greeting.text, QStringLiteral("> Hi Иван!"));
    EXPECT_EQ(greeting.spans.at(0).start, 5);
    const Expansion circle = expanded(QStringLiteral("{{ include circle }}"), with);
    EXPECT_EQ(circle.text, QStringLiteral("({{ include circle }})"));
    EXPECT_EQ(circle.gaps(), QStringList{QStringLiteral("circle")});
    EXPECT_TRUE(expanded(QStringLiteral("{{ include nothing }}"), with).hasGaps());
}

TEST(Template, ABombOfIncludesEnds)
{
    Context with;
    with.include = [](const QString &name) -> std::optional<QString> {
        const int depth = name.mid(1).toInt();
        QString source;
        for (int i = 0; i < 40; ++i)
            source += QStringLiteral("{{ include n%1 }} text ").arg(depth + 1);
        return source;
    };
    const Expansion result = expanded(QStringLiteral("{{ include n0 }}"), with);
    EXPECT_LT(result.text.size(), kMaxExpansion * 2);
    EXPECT_TRUE(result.hasGaps());
}

TEST(Template, FaultsHaveAPlaceAndCannotBeSent)
{
    using P = Problem;
    EXPECT_EQ(problems(QStringLiteral("a {{ b")), std::vector{P::UnclosedTag});
    EXPECT_EQ(problems(QStringLiteral("{{}}")), std::vector{P::EmptyTag});
    EXPECT_EQ(problems(QStringLiteral("{{ a b }}")), std::vector{P::BadName});
    EXPECT_EQ(problems(QStringLiteral("{{ a | b }}")), std::vector{P::BadFallBack});
    EXPECT_EQ(problems(QStringLiteral("{{ if }}{{ end }}")), std::vector{P::BadCondition});
    EXPECT_EQ(problems(QStringLiteral("{{ if a == b }}{{ else }}{{ end }}")), std::vector{P::BadCondition});
    EXPECT_EQ(problems(QStringLiteral("{{ include }}")), std::vector{P::BadInclude});
    EXPECT_EQ(problems(QStringLiteral("{{ ? }}")), std::vector{P::EmptyQuestion});
    EXPECT_EQ(problems(QStringLiteral("{{ if a }}")), std::vector{P::UnclosedIf});
    EXPECT_EQ(problems(QStringLiteral("{{ else }}")), std::vector{P::StrayElse});
    EXPECT_EQ(problems(QStringLiteral("{{ end }}")), std::vector{P::StrayEnd});
    const Template broken = Template::parse(QStringLiteral("Hello {{ a b }}!"));
    EXPECT_EQ(broken.errors().at(0).where, (SourceRange{6, 9}));
    EXPECT_EQ(expand(broken, context()).text, QStringLiteral("Hello {{ a b }}!"));
    EXPECT_TRUE(expand(broken, context()).hasGaps());
}

TEST(Template, ALoneQuotationMarkDoesNotSwallowTheRest)
{
    const Template odd = Template::parse(QStringLiteral("{{ a | \"x }} and {{ contact.first_name }}"));
    EXPECT_EQ(odd.errors().size(), 1U);
    EXPECT_TRUE(odd.placeholders().contains(QStringLiteral("contact.first_name")));
}

TEST(Template, TooManyNestedConditionsAreAFault)
{
    const QString source = QStringLiteral("{{ if a }}").repeated(100'000);
    EXPECT_TRUE(expanded(source).hasGaps());
}

TEST(Template, KnowsTheNamesOfTheProduct)
{
    for (const char *name :
         {"ticket.number", "ticket.subject", "contact.name", "contact.first_name", "contact.language", "company.name",
          "specialist.name", "site.url", "today", "business_hours.open"})
        EXPECT_TRUE(isKnownPlaceholder(QLatin1String(name))) << name;
    EXPECT_FALSE(isKnownPlaceholder(QStringLiteral("ticket.nothing")));
    for (const PlaceholderInfo &info : knownPlaceholders())
        EXPECT_FALSE(info.label.isEmpty() || info.example.isEmpty()) << info.name.toStdString();
}

TEST(TemplateProperty, AnyTextParsesExpandsAndKeepsItsSpansInOrder)
{
    const QStringList pieces{QStringLiteral("{{"),   QStringLiteral("}}"),   QStringLiteral("if "),
                             QStringLiteral("else"), QStringLiteral("end"),  QStringLiteral("include g"),
                             QStringLiteral("?"),    QStringLiteral("|"),    QStringLiteral("\""),
                             QStringLiteral("\\"),   QStringLiteral(" "),    QStringLiteral("a.b"),
                             QStringLiteral("=="),   QStringLiteral("not "), QStringLiteral("ж😀"),
                             QStringLiteral("{"),    QStringLiteral("}"),    QStringLiteral("\n")};
    Context with = Context::of({{QStringLiteral("a.b"), QStringLiteral("value")}});
    with.include = [](const QString &) { return std::optional(QStringLiteral("[{{ a.b }}{{ include g }}]")); };
    std::mt19937 random(42);
    for (int run = 0; run < 20'000; ++run) {
        QString source;
        for (auto n = random() % 25; n > 0; --n)
            source += pieces.at(static_cast<qsizetype>(random() % static_cast<unsigned>(pieces.size())));
        const Template parsed = Template::parse(source);
        for (const ParseError &error : parsed.errors())
            ASSERT_TRUE(error.where.start >= 0 && error.where.length > 0 &&
                        error.where.start + error.where.length <= source.size());
        const Expansion result = expand(parsed, with);
        qsizetype at = 0;
        for (const Span &span : result.spans) {
            ASSERT_GE(span.start, at) << source.toStdString();
            at = span.start + span.length;
        }
        ASSERT_LE(at, result.text.size());
        if (!source.contains(QLatin1String("{{"))) {
            ASSERT_EQ(result.text, source);
        }
        if (parsed.errors().empty() && !result.hasGaps() && !source.contains(QLatin1Char('"'))) {
            ASSERT_FALSE(result.text.contains(QLatin1String("{{"))) << source.toStdString();
        }
    }
}
