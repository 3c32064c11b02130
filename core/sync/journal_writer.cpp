// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/journal_writer.h"

#include "core/journal/event_codec.h"
#include "core/journal/genesis.h"
#include "core/store/journal_losses.h"

#include <QLoggingCategory>

namespace otklik::sync {

namespace {

Q_LOGGING_CATEGORY(log, "otklik.journal", QtInfoMsg)

constexpr int kSparesAtOnce = 100;

} // namespace

JournalWriter::JournalWriter(store::Store &store, const Clock &clock, JournalFolder &folder, mime::EmailAddress mailbox)
    : m_store(store)
    , m_clock(clock)
    , m_folder(folder)
    , m_mailbox(std::move(mailbox))
{
}

async::Task<int> JournalWriter::writeWaiting(bool hidesMails)
{
    const auto own = co_await appendOwn(hidesMails);
    if (!own || hidesMails)
        co_return own;
    const auto putBack = co_await appendSpares();
    if (!putBack)
        co_return putBack;
    const int mails = *own + *putBack;
    co_return mails;
}

async::Task<int> JournalWriter::appendOwn(bool hidesMails)
{
    const auto held = events().heldCount(); // they are in the folder, whatever else they wait for
    if (!held)
        co_return tl::unexpected(held.error());
    auto own = events().pending();
    if (!own)
        co_return tl::unexpected(own.error());
    if (m_owes) {
        auto missing = events().missingOwn();
        if (!missing)
            co_return tl::unexpected(missing.error());
        own->insert(own->begin(), missing->begin(), missing->end());
    }
    bool allTried = true;
    int appendedMails = 0;
    for (store::OwnEvent &event : *own) {
        if (hidesMails && !event.mail.isEmpty())
            continue;
        if (!m_appended.insert(event.sequence).second)
            continue;
        auto frozen = freeze(event);
        if (!frozen)
            co_return tl::unexpected(frozen.error());
        auto appended = co_await m_folder.append(event.mail, event.event.at);
        if (!appended)
            co_return tl::unexpected(appended.error());
        ++appendedMails;
        ++m_sent;
        // An uncertain one stays pending: the next round reads the folder first.
        if (appended->outcome == Appended::Uncertain) {
            allTried = false;
            break;
        }
        auto marked = events().markAppended(event.sequence, appended->uid);
        if (!marked)
            co_return tl::unexpected(marked.error());
    }
    m_owes = m_owes && !allTried;
    co_return appendedMails;
}

/// What others wrote, this desk has read, and the folder lost without its writer mending it (docs/decisions/0019).
/// Where an event stands in the folder decides its order on every desk, whoever put it there.
async::Task<int> JournalWriter::appendSpares()
{
    auto spares = store::JournalLosses(m_store.database()).due(m_clock.now(), kSparesAtOnce);
    if (!spares)
        co_return tl::unexpected(spares.error());
    int appendedMails = 0;
    for (const journal::SealedEvent &spare : *spares) {
        if (!m_putBack.insert(spare.event.id).second)
            continue;
        const QString sentence = QStringLiteral("A decision of %1 that was lost is put back").arg(spare.event.by);
        auto mail = journal::encodeAgain(spare, m_mailbox, sentence);
        if (!mail)
            co_return tl::unexpected(mail.error());
        qCWarning(log) << "the journal folder lost an event that another desk wrote; it is put back";
        auto appended = co_await m_folder.append(*mail, spare.event.at);
        if (!appended)
            co_return tl::unexpected(appended.error());
        ++appendedMails;
        ++m_sent;
        if (appended->outcome == Appended::Uncertain)
            break;
    }
    co_return appendedMails;
}

/// The bytes are fixed before the first attempt, so that a second one cannot be another event. Only what is signed
/// with a key that the journal has lost is signed anew: nobody could read it.
Result<void> JournalWriter::freeze(store::OwnEvent &event)
{
    const QByteArrayList keys = store::JournalLosses(m_store.database()).keys();
    if (!event.mail.isEmpty() && journal::decodeMail(event.mail, keys).verdict != journal::Verdict::BadMac)
        return {};
    const auto genesis = events().genesis();
    if (!genesis)
        return fail(ErrorCode::Internal, QStringLiteral("no journal key before the first append"));
    auto mail = event.event.ops.size() > journal::kMaxOps
                    ? journal::encodeImportMail({event.event}, genesis->key, m_mailbox, event.sentence)
                    : journal::encodeMail(event.event, genesis->key, m_mailbox, event.sentence);
    if (!mail)
        return tl::unexpected(mail.error());
    event.mail = *mail;
    return events().saveMail(event.sequence, event.mail);
}

async::Task<void> JournalWriter::beginJournal()
{
    return appendGenesis(journal::makeGenesis(m_clock.now()));
}

async::Task<void> JournalWriter::keepGenesis(std::set<QByteArray> there)
{
    there.insert(m_genesisAppended.begin(), m_genesisAppended.end());
    const std::vector<journal::Genesis> known = store::JournalLosses(m_store.database()).allGenesis();
    for (const journal::Genesis &genesis : known) {
        if (there.contains(genesis.journal))
            continue;
        qCWarning(log) << "the journal folder lost its first mail; it is put back";
        auto appended = co_await appendGenesis(genesis);
        if (!appended)
            co_return tl::unexpected(appended.error());
        m_genesisAppended.insert(genesis.journal);
    }
    co_return Result<void>();
}

async::Task<void> JournalWriter::appendGenesis(journal::Genesis genesis)
{
    const QByteArray raw = journal::encodeGenesisMail(
        genesis, m_mailbox,
        QStringLiteral("Here begins the team journal of Otklik. Please keep this folder as it is."));
    auto appended = co_await m_folder.append(raw, genesis.created);
    if (!appended)
        co_return tl::unexpected(appended.error());
    co_return Result<void>();
}

} // namespace otklik::sync
