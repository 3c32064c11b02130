// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// profile and account commands, and what a folder without a profile says.
#include "tests/app/cli/contract_test.h"

#include <QDir>

using namespace otklik::test;

namespace {

class ProfileContract : public ContractTest
{
protected:
    void SetUp() override { ASSERT_TRUE(m_dir.isValid()); }
};

TEST_F(ProfileContract, InitAndALocalMailbox)
{
    for (const char *folder : {"mail/cur", "mail/new", "mail/tmp"})
        ASSERT_TRUE(QDir(path("")).mkpath(QLatin1String(folder)));
    refused(6, "refused-by-rule", words("account add local --address s@desk.example --maildir") << path("mail"));
    m_cli.must(words("profile init --address anna@desk.example --role lead --name") << QStringLiteral("Anna Petrova"));
    refused(6, "refused-by-rule", "sync");
    m_cli.must(words("account add local --address s@desk.example --maildir") << path("mail"));
    refused(6, "conflict", words("account add local --address s@desk.example --maildir") << path("mail"));
    const QJsonArray accounts = at(done("account list"), "accounts").toArray();
    ASSERT_EQ(accounts.size(), 1);
    EXPECT_EQ(accounts.first()[QLatin1String("kind")].toString(), QStringLiteral("maildir"));
    EXPECT_EQ(accounts.first()[QLatin1String("name")].toString(), QStringLiteral("local"));
    expectTimeOrNull(accounts.first()[QLatin1String("last_sync_at")]);
    const QJsonObject tested = done("account test local");
    EXPECT_TRUE(at(tested, "ok").toBool());
    for (const QJsonValue &step : at(tested, "steps").toArray())
        EXPECT_TRUE(step[QLatin1String("step")].isString() && step[QLatin1String("ok")].isBool());
    refused(5, "not-found", "account test nobody");
    refused(5, "not-found", "account remove nobody");
    m_cli.must(words("account remove local"));
    EXPECT_TRUE(at(done("account list"), "accounts").toArray().isEmpty());
}

TEST_F(ProfileContract, AccountsAreChecked)
{
    m_cli.must(words("profile init --address anna@desk.example --name Anna"));
    refused(2, "invalid-input", "account add one --address s@desk.example");
    refused(2, "invalid-input", "profile init --address nobody --name Anna");
    refused(2, "invalid-input",
            "account add one --address s@desk.example --imap mail.desk.example:143 --imap-security none --smtp "
            "mail.desk.example:25 --smtp-security none --user s --password-env X");
    refused(2, "invalid-input",
            "account add one --address s@desk.example --imap h:993 --smtp h:465 --user s --password-env X "
            "--password-file Y");
}

TEST_F(ProfileContract, AServerThatIsAwayIsFour)
{
    m_cli.must(words("profile init --address anna@desk.example --name Anna"));
    const QString secret = write("secret", "Kr0kodil\n");
    // Port 1 of the loopback address: nobody listens there.
    m_cli.must(words("account add one --address s@desk.example --imap 127.0.0.1:1 --imap-security none --smtp "
                     "127.0.0.1:1 --smtp-security none --user s --password-file")
               << secret);
    const CliResult synced = m_cli.run(words("sync"));
    EXPECT_EQ(synced.exitCode, 4) << synced.said();
    EXPECT_EQ(at(synced.json(), "error").toObject()[QLatin1String("code")].toString(), QStringLiteral("offline"));
    EXPECT_EQ(at(synced.json(), "accounts").toArray().size(), 1) << "the report is whole all the same";
    const CliResult tested = m_cli.run(words("account test one"));
    EXPECT_EQ(tested.exitCode, 4) << tested.said();
    EXPECT_FALSE(at(tested.json(), "ok").toBool());
    EXPECT_EQ(at(tested.json(), "error").toObject()[QLatin1String("code")].toString(), QStringLiteral("offline"));
    EXPECT_FALSE(read(profileFile("config.json")).contains("Kr0kodil")) << "only the name of the file is kept";
}

TEST_F(ProfileContract, ExtensionsAreLeftAloneAndUsedAgain)
{
    m_cli.must(words("profile init --address anna@desk.example --name Anna"));
    const QString secret = write("secret", "Kr0kodil\n");
    m_cli.must(words("account add one --address s@desk.example --imap 127.0.0.1:1 --imap-security none --smtp "
                     "127.0.0.1:1 --smtp-security none --user s --without idle --password-file")
               << secret);
    const auto without = [this] {
        const auto config = QJsonDocument::fromJson(read(profileFile("config.json"))).object();
        return at(at(config, "profile").toObject(), "accounts")
            .toArray()
            .first()[QLatin1String("without")]
            .toVariant()
            .toStringList();
    };
    m_cli.must(words("account change one --without qresync --without idle --without chunking"));
    EXPECT_EQ(without(), words("IDLE QRESYNC CHUNKING"));
    m_cli.must(words("account change one --with idle --with QRESYNC"));
    EXPECT_EQ(without(), words("CHUNKING"));
    refused(5, "not-found", "account change one --with IDLE");
    refused(5, "not-found", "account change nobody --without IDLE");
    refused(2, "invalid-input", "account change one --without no(name");
    EXPECT_EQ(without(), words("CHUNKING"));
}

TEST_F(ProfileContract, DemoIsMadeOnce)
{
    const QJsonObject made = done("demo");
    EXPECT_TRUE(at(made, "accounts").toArray().first()[QLatin1String("ok")].toBool());
    refused(6, "conflict", "demo");
}

} // namespace
