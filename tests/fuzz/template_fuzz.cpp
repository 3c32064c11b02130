// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer: any text is a template; its faults and gaps have their places inside it, and filling it in is bounded,
// also when it includes itself.
#include "core/templates/shortcut.h"
#include "core/templates/template_expansion.h"

#include <cstdlib>

using namespace otklik::templates;

namespace {

void expect(bool holds)
{
    if (!holds)
        std::abort();
}

void expectInside(const Nodes &nodes, qsizetype size)
{
    for (const Node &node : nodes) {
        expect(node.range.start >= 0 && node.range.length >= 0 && node.range.start + node.range.length <= size);
        if (const auto *conditional = std::get_if<Conditional>(&node.what)) {
            expectInside(conditional->then, size);
            expectInside(conditional->otherwise, size);
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size));
    const Template parsed = Template::parse(text);
    expect(parsed.source() == text);
    expectInside(parsed.nodes(), text.size());
    for (const ParseError &error : parsed.errors())
        expect(error.where.start >= 0 && error.where.start + error.where.length <= text.size());
    Context context;
    context.value = [&](const QString &name) -> std::optional<QString> {
        return name.size() % 2 == 0 ? std::optional(QStringLiteral("{{x}}<b>")) : std::nullopt;
    };
    context.include = [&](const QString &) -> std::optional<QString> { return text; };
    for (const TextForm form : {TextForm::Plain, TextForm::Html}) {
        const Expansion expansion = expand(parsed, context, form);
        expect(expansion.text.size() <= kMaxExpansion + 6 * text.size() + 100); // the last piece, escaped
        qsizetype end = 0;
        for (const Span &span : expansion.spans) {
            expect(span.start >= end && span.length >= 0);
            end = span.start + span.length;
        }
        expect(end <= expansion.text.size());
    }
    if (const auto found = shortcutBefore(text, text.size()))
        expect(isShortcut(QStringView(text).mid(found->start, found->length)));
    return 0;
}
