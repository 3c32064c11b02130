// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/read_session.h"

#include "core/imap/protocol/modified_utf7.h"
#include "core/mime/message_parser.h"
#include "core/mime/original_author.h"
#include "core/mime/subject_line.h"
#include "core/store/canned_queries.h"
#include "core/store/customer_queries.h"
#include "core/store/draft_repository.h"
#include "core/store/folder_repository.h"
#include "core/store/merged_tickets.h"
#include "core/store/message_repository.h"
#include "core/store/outbox_repository.h"
#include "core/store/search.h"
#include "core/store/statistics_queries.h"
#include "core/store/ticket_queries.h"
#include "core/store/timeline_queries.h"
#include "core/ticket/company_of.h"
#include "core/ticket/subject_token.h"
#include "core/workspace/answer_values.h"
#include "core/workspace/message_reading.h"
#include "core/workspace/outbox_item.h"
#include "core/workspace/profile_files.h"
#include "core/workspace/reply_composer.h"

#include <QElapsedTimer>

#include <algorithm>

namespace otklik::workspace {

class ReadSession::Private
{
public:
    Private(std::unique_ptr<store::Database> opened, settings::Settings read, const Clock &now)
        : database(std::move(opened))
        , settings(std::move(read))
        , clock(now)
    {
    }

    [[nodiscard]] ticket::QueryContext context() const
    {
        return {clock.now(), profileOf(settings).address, timeZoneOf(settings)};
    }
    [[nodiscard]] Result<QStringList> knownDomains() const
    {
        auto domains = store::CustomerQueries(*database).companyDomains();
        if (!domains)
            return domains;
        for (const QString &own : deskRulesOf(settings).ourAddresses)
            domains->append(own.section(QLatin1Char('@'), -1));
        return domains;
    }
    /// How a mail is to be read at this desk.
    [[nodiscard]] Result<ReadingContext> readingOf(MessageRow message) const
    {
        store::MessageRepository messages(*database);
        auto charset = messages.chosenCharset(message);
        auto account = messages.accountOf(message);
        auto domains = knownDomains();
        if (!charset || !account || !domains)
            return tl::unexpected(!charset ? charset.error() : !account ? account.error() : domains.error());
        ReadingContext reading;
        reading.charset = *charset;
        reading.knownDomains = std::move(*domains);
        const settings::ProfileConfig profile = profileOf(settings);
        if (const settings::AccountConfig *config = profile.account(*account)) {
            reading.authservers = config->authservers;
            reading.mailHost = config->imap.host;
        }
        return reading;
    }
    [[nodiscard]] Me me() const
    {
        const settings::ProfileConfig profile = profileOf(settings);
        return {profile.name, profile.address, profile.role};
    }

    std::unique_ptr<store::Database> database;
    settings::Settings settings;
    const Clock &clock;
};

namespace {

CannedRow rowOf(const store::CannedResponse &response)
{
    return {response.name, response.language, response.title,        response.shortcut,
            response.body, response.uses,     response.usesInSimilar};
}

QString kindOf(store::HitKind kind)
{
    switch (kind) {
    case store::HitKind::Ticket:
        return QStringLiteral("ticket");
    case store::HitKind::Message:
        return QStringLiteral("message");
    case store::HitKind::Customer:
        return QStringLiteral("customer");
    case store::HitKind::Answer:
        return QStringLiteral("answer");
    }
    return {};
}

QString textOf(const QByteArray &raw)
{
    const mime::Message mail = mime::parseMessage(raw);
    return mail.nestedText.isEmpty() ? mail.text : mail.text + QLatin1Char('\n') + mail.nestedText;
}

} // namespace

ReadSession::ReadSession(std::unique_ptr<Private> opened)
    : d(std::move(opened))
{
}

ReadSession::~ReadSession() = default;

Result<std::unique_ptr<ReadSession>> ReadSession::open(const QString &profileDir, const Clock &clock)
{
    auto settings = settings::Settings::open(configPath(profileDir));
    if (!settings)
        return tl::unexpected(settings.error());
    auto database = store::Database::open(profileDir, sqlite::Access::ReadOnly);
    if (!database)
        return tl::unexpected(database.error());
    auto opened = std::make_unique<Private>(std::move(*database), std::move(*settings), clock);
    return std::unique_ptr<ReadSession>(new ReadSession(std::move(opened)));
}

Me ReadSession::me() const
{
    return d->me();
}

Result<ticket::TicketPage> ReadSession::tickets(const QString &query, ticket::SortOrder sort, int limit,
                                                const QString &cursor) const
{
    auto parsed = ticket::parseQuery(query);
    if (!parsed)
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("%1 (at character %2)").arg(parsed.error().detail).arg(parsed.error().position + 1));
    return store::TicketQueries(*d->database).page(*parsed, sort, limit, cursor, d->context());
}

