// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ticket/query.h"

#include "core/ticket/query_names.h"

#include <QRegularExpression>

#include <algorithm>

namespace otklik::ticket {

namespace {

constexpr int kMostCharacters = 4096;

struct Value
{
    QString text;
    int position = 0;
    int length = 0;
};

int editDistance(const QString &a, const QString &b)
{
    std::vector<int> row(static_cast<size_t>(b.size()) + 1);
    for (size_t j = 0; j < row.size(); ++j)
        row[j] = static_cast<int>(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        int diagonal = row[0];
        row[0] = static_cast<int>(i);
        for (size_t j = 1; j < row.size(); ++j) {
            const int replace = diagonal + (a[i - 1] == b[static_cast<qsizetype>(j) - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replace});
        }
    }
    return row.back();
}

std::optional<QueryField> fieldOf(const QString &name)
{
    for (const QueryFieldName &known : kQueryFields)
        if (name.compare(QLatin1String(known.name), Qt::CaseInsensitive) == 0)
            return known.field;
    return std::nullopt;
}

/// The field somebody meant who typed `name`, or nothing when it is no likely slip.
QString likelyField(const QString &name)
{
    const QString lower = name.toLower();
    for (const QueryFieldName &known : kQueryFields) {
        const QString field = QString::fromLatin1(known.name);
        const int allowed = field.size() >= 6 ? 2 : 1;
        if (field.size() >= 3 && editDistance(lower, field) <= allowed)
            return field;
    }
    return {};
}

class Parser final
{
public:
    explicit Parser(const QString &text)
        : m_text(text)
    {
    }

    tl::expected<Query, QueryError> parse()
    {
        if (m_text.size() > kMostCharacters)
            fail(QueryProblem::TooLong, kMostCharacters, size() - kMostCharacters, QStringLiteral("query too long"));
        while (!m_error && skipSpace())
            parseTerm();
        if (m_error)
            return tl::unexpected(*m_error);
        return m_query;
    }

private:
    [[nodiscard]] int size() const { return static_cast<int>(m_text.size()); }
    [[nodiscard]] bool atEnd() const { return m_at >= size(); }
    [[nodiscard]] QChar peek(int ahead = 0) const { return m_at + ahead < size() ? m_text[m_at + ahead] : QChar(); }

    bool skipSpace()
    {
        while (!atEnd() && peek().isSpace())
            ++m_at;
        return !atEnd();
    }

    void fail(QueryProblem problem, int position, int length, const QString &detail)
    {
        if (!m_error)
            m_error = QueryError{problem, position, length,
                                 QStringLiteral("%1 at position %2").arg(detail).arg(position + 1)};
    }

    void parseTerm()
    {
        Term term;
        if (peek() == QLatin1Char('-') && m_at + 1 < size() && !peek(1).isSpace()) {
            term.negated = true;
            ++m_at;
        }
        if (peek() == QLatin1Char('"')) {
            term.field = QueryField::Phrase;
            if (const auto text = readQuoted(); text && !text->trimmed().isEmpty())
                push(term, {text->simplified()});
            return;
        }
        const int start = m_at;
        if (const auto field = readFieldName()) {
            term.field = *field;
            parseField(term, start);
            return;
        }
        if (!m_error)
            parseWord(term);
    }

    void push(Term term, const QStringList &values)
    {
        term.values = values;
        m_query.terms.push_back(std::move(term));
    }

    /// Leaves the position behind the colon when a field name stands here, else where it was.
    std::optional<QueryField> readFieldName()
    {
        int end = m_at;
        while (end < size() && (m_text[end].isLetter() || m_text[end] == QLatin1Char('-')) &&
               m_text[end].unicode() < 128)
            ++end;
        if (end == m_at || end >= size() || m_text[end] != QLatin1Char(':'))
            return std::nullopt;
        const QString name = m_text.mid(m_at, end - m_at);
        if (const auto field = fieldOf(name)) {
            m_at = end + 1;
            return field;
        }
        const bool hasValue = end + 1 < size() && !m_text[end + 1].isSpace() && m_text[end + 1] != QLatin1Char('/');
        const QString meant = hasValue ? likelyField(name) : QString();
        if (!meant.isEmpty())
            fail(QueryProblem::UnknownField, m_at, end - m_at,
                 QStringLiteral("unknown field \"%1\" (did you mean \"%2\"?)").arg(name, meant));
        return std::nullopt;
    }

