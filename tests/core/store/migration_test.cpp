// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// Profiles written by every released schema open, keep what they hold and are well afterwards.
#include "core/sqlite/migrator.h"
#include "core/store/doctor.h"
#include "tests/core/store/store_fixture.h"

#include <QDir>
#include <QFile>

using namespace otklik;
using namespace otklik::store;

namespace {

class MigrationTest : public ::testing::TestWithParam<int>
{
};

const QString kSamples = QStringLiteral(OTKLIK_STORE_SAMPLES);

} // namespace

TEST_P(MigrationTest, AProfileOfThatVersionOpensWithAllItHolds)
{
    QTemporaryDir dir;
    for (const char *name : {"cache.sqlite", "local.sqlite"}) {
        const QString from = QStringLiteral("%1/v%2/%3").arg(kSamples).arg(GetParam()).arg(QLatin1String(name));
        ASSERT_TRUE(QFile::copy(from, dir.filePath(QLatin1String(name)))) << from.toStdString();
        QFile::setPermissions(dir.filePath(QLatin1String(name)), QFile::ReadOwner | QFile::WriteOwner);
    }
    DeskRules rules;
    rules.ourAddresses = {QStringLiteral("support@desk.example"), QStringLiteral("anna@desk.example")};
    auto store = Store::open(dir.path(), rules);
    ASSERT_OK(store);
    EXPECT_EQ((*store)->messages().count().value_or(0), 3);
    EXPECT_EQ((*store)->journal().pendingCount().value_or(0), 2);
    const auto drafts = (*store)->drafts().all();
    ASSERT_OK(drafts);
    EXPECT_EQ(drafts->size(), 1U);
    const auto places = (*store)->messages().locationsIn(FolderRow(1), 1, 1);
    ASSERT_OK(places);
    ASSERT_EQ(places->size(), 1U);
    const auto raw = (*store)->messages().source(places->front().message);
    ASSERT_OK(raw);
    EXPECT_TRUE(raw->contains("a@acme.example"));
    Doctor doctor(**store, [](const QByteArray &) { return mime::Message(); });
    const auto findings = doctor.examine(false);
    ASSERT_OK(findings);
    for (const Finding &finding : *findings)
        EXPECT_TRUE(finding.isWell()) << finding.check.toStdString() << ": " << finding.detail.toStdString();
}

INSTANTIATE_TEST_SUITE_P(Released, MigrationTest, ::testing::Values(1));

class NewerSchemaTest : public test::StoreTest
{
};

TEST_F(NewerSchemaTest, IsRefusedWithAReason)
{
    for (const char *schema : {"main", "local"}) {
        openStore();
        const auto version = sqlite::schemaVersion(m_store->database().connection(), schema);
        ASSERT_OK(version);
        ASSERT_OK(m_store->database().connection().execute(std::string("PRAGMA ") + schema + ".user_version=999"));
        m_store.reset();
        const auto store = Store::open(m_dir.path(), rules());
        ASSERT_FALSE(store.has_value());
        EXPECT_EQ(store.error().code, ErrorCode::StorageCorrupt);
        EXPECT_TRUE(store.error().detail.contains(QStringLiteral("newer program")));
        const auto reader = Database::open(m_dir.path(), sqlite::Access::ReadOnly);
        EXPECT_ERROR(reader, ErrorCode::StorageCorrupt);
        auto connection =
            sqlite::Connection::open(m_dir.filePath(QLatin1String(schema) == u"main" ? QStringLiteral("cache.sqlite")
                                                                                     : QStringLiteral("local.sqlite")),
                                     sqlite::Access::ReadWrite);
        ASSERT_OK(connection);
        ASSERT_OK((*connection)->execute("PRAGMA user_version=" + std::to_string(*version)));
    }
}

/// Writes a new sample (a release with a new schema adds one): OTKLIK_WRITE_SAMPLE=DIR.
class SampleWriter : public test::StoreTest
{
};

TEST_F(SampleWriter, WritesASampleWhenAsked)
{
    const QString target = qEnvironmentVariable("OTKLIK_WRITE_SAMPLE");
    if (target.isEmpty())
        GTEST_SKIP() << "OTKLIK_WRITE_SAMPLE is not set";
    const test::MailSpec root{.id = QStringLiteral("a@acme.example")};
    test::MailSpec reply{.id = QStringLiteral("b@acme.example"), .references = {root.id}};
    reply.at = root.at + std::chrono::hours(1);
    const test::MailSpec other{.id = QStringLiteral("c@other.example"), .from = QStringLiteral("c@other.example")};
    take({root, reply, other});
    const ticket::Key key = test::keyOf(root);
    ASSERT_OK(
        decide(QStringLiteral("ticket.opened"), key, {{QStringLiteral("message"), QString::fromLatin1(key.hex())}}));
    ASSERT_OK(m_store->confirmPendingLocally());
    ASSERT_OK(decide(QStringLiteral("ticket.note"), key,
                     {{QStringLiteral("id"), QStringLiteral("n")}, {QStringLiteral("text"), QStringLiteral("t")}}));
    ASSERT_OK(decide(QStringLiteral("ticket.priority"), key, {{QStringLiteral("priority"), QStringLiteral("high")}}));
    ASSERT_OK(m_store->drafts().save({key, 0, QStringLiteral("<p>x</p>"), {}, {}, {}, {}, {}, 1, m_context.now}));
    m_store.reset();
    ASSERT_TRUE(QDir().mkpath(target));
    for (const char *name : {"cache.sqlite", "local.sqlite"})
        ASSERT_TRUE(QFile::copy(m_dir.filePath(QLatin1String(name)), target + QLatin1Char('/') + QLatin1String(name)));
}
