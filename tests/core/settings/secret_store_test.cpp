// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/keychain_secret_store.h"
#include "tests/support/expect_result.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QThread>

#include <atomic>
#include <map>
#include <optional>

using namespace otklik;
using namespace otklik::settings;

namespace {

class MemoryStore final : public SecretStore
{
public:
    void read(const QString &key, ReadDone done) override
    {
        const auto it = m_secrets.find(key);
        if (it == m_secrets.end())
            done(fail(ErrorCode::NotFound, key));
        else
            done(it->second);
    }
    void write(const QString &key, SecretString secret, Done done) override
    {
        m_secrets.insert_or_assign(key, std::move(secret));
        done({});
    }
    void remove(const QString &key, Done done) override
    {
        m_secrets.erase(key);
        done({});
    }

private:
    std::map<QString, SecretString> m_secrets;
};

Result<SecretString> passwordOf(const PasswordSource &source, SecretStore &store)
{
    AccountConfig account;
    account.name = QStringLiteral("support");
    account.user = QStringLiteral("anna");
    account.passwordSource = source;
    std::optional<Result<SecretString>> answer;
    readPassword(account, store, [&](Result<SecretString> result) { answer = std::move(result); });
    EXPECT_TRUE(answer.has_value());
    return answer.value_or(fail(ErrorCode::Internal, QStringLiteral("no answer")));
}

} // namespace

TEST(Password, ComesFromTheStoreUnderAccountAndUser)
{
    MemoryStore store;
    EXPECT_ERROR(passwordOf({}, store), ErrorCode::NotFound);
    store.write(QStringLiteral("support/anna"), SecretString(QStringLiteral("secret")), [](auto) {});
    const auto password = passwordOf({}, store);
    ASSERT_OK(password);
    EXPECT_EQ(password->reveal(), QStringLiteral("secret"));
}

TEST(Password, ComesFromTheEnvironmentAtEachUse)
{
    MemoryStore store;
    const PasswordSource source{PasswordSource::Kind::Env, QStringLiteral("OTKLIK_TEST_PASSWORD")};
    qunsetenv("OTKLIK_TEST_PASSWORD");
    EXPECT_ERROR(passwordOf(source, store), ErrorCode::NotFound);
    qputenv("OTKLIK_TEST_PASSWORD", "один");
    EXPECT_EQ(passwordOf(source, store).value_or(SecretString()).reveal(), QStringLiteral("один"));
    qputenv("OTKLIK_TEST_PASSWORD", "two");
    EXPECT_EQ(passwordOf(source, store).value_or(SecretString()).reveal(), QStringLiteral("two"));
}

TEST(Password, IsTheFirstLineOfItsFile)
{
    MemoryStore store;
    const QTemporaryDir folder;
    const PasswordSource source{PasswordSource::Kind::File, folder.filePath(QStringLiteral("password"))};
    const auto withContent = [&](const QByteArray &content) {
        QFile file(source.name);
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        EXPECT_EQ(file.write(content), content.size());
        file.close();
        return passwordOf(source, store);
    };
    EXPECT_ERROR(passwordOf(source, store), ErrorCode::NotFound);
    EXPECT_EQ(withContent(" s p \r\nmore\n").value_or(SecretString()).reveal(), QStringLiteral(" s p "));
    EXPECT_EQ(withContent("plain").value_or(SecretString()).reveal(), QStringLiteral("plain"));
    EXPECT_ERROR(withContent("\nx"), ErrorCode::InvalidInput);
    EXPECT_ERROR(withContent(QByteArray(70'000, 'x')), ErrorCode::InvalidInput);
}

TEST(KeychainSecretStore, AnswersOrSaysWhatToDoWithoutAKeychain)
{
    // A session bus that is not there stands for a machine without a keychain service.
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/otklik-test-bus");
    int argc = 1;
    char name[] = "settings_test";
    char *argv[] = {name, nullptr};
    const QCoreApplication application(argc, argv);
    KeychainSecretStore store(QStringLiteral("otklik-test"));
    std::optional<Result<SecretString>> answer;
    store.read(QStringLiteral("support/anna"), [&](Result<SecretString> result) { answer = std::move(result); });
    QElapsedTimer timer;
    timer.start();
    while (!answer && timer.elapsed() < 30'000)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 100);
    ASSERT_TRUE(answer.has_value());
    ASSERT_FALSE(answer->has_value());
    EXPECT_EQ(answer->error().code, ErrorCode::StorageFailed) << answer->error().detail.toStdString();
    EXPECT_TRUE(answer->error().detail.contains(QLatin1String("keychain"))) << answer->error().detail.toStdString();

    // Engines live on threads that come and go; the next one still gets its answer, on its own thread.
    for (int i = 0; i < 2; ++i) {
        std::atomic<bool> isOwnThread = false;
        std::atomic<bool> isAnswered = false;
        QThread *thread = nullptr;
        thread = QThread::create([&] {
            KeychainSecretStore own(QStringLiteral("otklik-test"));
            QEventLoop loop;
            own.read(QStringLiteral("support/anna"), [&](const Result<SecretString> &) {
                isOwnThread = QThread::currentThread() == thread;
                isAnswered = true;
                loop.quit();
            });
            loop.exec();
        });
        thread->start();
        timer.restart();
        while (!thread->isFinished() && timer.elapsed() < 30'000)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 100);
        EXPECT_TRUE(isAnswered);
        EXPECT_TRUE(isOwnThread);
        ASSERT_TRUE(thread->isFinished());
        delete thread;
    }
}

TEST(Password, IsWrittenIntoAFileForItsOwnerOnly)
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("password-support"));
    for (const char *secret : {"one", "дв а"}) {
        ASSERT_OK(writeSecretFile(path, SecretString(QString::fromUtf8(secret))));
        const auto read = readSecretFile(path);
        ASSERT_OK(read);
        EXPECT_EQ(read->reveal(), QString::fromUtf8(secret));
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        EXPECT_FALSE(QFile::permissions(path) & others);
    }
    EXPECT_ERROR(writeSecretFile(path, SecretString()), ErrorCode::InvalidInput);
    EXPECT_ERROR(writeSecretFile(path, SecretString(QStringLiteral("a\nb"))), ErrorCode::InvalidInput);
    EXPECT_ERROR(writeSecretFile(folder.filePath(QStringLiteral("no/such/file")), SecretString(QStringLiteral("x"))),
                 ErrorCode::StorageFailed);
}
