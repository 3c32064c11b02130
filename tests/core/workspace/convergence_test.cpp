// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever happens to a mailbox, whatever its server can and does wrong: when it is quiet again, two desks have what
// the server has, each mail once, and a third one that begins then has the same. OTKLIK_SEEDS lives for each kind of
// server (1), OTKLIK_SEED repeats one.
#include "core/imap/protocol/modified_utf7.h"
#include "core/store/ledger.h"
#include "core/sync/flag_bits.h"
#include "tests/core/workspace/fake_desk.h"
#include "tests/support/expect_result.h"
#include "tests/support/mailbox_life.h"
#include "tests/support/server_profiles.h"

#include <QJsonDocument>

#include <gtest/gtest.h>

#include <iostream>
#include <map>

using namespace otklik;
using namespace otklik::workspace::test;
using otklik::test::FakeClock;
using otklik::test::FakeFaults;
using otklik::test::FakeFolder;
using otklik::test::FakeImapServer;
using otklik::test::FakeMail;
using otklik::test::FakeMailbox;
using otklik::test::MailboxLife;
using otklik::test::MailboxOutside;
using otklik::test::ServerProfile;

namespace {

class FakeOutside final : public MailboxOutside
{
public:
    explicit FakeOutside(FakeMailbox &mailbox)
        : m_mailbox(mailbox)
    {
    }
    bool has(const QString &folder) override { return m_mailbox.has(folder); }
    std::vector<quint32> uids(const QString &folder) override
    {
        std::vector<quint32> found;
        for (const FakeMail &mail : m_mailbox.folder(folder).mails)
            found.push_back(mail.uid);
        return found;
    }
    void deliver(const QString &folder, const QByteArray &raw, Instant at) override
    {
        m_mailbox.deliver(folder, raw, at);
    }
    void copy(const QString &from, quint32 uid, const QString &to) override
    {
        for (const FakeMail &mail : m_mailbox.folder(from).mails)
            if (mail.uid == uid)
                m_copied += mail.raw;
        m_mailbox.copy(from, uid, to);
    }
    /// What somebody else has copied, one after the other.
    [[nodiscard]] const QByteArray &copied() const { return m_copied; }
    void move(const QString &from, quint32 uid, const QString &to) override { m_mailbox.move(from, uid, to); }
    void setFlag(const QString &folder, quint32 uid, const QByteArray &flag, bool on) override
    {
        m_mailbox.setFlag(folder, uid, flag, on);
    }
    void expunge(const QString &folder, quint32 uid) override { m_mailbox.expunge(folder, uid); }
    void create(const QString &folder) override
    {
        m_mailbox.create(folder, folder == QLatin1String("Sent") ? "\\Sent" : "");
    }
    void rename(const QString &from, const QString &to) override { m_mailbox.rename(from, to); }
    void remove(const QString &folder) override { m_mailbox.remove(folder); }
    bool renumber(const QString &folder) override
    {
        m_mailbox.renumber(folder);
        return true;
    }
    bool backUp() override
    {
        m_backup = m_mailbox;
        return true;
    }
    bool restore(const QString &folder) override
    {
        m_mailbox.restore(folder, m_backup);
        return true;
    }

private:
    FakeMailbox &m_mailbox;
    FakeMailbox m_backup;
    QByteArray m_copied;
};

/// Nothing untrue: a sync has to come through.
FakeFaults oddities()
{
    FakeFaults faults;
    faults.unsolicited = 150;
    faults.duplicateFetch = 100;
    faults.literals = 200;
    faults.floats = 100;
    faults.noModSeq = 200;
    faults.nil = 200;
    faults.chunk = 90;
    return faults;
}

FakeFaults troubles()
{
    FakeFaults faults = oddities();
    faults.omitFetch = 40;
    faults.nilBody = 20;
    faults.omitSearch = 20;
    faults.wrongVanished = 150;
    faults.wrongModSeq = 100;
    faults.noUidNext = 50;
    faults.omitFolder = 20;
    faults.refuse = 15;
    faults.bye = 3;
    faults.cut = 6;
    faults.lostAppend = 100;
    return faults;
}

/// What stands at one place.
struct Place
{
    QByteArray raw;
    quint32 flags = 0;
    bool operator==(const Place &) const = default;
};
using Places = std::map<std::pair<QString, quint32>, Place>;

Places onServer(const FakeMailbox &mailbox)
{
    Places places;
    for (const QString &name : MailboxLife::readFolders())
        if (mailbox.has(name))
            for (const FakeMail &mail : mailbox.folder(name).mails) {
                QStringList flags;
                for (const QByteArray &flag : mail.flags)
                    flags << QString::fromLatin1(flag);
                places[{name, mail.uid}] = {mail.raw, sync::flagBits(flags)};
            }
    return places;
}

Places onDesk(FakeDesk &desk)
{
    Places places;
    const auto folders = desk.store().folders().all();
    EXPECT_OK(folders);
    for (const store::FolderState &folder : folders.value_or(std::vector<store::FolderState>())) {
        if (folder.role == store::FolderRole::Journal)
            continue;
        const auto found = desk.store().messages().locationsIn(folder.row, 1, 0xFFFFFFFF);
        EXPECT_OK(found);
        for (const store::Location &place : found.value_or(std::vector<store::Location>())) {
            const auto raw = desk.store().messages().source(place.message);
            EXPECT_OK(raw);
            places[{imap::decodeModifiedUtf7(folder.name.toLatin1()), place.uid}] = {raw.value_or(QByteArray()),
                                                                                     place.flags};
        }
    }
    return places;
}

QString described(const Places &server, const Places &desk)
{
    QStringList lines;
    const auto text = [](const Places &places, const std::pair<QString, quint32> &where) {
        const auto at = places.find(where);
        if (at == places.end())
            return QStringLiteral("nothing");
        const qsizetype id = at->second.raw.indexOf("Message-ID: ");
        return QString::fromUtf8(at->second.raw.mid(id, at->second.raw.indexOf('\r', id) - id)) +
               QStringLiteral(" flags %1").arg(at->second.flags);
    };
    std::map<std::pair<QString, quint32>, bool> all;
    for (const Places *places : {&server, &desk})
        for (const auto &[where, place] : *places)
            all[where] = true;
    for (const auto &[where, one] : all)
        if (text(server, where) != text(desk, where))
            lines << QStringLiteral("%1 %2: server %3, desk %4")
                         .arg(where.first)
                         .arg(where.second)
                         .arg(text(server, where), text(desk, where));
    return lines.join(QLatin1Char('\n'));
}

int seedsWished()
{
    const int wished = qEnvironmentVariableIntValue("OTKLIK_SEEDS");
    return wished > 0 ? wished : 1;
}

class ConvergenceTest : public ::testing::TestWithParam<ServerProfile>
{
protected:
    void live(quint32 seed, const FakeFaults &faults);
    /// Each kind of server begins with another life, so that one life each tries them all.
    static quint32 ownSeed()
    {
        const auto &all = otklik::test::serverProfiles();
        const auto at =
            std::find_if(all.begin(), all.end(), [](const ServerProfile &one) { return one.name == GetParam().name; });
        return 1 + quint32(at - all.begin());
    }
    void expectQuiet(FakeImapServer &server, FakeDesk &desk);
    void expectSame(FakeImapServer &server, FakeDesk &anna, FakeDesk &boris);

