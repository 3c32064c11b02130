// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// Who may read the files of a profile.
#include "tests/app/cli/contract_test.h"

#include <QDir>

using namespace otklik::test;

namespace {

class PrivacyContract : public ContractTest
{
protected:
    static QFileDevice::Permissions foreign(const QString &path)
    {
        const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup |
                            QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;
        return QFile::permissions(path) & others;
    }
    void expectPrivate() const
    {
        EXPECT_EQ(foreign(m_cli.profileDir()), QFileDevice::Permissions());
        for (const QFileInfo &file : QDir(m_cli.profileDir()).entryInfoList(QDir::Files))
            EXPECT_EQ(foreign(file.filePath()), QFileDevice::Permissions()) << file.fileName().toStdString();
        for (const char *name : {"cache.sqlite", "local.sqlite", "config.json"})
            EXPECT_TRUE(QFile::exists(profileFile(name))) << name;
    }
};

#ifdef Q_OS_UNIX
TEST_F(PrivacyContract, OnlyTheOwnerReadsAProfile)
{
    expectPrivate();
    auto watch = m_cli.start(words("sync --watch"));
    ASSERT_TRUE(watch->waitForReadyRead(20000));
    EXPECT_TRUE(QFile::exists(profileFile("cache.sqlite-wal")));
    expectPrivate();
    watch->terminate();
    EXPECT_TRUE(watch->waitForFinished(20000));
}

TEST_F(PrivacyContract, FilesOfAnOlderProgramAreClosed)
{
    for (const char *name : {"cache.sqlite", "local.sqlite"})
        ASSERT_TRUE(QFile::setPermissions(profileFile(name), QFile::permissions(profileFile(name)) |
                                                                 QFileDevice::ReadGroup | QFileDevice::ReadOther));
    static_cast<void>(done("tickets"));
    expectPrivate();
}
#endif

} // namespace
