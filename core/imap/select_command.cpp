// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// SELECT and EXAMINE, with CONDSTORE and QRESYNC (RFC 7162).
#include "core/imap/connection_state.h"

namespace otklik::imap {

namespace {

/// More than this in one answer is nonsense, or nothing that is cheaper than asking for all UIDs.
constexpr std::size_t kMostRanges = 50'000;
constexpr std::size_t kMostChanges = 1'000'000;

struct SelectCollector
{
    SelectedMailbox mailbox;
    bool tooMuch = false;

    bool takeStatus(const Status &status)
    {
        const ResponseCode &code = status.code;
        if (code.name == "CLOSED")
            mailbox = SelectedMailbox(); // everything so far belonged to the folder that was selected before
        else if (code.name == "UIDVALIDITY")
            mailbox.uidValidity = quint32(code.number());
        else if (code.name == "UIDNEXT")
            mailbox.uidNext = Uid(code.number());
        else if (code.name == "HIGHESTMODSEQ")
            mailbox.highestModSeq = code.number();
        else if (code.name == "NOMODSEQ")
            mailbox.highestModSeq = 0;
        else if (code.name == "PERMANENTFLAGS")
            mailbox.permanentFlags = code.words();
        else if (code.name == "UIDNOTSTICKY")
            mailbox.keepsUids = false;
        else
            return false;
        return true;
    }

    void takeVanished(const Vanished &vanished)
    {
        tooMuch = tooMuch || mailbox.vanished.ranges().size() + vanished.uids.ranges().size() > kMostRanges;
        if (tooMuch)
            mailbox.vanished = UidSet();
        else
            mailbox.vanished.unite(vanished.uids);
    }

    void takeChange(Fetch change)
    {
        tooMuch = tooMuch || mailbox.changed.size() >= kMostChanges;
        if (tooMuch)
            mailbox.changed = {};
        else
            mailbox.changed.push_back(std::move(change));
    }

    bool take(Response &response)
    {
        if (const auto *status = std::get_if<UntaggedStatus>(&response))
            return takeStatus(status->status);
        if (auto *flags = std::get_if<FlagList>(&response))
            mailbox.flags = std::move(flags->flags);
        else if (const auto *exists = std::get_if<Exists>(&response))
            mailbox.exists = exists->count;
        else if (const auto *vanished = std::get_if<Vanished>(&response))
            takeVanished(*vanished);
        else if (auto *fetch = std::get_if<Fetch>(&response); fetch && fetch->uid != 0)
            takeChange(std::move(*fetch));
        else
            return std::holds_alternative<Recent>(response);
        return true;
    }
};

/// The parameter list, as rich as this server and this call allow; empty for the plain form.
QByteArray selectParameters(const ServerInfo &info, const SelectOptions &options)
{
    if (info.qresync && options.resync && options.resync->modSeq != 0 && options.resync->uidValidity != 0) {
        const ResyncPoint &point = *options.resync;
        QByteArray words = QByteArray::number(point.uidValidity) + ' ' + QByteArray::number(point.modSeq);
        const QByteArray known = point.knownUids.toBytes();
        if (!known.isEmpty() && known.size() <= 4000)
            words += ' ' + known;
        return "(QRESYNC (" + words + "))";
    }
    return info.condstore ? QByteArray("(CONDSTORE)") : QByteArray();
}

Task<SelectedMailbox> selectOnce(StatePtr state, QByteArray folder, bool readOnly, QByteArray parameters,
                                 std::stop_token stop)
{
    const auto collector = std::make_shared<SelectCollector>();
    ResponseTaker taker = [collector](Response &response) { return collector->take(response); };
    const bool resync = parameters.startsWith("(QRESYNC");
    CommandBuilder builder(readOnly ? "EXAMINE" : "SELECT", state->literals());
    builder.mailbox(state->spelled(folder));
    if (!parameters.isEmpty())
        builder.raw(parameters);
    state->selected.clear(); // also when it fails nothing is selected any more
    auto running = runChecked(state, builder.build(), std::move(taker), true, std::move(stop));
    auto done = co_await running;
    if (!done)
        co_return Failure(done.error());
    collector->takeStatus(*done);
    collector->mailbox.resynced = resync && !collector->tooMuch;
    collector->mailbox.readOnly = readOnly || done->code.name == "READ-ONLY";
    state->selected = folder;
    state->selectedReadOnly = collector->mailbox.readOnly;
    co_return std::move(collector->mailbox);
}

} // namespace

Task<SelectedMailbox> runSelect(StatePtr state, QByteArray folder, SelectOptions options, std::stop_token stop)
{
    const QByteArray parameters = selectParameters(state->info, options);
    auto selecting = selectOnce(state, folder, options.readOnly, parameters, stop);
    auto mailbox = co_await selecting;
    if (!mailbox && mailbox.error().code == ErrorCode::ProtocolViolation && !parameters.isEmpty() &&
        state->channel->isOpen()) {
        // BAD to what it offers: the simple form, and no modseqs from this server.
        state->info.condstore = state->info.qresync = false;
        auto again = selectOnce(state, folder, options.readOnly, {}, stop);
        mailbox = co_await again;
    }
    if (!mailbox && mailbox.error().code == ErrorCode::ServerRefused && !isConnectionLimit(mailbox.error()) &&
        state->channel->isOpen()) {
        // Many servers refuse a missing folder without a code; only then LIST or STATUS would say so too.
        auto asking = runStatus(state, folder, stop);
        auto there = co_await asking;
        if (!there && there.error().code == ErrorCode::NotFound)
            co_return fail(ErrorCode::NotFound, mailbox.error().detail);
    }
    if (mailbox && mailbox->uidNext == 0) {
        auto asking = runStatus(state, folder, stop);
        auto counters = co_await asking;
        if (counters)
            mailbox->uidNext = counters->uidNext.value_or(0);
    }
    co_return mailbox;
}

} // namespace otklik::imap
