// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sqlite/connection.h"
#include "core/sqlite/migrator.h"
#include "core/sqlite/transaction.h"
#include "tests/support/expect_result.h"

#include <QFile>
#include <QTemporaryDir>

#include <sqlite3.h>

using namespace otklik;
using namespace otklik::sqlite;

namespace {

class ConnectionTest : public ::testing::Test
{
protected:
    void SetUp() override
    {
        auto opened = Connection::open(m_dir.filePath(QStringLiteral("a.sqlite")), Access::ReadWrite);
        ASSERT_OK(opened);
        m_db = std::move(*opened);
        ASSERT_OK(m_db->execute("CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT, data BLOB) STRICT"));
    }
    qint64 count()
    {
        Statement query = m_db->prepare("SELECT count(*) FROM t");
        return query.next() ? query.integer(0) : -1;
    }
    QTemporaryDir m_dir;
    std::unique_ptr<Connection> m_db;
};

} // namespace

TEST_F(ConnectionTest, BindsAndReadsEveryKindOfValue)
{
    m_db->prepare("INSERT INTO t VALUES(?1,?2,?3)").bind(7, QStringLiteral("почта"), QByteArray("\0x", 2)).run();
    Statement query = m_db->prepare("SELECT id,name,data,NULL,?1,?2 FROM t");
    query.bind(Instant::fromMs(5), std::optional<qint64>());
    ASSERT_TRUE(query.next());
    EXPECT_EQ(query.integer(0), 7);
    EXPECT_EQ(query.text(1), QStringLiteral("почта"));
    EXPECT_EQ(query.blob(2), QByteArray("\0x", 2));
    EXPECT_TRUE(query.isNull(3));
    EXPECT_EQ(query.instant(4), Instant::fromMs(5));
    EXPECT_TRUE(query.isNull(5));
    EXPECT_FALSE(query.next());
    EXPECT_OK(m_db->finish());
}

TEST_F(ConnectionTest, TheFirstFailureIsLatchedAndLaterStatementsDoNothing)
{
    m_db->prepare("INSERT INTO t(id) VALUES(1)").run();
    EXPECT_FALSE(m_db->prepare("INSERT INTO t(id) VALUES(1)").run());
    EXPECT_FALSE(m_db->prepare("INSERT INTO t(id) VALUES(2)").run());
    EXPECT_ERROR(m_db->finish(), ErrorCode::Conflict);
    EXPECT_EQ(count(), 1);
    EXPECT_OK(m_db->finish());
}

TEST_F(ConnectionTest, ATransactionRollsBackUnlessCommitted)
{
    {
        Transaction transaction(*m_db);
        m_db->prepare("INSERT INTO t(id) VALUES(1)").run();
    }
    EXPECT_EQ(count(), 0);
    Transaction transaction(*m_db);
    m_db->prepare("INSERT INTO t(id) VALUES(1)").run();
    m_db->prepare("INSERT INTO t(id) VALUES(1)").run();
    EXPECT_ERROR(transaction.commit(), ErrorCode::Conflict);
    EXPECT_EQ(count(), 0);
    EXPECT_FALSE(m_db->inTransaction());
}

TEST_F(ConnectionTest, AGivenUpInnerTransactionTakesTheOuterOneWithIt)
{
    Transaction outer(*m_db);
    m_db->prepare("INSERT INTO t(id) VALUES(1)").run();
    {
        Transaction inner(*m_db);
        m_db->prepare("INSERT INTO t(id) VALUES(2)").run();
    }
    EXPECT_ERROR(outer.commit(), ErrorCode::Cancelled);
    EXPECT_EQ(count(), 0);
}

TEST_F(ConnectionTest, ACachedStatementMayBeUsedInsideItself)
{
    for (int id = 1; id <= 3; ++id)
        m_db->prepare("INSERT INTO t(id) VALUES(?1)").bind(id).run();
    int pairs = 0;
    Statement outer = m_db->prepare("SELECT id FROM t");
    while (outer.next()) {
        Statement inner = m_db->prepare("SELECT id FROM t");
        while (inner.next())
            ++pairs;
    }
    EXPECT_EQ(pairs, 9);
}

TEST_F(ConnectionTest, AFullDiskAndABrokenFileAreToldApart)
{
    ASSERT_OK(m_db->execute("PRAGMA max_page_count=4"));
    Statement insert = m_db->prepare("INSERT INTO t(data) VALUES(?1)");
    for (int i = 0; i < 50 && !m_db->failed(); ++i)
        insert.bind(QByteArray(4000, 'x')).run();
    EXPECT_ERROR(m_db->finish(), ErrorCode::StorageFull);

    QFile file(m_dir.filePath(QStringLiteral("broken.sqlite")));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(8192, 'z'));
    file.close();
    EXPECT_ERROR(Connection::open(file.fileName(), Access::ReadWrite), ErrorCode::StorageCorrupt);
    EXPECT_ERROR(Connection::open(m_dir.filePath(QStringLiteral("none.sqlite")), Access::ReadOnly),
                 ErrorCode::NotFound);
}

