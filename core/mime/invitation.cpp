// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/invitation.h"

#include <QSet>
#include <QTimeZone>

#include <libical/ical.h>

#include <algorithm>
#include <memory>
#include <mutex>

namespace otklik::mime {

namespace {

constexpr qsizetype kMostBytes = 512 * 1024;
constexpr qsizetype kMostComponents = 500; ///< the library frees them by recursion
constexpr std::size_t kMostAttendees = 200;
constexpr qsizetype kMostLine = 32 * 1024;
constexpr int kMostZoneRules = 20;

/// Lines that are read here, or by the library in a zone.
const QSet<QByteArray> kLines{"BEGIN",   "END",   "METHOD",   "SUMMARY", "LOCATION",     "DESCRIPTION",
                              "DTSTART", "DTEND", "DURATION", "RRULE",   "ORGANIZER",    "ATTENDEE",
                              "STATUS",  "TZID",  "RDATE",    "TZNAME",  "TZOFFSETFROM", "TZOFFSETTO"};

struct FreeComponent
{
    void operator()(icalcomponent *component) const { icalcomponent_free(component); }
};
using Calendar = std::unique_ptr<icalcomponent, FreeComponent>;

icalproperty *firstOf(icalcomponent *component, icalproperty_kind kind)
{
    return icalcomponent_get_first_property(component, kind);
}

QString textOf(const char *utf8, qsizetype most)
{
    return QString::fromUtf8(utf8).left(most).trimmed();
}

/// A value as libical decodes it (line folding and escapes, RFC 5545 §3.1, §3.3.11).
QString textOf(icalcomponent *event, icalproperty_kind kind, qsizetype most)
{
    icalproperty *property = firstOf(event, kind);
    icalvalue *value = property ? icalproperty_get_value(property) : nullptr;
    const char *text = value && icalvalue_isa(value) == ICAL_TEXT_VALUE ? icalvalue_get_text(value) : nullptr;
    return text ? textOf(text, most) : QString();
}

/// Once a year, or on days of one month. The library walks all moments of a rule, which lists of hours, minutes and
/// seconds make millions of.
bool isOrdinaryRule(const icalrecurrencetype &rule)
{
    const auto isEmpty = [](const auto &list) { return list[0] == ICAL_RECURRENCE_ARRAY_MAX; };
    if (rule.freq != ICAL_YEARLY_RECURRENCE || !isEmpty(rule.by_second) || !isEmpty(rule.by_minute) ||
        !isEmpty(rule.by_hour) || !isEmpty(rule.by_year_day) || !isEmpty(rule.by_week_no))
        return false;
    return isEmpty(rule.by_month) ? isEmpty(rule.by_day) && isEmpty(rule.by_month_day)
                                  : rule.by_month[1] == ICAL_RECURRENCE_ARRAY_MAX;
}

bool hasOrdinaryRules(icalcomponent *zone)
{
    int rules = 0;
    for (icalcomponent *part = icalcomponent_get_first_component(zone, ICAL_ANY_COMPONENT); part;
         part = icalcomponent_get_next_component(zone, ICAL_ANY_COMPONENT))
        for (icalproperty *rule = firstOf(part, ICAL_RRULE_PROPERTY); rule;
             rule = icalcomponent_get_next_property(part, ICAL_RRULE_PROPERTY))
            if (++rules > kMostZoneRules || !isOrdinaryRule(icalproperty_get_rrule(rule)))
                return false;
    return true;
}

icalcomponent *zoneComponent(icalcomponent *calendar, const char *tzid)
{
    for (icalcomponent *zone = icalcomponent_get_first_component(calendar, ICAL_VTIMEZONE_COMPONENT); zone;
         zone = icalcomponent_get_next_component(calendar, ICAL_VTIMEZONE_COMPONENT)) {
        icalproperty *name = firstOf(zone, ICAL_TZID_PROPERTY);
        const char *text = name ? icalproperty_get_tzid(name) : nullptr;
        if (text && qstrcmp(text, tzid) == 0)
            return zone;
    }
    return nullptr;
}

/// "Europe/Berlin", "/example.org/20050126_1/Europe/Berlin", "Russian Standard Time".
QTimeZone zoneNamed(const QByteArray &tzid)
{
    QByteArray name = tzid.trimmed();
    if (name.startsWith('/')) {
        const QList<QByteArray> steps = name.split('/');
        name = steps.size() > 2 ? steps[steps.size() - 2] + '/' + steps.last() : QByteArray();
    }
    const QByteArray ofWindows = QTimeZone::windowsIdToDefaultIanaId(name);
    const QByteArray known = ofWindows.isEmpty() ? name : ofWindows;
    return QTimeZone::isTimeZoneIdAvailable(known) ? QTimeZone(known) : QTimeZone();
}

struct When
{
    Instant at;
    QDate day; ///< valid when the value is a whole day
    bool isFloating = false;
};

When momentOf(icalcomponent *calendar, icalproperty *property, const icaltimetype &time)
{
    When when;
    const QDate date(time.year, time.month, time.day);
    if (!date.isValid() || time.year < 1900 || time.year > 2500)
        return when;
    if (time.is_date) {
        when.day = date;
        return when;
    }
    const QDateTime wall(date, QTime(time.hour, time.minute, std::min(time.second, 59)), Qt::UTC);
    icalparameter *parameter = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
    const char *tzid = parameter ? icalparameter_get_tzid(parameter) : nullptr;
    if (icaltime_is_utc(time) || !tzid) {
        when.at = Instant::fromDateTime(wall);
        when.isFloating = !icaltime_is_utc(time);
        return when;
    }
    if (const QTimeZone zone = zoneNamed(tzid); zone.isValid()) {
        when.at = Instant::fromDateTime(QDateTime(wall.date(), wall.time(), zone));
        return when;
    }
    icalcomponent *rules = zoneComponent(calendar, tzid);
    if (rules && hasOrdinaryRules(rules)) {
        const std::unique_ptr<icaltimezone, void (*)(icaltimezone *)> zone(
            icaltimezone_new(), [](icaltimezone *one) { icaltimezone_free(one, 1); });
        // It takes its component over, so it gets one of its own.
        if (icalcomponent *own = icalcomponent_new_clone(rules); icaltimezone_set_component(zone.get(), own)) {
            icaltimetype local = time;
            const int offset = icaltimezone_get_utc_offset(zone.get(), &local, nullptr);
            when.at = Instant::fromDateTime(wall.addSecs(-offset));
            return when;
        } else {
            icalcomponent_free(own);
        }
    }
    when.at = Instant::fromDateTime(wall);
    when.isFloating = true;
    return when;
}

void readTimes(icalcomponent *calendar, icalcomponent *event, Invitation &invitation)
{
    icalproperty *start = firstOf(event, ICAL_DTSTART_PROPERTY);
    if (!start)
        return;
    const When from = momentOf(calendar, start, icalproperty_get_dtstart(start));
    invitation.start = from.at;
    invitation.isFloating = from.isFloating;
    invitation.firstDay = invitation.lastDay = from.day;
    if (icalproperty *end = firstOf(event, ICAL_DTEND_PROPERTY)) {
        const When to = momentOf(calendar, end, icalproperty_get_dtend(end));
        invitation.end = to.at;
        if (to.day.isValid() && to.day > from.day) // the day named is the one behind the last, RFC 5545 §3.6.1
            invitation.lastDay = to.day.addDays(-1);
    } else if (icalproperty *length = firstOf(event, ICAL_DURATION_PROPERTY)) {
        const qint64 seconds = icaldurationtype_as_int(icalproperty_get_duration(length));
        if (from.day.isValid())
            invitation.lastDay = from.day.addDays(std::max<qint64>(1, seconds / 86400) - 1);
        else if (seconds > 0)
            invitation.end = from.at + std::chrono::seconds(seconds);
    }
    if (invitation.end < invitation.start)
        invitation.end = invitation.start;
}

/// "mailto:anna@example.org" with CN=Anna.
Mailbox personOf(icalproperty *property, const char *address)
{
    Mailbox person;
    QString text = QString::fromUtf8(address).trimmed();
    if (text.startsWith(QLatin1String("mailto:"), Qt::CaseInsensitive))
        text.remove(0, 7);
    if (const auto parsed = EmailAddress::parse(text))
        person.address = *parsed;
    else
        person.raw = text.left(200);
    icalparameter *name = icalproperty_get_first_parameter(property, ICAL_CN_PARAMETER);
    if (const char *cn = name ? icalparameter_get_cn(name) : nullptr)
        person.name = textOf(cn, 200).remove(QLatin1Char('"')).simplified();
    return person;
}

Invitation::Answer answerOf(icalproperty *attendee)
{
    icalparameter *parameter = icalproperty_get_first_parameter(attendee, ICAL_PARTSTAT_PARAMETER);
    switch (parameter ? icalparameter_get_partstat(parameter) : ICAL_PARTSTAT_NEEDSACTION) {
    case ICAL_PARTSTAT_ACCEPTED:
        return Invitation::Answer::Accepted;
    case ICAL_PARTSTAT_DECLINED:
        return Invitation::Answer::Declined;
    case ICAL_PARTSTAT_TENTATIVE:
        return Invitation::Answer::Tentative;
    default:
        return Invitation::Answer::Unknown;
    }
}

void readPeople(icalcomponent *event, Invitation &invitation)
{
    icalproperty *organizer = firstOf(event, ICAL_ORGANIZER_PROPERTY);
    if (const char *address = organizer ? icalproperty_get_organizer(organizer) : nullptr)
        invitation.organizer = personOf(organizer, address);
    for (icalproperty *one = firstOf(event, ICAL_ATTENDEE_PROPERTY); one;
         one = icalcomponent_get_next_property(event, ICAL_ATTENDEE_PROPERTY)) {
        const char *address = icalproperty_get_attendee(one);
        if (address && invitation.attendees.size() < kMostAttendees)
            invitation.attendees.push_back({personOf(one, address), answerOf(one)});
    }
}

QString repetitionOf(icalcomponent *event)
{
    icalproperty *rule = firstOf(event, ICAL_RRULE_PROPERTY);
    if (!rule)
        return {};
    switch (icalproperty_get_rrule(rule).freq) {
    case ICAL_DAILY_RECURRENCE:
        return QStringLiteral("DAILY");
    case ICAL_WEEKLY_RECURRENCE:
        return QStringLiteral("WEEKLY");
    case ICAL_MONTHLY_RECURRENCE:
        return QStringLiteral("MONTHLY");
    case ICAL_YEARLY_RECURRENCE:
        return QStringLiteral("YEARLY");
    default:
        return {};
    }
}

Invitation::Method methodOf(icalcomponent *calendar, const QByteArray &declared)
{
    icalproperty *own = firstOf(calendar, ICAL_METHOD_PROPERTY);
    const char *told = own ? icalproperty_method_to_string(icalproperty_get_method(own)) : nullptr;
    const QByteArray name = told ? QByteArray(told).toUpper() : declared.trimmed().toUpper();
    if (name == "REQUEST")
        return Invitation::Method::Request;
    if (name == "REPLY")
        return Invitation::Method::Reply;
    if (name == "CANCEL")
        return Invitation::Method::Cancel;
    if (name == "COUNTER")
        return Invitation::Method::Counter;
    return name.isEmpty() || name == "PUBLISH" ? Invitation::Method::Publish : Invitation::Method::Other;
}

/// Up to the end of a character before `most`.
QByteArray cut(QByteArray utf8, qsizetype most)
{
    if (utf8.size() <= most)
        return utf8;
    while (most > 0 && (static_cast<unsigned char>(utf8[most]) & 0xc0) == 0x80)
        --most;
    return utf8.left(most);
}

/// The lines that are read, unfolded (RFC 5545 §3.1), with names in upper case. The library copies a list (CATEGORIES,
/// EXDATE) with all its parameters for each value, so none is among them. Nothing when there are too many components.
std::optional<QByteArray> linesToRead(QByteArray calendar)
{
    calendar.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "");
    QByteArray lines;
    qsizetype components = 0;
    for (qsizetype at = 0; at < calendar.size();) {
        const qsizetype newline = calendar.indexOf('\n', at);
        const qsizetype end = newline < 0 ? calendar.size() : newline;
        const QByteArray line = calendar.mid(at, end - at);
        at = end + 1;
        const auto mark = std::find_if(line.begin(), line.end(), [](char c) { return c == ':' || c == ';'; });
        const qsizetype named = mark - line.begin();
        const QByteArray name = line.left(named).trimmed().toUpper();
        if (named == line.size() || !kLines.contains(name) || (name == "RDATE" && line.contains(',')))
            continue;
        if (name == "BEGIN" && ++components > kMostComponents)
            return std::nullopt;
        lines += name + cut(line.mid(named), kMostLine) + '\n';
    }
    return lines;
}

/// Up to an END without its BEGIN, which the library complains of on the error output.
QByteArray upToStrayEnd(const QByteArray &calendar)
{
    int depth = 0;
    for (qsizetype at = 0; at < calendar.size();) {
        const qsizetype newline = calendar.indexOf('\n', at);
        const QByteArrayView line = QByteArrayView(calendar).sliced(at);
        const auto isNamed = [&line](QByteArrayView name) {
            return line.startsWith(name) && line.size() > name.size() &&
                   (line[name.size()] == ':' || line[name.size()] == ';');
        };
        if (isNamed("BEGIN"))
            ++depth;
        else if (isNamed("END") && --depth < 0)
            return calendar.first(at);
        if (newline < 0)
            break;
        at = newline + 1;
    }
    return calendar;
}

} // namespace

