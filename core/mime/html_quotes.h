// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gumbo.h>

namespace otklik::mime {

/// What an element of an HTML mail is, as far as quotes go.
enum class HtmlQuote {
    None,
    Quoted,     ///< this element is quoted, or says who wrote what follows
    QuotedRest, ///< this element and all that follows it in the mail is the original (as Outlook puts it)
};

/// By the marks that mail programs leave. A block quotation without such a mark is the writer's own.
[[nodiscard]] HtmlQuote htmlQuoteOf(const GumboNode &element);

} // namespace otklik::mime
