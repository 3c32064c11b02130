// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ticket/query_terms.h"

#include <tl/expected.hpp>

#include <vector>

namespace otklik::ticket {

/// A query over the queue: all terms must hold. An empty query holds for every ticket.
struct Query
{
    std::vector<Term> terms;

    /// Text that reads back as this query: fields in the order given, values quoted where needed.
    [[nodiscard]] QString toString() const;
    bool operator==(const Query &) const = default;
};

enum class QueryProblem { UnknownField, UnknownValue, MissingValue, BadTime, UnclosedQuote, TooLong };

/// Where and why a text is not a query. `detail` is English for the command line.
struct QueryError
{
    QueryProblem problem = QueryProblem::UnknownValue;
    int position = 0;
    int length = 0;
    QString detail;

    bool operator==(const QueryError &) const = default;
};

/// Never fails otherwise than by a QueryError, whatever the text. `word:rest` with an unknown word is an error only
/// when the word looks like a mistyped field, else it is searched for as it stands. At most 4096 characters.
[[nodiscard]] tl::expected<Query, QueryError> parseQuery(const QString &text);

} // namespace otklik::ticket
