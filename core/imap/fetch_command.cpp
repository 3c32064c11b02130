// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// UID FETCH: long sets in pieces, several of them in flight.
#include "core/imap/connection_state.h"

#include <deque>

namespace otklik::imap {

namespace {

constexpr size_t kInFlight = 4;

struct FetchCollector
{
    FetchRequest request;
    FetchHandler onMessage;
    FetchResult result;
    quint64 highestInBatch = 0;

    /// Only what answers this request: a flag change that somebody else made meanwhile is news, not an answer.
    [[nodiscard]] bool isOurs(const UidSet &asked, const Fetch &fetch) const
    {
        if (fetch.uid == 0 || (!asked.contains(fetch.uid) && asked.max() != kStar))
            return false;
        if (!request.sections.isEmpty())
            return !fetch.sections.empty() || fetch.malformed;
        if (request.internalDate || request.size)
            return !fetch.internalDate.isNever() || fetch.size.has_value();
        return true;
    }

    bool take(const UidSet &asked, Response &response)
    {
        if (const auto *vanished = std::get_if<Vanished>(&response);
            vanished && vanished->earlier && request.vanished) {
            result.vanished.unite(vanished->uids);
            return true;
        }
        auto *fetch = std::get_if<Fetch>(&response);
        if (!fetch || !isOurs(asked, *fetch))
            return false;
        result.seen.add(fetch->uid);
        if (fetch->malformed)
            result.malformed.add(fetch->uid);
        highestInBatch = std::max(highestInBatch, fetch->modSeq.value_or(0));
        onMessage(std::move(*fetch));
        return true;
    }

    void finish(const Status &status)
    {
        if (status.code.name == "HIGHESTMODSEQ")
            result.highestModSeq = status.code.number();
    }
};

QByteArray fetchItems(const FetchRequest &request, const Capabilities &capabilities)
{
    QByteArray items = "UID";
    if (request.flags)
        items += " FLAGS";
    if (request.internalDate)
        items += " INTERNALDATE";
    if (request.size)
        items += " RFC822.SIZE";
    if (request.serverId && capabilities.has("OBJECTID"))
        items += " EMAILID";
    else if (request.serverId && capabilities.has("X-GM-EXT-1"))
        items += " X-GM-MSGID";
    if (request.modSeq || request.changedSince)
        items += " MODSEQ";
    for (const QByteArray &section : request.sections) {
        items += " BODY.PEEK[" + section + ']';
        if (request.part)
            items +=
                '<' + QByteArray::number(request.part->first) + '.' + QByteArray::number(request.part->second) + '>';
    }
    return '(' + items + ')';
}

Result<Command> fetchCommand(const UidSet &uids, const FetchRequest &request, const Capabilities &capabilities)
{
    CommandBuilder builder("UID FETCH");
    builder.raw(uids.toBytes()).raw(fetchItems(request, capabilities));
    if (request.changedSince)
        builder.raw("(CHANGEDSINCE " + QByteArray::number(*request.changedSince) +
                    (request.vanished ? " VANISHED)" : ")"));
    return builder.build();
}

Task<Status> fetchPiece(StatePtr state, UidSet uids, std::shared_ptr<FetchCollector> collector, std::stop_token stop)
{
    auto command = fetchCommand(uids, collector->request, state->info.capabilities);
    ResponseTaker taker = [collector, asked = std::move(uids)](Response &response) {
        return collector->take(asked, response);
    };
    return runChecked(std::move(state), std::move(command), std::move(taker), false, std::move(stop));
}

} // namespace

Task<FetchResult> runFetch(StatePtr state, FetchRequest request, FetchHandler onMessage, std::stop_token stop)
{
    const auto collector = std::make_shared<FetchCollector>();
    collector->request = std::move(request);
    collector->onMessage = std::move(onMessage);
    const std::vector<UidSet> pieces = collector->request.uids.splitByLength(kSetLength);
    std::deque<Task<Status>> running;
    size_t next = 0;
    Result<void> outcome;
    while ((outcome && next < pieces.size()) || !running.empty()) {
        while (outcome && next < pieces.size() && running.size() < kInFlight)
            running.push_back(fetchPiece(state, pieces[next++], collector, stop));
        Task<Status> first = std::move(running.front());
        running.pop_front();
        auto ended = co_await first;
        if (ended)
            collector->finish(*ended);
        else if (outcome ||
                 !state->channel->isOpen()) // what is in flight comes all the same, and is not asked for again
            outcome = Failure(ended.error());
    }
    if (!outcome)
        co_return Failure(outcome.error());
    if (!collector->result.highestModSeq && collector->highestInBatch != 0)
        collector->result.highestModSeq = collector->highestInBatch;
    co_return std::move(collector->result);
}

} // namespace otklik::imap