    void parseWord(const Term &prototype)
    {
        Term term = prototype;
        const int start = m_at;
        while (!atEnd() && !peek().isSpace())
            ++m_at;
        const QString word = m_text.mid(start, m_at - start);
        static const QRegularExpression number(QStringLiteral("^#[0-9]{1,15}$"));
        if (number.match(word).hasMatch()) {
            term.field = QueryField::Number;
            push(term, {QString::number(word.mid(1).toLongLong())});
        } else {
            push(term, {word});
        }
    }

    std::optional<QString> readQuoted()
    {
        const int start = m_at++;
        QString text;
        for (; !atEnd(); ++m_at) {
            if (peek() == QLatin1Char('"')) {
                ++m_at;
                return text;
            }
            if (peek() == QLatin1Char('\\') && m_at + 1 < size())
                ++m_at;
            text.append(peek());
        }
        fail(QueryProblem::UnclosedQuote, start, size() - start, QStringLiteral("quote without an end"));
        return std::nullopt;
    }

    std::optional<QString> readValue()
    {
        if (peek() == QLatin1Char('"'))
            return readQuoted();
        const int start = m_at;
        while (!atEnd() && !peek().isSpace() && peek() != QLatin1Char(','))
            ++m_at;
        return m_text.mid(start, m_at - start);
    }

    void parseField(Term term, int start)
    {
        const bool comparable = term.isTime() || term.field == QueryField::Priority || term.field == QueryField::Number;
        if (comparable)
            term.comparison = readComparison();
        std::vector<Value> values;
        for (bool more = true; more && !m_error;) {
            const int position = m_at;
            const auto text = readValue();
            if (text && !text->trimmed().isEmpty())
                values.push_back({text->simplified(), position, m_at - position});
            more = !atEnd() && peek() == QLatin1Char(',');
            m_at += more ? 1 : 0;
        }
        if (m_error)
            return;
        if (values.empty())
            return fail(QueryProblem::MissingValue, start, m_at - start,
                        QStringLiteral("value missing after \"%1\"").arg(m_text.mid(start, m_at - start).trimmed()));
        if (term.comparison != Comparison::Equal || term.isTime())
            if (values.size() > 1)
                return fail(QueryProblem::UnknownValue, values[1].position, values[1].length,
                            QStringLiteral("only one value here"));
        if (term.isTime())
            finishTime(term, values.front());
        else
            finishValues(term, values);
    }

    Comparison readComparison()
    {
        const bool less = peek() == QLatin1Char('<');
        if (!less && peek() != QLatin1Char('>')) {
            m_at += peek() == QLatin1Char('=') ? 1 : 0;
            return Comparison::Equal;
        }
        ++m_at;
        const bool equal = peek() == QLatin1Char('=');
        m_at += equal ? 1 : 0;
        if (less)
            return equal ? Comparison::LessOrEqual : Comparison::Less;
        return equal ? Comparison::GreaterOrEqual : Comparison::Greater;
    }

    void finishValues(const Term &term, const std::vector<Value> &values)
    {
        QStringList list;
        for (const Value &value : values) {
            const auto canonical = canonicalValue(term.field, value.text);
            if (!canonical)
                return fail(QueryProblem::UnknownValue, value.position, value.length,
                            QStringLiteral("\"%1\" is no value of \"%2\"").arg(value.text, fieldName(term.field)));
            list.append(*canonical);
        }
        push(term, list);
    }

    template<typename Enum>
    static std::optional<QString> named(const std::optional<Enum> &value)
    {
        return value ? std::optional(ticket::toString(*value)) : std::nullopt;
    }

    template<typename Names>
    static std::optional<QString> oneOf(const QString &text, const Names &names)
    {
        for (const char *name : names)
            if (text.compare(QLatin1String(name), Qt::CaseInsensitive) == 0)
                return QString::fromLatin1(name);
        return std::nullopt;
    }

