// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/answer_values.h"

#include "core/ticket/business_hours.h"
#include "core/workspace/reply_composer.h"

#include <QLocale>
#include <QTimeZone>

#include <algorithm>

namespace otklik::workspace {

namespace {

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

QString firstName(const QString &name)
{
    return name.section(QLatin1Char(' '), 0, 0);
}

bool isOfficeTime(Instant now)
{
    const QDateTime local = now.toLocal();
    return local.date().dayOfWeek() <= 5 && local.time().hour() >= 9 && local.time().hour() < 18;
}

QHash<QString, QString> valuesOf(const AnswerSubject &subject)
{
    const QString name = subject.customer.name.isEmpty() ? subject.ticket.requester.name : subject.customer.name;
    QHash<QString, QString> values;
    if (subject.ticket.number > 0)
        values[key("ticket.number")] = QString::number(subject.ticket.number);
    values[key("ticket.subject")] = subject.ticket.subject;
    values[key("contact.name")] = name;
    values[key("contact.first_name")] = firstName(name);
    values[key("contact.address")] = subject.ticket.requester.address;
    values[key("contact.language")] = answerLanguage(subject);
    values[key("company.name")] = subject.customer.company;
    values[key("specialist.name")] = subject.me.name;
    values[key("specialist.first_name")] = firstName(subject.me.name);
    values[key("specialist.address")] = subject.me.address;
    values[key("today")] = QLocale(answerLanguage(subject)).toString(subject.now.toLocal().date(), QLocale::LongFormat);
    values[key("business_hours.open")] = isOfficeTime(subject.now) ? key("yes") : key("no");
    return values;
}

QString writtenLanguage(const AnswerSubject &subject)
{
    if (std::any_of(subject.lastMail.begin(), subject.lastMail.end(), [](QChar c) { return c.isLetter(); }))
        return languageOf(subject.lastMail) == QLocale::Russian ? key("ru") : key("en");
    for (const QChar c : subject.ticket.subject + subject.ticket.requester.name)
        if (c.script() == QChar::Script_Cyrillic)
            return key("ru");
    return key("en");
}

GapKind gapKindOf(templates::SpanKind kind)
{
    switch (kind) {
    case templates::SpanKind::Filled:
        return GapKind::Filled;
    case templates::SpanKind::FallBack:
        return GapKind::FallBack;
    case templates::SpanKind::Missing:
        return GapKind::Missing;
    case templates::SpanKind::Question:
        return GapKind::Question;
    }
    return GapKind::Missing;
}

} // namespace

QString answerLanguage(const AnswerSubject &subject)
{
    const QString written = writtenLanguage(subject);
    const QStringList &set = subject.customer.languages;
    return set.isEmpty() || set.contains(written) ? written : set.first();
}

RenderedAnswer renderAnswer(const store::CannedResponse &response, const AnswerSubject &subject,
                            const QHash<QString, QString> &answers,
                            const std::function<std::optional<QString>(const QString &)> &find)
{
    templates::Context context = templates::Context::of(valuesOf(subject));
    context.include = find;
    context.answers = answers;
    const templates::Expansion expansion = templates::expand(templates::Template::parse(response.body), context);
    RenderedAnswer answer{response.name, response.language, response.title, expansion.text, {}};
    for (const templates::Span &span : expansion.spans)
        answer.spans.push_back({int(span.start), int(span.length), span.name, gapKindOf(span.kind)});
    return answer;
}

} // namespace otklik::workspace
