// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// A desk joins a team over a line that is cut, held up, garbled or split into single bytes: it ends with the same
// state-hash and the same ledger as over a good one, and the mailbox has nothing twice. OTKLIK_CUT_EVERY: cut_plan.h.
#include "tests/integration/cut_plan.h"
#include "tests/integration/desk_servers.h"
#include "tests/support/expect_result.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <iostream>

using namespace otklik::test;

namespace {

QStringList words(const QString &line)
{
    return line.split(QLatin1Char(' '));
}

void copyFolder(const QString &from, const QString &to)
{
    ASSERT_TRUE(QDir().mkpath(to));
    QDirIterator entries(from, QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot | QDir::Hidden,
                         QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const QString path = entries.next();
        const QString target = to + path.mid(from.size());
        if (entries.fileInfo().isDir())
            ASSERT_TRUE(QDir().mkpath(target));
        else
            ASSERT_TRUE(QFile::copy(path, target));
    }
}

class FaultTest : public DeskServersTest
{
protected:
    struct Outcome
    {
        QString stateHash;
        QJsonObject ledger;
        bool operator==(const Outcome &) const = default;
    };

    void SetUp() override
    {
        DeskServersTest::SetUp();
        if (IsSkipped() || HasFatalFailure())
            return;
        for (int i = 0; i < 8; ++i) {
            const QByteArray number = QByteArray::number(i);
            deliver({.id = "m" + number + "@kunde.test",
                     .subject = "Matter " + number,
                     .text = QByteArray("Words of the matter " + number + ".\r\n").repeated(1 + i * 10),
                     .inReplyTo = i % 3 == 2 ? "m" + QByteArray::number(i - 1) + "@kunde.test" : QByteArray()});
        }
        const Cli first = desk(QStringLiteral("first"));
        first.sync();
        first.must(words(QStringLiteral("ticket tag 1 +kept")));
        first.must(words(QStringLiteral("ticket note 2 --text noted")));
        first.sync();
        first.sync();
        m_journal = mailsOf(kSupport, QStringLiteral("Otklik/Journal"));
        ASSERT_FALSE(m_journal.isEmpty());
        m_stateHash = first.stateHash();
    }
    /// A desk that has never been connected, and what it has once it was, over a line that nothing happens to.
    void prepare(FaultProxy &line, const QString &security)
    {
        const Cli fresh =
            desk(QStringLiteral("fresh"), {QStringLiteral("--imap"), QStringLiteral("localhost:%1").arg(line.port()),
                                           QStringLiteral("--imap-security"), security});
        const Cli whole = another();
        line.passThrough();
        whole.sync();
        m_fromServer = line.count(FaultProxy::Direction::FromServer);
        m_toServer = line.count(FaultProxy::Direction::ToServer);
        m_expected = outcomeOf(whole);
        ASSERT_EQ(m_expected.stateHash, m_stateHash);
        ASSERT_EQ(m_expected.ledger[QLatin1String("difference")].toInteger(-1), 0);
    }
    Cli another()
    {
        QDir(path(QStringLiteral("another"))).removeRecursively();
        copyFolder(path(QStringLiteral("fresh")), path(QStringLiteral("another")));
        return Cli(path(QStringLiteral("another")));
    }
    static Outcome outcomeOf(const Cli &cli)
    {
        const QJsonObject ledger = cli.run(words(QStringLiteral("ledger"))).json();
        return {cli.stateHash(), ledger[QLatin1String("ledger")].toObject()};
    }
    void expectAsUndisturbed(const Cli &cli)
    {
        EXPECT_TRUE(cli.isClean());
        EXPECT_EQ(outcomeOf(cli), m_expected);
        EXPECT_EQ(mailsOf(kSupport, QStringLiteral("Otklik/Journal")).size(), m_journal.size());
    }
    /// `sync` over a disturbed line: well, or with a reason.
    static bool fails(const Cli &cli)
    {
        const CliResult disturbed = cli.run({QStringLiteral("sync")});
        EXPECT_TRUE(disturbed.exitCode == 0 || disturbed.exitCode == 4) << disturbed.said();
        EXPECT_EQ(disturbed.err.trimmed().isEmpty(), disturbed.exitCode == 0) << disturbed.said();
        return disturbed.exitCode != 0;
    }