Result<ticket::TicketRow> ReadSession::ticket(const QString &reference) const
{
    return store::TicketQueries(*d->database).byReference(reference);
}

Result<ticket::TicketRow> ReadSession::ticket(const ticket::Key &key) const
{
    return store::TicketQueries(*d->database).byKey(key);
}

Result<std::vector<ticket::TimelineEntry>> ReadSession::timeline(const ticket::Key &key) const
{
    auto entries = store::TimelineQueries(*d->database).timeline(key);
    if (!entries)
        return entries;
    QSet<QString> us = deskRulesOf(d->settings).ourAddresses;
    const auto known = specialists();
    for (const ticket::PersonRef &one : known.value_or(std::vector<ticket::PersonRef>()))
        us.insert(one.address.toLower());
    QSet<QString> domains;
    for (const QString &one : std::as_const(us))
        if (const QString domain = ticket::companyDomainOf(one); !domain.isEmpty())
            domains.insert(domain);
    const auto isStaff = [&](const QString &address) {
        return us.contains(address.toLower()) || domains.contains(ticket::companyDomainOf(address));
    };
    for (ticket::TimelineEntry &entry : *entries) {
        if (entry.kind != ticket::EntryKind::Message)
            continue;
        entry.fromUs = us.contains(entry.by.address.toLower());
        entry.fromStaff = isStaff(entry.by.address);
        entry.replyToStaff = isStaff(entry.replyTo.address);
    }
    return entries;
}

Result<ticket::MessageContent> ReadSession::content(MessageRow message) const
{
    auto raw = source(message);
    if (!raw)
        return tl::unexpected(raw.error());
    auto entry = store::TimelineQueries(*d->database).message(message);
    auto context = d->readingOf(message);
    if (!entry || !context)
        return tl::unexpected(entry ? context.error() : entry.error());
    context->fromOutside = entry->direction == ticket::Direction::In;
    ticket::MessageContent content = readMessage(*raw, *context);
    if (context->fromOutside)
        if (auto done = compareWithCustomers(content, store::CustomerQueries(*d->database)); !done)
            return tl::unexpected(done.error());
    content.message = message;
    return content;
}

Result<ticket::MessageContent> ReadSession::contentOf(const QByteArray &raw, const QByteArray &charset) const
{
    auto domains = d->knownDomains();
    if (!domains)
        return tl::unexpected(domains.error());
    ReadingContext context;
    context.charset = charset;
    context.knownDomains = std::move(*domains);
    ticket::MessageContent content = readMessage(raw, context);
    if (auto done = compareWithCustomers(content, store::CustomerQueries(*d->database)); !done)
        return tl::unexpected(done.error());
    content.authentication = {}; // what stands in a mail inside a mail was written by whoever made that one
    return content;
}

Result<QByteArray> ReadSession::source(MessageRow message) const
{
    return store::TimelineQueries(*d->database).source(message);
}

Result<QByteArray> ReadSession::attachment(MessageRow message, int part) const
{
    auto raw = source(message);
    if (!raw)
        return raw;
    return mime::extractPart(*raw, part);
}

Result<QByteArray> ReadSession::inlinePart(MessageRow message, const QByteArray &contentId) const
{
    auto raw = source(message);
    if (!raw)
        return raw;
    return mime::extractByContentId(*raw, contentId);
}

Result<std::vector<ViewCount>> ReadSession::viewCounts() const
{
    auto sizes = store::TicketQueries(*d->database).viewSizes(d->context());
    if (!sizes)
        return tl::unexpected(sizes.error());
    std::vector<ViewCount> counts;
    for (const store::ViewSize &size : *sizes)
        counts.push_back({size.id, size.count});
    return counts;
}

QString ReadSession::viewQuery(const QString &viewId)
{
    return store::TicketQueries::viewQuery(viewId);
}

Result<ticket::CustomerCard> ReadSession::customer(const QString &address) const
{
    return store::CustomerQueries(*d->database).card(address);
}

Result<std::vector<ticket::CustomerRow>> ReadSession::customers(const QString &text, int limit) const
{
    return store::CustomerQueries(*d->database).list(text, limit);
}

