// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/customer_erasure.h"

#include "core/mime/message_parser.h"
#include "core/store/customer_queries.h"
#include "core/store/gone_mail.h"
#include "core/store/timeline_queries.h"
#include "core/workspace/desk_values.h"

#include <QJsonArray>

namespace otklik::workspace {

namespace {

constexpr int kAllTickets = 1000000;
constexpr DraftKind kDraftKinds[] = {DraftKind::Reply, DraftKind::Note, DraftKind::Forward, DraftKind::NewTicket};

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

bool isOnItsWay(const store::OutboxMail &mail)
{
    using ticket::SendState;
    return mail.state == SendState::Waiting || mail.state == SendState::Sending ||
           mail.state == SendState::HandingOver || mail.state == SendState::Uncertain;
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
};

Result<CustomerErasure::Found> CustomerErasure::find(const QString &address)
{
    store::Store &store = m_desk.store();
    auto card = store::CustomerQueries(store.database()).card(address, kAllTickets);
    if (!card)
        return tl::unexpected(card.error());
    Found found;
    found.addresses = card->addresses;
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
        for (const DraftKind kind : kDraftKinds) {
            auto draft = store.drafts().find(line.key, int(kind));
            if (!draft)
                return tl::unexpected(draft.error());
            if (*draft)
                found.drafts.emplace_back(line.key, int(kind));
        }
    }
    return found;
}

Result<void> CustomerErasure::clearCards(const QStringList &addresses)
{
    QJsonObject nothing;
    for (const char *field : {"name", "phone", "timezone", "mood", "note", "company", "language"})
        nothing[key(field)] = QJsonValue();
    std::vector<journal::Op> ops;
    for (const QString &address : addresses)
        ops.push_back({key("contact.set"), QStringLiteral("contact:") + address, nothing, {}});
    return m_desk.decide(std::move(ops), QStringLiteral("erased what was noted about a person"));
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
    if (auto cleared = clearCards(found->addresses); !cleared)
        return tl::unexpected(cleared.error());
    if (auto dropped = dropLocalCopies(*found); !dropped)
        return tl::unexpected(dropped.error());
    store::GoneMail gone(m_desk.store().database(), [](const QByteArray &raw) { return mime::parseMessage(raw); });
    if (auto forgotten = gone.forgetAll(); !forgotten)
        return tl::unexpected(forgotten.error());
    const QJsonObject erased{{key("cards"), QJsonArray::fromStringList(found->addresses)},
                             {key("drafts"), qint64(found->drafts.size())},
                             {key("outbox"), qint64(found->answers.size())}};
    const QJsonObject kept{{key("tickets"), found->numbers}, {key("mails"), *mails}};
    return QJsonObject{{key("erased"), erased}, {key("kept"), kept}};
}

} // namespace otklik::workspace