    FakeClock m_clock;
    QByteArray m_copied; ///< by somebody else
};

void ConvergenceTest::expectQuiet(FakeImapServer &server, FakeDesk &desk)
{
    const Places there = onServer(server.mailbox), here = onDesk(desk);
    EXPECT_TRUE(there == here) << described(there, here).toStdString();
    const auto folders = store::Ledger(desk.store().database()).folders({});
    ASSERT_OK(folders);
    for (const store::LedgerFolder &folder : *folders) {
        EXPECT_EQ(folder.sum.difference, 0) << folder.state.name.toStdString();
        EXPECT_EQ(folder.sum.missing, 0) << folder.state.name.toStdString();
        EXPECT_EQ(folder.sum.verdicts.value(QStringLiteral("quarantined")), 0) << folder.state.name.toStdString();
    }
    EXPECT_EQ(desk.findings(), QStringList());
    EXPECT_EQ(desk.pending(), 0);
    for (auto it = desk.carried().begin(); it != desk.carried().end(); ++it) {
        EXPECT_EQ(*it, 1) << it.key().toStdString();
        if (m_copied.contains(it.key().toLatin1()))
            continue;
        int copies = 0;
        for (const FakeMail &mail : server.mailbox.folder(QStringLiteral("Sent")).mails)
            copies += mail.raw.contains("Message-ID: <" + it.key().toLatin1() + ">\r\n") ? 1 : 0;
        EXPECT_LE(copies, 1) << it.key().toStdString() << " is in Sent " << copies << " times";
    }
}

void ConvergenceTest::expectSame(FakeImapServer &server, FakeDesk &anna, FakeDesk &boris)
{
    expectQuiet(server, anna);
    expectQuiet(server, boris);
    QMap<QByteArray, int> events;
    for (const FakeMail &mail : server.mailbox.folder(MailboxLife::kJournal).mails)
        EXPECT_LE(++events[mail.raw], 1) << "an event again in the journal";
    EXPECT_EQ(anna.hash(), boris.hash());
    FakeDesk fresh(server, m_clock, QStringLiteral("Clara"), {}, 3);
    for (int turn = 0; turn < 2; ++turn) { // she introduces herself
        fresh.sync();
        anna.sync();
        boris.sync();
    }
    expectQuiet(server, fresh);
    EXPECT_EQ(fresh.hash(), anna.hash());
    EXPECT_EQ(boris.hash(), anna.hash());
    if (HasFailure())
        std::cout << "anna:  " << anna.dump().toStdString() << "\nboris: " << boris.dump().toStdString()
                  << "\nfresh: " << fresh.dump().toStdString() << "\n";
}

void ConvergenceTest::live(quint32 seed, const FakeFaults &faults)
{
    FakeImapServer server(GetParam().offers, seed);
    server.keepsUidNext = GetParam().keepsUidNext;
    FakeOutside outside(server.mailbox);
    MailboxLife life(outside, seed);
    life.makeFolders();
    FakeDesk anna(server, m_clock, QStringLiteral("Anna"));
    FakeDesk boris(server, m_clock, QStringLiteral("Boris"), {}, 2); // reads the journal in small slices
    for (int i = 0; i < 6; ++i)
        life.step();
    const std::function<int(int)> below = [&life](int bound) { return life.below(bound); };
    for (int round = 0; round < 8; ++round) {
        server.faults = round == 0 && life.below(2) == 0 ? FakeFaults() : faults;
        for (int i = life.below(8); i > 0; --i)
            life.step();
        FakeDesk &desk = life.below(2) == 0 ? anna : boris;
        for (int i = life.below(3); i > 0; --i)
            desk.decide(below);
        // others do not wait for the sync to end
        server.meanwhile = [&life] {
            if (life.below(12) == 0)
                life.step();
        };
        desk.sync();
        server.meanwhile = nullptr;
        // a clock that somebody sets, forward or back, beside one that goes on
        m_clock.advance(life.below(8) == 0 ? std::chrono::hours(life.below(200) - 100) : std::chrono::minutes(1));
    }
    server.faults = FakeFaults();
    server.broken.clear();
    m_clock.advance(std::chrono::hours(25)); // what counters alone say is not believed longer than that
    for (int turn = 0; turn < 4; ++turn) {
        for (FakeDesk *desk : {&anna, &boris}) {
            const QJsonObject report = desk->sync();
            EXPECT_TRUE(report[QLatin1String("ok")].toBool())
                << QJsonDocument(report[QLatin1String("error")].toObject()).toJson().toStdString();
        }
        m_clock.advance(std::chrono::minutes(1));
    }
    m_copied = outside.copied();
    expectSame(server, anna, boris);
    EXPECT_EQ(server.wrongs(), QByteArrayList());
    if (HasFailure())
        std::cout << life.log().join(QLatin1Char('\n')).toStdString() << "\n";
}

/// Whoever keeps the server mends the damage in the end.
TEST_P(ConvergenceTest, EndsAsTheServerIsWhenDamagedMailsAreMended)
{
    FakeFaults faults = oddities();
    faults.damage = 40;
    const auto first = quint32(seedsWished() > 1 ? 1 : ownSeed());
    for (quint32 seed = first; seed < first + quint32(seedsWished()) && !HasFailure(); ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed) + " on " + GetParam().name.toStdString());
        live(seed, faults);
    }
}

