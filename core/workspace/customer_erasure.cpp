// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/customer_erasure.h"

#include "core/journal/event_codec.h"
#include "core/journal/typed_states.h"
#include "core/mime/email_address.h"
#include "core/mime/message_parser.h"
#include "core/store/customer_queries.h"
#include "core/store/gone_mail.h"
#include "core/store/timeline_queries.h"
#include "core/workspace/desk_values.h"

#include <QJsonArray>

#include <algorithm>

namespace otklik::workspace {

namespace {

constexpr int kAllTickets = 1000000;

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

bool isOnItsWay(const store::OutboxMail &mail)
{
    using ticket::SendState;
    return mail.state == SendState::Waiting || mail.state == SendState::Sending ||
           mail.state == SendState::HandingOver || (mail.state == SendState::Uncertain && !mail.isTakenBack());
}

Result<void> dropChosenCharsets(store::Store &store, const ticket::Key &ticket)
{
    const auto entries = store::TimelineQueries(store.database()).timeline(ticket);
    if (!entries)
        return Failure(entries.error());
    for (const ticket::TimelineEntry &entry : *entries) {
        if (entry.message.isNone())
            continue;
        const auto chosen = store.messages().chosenCharset(entry.message);
        if (!chosen)
            return Failure(chosen.error());
        if (chosen->isEmpty())
            continue;
        if (auto dropped = store.messages().chooseCharset(entry.message, {}); !dropped)
            return dropped;
    }
    return {};
}

} // namespace

struct CustomerErasure::Found
{
    QStringList addresses;
    std::vector<ticket::Key> tickets;
    QJsonArray numbers;
    std::vector<store::OutboxMail> answers; ///< finished ones
    std::vector<std::pair<ticket::Key, int>> drafts;
    QStringList naming; ///< objects of tickets that the journal names him the customer of, also where he is no more
};

/// On a ticket of his, or a ticket that was begun for him.
bool CustomerErasure::isToHim(const store::StoredDraft &draft, const Found &found)
{
    if (draft.kind != int(DraftKind::NewTicket))
        return std::find(found.tickets.begin(), found.tickets.end(), draft.ticket) != found.tickets.end();
    return std::any_of(draft.to.begin(), draft.to.end(), [&found](const QString &to) {
        const auto address = mime::EmailAddress::parse(to);
        return address && found.addresses.contains(address->key(), Qt::CaseInsensitive);
    });
}

Result<CustomerErasure::Found> CustomerErasure::find(const QString &address)
{
    store::Store &store = m_desk.store();
    auto card = store::CustomerQueries(store.database()).card(address, kAllTickets);
    if (!card)
        return tl::unexpected(card.error());
    Found found;
    found.addresses = card->addresses;
    found.naming = store.journal().states().ticketsNaming(found.addresses);
    for (const ticket::HistoryLine &line : card->history) {
        found.tickets.push_back(line.key);
        found.numbers.append(line.number > 0 ? QJsonValue(line.number) : QJsonValue());
        auto answers = store.outbox().ofTicket(line.key);
        if (!answers)
            return tl::unexpected(answers.error());
        for (store::OutboxMail &mail : *answers) {
            if (isOnItsWay(mail))
                return fail(ErrorCode::RefusedByRule,
                            QStringLiteral("answer %1 to this person is still in the outbox: let it go, or cancel it")
                                .arg(mail.id.value()));
            found.answers.push_back(std::move(mail));
        }
    }
    auto drafts = store.drafts().all();
    if (!drafts)
        return tl::unexpected(drafts.error());
    for (const store::StoredDraft &draft : *drafts)
        if (isToHim(draft, found))
            found.drafts.emplace_back(draft.ticket, draft.kind);
    return found;
}

/// Whoever else is the customer of the ticket now stays so.
journal::Op CustomerErasure::forgetOn(const QString &object, const QStringList &addresses)
{
    const auto isHis = [&addresses](const QString &address) {
        return addresses.contains(address, Qt::CaseInsensitive);
    };
    const auto state = journal::TicketState::read(m_desk.store().journal().states().state(object));
    journal::RequesterState now;
    if (state.requester)
        now = *state.requester;
    else if (state.opening)
        now = {state.opening->requester, state.opening->requesterName, {}};
    QJsonObject data{{key("address"), QJsonValue()}, {key("erased"), true}};
    if (!now.address.isEmpty() && !isHis(now.address)) {
        data[key("address")] = now.address;
        for (const auto &[member, value] : {std::pair("name", now.name), std::pair("message", now.message)})
            if (!value.isEmpty())
                data[key(member)] = value;
    }
    return {key("ticket.requester"), object, data, {}};
}

Result<void> CustomerErasure::clearJournal(const Found &found)
{
    QJsonObject nothing;
    for (const char *field : {"name", "phone", "timezone", "mood", "note", "company", "language"})
        nothing[key(field)] = QJsonValue();
    std::vector<journal::Op> ops;
    for (const QString &address : found.addresses)
        ops.push_back({key("contact.set"), QStringLiteral("contact:") + address, nothing, {}});
    for (const QString &object : found.naming)
        ops.push_back(forgetOn(object, found.addresses));
    for (size_t from = 0; from < ops.size(); from += journal::kMaxOps) {
        const auto begin = ops.begin() + qsizetype(from);
        const auto end = ops.begin() + qsizetype(std::min(from + journal::kMaxOps, ops.size()));
        if (auto decided = m_desk.decide({begin, end}, QStringLiteral("erased what was noted about a person"));
            !decided)
            return decided;
    }
    return {};
}

Result<void> CustomerErasure::dropLocalCopies(const Found &found)
{
    store::Store &store = m_desk.store();
    for (const store::OutboxMail &mail : found.answers)
        if (auto removed = store.outbox().remove(mail.id); !removed)
            return removed;
    for (const auto &[ticket, kind] : found.drafts)
        if (auto dropped = store.drafts().drop(ticket, kind); !dropped)
            return dropped;
    for (const ticket::Key &ticket : found.tickets)
        if (auto dropped = dropChosenCharsets(store, ticket); !dropped)
            return dropped;
    m_desk.feed().addOutbox();
    return {};
}

Result<QJsonArray> CustomerErasure::mailsOnServers(const std::vector<ticket::Key> &tickets)
{
    store::Store &store = m_desk.store();
    const store::TimelineQueries timeline(store.database());
    QHash<qint64, store::FolderState> folders;
    const auto known = store.folders().all();
    if (!known)
        return tl::unexpected(known.error());
    for (const store::FolderState &folder : *known)
        folders.insert(folder.row.value(), folder);
    QJsonArray mails;
    for (const ticket::Key &ticket : tickets) {
        auto entries = timeline.timeline(ticket);
        if (!entries)
            return tl::unexpected(entries.error());
        for (const ticket::TimelineEntry &entry : *entries) {
            if (entry.message.isNone())
                continue;
            auto places = store.messages().locations(entry.message);
            if (!places)
                return tl::unexpected(places.error());
            for (const store::Location &place : *places)
                mails.append(QJsonObject{{key("mailbox"), folders.value(place.folder.value()).account},
                                         {key("folder"), folders.value(place.folder.value()).name},
                                         {key("uid"), qint64(place.uid)},
                                         {key("message_id"), entry.messageId}});
        }
    }
    return mails;
}

Result<QJsonObject> CustomerErasure::erase(const QString &address)
{
    m_desk.store().refresh();
    auto found = find(address);
    if (!found)
        return tl::unexpected(found.error());
    auto mails = mailsOnServers(found->tickets);
    if (!mails)
        return tl::unexpected(mails.error());
    if (auto cleared = clearJournal(*found); !cleared)
        return tl::unexpected(cleared.error());
    if (auto dropped = dropLocalCopies(*found); !dropped)
        return tl::unexpected(dropped.error());
    store::GoneMail gone(m_desk.store().database(), [](const QByteArray &raw) { return mime::parseMessage(raw); });
    if (auto forgotten = gone.forgetAll(); !forgotten)
        return tl::unexpected(forgotten.error());
    const QJsonObject erased{{key("cards"), QJsonArray::fromStringList(found->addresses)},
                             {key("requester"), qint64(found->naming.size())},
                             {key("drafts"), qint64(found->drafts.size())},
                             {key("outbox"), qint64(found->answers.size())}};
    const QJsonObject kept{{key("tickets"), found->numbers}, {key("mails"), *mails}};
    return QJsonObject{{key("erased"), erased}, {key("kept"), kept}};
}

} // namespace otklik::workspace