    static std::optional<QString> canonicalValue(QueryField field, const QString &text)
    {
        switch (field) {
        case QueryField::Status:
            return named(statusFromString(text));
        case QueryField::Priority:
            return named(priorityFromString(text));
        case QueryField::Channel:
            return named(channelFromString(text));
        case QueryField::Is:
            return oneOf(text, kIsValues);
        case QueryField::Has:
            return oneOf(text, kHasValues);
        case QueryField::Number: {
            static const QRegularExpression number(QStringLiteral("^#?([0-9]{1,15})$"));
            const auto match = number.match(text);
            return match.hasMatch() ? std::optional(QString::number(match.captured(1).toLongLong())) : std::nullopt;
        }
        default:
            return text;
        }
    }

    void finishTime(Term term, const Value &value)
    {
        const auto bound = readBound(value.text);
        const bool plainDays = !bound || bound->kind != TimeBound::Kind::Days || term.comparison == Comparison::Equal;
        if (!bound || !plainDays)
            return fail(QueryProblem::BadTime, value.position, value.length,
                        QStringLiteral("\"%1\" is no time (write 2026-03-01, <7d, <1h, today)").arg(value.text));
        term.time = *bound;
        if (bound->kind == TimeBound::Kind::Duration && term.comparison == Comparison::Equal)
            term.comparison = Comparison::Less;
        push(term, {});
    }

    static std::optional<TimeBound> readBound(const QString &text)
    {
        TimeBound bound;
        const QString lower = text.toLower();
        static const QRegularExpression duration(QStringLiteral("^([0-9]{1,5})(m|min|h|d|w)$"));
        if (const auto match = duration.match(lower); match.hasMatch()) {
            const QChar unit = match.captured(2)[0];
            const qint64 length = unit == QLatin1Char('m')   ? 60
                                  : unit == QLatin1Char('h') ? 3600
                                  : unit == QLatin1Char('d') ? 86400
                                                             : 7 * 86400;
            bound.duration = std::chrono::seconds(match.captured(1).toLongLong() * length);
            return bound;
        }
        if (lower == QLatin1String("today") || lower == QLatin1String("yesterday")) {
            bound.kind = lower == QLatin1String("today") ? TimeBound::Kind::Today : TimeBound::Kind::Yesterday;
            return bound;
        }
        return readCalendarBound(text);
    }

    static std::optional<TimeBound> readCalendarBound(const QString &text)
    {
        TimeBound bound;
        const auto dots = text.indexOf(QLatin1String(".."));
        bound.day = QDate::fromString(text.left(dots < 0 ? text.size() : dots), Qt::ISODate);
        if (dots >= 0) {
            bound.kind = TimeBound::Kind::Days;
            bound.lastDay = QDate::fromString(text.mid(dots + 2), Qt::ISODate);
            const bool sound = isSane(bound.day) && isSane(bound.lastDay) && bound.day <= bound.lastDay;
            return sound ? std::optional(bound) : std::nullopt;
        }
        if (text.size() == 10 && isSane(bound.day)) {
            bound.kind = TimeBound::Kind::Day;
            return bound;
        }
        bound.day = {};
        bound.kind = TimeBound::Kind::Moment;
        bound.moment = text.contains(QLatin1Char('T')) ? Instant::fromIso(text) : Instant();
        if (bound.moment.isNever() || !isSane(bound.moment.toUtc().date()))
            return std::nullopt;
        return bound;
    }

    static bool isSane(QDate day) { return day.isValid() && day.year() >= 1971 && day.year() <= 9999; }

    const QString &m_text;
    int m_at = 0;
    Query m_query;
    std::optional<QueryError> m_error;
};

} // namespace

QString Query::toString() const
{
    QStringList list;
    for (const Term &term : terms)
        list.append(term.toString());
    return list.join(QLatin1Char(' '));
}

tl::expected<Query, QueryError> parseQuery(const QString &text)
{
    return Parser(text).parse();
}

} // namespace otklik::ticket