Result<QHash<QString, QString>> ReadSession::notReached(const QStringList &addresses) const
{
    const store::CustomerQueries customers(*d->database);
    QHash<QString, QString> found;
    for (const QString &address : addresses) {
        auto reason = customers.notReached(address);
        if (!reason)
            return tl::unexpected(reason.error());
        if (*reason)
            found.insert(address, **reason);
    }
    return found;
}

Result<std::vector<ticket::PersonRef>> ReadSession::specialists() const
{
    const Me who = d->me();
    auto known = store::TicketQueries(*d->database).specialists(who.address);
    if (known && (known->empty() || known->front().address.compare(who.address, Qt::CaseInsensitive) != 0) &&
        !who.address.isEmpty())
        known->insert(known->begin(), {who.address, who.name, {}});
    return known;
}

Result<QStringList> ReadSession::tags() const
{
    return store::TicketQueries(*d->database).tags();
}

Result<SearchResult> ReadSession::search(const QString &text, const QStringList &scopes, int limit) const
{
    QElapsedTimer timer;
    timer.start();
    const auto wanted = [&scopes](const char *scope) {
        return scopes.isEmpty() || scopes.contains(QLatin1String(scope));
    };
    store::SearchRequest request;
    request.text = text;
    request.tickets = wanted("tickets");
    request.customers = wanted("customers");
    request.answers = wanted("answers");
    request.limit = limit;
    auto answer = store::Search(*d->database, textOf).search(request);
    if (!answer)
        return tl::unexpected(answer.error());
    SearchResult result;
    result.total = answer->total;
    for (const store::Hit &hit : answer->hits)
        result.hits.push_back({kindOf(hit.kind), hit.ticket, hit.number, hit.message, hit.messageId, hit.title,
                               hit.snippet, hit.at, hit.score});
    result.elapsedMs = timer.elapsed();
    return result;
}

Result<AnswerSubject> ReadSession::answerSubject(const ticket::Key &key) const
{
    auto row = ticket(key);
    if (!row)
        return tl::unexpected(row.error());
    AnswerSubject subject{
        *row, customer(row->requester.address).value_or(ticket::CustomerCard()), d->me(), d->clock.now(), {}};
    const store::TimelineQueries timeline(*d->database);
    auto newest = timeline.newestFromCustomer(key);
    if (!newest)
        return tl::unexpected(newest.error());
    if (newest->isNone())
        return subject;
    auto mail = timeline.message(*newest);
    if (!mail)
        return tl::unexpected(mail.error());
    subject.lastMail = mail->preview;
    return subject;
}

Result<std::vector<CannedRow>> ReadSession::cannedResponses(const QString &filter, const QString &language,
                                                            const ticket::Key &forTicket) const
{
    const store::CannedQueries canned(*d->database);
    QString wanted = language;
    if (wanted.isEmpty() && !forTicket.isEmpty()) {
        auto subject = answerSubject(forTicket);
        if (!subject && subject.error().code != ErrorCode::NotFound) // a ticket that has gone prefers nothing
            return tl::unexpected(subject.error());
        if (subject)
            wanted = answerLanguage(*subject);
    }
    auto responses = canned.list(filter, wanted, forTicket);
    if (!responses)
        return tl::unexpected(responses.error());
    std::vector<CannedRow> rows;
    for (const store::CannedResponse &response : *responses) {
        if (!language.isEmpty()) {
            rows.push_back(rowOf(response));
            continue;
        }
        // All languages: the variants stand together, ranked by the one that was found.
        auto variants = canned.variants(response.name);
        if (!variants)
            return tl::unexpected(variants.error());
        std::stable_partition(variants->begin(), variants->end(),
                              [&wanted](const store::CannedResponse &variant) { return variant.language == wanted; });
        for (const store::CannedResponse &variant : *variants) {
            CannedRow row = rowOf(variant);
            row.uses = response.uses;
            row.usesInSimilar = response.usesInSimilar;
            rows.push_back(row);
        }
    }
    return rows;
}

Result<CannedRow> ReadSession::cannedResponse(const QString &name, const QString &language) const
{
    auto found = store::CannedQueries(*d->database).find(name, language);
    if (!found)
        return tl::unexpected(found.error());
    return rowOf(*found);
}

