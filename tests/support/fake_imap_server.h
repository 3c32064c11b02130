// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/stream.h"
#include "tests/support/fake_mailbox.h"

#include <QRandomGenerator>
#include <QSet>

#include <functional>
#include <memory>

namespace otklik::test {

class FakeImapSession;

/// What goes wrong on a FakeImapServer: chances out of 1000, each for one response or one command. 0 = never.
struct FakeFaults
{
    // Odd, but nothing in it is untrue.
    int unsolicited = 0;    ///< data that nobody asked for, between any two lines
    int duplicateFetch = 0; ///< the same FETCH twice
    int literals = 0;       ///< a literal where a quoted string would do
    int floats = 0;         ///< 1.2e+01 for 12
    int noModSeq = 0;       ///< MODSEQ 0 in a FETCH
    int nil = 0;            ///< NIL for an empty list or a missing value
    // Untrue or withheld, for now.
    int omitFetch = 0;     ///< a mail that was asked for is left out, and comes the next time (Gmail)
    int nilBody = 0;       ///< BODY[] NIL
    int omitSearch = 0;    ///< a UID is left out of a list
    int wrongVanished = 0; ///< VANISHED names mails that are there
    int wrongModSeq = 0;   ///< HIGHESTMODSEQ too low, 0 or -1
    int noUidNext = 0;     ///< UIDNEXT left out
    int omitFolder = 0;    ///< a folder is left out of LIST
    // Trouble.
    int refuse = 0;     ///< NO with a reason that passes
    int damage = 0;     ///< a mail of the inbox is `broken` from then on: NO, or BYE
    int bye = 0;        ///< BYE before a response, then the end
    int cut = 0;        ///< the connection ends before, inside or after a response
    int lostAppend = 0; ///< an APPEND whose answer is lost, stored or not
    int chunk = 0;      ///< most bytes in one read, 0 = any
};

/// An IMAP server in this process, over streams in memory: a FakeMailbox, what it offers, and what goes wrong with it.
/// RFC 3501 and 9051, and of the extensions those that are in `offers`. What is not offered is answered by BAD and
/// noted in wrongs(): a test that ends well has none. One thread.
class FakeImapServer final
{
public:
    explicit FakeImapServer(QByteArrayList offers, quint32 seed = 1);
    ~FakeImapServer();

    FakeMailbox mailbox;
    FakeFaults faults;
    QByteArray greeting = "Fake ready";
    bool keepsUidNext = true;    ///< false: never told
    bool hidesSizes = false;     ///< of mails
    bool isSilentAtSize = false; ///< never answers STATUS (… SIZE)
    int flagsTold = 0;           ///< FETCH responses with flags
    /// Mails of the inbox that it cannot read: a FETCH of their text ends with `brokenAnswer`, "NO …", or "BYE …",
    /// after which the connection ends.
    QSet<quint32> broken;
    QByteArray brokenAnswer = "NO [SERVERBUG] The mail cannot be read";
    /// Before each command is answered: what others do to the mailbox meanwhile.
    std::function<void()> meanwhile;
    /// What a command is answered instead of what it asks for: "NO …", or "BYE …", after which the connection ends.
    /// `command` is its verb ("UID FETCH", "SELECT") and what it names. Empty: nothing special.
    std::function<QByteArray(const QByteArray &command)> refusal;
    /// Each response, the greeting too, before it is written: changed at will. True: the connection ends after it.
    std::function<bool(QByteArray &response)> spoil;

    [[nodiscard]] std::unique_ptr<net::Stream> connect();
    /// Tells those who wait (IDLE) what happened to `mailbox`.
    void announce();

    [[nodiscard]] bool has(const char *name) const { return m_offers.contains(name); }
    [[nodiscard]] bool isRev2Only() const { return has("IMAP4REV2") && !has("IMAP4REV1"); }
    [[nodiscard]] QByteArray capabilities() const;
    [[nodiscard]] const QByteArrayList &wrongs() const { return m_wrongs; }
    [[nodiscard]] int count(const QByteArray &verb) const { return m_counts.value(verb); }
    [[nodiscard]] int bodies() const { return m_bodies; } ///< whole mails that were handed out

    // For the parts of the server.
    void noteWrong(const QByteArray &what) { m_wrongs.append(what); }
    void noteCommand(const QByteArray &verb) { ++m_counts[verb]; }
    void noteBody() { ++m_bodies; }
    [[nodiscard]] bool chance(int outOf1000);
    [[nodiscard]] int below(qint64 bound) { return int(m_random.bounded(std::max<qint64>(1, bound))); }
    [[nodiscard]] bool wasOmitted(const QByteArray &what); ///< true the second time it is asked

private:
    class Stream;
    QByteArrayList m_names;
    QSet<QByteArray> m_offers;
    QRandomGenerator m_random;
    QByteArrayList m_wrongs;
    QMap<QByteArray, int> m_counts;
    QSet<QByteArray> m_omitted;
    struct Client
    {
        std::weak_ptr<FakeImapSession> session;
        std::function<void()> wake; ///< there is something to read
    };
    std::vector<Client> m_clients;
    int m_bodies = 0;
};

} // namespace otklik::test
