// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/json.h"

#include "app/cli/mail_warnings.h"

namespace otklik::cli {

namespace {

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

QJsonObject personJson(const ticket::PersonRef &person)
{
    return {{key("name"), person.name}, {key("address"), person.address}, {key("company"), textOrNull(person.company)}};
}

QJsonArray addressesJson(const std::vector<ticket::PersonRef> &people)
{
    QJsonArray array;
    for (const ticket::PersonRef &person : people)
        array.append(person.address);
    return array;
}

QString kindName(ticket::EntryKind kind)
{
    switch (kind) {
    case ticket::EntryKind::Message:
        return key("message");
    case ticket::EntryKind::Note:
        return key("note");
    case ticket::EntryKind::Call:
        return key("call");
    case ticket::EntryKind::Chat:
        return key("chat");
    case ticket::EntryKind::Event:
        return key("event");
    }
    return key("event");
}

QJsonArray attachmentsJson(const std::vector<ticket::AttachmentInfo> &attachments)
{
    QJsonArray array;
    for (const ticket::AttachmentInfo &file : attachments)
        array.append(QJsonObject{{key("name"), file.name}, {key("type"), file.type}, {key("size"), file.size}});
    return array;
}

/// The command line tells three kinds apart; receipts and robots are machines that answer or report.
QJsonValue automaticJson(const QString &kind)
{
    if (kind.isEmpty() || kind == QLatin1String("bounce") || kind == QLatin1String("list"))
        return textOrNull(kind);
    return key("auto-reply");
}

QJsonArray refusedJson(const std::vector<ticket::RefusedRecipient> &refused)
{
    QJsonArray array;
    for (const ticket::RefusedRecipient &one : refused)
        array.append(
            QJsonObject{{key("address"), one.address}, {key("reason"), one.words}, {key("permanent"), one.permanent}});
    return array;
}

QJsonObject authenticationJson(const mime::Authentication &found)
{
    using Verdict = mime::Authentication::Verdict;
    QJsonArray checks;
    for (const mime::Authentication::Check &check : found.checks)
        checks.append(QJsonObject{
            {key("method"), check.method}, {key("result"), check.result}, {key("domain"), textOrNull(check.domain)}});
    return {{key("verdict"), found.verdict == Verdict::Passed   ? key("passed")
                             : found.verdict == Verdict::Failed ? key("failed")
                                                                : key("unknown")},
            {key("server"), found.server},
            {key("checks"), checks}};
}

QJsonObject protectionJson(const mime::Protection &protection)
{
    return {{key("scheme"), protection.scheme == mime::Protection::Scheme::Pgp ? key("pgp") : key("smime")},
            {key("signed"), protection.isSigned},
            {key("encrypted"), protection.isEncrypted},
            {key("readable"), !protection.isEncrypted && !protection.isOpaque}};
}

QString methodName(mime::Invitation::Method method)
{
    using Method = mime::Invitation::Method;
    switch (method) {
    case Method::Publish:
        return key("publish");
    case Method::Request:
        return key("request");
    case Method::Reply:
        return key("reply");
    case Method::Cancel:
        return key("cancel");
    case Method::Counter:
        return key("counter");
    case Method::Other:
        return key("other");
    }
    return key("other");
}

/// A time without a zone that is known is told without one: "2026-03-01T09:30:00.000".
QJsonValue invitationTime(Instant time, const QDate &day, bool isFloating)
{
    if (day.isValid())
        return day.toString(Qt::ISODate);
    if (time.isNever() || !isFloating)
        return timeOrNull(time);
    QString wall = time.toIso();
    wall.chop(wall.endsWith(QLatin1Char('Z')) ? 1 : 0);
    return wall;
}

QJsonObject invitationJson(const mime::Invitation &invitation)
{
    return {{key("method"), methodName(invitation.method)},
            {key("summary"), invitation.summary},
            {key("location"), textOrNull(invitation.location)},
            {key("start"), invitationTime(invitation.start, invitation.firstDay, invitation.isFloating)},
            {key("end"), invitationTime(invitation.end, invitation.lastDay, invitation.isFloating)},
            {key("cancelled"), invitation.isCancelled},
            {key("repeats"), textOrNull(invitation.repeats)},
            {key("organizer"), textOrNull(invitation.organizer.address.toString())}};
}

/// What the window warns of, each only where there is something to say.
void addWarnings(QJsonObject &json, const ticket::MessageContent &content)
{
    const MailWarnings warnings = warningsOf(content);
    QJsonArray twins;
    for (const mime::LookAlike &twin : warnings.lookAlikes)
        twins.append(QJsonObject{{key("domain"), twin.domain}, {key("looks_like"), textOrNull(twin.looksLike)}});
    QJsonArray links;
    for (const mime::SuspiciousLink &link : warnings.links)
        links.append(QJsonObject{{key("shown"), link.shownHost}, {key("leads_to"), link.realHost}});
    if (!twins.isEmpty())
        json[key("look_alikes")] = twins;
    if (!links.isEmpty())
        json[key("false_links")] = links;
    if (!content.answersGoTo.isEmpty())
        json[key("answers_go_to")] = content.answersGoTo;
}

void addContentFields(QJsonObject &json, const ticket::MessageContent &content)
{
    if (!content.defects.isEmpty())
        json[key("defects")] = QJsonArray::fromStringList(content.defects);
    if (!content.charset.isEmpty())
        json[key("charset")] = content.charset;
    if (content.charsetChosen)
        json[key("charset_chosen")] = true;
    if (!content.authentication.server.isEmpty())
        json[key("authentication")] = authenticationJson(content.authentication);
    if (content.protection.scheme != mime::Protection::Scheme::None)
        json[key("protection")] = protectionJson(content.protection);
    if (content.invitation)
        json[key("invitation")] = invitationJson(*content.invitation);
    addWarnings(json, content);
}

void addMessageFields(QJsonObject &json, const ticket::TimelineEntry &entry, const ticket::MessageContent *content)
{
    json[key("message_id")] = textOrNull(entry.messageId);
    json[key("direction")] = entry.direction == ticket::Direction::Out ? key("out") : key("in");
    json[key("auto")] = automaticJson(entry.automatic);
    json[key("from")] = entry.by.address;
    json[key("to")] = addressesJson(entry.to);
    json[key("cc")] = addressesJson(entry.cc);
    json[key("subject")] = entry.subject;
    json[key("text")] = content ? content->text : entry.text;
    json[key("html")] = content ? textOrNull(content->html) : QJsonValue();
    json[key("attachments")] = attachmentsJson(content ? content->attachments : entry.attachments);
    json[key("why")] = textOrNull(entry.placeReason);
    if (!entry.lateAnswerTo.isEmpty())
        json[key("late_answer_to")] = QString::fromLatin1(entry.lateAnswerTo.hex());
    if (entry.automatic == u"bounce")
        json[key("bounce")] = QJsonObject{{key("addresses"), QJsonArray::fromStringList(entry.notReached)},
                                          {key("reason"), textOrNull(entry.bounceReason)},
                                          {key("permanent"), entry.gaveUp}};
    if (entry.keptSolved)
        json[key("kept_solved")] = true;
    if (entry.backOn.isValid())
        json[key("back_on")] = entry.backOn.toString(Qt::ISODate);
    if (!entry.automatic.isEmpty())
        json[key("auto_kind")] = entry.automatic;
    if (!entry.replyTo.address.isEmpty())
        json[key("reply_to")] = entry.replyTo.address;
    if (entry.fromForm && content && !content->hints.formAuthor.address.isEmpty())
        json[key("form_author")] = content->hints.formAuthor.address;
    if (entry.sendState != ticket::SendState::None)
        json[key("send_state")] = sendStateName(entry.sendState);
    if (!entry.refused.empty())
        json[key("refused")] = refusedJson(entry.refused);
    if (content)
        addContentFields(json, *content);
}

} // namespace

QJsonValue timeOrNull(Instant instant)
{
    return instant.isNever() ? QJsonValue() : QJsonValue(instant.toIso());
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QString sendStateName(ticket::SendState state)
{
    switch (state) {
    case ticket::SendState::None:
        return {};
    case ticket::SendState::Waiting:
        return key("waiting");
    case ticket::SendState::Sending:
    case ticket::SendState::HandingOver:
        return key("sending");
    case ticket::SendState::Sent:
        return key("sent");
    case ticket::SendState::Failed:
        return key("failed");
    case ticket::SendState::Uncertain:
        return key("uncertain");
    case ticket::SendState::Held:
        return key("held");
    }
    return {};
}

QString moodName(ticket::Mood mood)
{
    switch (mood) {
    case ticket::Mood::None:
        return {};
    case ticket::Mood::Calm:
        return key("calm");
    case ticket::Mood::Tense:
        return key("tense");
    case ticket::Mood::Upset:
        return key("upset");
    }
    return {};
}

QJsonObject toJson(const ticket::TicketRow &row, Instant now)
{
    return {
        {key("number"), row.number > 0 ? QJsonValue(row.number) : QJsonValue()},
        {key("key"), QString::fromLatin1(row.key.hex())},
        {key("subject"), row.subject},
        {key("status"), ticket::toString(row.effectiveStatus(now))},
        {key("priority"), ticket::toString(row.priority)},
        {key("assignee"), textOrNull(row.assignee)},
        {key("category"), textOrNull(row.category)},
        {key("cause"), textOrNull(row.cause)},
        {key("tags"), QJsonArray::fromStringList(row.tags)},
        {key("channel"), ticket::toString(row.channel)},
        {key("requester"), personJson(row.requester)},
        {key("created_at"), timeOrNull(row.createdAt)},
        {key("updated_at"), timeOrNull(row.updatedAt)},
        {key("solved_at"), timeOrNull(row.solvedAt)},
        {key("messages"), row.messages},
        {key("notes"), row.notes},
        {key("unread"), row.unread},
        {key("due_at"), timeOrNull(row.dueAt)},
        {key("overdue"), row.isOverdue(now)},
        {key("snoozed_until"), timeOrNull(row.snoozedUntil)},
        {key("mailbox"), textOrNull(row.mailbox)},
        {key("failed_send"), row.failedSend},
        {key("pending"), row.pendingDecision},
    };
}

QJsonObject toJson(const ticket::TimelineEntry &entry, const ticket::MessageContent *content)
{
    QJsonObject json{{key("kind"), kindName(entry.kind)},
                     {key("id"), entry.id},
                     {key("at"), timeOrNull(entry.at)},
                     {key("by"), textOrNull(entry.by.address)}};
    if (entry.pending)
        json[key("pending")] = true;
    switch (entry.kind) {
    case ticket::EntryKind::Message:
        addMessageFields(json, entry, content);
        break;
    case ticket::EntryKind::Event:
        json[key("event")] = QJsonObject{{key("type"), entry.op}, {key("data"), entry.data}};
        break;
    default:
        json[key("text")] = entry.text;
    }
    return json;
}

QJsonArray toJson(const std::vector<ticket::Offer> &offers)
{
    QJsonArray array;
    for (const ticket::Offer &offer : offers)
        array.append(QJsonObject{{key("offer"), ticket::toString(offer.kind)},
                                 {key("address"), textOrNull(offer.person.address)},
                                 {key("name"), textOrNull(offer.person.name)}});
    return array;
}

QJsonObject toJson(const workspace::OutboxItem &item)
{
    return {{key("id"), item.id.value()},
            {key("ticket"), item.number > 0 ? QJsonValue(item.number) : QJsonValue()},
            {key("account"), item.account},
            {key("recipients"), QJsonArray::fromStringList(item.recipients)},
            {key("subject"), item.subject},
            {key("message_id"), item.messageId},
            {key("state"), item.takenBack ? key("cancelled") : sendStateName(item.state)},
            {key("attempts"), item.attempts},
            {key("created_at"), timeOrNull(item.createdAt)},
            {key("send_at"), timeOrNull(item.sendAt)},
            {key("next_attempt_at"), timeOrNull(item.nextAttemptAt)},
            {key("sent_at"), timeOrNull(item.sentAt)},
            {key("refused"), refusedJson(item.refused)},
            {key("error"), textOrNull(item.error)}};
}

QJsonObject toJson(const workspace::CannedRow &row)
{
    return {{key("name"), row.name},         {key("language"), row.language}, {key("title"), row.title},
            {key("shortcut"), row.shortcut}, {key("body"), row.body},         {key("uses"), row.uses}};
}

QJsonObject toJson(const workspace::RenderedAnswer &answer)
{
    QJsonArray gaps;
    for (const workspace::RenderedSpan &span : answer.spans)
        if (span.kind == workspace::GapKind::Missing || span.kind == workspace::GapKind::Question)
            gaps.append(QJsonObject{{key("name"), span.name},
                                    {key("question"), span.kind == workspace::GapKind::Question},
                                    {key("start"), span.start},
                                    {key("length"), span.length}});
    return {{key("name"), answer.name},
            {key("language"), answer.language},
            {key("title"), answer.title},
            {key("text"), answer.text},
            {key("gaps"), gaps}};
}

QJsonObject toJson(const workspace::SearchResult &result)
{
    QJsonArray hits;
    for (const workspace::SearchHit &hit : result.hits)
        hits.append(QJsonObject{{key("kind"), hit.kind},
                                {key("ticket"), hit.number > 0 ? QJsonValue(hit.number) : QJsonValue()},
                                {key("message_id"), textOrNull(hit.messageId)},
                                {key("title"), hit.title},
                                {key("snippet"), hit.snippet},
                                {key("at"), timeOrNull(hit.at)},
                                {key("score"), hit.score}});
    return {{key("hits"), hits}, {key("total"), result.total}, {key("elapsed_ms"), result.elapsedMs}};
}

QJsonObject toJson(const workspace::AccountStatus &status)
{
    return {{key("name"), status.name},
            {key("address"), status.address},
            {key("kind"), status.kind},
            {key("last_sync_at"), timeOrNull(status.lastSyncAt)},
            {key("last_mail_at"), timeOrNull(status.lastMailAt)},
            {key("detail"), textOrNull(status.detail)}};
}

QJsonObject toJson(const ticket::CustomerRow &row)
{
    return {{key("address"), row.address},
            {key("name"), row.name},
            {key("company"), textOrNull(row.company)},
            {key("tickets"), row.tickets},
            {key("open_tickets"), row.openTickets},
            {key("last_at"), timeOrNull(row.lastAt)}};
}

QJsonObject toJson(const ticket::CustomerCard &card)
{
    QStringList unreachable = card.notReached.keys();
    unreachable.sort();
    QJsonArray history;
    for (const ticket::HistoryLine &line : card.history)
        history.append(QJsonObject{{key("number"), line.number > 0 ? QJsonValue(line.number) : QJsonValue()},
                                   {key("subject"), line.subject},
                                   {key("channel"), ticket::toString(line.channel)},
                                   {key("status"), ticket::toString(line.status)},
                                   {key("at"), timeOrNull(line.at)},
                                   {key("solved_by"), textOrNull(line.solvedBy.address)}});
    return {{key("address"), card.address},
            {key("name"), card.name},
            {key("company"), textOrNull(card.company)},
            {key("plan"), textOrNull(card.plan)},
            {key("addresses"), QJsonArray::fromStringList(card.addresses)},
            {key("not_reached"), QJsonArray::fromStringList(unreachable)},
            {key("phones"), QJsonArray::fromStringList(card.phones)},
            {key("languages"), QJsonArray::fromStringList(card.languages)},
            {key("timezone"), textOrNull(QString::fromLatin1(card.timeZone))},
            {key("mood"), textOrNull(moodName(card.mood))},
            {key("note"), textOrNull(card.note)},
            {key("first_seen_at"), timeOrNull(card.firstSeen)},
            {key("figures"), QJsonObject{{key("tickets"), card.tickets},
                                         {key("open"), card.openTickets},
                                         {key("reopened"), card.reopened}}},
            {key("history"), history},
            {key("sites"), QJsonArray()},
            {key("wishes"), QJsonArray()},
            {key("compensations"), QJsonArray()}};
}

} // namespace otklik::cli