TEST_F(ConnectionTest, ANewFileHasLargePagesAndAnOldOneKeepsItsOwn)
{
    const auto pageSize = [](Connection &db, const char *schema) {
        Statement query = db.prepare(std::string("PRAGMA ") + schema + ".page_size");
        return query.next() ? query.integer(0) : 0;
    };
    EXPECT_EQ(pageSize(*m_db, "main"), 8192);
    const QString old = m_dir.filePath(QStringLiteral("old.sqlite"));
    sqlite3 *made = nullptr;
    ASSERT_EQ(sqlite3_open(old.toUtf8().constData(), &made), SQLITE_OK);
    EXPECT_EQ(sqlite3_exec(made, "PRAGMA page_size=4096; CREATE TABLE t(a)", nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(made);
    auto opened = Connection::open(old, Access::ReadWrite);
    ASSERT_OK(opened);
    EXPECT_EQ(pageSize(**opened, "main"), 4096);
    EXPECT_OK((*opened)->attach(m_dir.filePath(QStringLiteral("a.sqlite")), "other", "FULL"));
    EXPECT_EQ(pageSize(**opened, "other"), 8192);
}

TEST_F(ConnectionTest, AReaderCannotWrite)
{
    auto reader = Connection::open(m_dir.filePath(QStringLiteral("a.sqlite")), Access::ReadOnly);
    ASSERT_OK(reader);
    (*reader)->prepare("INSERT INTO t(id) VALUES(1)").run();
    EXPECT_FALSE((*reader)->finish());
}

TEST_F(ConnectionTest, MigrationsRunOnceInOrderAndANewerFileIsRefused)
{
    const std::vector<Migration> two{{1, "CREATE TABLE {schema}a(x INTEGER) STRICT"},
                                     {2, "INSERT INTO {schema}a VALUES(2)"}};
    auto first = migrate(*m_db, "main", {two[0]});
    ASSERT_OK(first);
    EXPECT_EQ(*first, 0);
    auto second = migrate(*m_db, "main", two);
    ASSERT_OK(second);
    EXPECT_EQ(*second, 1);
    ASSERT_OK(migrate(*m_db, "main", two));
    Statement rows = m_db->prepare("SELECT count(*) FROM a");
    ASSERT_TRUE(rows.next());
    EXPECT_EQ(rows.integer(0), 1);
    EXPECT_ERROR(migrate(*m_db, "main", {two[0]}), ErrorCode::StorageCorrupt);
}

TEST_F(ConnectionTest, AFailingMigrationLeavesNothing)
{
    const std::vector<Migration> bad{{1, "CREATE TABLE {schema}a(x INTEGER) STRICT; INSERT INTO nowhere VALUES(1)"}};
    EXPECT_FALSE(migrate(*m_db, "main", bad));
    auto version = schemaVersion(*m_db, "main");
    ASSERT_OK(version);
    EXPECT_EQ(*version, 0);
    Statement tables = m_db->prepare("SELECT count(*) FROM sqlite_schema WHERE name='a'");
    ASSERT_TRUE(tables.next());
    EXPECT_EQ(tables.integer(0), 0);
}

TEST_F(ConnectionTest, AnAttachedFileIsPartOfTheTransaction)
{
    ASSERT_OK(m_db->attach(m_dir.filePath(QStringLiteral("b.sqlite")), "local", "FULL"));
    ASSERT_OK(migrate(*m_db, "local", {{1, "CREATE TABLE {schema}own(x INTEGER) STRICT"}}));
    {
        Transaction transaction(*m_db);
        m_db->prepare("INSERT INTO local.own VALUES(1)").run();
    }
    Statement rows = m_db->prepare("SELECT count(*) FROM local.own");
    ASSERT_TRUE(rows.next());
    EXPECT_EQ(rows.integer(0), 0);
}

TEST_F(ConnectionTest, ReleasedPagesAreReadAgainWhenTheyAreNeeded)
{
    const auto kept = [this] {
        int now = 0;
        int most = 0;
        EXPECT_EQ(sqlite3_db_status(m_db->handle(), SQLITE_DBSTATUS_CACHE_USED, &now, &most, 0), SQLITE_OK);
        return now;
    };
    for (int i = 1; i <= 100; ++i)
        m_db->prepare("INSERT INTO t VALUES(?1,NULL,?2)").bind(i, QByteArray(20000, 'x')).run();
    Statement running = m_db->prepare("SELECT data FROM t ORDER BY id");
    ASSERT_TRUE(running.next());
    ASSERT_GT(kept(), 1'000'000);

    m_db->releaseMemory();

    EXPECT_LT(kept(), 200'000);
    int rows = 1;
    while (running.next())
        rows += running.blob(0) == QByteArray(20000, 'x') ? 1 : 0;
    EXPECT_EQ(rows, 100);
    EXPECT_OK(m_db->finish());
}