Result<RenderedAnswer> ReadSession::renderCanned(const QString &name, const QString &language,
                                                 const ticket::Key &forTicket,
                                                 const QHash<QString, QString> &answers) const
{
    auto subject = answerSubject(forTicket);
    if (!subject)
        return tl::unexpected(subject.error());
    const store::CannedQueries canned(*d->database);
    const QString wanted = language.isEmpty() ? answerLanguage(*subject) : language;
    auto response = canned.find(name, wanted);
    if (!response)
        return tl::unexpected(response.error());
    return renderAnswer(*response, *subject, answers,
                        [&canned, wanted](const QString &included) -> std::optional<QString> {
                            auto found = canned.find(included, wanted);
                            return found ? std::optional(found->body) : std::nullopt;
                        });
}

Result<stats::Report> ReadSession::statistics(const stats::Period &period, const QString &mailbox) const
{
    auto facts = store::StatisticsQueries(*d->database).facts(period.from, period.to, mailbox);
    if (!facts)
        return tl::unexpected(facts.error());
    return stats::computeReport(*facts, period);
}

Result<std::vector<ticket::Key>> ReadSession::ticketsBehind(const stats::Period &period, const QString &mailbox,
                                                            stats::Metric metric,
                                                            std::optional<stats::Grouping> grouping,
                                                            const QString &key) const
{
    auto facts = store::StatisticsQueries(*d->database).facts(period.from, period.to, mailbox);
    if (!facts)
        return tl::unexpected(facts.error());
    return stats::ticketsBehind(*facts, period, metric, grouping, key);
}

Result<std::vector<OutboxItem>> ReadSession::outbox() const
{
    auto mails = store::OutboxRepository(*d->database).all();
    if (!mails)
        return tl::unexpected(mails.error());
    const store::TicketQueries tickets(*d->database);
    std::vector<OutboxItem> items;
    for (store::OutboxMail &mail : *mails) {
        mail.ticket = store::ticketNow(*d->database, mail.ticket);
        auto row = tickets.byKey(mail.ticket);
        items.push_back(outboxItemOf(mail, row ? row->number : 0));
    }
    return items;
}

Result<ReplyRequest> ReadSession::outboxRequest(OutboxRow row) const
{
    const store::OutboxRepository outbox(*d->database);
    const auto sent = outbox.get(row);
    const auto raw = outbox.raw(row);
    if (!sent || !raw)
        return tl::unexpected(sent ? raw.error() : sent.error());
    const mime::Message mail = mime::parseMessage(*raw);
    ReplyRequest request;
    request.ticket = store::ticketNow(*d->database, sent->ticket);
    request.subject = ticket::withoutSubjectTokens(mail.subject);
    QStringList shown;
    for (const auto &[people, list] : {std::pair(&mail.to, &request.to), std::pair(&mail.cc, &request.cc)})
        for (const mime::Mailbox &one : *people) {
            list->append(one.address.toString());
            shown.append(one.address.toString());
        }
    for (const QString &recipient : sent->recipients)
        if (!shown.contains(recipient, Qt::CaseInsensitive))
            request.bcc.append(recipient);
    for (const mime::Attachment &file : mail.attachments) {
        auto bytes = mime::extractPart(*raw, file.part);
        if (!bytes)
            return tl::unexpected(bytes.error());
        request.attachments.push_back({file.fileName, file.contentType, std::move(*bytes)});
    }
    return request;
}

Result<int> ReadSession::waitingAnswers() const
{
    return store::OutboxRepository(*d->database).waitingCount();
}

Result<std::optional<Draft>> ReadSession::draft(const ticket::Key &ticket, DraftKind kind) const
{
    auto stored = store::DraftRepository(*d->database).find(ticket, int(kind));
    if (!stored)
        return tl::unexpected(stored.error());
    if (!*stored)
        return std::optional<Draft>();
    const store::StoredDraft &s = **stored;
    return std::optional(
        Draft{s.ticket, kind, s.html, s.to, s.cc, s.bcc, s.subject, s.attachments, s.caret, s.updatedAt});
}

