// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ticket/query_completion.h"

#include "core/ticket/query_names.h"

#include <algorithm>

namespace otklik::ticket {

namespace {

constexpr int kMostCandidates = 20;

/// Where the word under the cursor starts: behind the last white space outside quotes.
int startOfWord(const QString &text, int cursor)
{
    int start = 0;
    bool quoted = false;
    for (int i = 0; i < cursor; ++i) {
        if (quoted && text[i] == QLatin1Char('\\'))
            ++i;
        else if (text[i] == QLatin1Char('"'))
            quoted = !quoted;
        else if (!quoted && text[i].isSpace())
            start = i + 1;
    }
    return start;
}

/// Behind the last comma outside quotes between `from` and the cursor.
int startOfValue(const QString &text, int from, int cursor)
{
    int start = from;
    bool quoted = false;
    for (int i = from; i < cursor; ++i) {
        if (quoted && text[i] == QLatin1Char('\\'))
            ++i;
        else if (text[i] == QLatin1Char('"'))
            quoted = !quoted;
        else if (!quoted && text[i] == QLatin1Char(','))
            start = i + 1;
    }
    return start;
}

template<typename Names>
QStringList listOf(const Names &names)
{
    QStringList list;
    for (const char *name : names)
        list.append(QString::fromLatin1(name));
    return list;
}

QStringList valuesOf(QueryField field, const CompletionSource &source)
{
    switch (field) {
    case QueryField::Status:
        return listOf(std::array{"new", "open", "pending", "on-hold", "solved", "closed"});
    case QueryField::Priority:
        return listOf(std::array{"urgent", "high", "normal", "low", ">=high"});
    case QueryField::Channel:
        return listOf(std::array{"mail", "phone", "chat", "monitor"});
    case QueryField::Is:
        return listOf(kIsValues);
    case QueryField::Has:
        return listOf(kHasValues);
    case QueryField::Assignee:
        return QStringList{QStringLiteral("me"), QStringLiteral("nobody")} + source.assignees;
    case QueryField::Tag:
        return source.tags;
    case QueryField::Category:
        return source.categories;
    case QueryField::Cause:
        return source.causes;
    case QueryField::Mailbox:
        return source.mailboxes;
    case QueryField::Company:
        return source.companies;
    case QueryField::Customer:
        return source.customers;
    case QueryField::Due:
        return listOf(std::array{"<1h", "<4h", "<8h", "today"});
    case QueryField::Created:
    case QueryField::Updated:
    case QueryField::Solved:
        return listOf(std::array{"today", "yesterday", "<7d", "<30d"});
    case QueryField::Waiting:
        return listOf(std::array{">1h", ">4h", ">1d"});
    default:
        return {};
    }
}

/// As Term::toString() writes a value.
QString asTyped(QueryField field, const QString &value)
{
    Term term;
    term.field = field;
    term.values = {value};
    return term.isTime() ? value : term.toString().mid(fieldName(field).size() + 1);
}

void add(QStringList &list, const QString &text)
{
    if (list.size() < kMostCandidates && !list.contains(text))
        list.append(text);
}

QStringList candidates(QueryField field, const QString &typed, const CompletionSource &source)
{
    QString wanted = typed;
    wanted.remove(QLatin1Char('"'));
    const QStringList values = valuesOf(field, source);
    QStringList texts;
    for (const QString &value : values)
        if (value.startsWith(wanted, Qt::CaseInsensitive))
            add(texts, asTyped(field, value));
    for (const QString &value : values)
        if (value.contains(wanted, Qt::CaseInsensitive))
            add(texts, asTyped(field, value));
    return texts;
}

int endOfWord(const QString &text, int from, bool stopAtComma)
{
    int end = from;
    while (end < text.size() && !text[end].isSpace() && !(stopAtComma && text[end] == QLatin1Char(',')))
        ++end;
    return end;
}

} // namespace

Completions completions(const QString &text, int cursor, const CompletionSource &source)
{
    const int at = std::clamp(cursor, 0, static_cast<int>(text.size()));
    int start = startOfWord(text, at);
    if (start < at && text[start] == QLatin1Char('-'))
        ++start;
    const QString word = text.mid(start, at - start);
    const auto colon = static_cast<int>(word.indexOf(QLatin1Char(':')));
    for (const QueryFieldName &known : kQueryFields) {
        if (colon < 0 || word.left(colon).compare(QLatin1String(known.name), Qt::CaseInsensitive) != 0)
            continue;
        const int from = startOfValue(text, start + colon + 1, at);
        return {from, endOfWord(text, at, true) - from, candidates(known.field, text.mid(from, at - from), source)};
    }
    Completions result{start, endOfWord(text, at, false) - start, {}};
    if (colon >= 0 || word.startsWith(QLatin1Char('"')))
        return result;
    for (const QueryFieldName &known : kQueryFields)
        if (QLatin1String(known.name).startsWith(word, Qt::CaseInsensitive))
            add(result.texts, QString::fromLatin1(known.name) + QLatin1Char(':'));
    return result;
}

} // namespace otklik::ticket