    QByteArrayList m_journal;
    QString m_stateHash;
    Outcome m_expected;
    qint64 m_fromServer = 0;
    qint64 m_toServer = 0;
};

TEST_F(FaultTest, CutAfterEveryKthByte)
{
    FaultProxy line(m_dovecot.port());
    prepare(line, QStringLiteral("none"));
    const std::vector<Cut> cuts = cutsOf(m_fromServer, m_toServer, 32);
    int struck = 0, failed = 0;
    for (const Cut &cut : cuts) {
        SCOPED_TRACE(toString(cut));
        const Cli cli = another();
        line.cutAfter(cut.direction, cut.at);
        failed += fails(cli) ? 1 : 0;
        struck += line.hasStruck() ? 1 : 0;
        line.passThrough();
        cli.sync();
        expectAsUndisturbed(cli);
        if (HasFailure())
            break;
    }
    std::cout << cuts.size() << " cuts in " << m_fromServer << " + " << m_toServer << " bytes, " << struck
              << " struck, " << failed << " syncs failed\n";
    EXPECT_EQ(struck, int(cuts.size()));
    EXPECT_GT(failed, int(cuts.size()) / 2);
}

TEST_F(FaultTest, HeldUpAnywhere)
{
    FaultProxy line(m_dovecot.port());
    prepare(line, QStringLiteral("none"));
    for (const Cut &cut : cutsOf(m_fromServer, m_toServer, 12)) {
        SCOPED_TRACE(toString(cut));
        const Cli cli = another();
        line.holdAfter(cut.direction, cut.at, 50);
        cli.sync();
        EXPECT_TRUE(line.hasStruck());
        expectAsUndisturbed(cli);
    }
}

TEST_F(FaultTest, GarbledBytesOfAnEncryptedLineAreNoticed)
{
    FaultProxy line(m_dovecot.tlsPort());
    prepare(line, QStringLiteral("tls"));
    int failed = 0, struck = 0;
    for (const Cut &cut : cutsOf(m_fromServer, m_toServer, 12)) {
        SCOPED_TRACE(toString(cut));
        const Cli cli = another();
        line.corruptAfter(cut.direction, cut.at);
        failed += fails(cli) ? 1 : 0;
        struck += line.hasStruck() ? 1 : 0;
        line.passThrough();
        cli.sync();
        expectAsUndisturbed(cli);
    }
    EXPECT_GT(struck, 8);
    EXPECT_GT(failed, struck / 2);
}

TEST_F(FaultTest, SplitAtEveryByte)
{
    FaultProxy line(m_dovecot.port());
    prepare(line, QStringLiteral("none"));
    line.splitEverywhere();
    const Cli cli = another();
    cli.sync();
    expectAsUndisturbed(cli);
    FaultProxy smtpLine(m_smtp.port());
    smtpLine.splitEverywhere();
    const Cli sender =
        desk(QStringLiteral("sender"), {QStringLiteral("--imap"), QStringLiteral("localhost:%1").arg(line.port()),
                                        QStringLiteral("--imap-security"), QStringLiteral("none"),
                                        QStringLiteral("--smtp"), QStringLiteral("localhost:%1").arg(smtpLine.port())});
    sender.sync();
    sender.must(words(QStringLiteral("ticket reply 1 --now --text byte-by-byte")));
    sender.must(words(QStringLiteral("ticket tag 1 +split")));
    sender.sync();
    EXPECT_EQ(awaitMailsOf(kIrina, 1).join('\n').count("byte-by-byte\r\n"), 1);
    EXPECT_EQ(mailsOf(kSupport, QStringLiteral("Sent")).size(), 1);
    cli.sync();
    EXPECT_EQ(cli.stateHash(), sender.stateHash());
    EXPECT_GT(line.count(FaultProxy::Direction::FromServer), m_fromServer);
}

} // namespace
