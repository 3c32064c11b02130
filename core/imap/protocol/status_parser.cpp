// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imap/protocol/status_parser.h"

#include <array>

namespace otklik::imap {

namespace {

/// The bracket that closes a code: outside quotes and parentheses, else (when those are broken) the first one.
qsizetype closingBracket(QByteArrayView text)
{
    bool quoted = false;
    int depth = 0;
    for (qsizetype at = 1; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '"')
            quoted = !quoted;
        else if (c == '\\' && quoted)
            ++at;
        else if (!quoted && c == '(')
            ++depth;
        else if (!quoted && c == ')')
            --depth;
        else if (!quoted && depth <= 0 && c == ']')
            return at;
    }
    return text.indexOf(']');
}

void readCode(QByteArrayView text, Status &status)
{
    text = text.trimmed();
    const qsizetype close = text.startsWith('[') ? closingBracket(text) : -1;
    if (close < 0) {
        status.text = text.toByteArray();
        return;
    }
    const QByteArrayView code = text.sliced(1, close - 1);
    const qsizetype space = code.indexOf(' ');
    status.code.name = (space < 0 ? code : code.first(space)).toByteArray().toUpper();
    if (space >= 0)
        status.code.argument = code.sliced(space + 1).toByteArray();
    status.text = text.sliced(close + 1).trimmed().toByteArray();
}

} // namespace

std::optional<Status> parseStatus(QByteArrayView text)
{
    constexpr std::array<std::pair<const char *, Condition>, 5> kConditions{{{"OK", Condition::Ok},
                                                                             {"NO", Condition::No},
                                                                             {"BAD", Condition::Bad},
                                                                             {"BYE", Condition::Bye},
                                                                             {"PREAUTH", Condition::PreAuth}}};
    Status status;
    if (text.startsWith('[')) {
        readCode(text, status);
        return status;
    }
    const qsizetype space = text.indexOf(' ');
    const QByteArrayView word = space < 0 ? text : text.first(space);
    for (const auto &[name, condition] : kConditions) {
        if (word.compare(name, Qt::CaseInsensitive) != 0)
            continue;
        status.condition = condition;
        readCode(space < 0 ? QByteArrayView() : text.sliced(space + 1), status);
        return status;
    }
    return std::nullopt;
}

} // namespace otklik::imap
