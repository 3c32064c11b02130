// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/settings.h"
#include "tests/support/expect_result.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

using namespace otklik;
using namespace otklik::settings;

namespace {

AccountConfig imapAccount()
{
    AccountConfig account;
    account.name = QStringLiteral("support");
    account.address = QStringLiteral("support@example.com");
    account.imap = {QStringLiteral("imap.example.com"), 993, Security::Tls};
    account.smtp = {QStringLiteral("::1"), 25, Security::None};
    account.user = QStringLiteral("support@example.com");
    account.passwordSource = {PasswordSource::Kind::File, QStringLiteral("/run/secrets/mail")};
    account.caFile = QStringLiteral("/etc/ca.pem");
    account.without = {QStringLiteral("QRESYNC"), QStringLiteral("LITERAL+")};
    account.folders = {QStringLiteral("INBOX/Заявки")};
    account.journal = false;
    return account;
}

AccountConfig maildirAccount()
{
    AccountConfig account;
    account.name = QStringLiteral("local");
    account.address = QStringLiteral("anna@example.com");
    account.kind = AccountKind::Maildir;
    account.maildir = QStringLiteral("/var/mail/anna");
    account.authservers = {QStringLiteral("mx.example.com"), QStringLiteral(".pool.example.com")};
    return account;
}

ProfileConfig profile()
{
    ProfileConfig config;
    config.name = QStringLiteral("Анна Петрова");
    config.address = QStringLiteral("anna@example.com");
    config.role = QStringLiteral("lead");
    config.installation = QByteArray(32, 'a');
    config.accounts = {imapAccount(), maildirAccount()};
    return config;
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    ASSERT_EQ(file.write(bytes), bytes.size());
}

class SettingsFile : public testing::Test
{
protected:
    QTemporaryDir m_folder;
    QString m_path = m_folder.filePath(QStringLiteral("new/config.json"));
};

} // namespace

TEST_F(SettingsFile, KeepsAProfileWithItsAccounts)
{
    auto settings = Settings::open(m_path);
    ASSERT_OK(settings);
    EXPECT_FALSE(settings->hasProfile());
    EXPECT_ERROR(settings->profile(), ErrorCode::NotFound);
    ASSERT_OK(settings->setProfile(profile()));
    ASSERT_OK(settings->save());
    const auto again = Settings::open(m_path);
    ASSERT_OK(again);
    const auto read = again->profile();
    ASSERT_OK(read);
    EXPECT_EQ(*read, profile());
    ASSERT_NE(read->account(QStringLiteral("local")), nullptr);
    EXPECT_EQ(read->account(QStringLiteral("nobody")), nullptr);
    EXPECT_EQ(QFileInfo(m_path).permissions() & (QFileDevice::ReadOther | QFileDevice::ReadGroup), 0);
}

TEST_F(SettingsFile, TypedSettingsFallBackWhenMissingOrOfAnotherType)
{
    const Setting<bool> kFlag{"ui/flag", true};
    const Setting<QStringList> kList{"ui/list", {QStringLiteral("x")}};
    auto settings = Settings::open(m_path);
    ASSERT_OK(settings);
    EXPECT_EQ(settings->get(kReopenDays), 14);
    EXPECT_TRUE(settings->get(kFlag));
    EXPECT_EQ(settings->get(kList), QStringList{QStringLiteral("x")});
    settings->set(kReopenDays, 7);
    settings->set(kFlag, false);
    settings->set(kList, QStringList{});
    settings->set(kTimeZone, QStringLiteral("Europe/Moscow"));
    ASSERT_OK(settings->save());
    const auto again = Settings::open(m_path);
    ASSERT_OK(again);
    EXPECT_EQ(again->get(kReopenDays), 7);
    EXPECT_FALSE(again->get(kFlag));
    EXPECT_EQ(again->get(kList), QStringList());
    EXPECT_EQ(again->get(kTimeZone), QStringLiteral("Europe/Moscow"));
    settings->set(Setting<QString>{"ticket/reopenDays", {}}, QStringLiteral("many"));
    EXPECT_EQ(settings->get(kReopenDays), 14);
}

TEST_F(SettingsFile, KeepsWhatItDoesNotKnowAndTypedSettingsBesideTheProfile)
{
    const QString path = m_folder.filePath(QStringLiteral("config.json"));
    write(path, "{\"newer\":{\"x\":1},\"profile\":{\"timeZone\":\"UTC\",\"plugin\":[1]}}");
    auto settings = Settings::open(path);
    ASSERT_OK(settings);
    ASSERT_OK(settings->setProfile(profile()));
    ASSERT_OK(settings->save());
    const auto again = Settings::open(path);
    ASSERT_OK(again);
    EXPECT_EQ(again->get(Setting<qint64>{"newer/x", 0}), 1);
    EXPECT_EQ(again->get(kTimeZone), QStringLiteral("UTC"));
}

