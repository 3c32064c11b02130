// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// A cache that does not open: said with exit code 7, mended by rebuild and by doctor --repair; local.sqlite never
// touched.
#include "tests/app/cli/contract_test.h"

#include <QDir>

#include <SQLiteCpp/SQLiteCpp.h>

#include <functional>

using namespace otklik::test;

namespace {

struct Damage
{
    const char *name;
    std::function<void(const QString &cache)> inflict;
};

void overwrite(const QString &path, const QByteArray &bytes)
{
    for (const char *suffix : {"-wal", "-shm"})
        QFile::remove(path + QLatin1String(suffix));
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    ASSERT_EQ(file.write(bytes), bytes.size());
}

void run(const QString &path, const char *sql)
{
    SQLite::Database database(path.toStdString(), SQLite::OPEN_READWRITE);
    database.exec(sql);
}

void truncate(const QString &path)
{
    ASSERT_TRUE(QFile::resize(path, 20000));
}

void makeFolder(const QString &path)
{
    ASSERT_TRUE(QFile::remove(path));
    ASSERT_TRUE(QDir().mkpath(path + QStringLiteral("/inside")));
}

const Damage kDamages[] = {
    {"garbage", [](const QString &path) { overwrite(path, QByteArray(50000, 'x')); }},
    {"truncated", truncate},
    {"schema of a newer program", [](const QString &path) { run(path, "PRAGMA user_version=99"); }},
    {"a table is lost", [](const QString &path) { run(path, "PRAGMA foreign_keys=OFF; DROP TABLE ticket"); }},
    {"the small values are lost", [](const QString &path) { run(path, "DROP TABLE meta"); }},
    {"another program's database",
     [](const QString &path) {
         overwrite(path, {});
         run(path, "CREATE TABLE meta(a); CREATE TABLE message(b)");
     }},
    {"a folder in its place", makeFolder},
};

class DamageContract : public ContractTest
{
protected:
    [[nodiscard]] QString cache() const { return profileFile("cache.sqlite"); }
    [[nodiscard]] QString local() const { return profileFile("local.sqlite"); }
    /// Work that exists nowhere but in local.sqlite: a decision and an answer that were not sent.
    void leaveWork()
    {
        m_ticket = someTicket();
        m_cli.must(words("ticket note") << m_ticket << words("--text not-sent-yet"));
        m_cli.must(words("ticket reply") << m_ticket << words("--text Later --send-at 2036-01-01T00:00:00Z"));
        m_notes = at(m_cli.show(m_ticket.toLongLong()), "notes").toInteger();
        m_config = read(profileFile("config.json"));
    }
    void expectAllIsBack(const char *what)
    {
        EXPECT_EQ(at(m_cli.show(m_ticket.toLongLong()), "notes").toInteger(), m_notes) << what;
        const QJsonArray outbox = at(done("outbox list"), "outbox").toArray();
        ASSERT_EQ(outbox.size(), 1) << what;
        EXPECT_EQ(outbox.first()[QLatin1String("state")].toString(), QStringLiteral("waiting")) << what;
        // What was pending has been confirmed by the first cure; the others must not change it.
        const QString hash = m_cli.stateHash();
        if (m_hash.isEmpty())
            m_hash = hash;
        EXPECT_EQ(hash, m_hash) << what;
        EXPECT_EQ(read(profileFile("config.json")), m_config) << what;
        EXPECT_TRUE(m_cli.isClean()) << what;
    }
    QString m_ticket, m_hash;
    qint64 m_notes = 0;
    QByteArray m_config;
};

TEST_F(DamageContract, EveryDamageIsToldAndMended)
{
    leaveWork();
    for (const Damage &damage : kDamages)
        for (const char *cure : {"rebuild", "doctor --repair"}) {
            SCOPED_TRACE(std::string(damage.name) + ", " + cure);
            damage.inflict(cache());
            refused(7, "storage-corrupt", "tickets");
            const CliResult told = m_cli.runPlain(words("tickets"));
            EXPECT_TRUE(told.err.contains(QLatin1String("doctor --repair")) &&
                        told.err.contains(QLatin1String("rebuild")))
                << told.said();
            EXPECT_NE(m_cli.run(words("doctor")).exitCode, 0);
            static_cast<void>(done(cure));
            expectAllIsBack(damage.name);
        }
}

TEST_F(DamageContract, DamagedPagesAreFoundAndMended)
{
    leaveWork();
    QByteArray bytes = read(cache());
    for (qsizetype page = 20; page < bytes.size() / 4096; page += 3)
        bytes.replace(page * 4096, 4096, QByteArray(4096, '\xa5'));
    overwrite(cache(), bytes);
    const CliResult examined = m_cli.run(words("doctor"));
    EXPECT_EQ(examined.exitCode, 7) << examined.said();
    EXPECT_TRUE(at(examined.json(), "error").isObject());
    static_cast<void>(done("doctor --repair"));
    expectAllIsBack("pages");
}

TEST_F(DamageContract, ALostCacheIsMadeAnew)
{
    leaveWork();
    for (const char *suffix : {"", "-wal", "-shm"})
        QFile::remove(cache() + QLatin1String(suffix));
    m_cli.sync();
    expectAllIsBack("no cache");
}

TEST_F(DamageContract, TheLocalFileIsNeverOverwritten)
{
    leaveWork();
    const QByteArray good = read(local());
    for (const QByteArray &bad : {QByteArray(30000, 'x'), good.left(5000), QByteArray()}) {
        overwrite(local(), bad);
        for (const char *command : {"tickets", "sync", "rebuild", "doctor", "doctor --repair", "tickets"})
            refused(7, "storage-corrupt", command);
        EXPECT_TRUE(m_cli.runPlain(words("tickets")).err.contains(QLatin1String("local.sqlite")));
        EXPECT_EQ(read(local()), bad);
    }
    EXPECT_TRUE(QFile::exists(cache())) << "nothing was deleted either";
    overwrite(local(), good);
    expectAllIsBack("a copy in its place");
}

TEST_F(DamageContract, WithoutTheLocalFileOneGoesOnOnlyWhenTold)
{
    leaveWork();
    ASSERT_TRUE(QFile::remove(local()));
    refused(7, "storage-corrupt", "tickets");
    EXPECT_FALSE(QFile::exists(local())) << "not made anew silently";
    static_cast<void>(done("rebuild"));
    EXPECT_TRUE(m_cli.isClean());
    EXPECT_TRUE(at(done("outbox list"), "outbox").toArray().isEmpty());
}

TEST_F(DamageContract, ADamagedConfigurationIsTold)
{
    overwrite(profileFile("config.json"), "{ not json");
    for (const char *command : {"tickets", "rebuild", "doctor --repair"})
        refused(7, "storage-corrupt", command);
    EXPECT_EQ(read(profileFile("config.json")), QByteArray("{ not json"));
}

} // namespace
