// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// UID SEARCH, UID STORE and MOVE.
#include "core/imap/connection_state.h"

namespace otklik::imap {

namespace {

QString setOf(const UidSet &uids)
{
    return QString::fromLatin1(uids.toBytes().left(100));
}

struct StoreCollector
{
    UidSet uids;
    FlagResult result;

    /// A silent STORE only reports new modseqs; flags in a FETCH come from somebody else.
    bool take(const Response &response)
    {
        const auto *fetch = std::get_if<Fetch>(&response);
        if (!fetch || !uids.contains(fetch->uid) || fetch->flags)
            return false;
        if (fetch->modSeq)
            result.highestModSeq = std::max(result.highestModSeq.value_or(0), *fetch->modSeq);
        return true;
    }
};

Result<Command> storeCommand(const UidSet &uids, const FlagChange &change)
{
    CommandBuilder builder("UID STORE");
    builder.raw(uids.toBytes());
    if (change.unchangedSince)
        builder.raw("(UNCHANGEDSINCE " + QByteArray::number(*change.unchangedSince) + ')');
    builder.raw(change.add ? "+FLAGS.SILENT" : "-FLAGS.SILENT").flags(change.flags);
    return builder.build();
}

} // namespace

Task<SearchResult> runSearch(StatePtr state, QByteArray criteria, std::stop_token stop)
{
    const auto found = std::make_shared<SearchResult>();
    ResponseTaker taker = [found](Response &response) {
        auto *search = std::get_if<SearchResult>(&response);
        if (!search)
            return false;
        UidSet uids = std::move(found->all); // some servers answer in several lines
        uids.unite(search->all);
        *found = std::move(*search);
        found->all = std::move(uids);
        return true;
    };
    CommandBuilder builder("UID SEARCH");
    if (state->info.capabilities.has("ESEARCH"))
        builder.raw("RETURN (ALL COUNT)");
    builder.raw(criteria);
    auto running = runChecked(state, builder.build(), std::move(taker), false, std::move(stop));
    auto done = co_await running;
    if (!done)
        co_return Failure(done.error());
    co_return std::move(*found);
}

Task<FlagResult> runStore(StatePtr state, FlagChange change, std::stop_token stop)
{
    const auto collector = std::make_shared<StoreCollector>();
    collector->uids = change.uids;
    for (const UidSet &piece : change.uids.splitByLength(kSetLength)) {
        ResponseTaker taker = [collector](Response &response) { return collector->take(response); };
        auto running = runChecked(state, storeCommand(piece, change), std::move(taker), false, stop);
        auto done = co_await running;
        // Both writers get OK, also the one who was too late: only the code tells. Some say NO.
        if (!done)
            co_return Failure(done.error());
        if (done->code.name == "MODIFIED")
            collector->result.modified.unite(done->code.uids());
        if (done->code.name == "HIGHESTMODSEQ")
            collector->result.highestModSeq = done->code.number();
    }
    co_return std::move(collector->result);
}

Task<void> runMove(StatePtr state, UidSet uids, QByteArray folder, std::stop_token stop)
{
    const bool move = state->info.capabilities.has("MOVE");
    if (!move && !state->info.capabilities.has("UIDPLUS"))
        co_return fail(ErrorCode::ServerRejected,
                       QStringLiteral("moving %1: the server has neither MOVE nor UIDPLUS").arg(setOf(uids)));
    for (const UidSet &piece : uids.splitByLength(kSetLength)) {
        CommandBuilder builder(move ? "UID MOVE" : "UID COPY", state->literals());
        builder.raw(piece.toBytes()).mailbox(state->spelled(folder));
        auto running = runChecked(state, builder.build(), {}, false, stop);
        auto done = co_await running;
        if (!done)
            co_return Failure(done.error());
        if (move)
            continue;
        FlagChange deletion;
        deletion.uids = piece;
        deletion.flags.append(QByteArrayLiteral("\\Deleted"));
        auto marking = runStore(state, std::move(deletion), stop);
        auto marked = co_await marking;
        if (!marked)
            co_return Failure(marked.error());
        CommandBuilder expunge("UID EXPUNGE");
        expunge.raw(piece.toBytes());
        auto expunging = runChecked(state, expunge.build(), {}, false, stop);
        auto expunged = co_await expunging;
        if (!expunged)
            co_return Failure(expunged.error());
    }
    co_return {};
}

} // namespace otklik::imap