TEST_F(SettingsFile, ADamagedFileIsAnErrorAndStays)
{
    const QString path = m_folder.filePath(QStringLiteral("config.json"));
    for (const char *content : {"", "{", "[]", "{\"profile\":"}) {
        write(path, content);
        EXPECT_ERROR(Settings::open(path), ErrorCode::StorageCorrupt);
    }
    write(path, "{\"profile\":{\"address\":\"anna@example.com\",\"name\":\"A\",\"role\":\"king\"}}");
    const auto settings = Settings::open(path);
    ASSERT_OK(settings);
    EXPECT_ERROR(settings->profile(), ErrorCode::StorageCorrupt);
}

TEST_F(SettingsFile, AnUnwritablePlaceIsAnError)
{
    const QString file = m_folder.filePath(QStringLiteral("file"));
    write(file, "x");
    auto settings = Settings::open(file + QStringLiteral("/config.json"));
    ASSERT_OK(settings);
    EXPECT_ERROR(settings->save(), ErrorCode::StorageFailed);
}

TEST(AccountConfig, ValidatesWhatAServerNeeds)
{
    EXPECT_OK(validate(imapAccount()));
    EXPECT_OK(validate(maildirAccount()));
    const auto invalid = [](const auto &change) {
        AccountConfig account = imapAccount();
        change(account);
        return !validate(account) && validate(account).error().code == ErrorCode::InvalidInput;
    };
    EXPECT_TRUE(invalid([](AccountConfig &a) { a.name.clear(); }));
    EXPECT_TRUE(invalid([](AccountConfig &a) { a.name = QStringLiteral("a/b"); }));
    EXPECT_TRUE(invalid([](AccountConfig &a) { a.address = QStringLiteral("nobody"); }));
    EXPECT_TRUE(invalid([](AccountConfig &a) { a.imap.host.clear(); }));
    EXPECT_TRUE(invalid([](AccountConfig &a) { a.imap.port = 0; }));
    EXPECT_TRUE(invalid([](AccountConfig &a) { a.user.clear(); }));
    EXPECT_TRUE(invalid([](AccountConfig &a) { a.without = {QStringLiteral("IDLE, QRESYNC")}; }));
    EXPECT_TRUE(invalid([](AccountConfig &a) { a.passwordSource.name.clear(); }));
    EXPECT_TRUE(invalid([](AccountConfig &a) { a.kind = AccountKind::Maildir; }));
}

TEST(AccountConfig, NoSecurityIsForThisComputerOnly)
{
    for (const char *host : {"localhost", "127.0.0.1", "127.8.8.8", "::1"}) {
        AccountConfig account = imapAccount();
        account.imap = {QLatin1String(host), 143, Security::None};
        EXPECT_OK(validate(account));
    }
    for (const char *host : {"imap.example.com", "10.0.0.1", "localhost.example.com", "0.0.0.0", "127.0.0.1.nip.io"}) {
        AccountConfig account = imapAccount();
        account.imap = {QLatin1String(host), 143, Security::None};
        EXPECT_ERROR(validate(account), ErrorCode::InvalidInput);
    }
}

TEST(ProfileConfig, RefusesTwoAccountsOfOneNameAndOddRoles)
{
    ProfileConfig config = profile();
    EXPECT_OK(validate(config));
    config.accounts.push_back(config.accounts.front());
    EXPECT_ERROR(validate(config), ErrorCode::InvalidInput);
    config = profile();
    config.role = QStringLiteral("king");
    EXPECT_ERROR(validate(config), ErrorCode::InvalidInput);
    config = profile();
    config.installation = "xyz";
    EXPECT_ERROR(validate(config), ErrorCode::InvalidInput);
}

TEST(Server, ReadsHostAndPort)
{
    const auto server = [](const char *text) {
        const auto result = parseServer(QLatin1String(text), Security::Tls, 993);
        return result ? result->host + QLatin1Char(' ') + QString::number(result->port) : QStringLiteral("error");
    };
    EXPECT_EQ(server("imap.example.com:1993"), QStringLiteral("imap.example.com 1993"));
    EXPECT_EQ(server(" imap.example.com "), QStringLiteral("imap.example.com 993"));
    EXPECT_EQ(server("[::1]:143"), QStringLiteral("::1 143"));
    EXPECT_EQ(server("[::1]"), QStringLiteral("::1 993"));
    EXPECT_EQ(server("::1"), QStringLiteral("::1 993"));
    for (const char *bad : {"", ":143", "host:", "host:0", "host:70000", "host:imap", "[::1]x"})
        EXPECT_EQ(server(bad), QStringLiteral("error")) << bad;
}
