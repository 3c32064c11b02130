// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer: whatever a server sends, cut wherever, the lexer and parser neither crash nor depend on the cuts.
#include "core/imap/protocol/internal_date.h"
#include "core/imap/protocol/lexer.h"
#include "core/imap/protocol/modified_utf7.h"
#include "core/imap/protocol/response_parser.h"

#include <cstdlib>

namespace {

std::vector<otklik::imap::Response> read(const QByteArray &stream, qsizetype chunk)
{
    otklik::imap::LexerLimits limits;
    limits.line = 4096;
    limits.literal = 4096;
    otklik::imap::Lexer lexer(limits);
    std::vector<otklik::imap::Response> responses;
    for (qsizetype at = 0; at < stream.size(); at += chunk) {
        lexer.feed(stream.mid(at, chunk));
        while (auto raw = lexer.next())
            responses.push_back(otklik::imap::parseResponse(std::move(*raw)));
    }
    return responses;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QByteArray stream(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto whole = read(stream, qMax<qsizetype>(stream.size(), 1));
    if (whole != read(stream, 1) || whole != read(stream, 7))
        std::abort();
    (void)otklik::imap::decodeModifiedUtf7(stream);
    (void)otklik::imap::parseInternalDate(stream);
    if (const auto set = otklik::imap::UidSet::parse(stream); set && otklik::imap::UidSet::parse(set->toBytes()) != set)
        std::abort();
    return 0;
}
