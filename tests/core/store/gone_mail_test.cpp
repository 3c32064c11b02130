// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// Mail that no mailbox has any more leaves nothing behind, and takes nothing of others with it.
#include "core/store/customer_queries.h"
#include "core/store/doctor.h"
#include "core/store/gone_mail.h"
#include "core/store/search.h"
#include "tests/core/store/store_fixture.h"

#include <QDir>
#include <QFile>

using namespace otklik;
using namespace otklik::store;
using test::MailSpec;

namespace {

class GoneMailTest : public test::StoreTest
{
protected:
    /// The fixture's mails are not parsed by mime: the sender and the words stand in them as they are.
    mime::Message parse(const QByteArray &raw) const
    {
        for (const MailSpec &spec : m_mails)
            if (test::rawOf(spec) == raw)
                return test::parsedOf(spec);
        ADD_FAILURE() << "an unknown mail";
        return {};
    }
    GoneMail goneMail()
    {
        return GoneMail(m_store->database(), [this](const QByteArray &raw) { return parse(raw); });
    }
    qint64 found(const char *word)
    {
        auto hits = Search(m_store->database()).search({.text = QString::fromLatin1(word)});
        EXPECT_OK(hits);
        return hits ? hits->total : -1;
    }
    void expectWell()
    {
        const auto findings = Doctor(*m_store, [this](const QByteArray &raw) { return parse(raw); }).examine(false);
        ASSERT_OK(findings);
        for (const Finding &finding : *findings)
            EXPECT_TRUE(finding.isWell()) << finding.check.toStdString() << ": " << finding.detail.toStdString();
    }
    /// Does any file of the profile hold these bytes?
    bool isOnDisk(const QByteArray &bytes)
    {
        m_store.reset();
        bool held = false;
        for (const QFileInfo &info : QDir(m_dir.path()).entryInfoList(QDir::Files)) {
            QFile file(info.filePath());
            EXPECT_TRUE(file.open(QIODevice::ReadOnly));
            held = held || file.readAll().contains(bytes);
        }
        openStore();
        return held;
    }

    std::vector<MailSpec> m_mails{
        {.id = QStringLiteral("a@acme.example"),
         .from = QStringLiteral("zoltan@gone.example"),
         .subject = QStringLiteral("Quokkas"),
         .text = QStringLiteral("common xylophonist word")},
        {.id = QStringLiteral("b@acme.example"), .text = QStringLiteral("common and ordinary word")}};
};

} // namespace

TEST_F(GoneMailTest, IsForgottenWithItsWordsAndItsSender)
{
    take(m_mails);
    EXPECT_EQ(found("xylophonist"), 1);
    ASSERT_TRUE(isOnDisk("xylophonist"));
    ASSERT_OK(m_store->takeVanished(m_inbox, {1}, std::nullopt));
    EXPECT_EQ(goneMail().count().value_or(-1), 1);
    const QByteArray before = dump();
    EXPECT_EQ(goneMail().forgetAll().value_or(-1), 1);
    EXPECT_EQ(goneMail().count().value_or(-1), 0);
    EXPECT_EQ(dump(), before);
    EXPECT_EQ(m_store->messages().count().value_or(-1), 1);
    EXPECT_EQ(found("xylophonist"), 0);
    EXPECT_EQ(found("common"), 1) << "the words of the other mail are found";
    expectWell();
    EXPECT_FALSE(isOnDisk("xylophonist"));
    EXPECT_FALSE(isOnDisk("zoltan@gone.example"));
    EXPECT_FALSE(isOnDisk("zoltan"));
    EXPECT_TRUE(isOnDisk("ordinary"));
}

TEST_F(GoneMailTest, AMailThatCameBackStays)
{
    take(m_mails);
    ASSERT_OK(m_store->takeVanished(m_inbox, {1}, std::nullopt));
    take({m_mails.front()});
    EXPECT_EQ(goneMail().forget(100).value_or(-1), 0);
    EXPECT_EQ(m_store->messages().count().value_or(-1), 2);
    EXPECT_EQ(tickets().size(), 2U);
}

TEST_F(GoneMailTest, AForgottenMailIsTakenLikeANewOne)
{
    take(m_mails);
    const QByteArray before = dump();
    ASSERT_OK(m_store->takeVanished(m_inbox, {1}, std::nullopt));
    EXPECT_EQ(goneMail().forget(100).value_or(-1), 1);
    expectWell();
    take({m_mails.front()});
    EXPECT_EQ(dump(), before);
    EXPECT_EQ(found("xylophonist"), 1);
    expectWell();
}

TEST_F(GoneMailTest, NoMoreThanAskedForAtOnce)
{
    for (int i = 0; i < 7; ++i)
        m_mails.push_back({.id = QStringLiteral("n%1@acme.example").arg(i)});
    take(m_mails);
    ASSERT_OK(m_store->takeVanished(m_inbox, {1, 2, 3, 4, 5, 6, 7, 8, 9}, std::nullopt));
    EXPECT_EQ(goneMail().forget(4).value_or(-1), 4);
    EXPECT_EQ(goneMail().forget(4).value_or(-1), 4);
    EXPECT_EQ(goneMail().forget(4).value_or(-1), 1);
    EXPECT_EQ(goneMail().forget(4).value_or(-1), 0);
    expectWell();
}