std::optional<Invitation> readInvitation(const QByteArray &calendar, const QByteArray &method)
{
    static std::once_flag once;
    std::call_once(once, [] { icalerror_set_errors_are_fatal(false); });
    const auto lines = calendar.size() > kMostBytes ? std::nullopt : linesToRead(calendar);
    if (!lines)
        return std::nullopt;
    const Calendar root(icalparser_parse_string(upToStrayEnd(*lines).constData()));
    if (!root)
        return std::nullopt;
    icalcomponent *outer = icalcomponent_isa(root.get()) == ICAL_VCALENDAR_COMPONENT
                               ? root.get()
                               : icalcomponent_get_first_component(root.get(), ICAL_VCALENDAR_COMPONENT);
    icalcomponent *event = outer ? icalcomponent_get_first_component(outer, ICAL_VEVENT_COMPONENT) : nullptr;
    if (!event)
        return std::nullopt;
    Invitation invitation;
    invitation.method = methodOf(outer, method);
    invitation.summary = textOf(event, ICAL_SUMMARY_PROPERTY, 500).simplified();
    invitation.location = textOf(event, ICAL_LOCATION_PROPERTY, 500).simplified();
    invitation.description = textOf(event, ICAL_DESCRIPTION_PROPERTY, 20000);
    readTimes(outer, event, invitation);
    readPeople(event, invitation);
    invitation.repeats = repetitionOf(event);
    icalproperty *status = firstOf(event, ICAL_STATUS_PROPERTY);
    invitation.isCancelled = invitation.method == Invitation::Method::Cancel ||
                             (status && icalproperty_get_status(status) == ICAL_STATUS_CANCELLED);
    return invitation;
}

} // namespace otklik::mime