/// Lives that found something: flags and mails of a backup behind equal or newer counters (NoESEARCH, NoSTATUSIsSIZE,
/// Dovecot, Exchange, Yandex), a journal put back while its last mails were second copies (Gmail), what was to be put
/// back behind an APPEND without an answer (BareWithoutUidNext), a copy made by somebody else (Icloud).
std::vector<quint32> oldSeeds(const QByteArray &name)
{
    static const QHash<QByteArray, quint32> seeds{
        {"NoESEARCH", 37}, {"NoSTATUSIsSIZE", 32}, {"Dovecot", 75}, {"Exchange", 43},
        {"Yandex", 43},    {"Gmail", 60},          {"Icloud", 56},  {"BareWithoutUidNext", 79}};
    return seeds.contains(name) ? std::vector<quint32>{seeds.value(name)} : std::vector<quint32>();
}

TEST_P(ConvergenceTest, EndsAsTheServerIs)
{
    const bool repeats = qEnvironmentVariableIsSet("OTKLIK_SEED");
    const auto first = repeats ? quint32(qEnvironmentVariableIntValue("OTKLIK_SEED")) : ownSeed();
    std::vector<quint32> seeds;
    for (quint32 seed = first; seed < first + quint32(repeats ? 1 : seedsWished()); ++seed)
        seeds.push_back(seed);
    const std::vector<quint32> old = repeats ? std::vector<quint32>() : oldSeeds(GetParam().name);
    seeds.insert(seeds.end(), old.begin(), old.end());
    for (const quint32 seed : seeds) {
        SCOPED_TRACE("OTKLIK_SEED=" + std::to_string(seed) + " on " + GetParam().name.toStdString());
        live(seed, seed % 3 == 0 ? FakeFaults() : seed % 3 == 1 ? troubles() : oddities());
        if (HasFailure())
            return;
    }
}

INSTANTIATE_TEST_SUITE_P(On, ConvergenceTest, ::testing::ValuesIn(otklik::test::serverProfiles()),
                         [](const auto &profile) { return profile.param.name.toStdString(); });

} // namespace