Result<std::vector<AccountStatus>> ReadSession::accounts() const
{
    std::vector<AccountStatus> accounts;
    store::FolderRepository folders(*d->database);
    // The file is read again: another process may have added an account meanwhile.
    auto fresh = settings::Settings::open(d->settings.path());
    for (const settings::AccountConfig &account : profileOf(fresh ? *fresh : d->settings).accounts) {
        AccountStatus status;
        status.name = account.name;
        status.address = account.address;
        status.kind = account.kind == settings::AccountKind::Imap ? QStringLiteral("imap") : QStringLiteral("maildir");
        status.signsInBrowser = !account.oauth.isEmpty();
        auto known = folders.ofAccount(account.name);
        if (!known)
            return tl::unexpected(known.error());
        for (const store::FolderState &folder : *known)
            status.lastSyncAt = std::max(status.lastSyncAt, folder.syncedAt);
        const auto health = store::Ledger(*d->database).health(account.name);
        if (!health)
            return tl::unexpected(health.error());
        status.difference = health->difference;
        status.quarantined = health->quarantined;
        status.lastMailAt = health->lastMailAt;
        status.usualSilence = health->usualSilence;
        accounts.push_back(status);
    }
    return accounts;
}

QString ReadSession::folderName(const QString &spelled)
{
    return imap::decodeModifiedUtf7(spelled.toLatin1());
}

Result<std::vector<store::LedgerFolder>> ReadSession::ledger(const QString &account) const
{
    return store::Ledger(*d->database).folders(account);
}

Result<std::vector<store::LedgerEntry>> ReadSession::ledgerEntries(const store::Ledger::Filter &filter) const
{
    return store::Ledger(*d->database).entries(filter);
}

Result<QByteArray> ReadSession::quarantinedSource(const QString &account, const QString &folder, quint32 uid) const
{
    return store::Ledger(*d->database).quarantinedSource(account, folder, uid);
}

Result<ReplyRequest> ReadSession::replyDefaults(const ticket::Key &key, MessageRow answerTo, bool toAll) const
{
    const store::TimelineQueries timeline(*d->database);
    auto row = ticket(key);
    if (!row)
        return tl::unexpected(row.error());
    ReplyRequest request;
    request.ticket = key;
    MessageRow target = answerTo;
    if (target.isNone()) {
        auto newest = timeline.newestFromCustomer(key);
        if (!newest)
            return tl::unexpected(newest.error());
        target = *newest;
    }
    request.answerTo = target;
    auto standing = timeline.standing(key, profileOf(d->settings).address);
    if (!standing)
        return tl::unexpected(standing.error());
    request.standing = standing->toJson();
    if (target.isNone()) {
        request.to = {row->requester.address};
        request.subject = row->subject;
        request.quoteOriginal = false;
        return request;
    }
    auto header = timeline.header(target);
    auto charset = store::MessageRepository(*d->database).chosenCharset(target);
    if (!header || !charset)
        return tl::unexpected(header ? charset.error() : header.error());
    const mime::Message mail = mime::parseMessage(*header, {}, *charset);
    auto customer = timeline.answersGoTo(key, target);
    if (!customer)
        return tl::unexpected(customer.error());
    fillRecipients(request, mail, toAll, deskRulesOf(d->settings).ourAddresses);
    answerCustomer(request, *customer, row->requester);
    request.subject =
        mime::replySubject(ticket::withoutSubjectTokens(mail.subject.isEmpty() ? row->subject : mail.subject));
    return request;
}

Result<ReplyRequest> ReadSession::forwardDefaults(const ticket::Key &key, MessageRow message) const
{
    const store::TimelineQueries timeline(*d->database);
    ReplyRequest request;
    request.ticket = key;
    request.forward = true;
    request.answerTo = message;
    if (message.isNone()) {
        auto newest = timeline.newestFromCustomer(key);
        if (!newest)
            return tl::unexpected(newest.error());
        request.answerTo = *newest;
    }
    if (request.answerTo.isNone())
        return fail(ErrorCode::NotFound, QStringLiteral("there is no mail to forward"));
    auto row = ticket(key);
    auto raw = timeline.source(request.answerTo);
    auto charset = store::MessageRepository(*d->database).chosenCharset(request.answerTo);
    if (!row || !raw || !charset)
        return tl::unexpected(!row ? row.error() : !raw ? raw.error() : charset.error());
    const mime::Message mail = mime::parseMessage(*raw, {}, *charset);
    request.subject =
        mime::forwardSubject(ticket::withoutSubjectTokens(mail.subject.isEmpty() ? row->subject : mail.subject));
    for (const mime::Attachment &file : mail.attachments) {
        auto bytes = mime::extractPart(*raw, file.part);
        if (!bytes)
            return tl::unexpected(bytes.error());
        request.attachments.push_back({file.fileName, file.contentType, std::move(*bytes)});
    }
    return request;
}

} // namespace otklik::workspace
