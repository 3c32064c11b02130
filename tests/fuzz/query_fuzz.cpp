// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer: any text is a query or says where it is not; what is one reads back as itself, and completions stay
// inside the text.
#include "core/ticket/query_completion.h"
#include "core/ticket/query_match.h"

#include <cstdlib>

using namespace otklik;
using namespace otklik::ticket;

namespace {

void expect(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size));
    if (const auto query = parseQuery(text)) {
        const QString written = query->toString();
        const auto again = parseQuery(written);
        expect(again ? *again == *query : again.error().problem == QueryProblem::TooLong);
        (void)matches(*query, TicketRow(), text,
                      {Instant::fromMs(1700000000000), QStringLiteral("anna@desk.example"), QTimeZone::utc()});
    } else {
        const QueryError &error = query.error();
        expect(error.position >= 0 && error.length >= 0 && error.position + error.length <= text.size());
    }
    const CompletionSource source{.assignees = {QStringLiteral("anna@desk.example")},
                                  .tags = {QStringLiteral("two words"), QStringLiteral("dns")}};
    for (int cursor = 0; cursor <= int(qMin<qsizetype>(text.size(), 64)); ++cursor) {
        const Completions offered = completions(text, cursor, source);
        expect(offered.from >= 0 && offered.length >= 0 && offered.from + offered.length <= text.size());
        expect(offered.texts.size() <= 20);
    }
    return 0;
}
