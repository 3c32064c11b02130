// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/account_folders.h"

#include <gtest/gtest.h>

using namespace otklik;
using namespace otklik::workspace;

namespace {

QString sentOf(const QStringList &names, const QString &marked = {})
{
    std::vector<sync::RemoteFolder> folders;
    for (const QString &name : names) {
        const auto role = name == marked ? sync::FolderRole::Sent : sync::FolderRole::Other;
        folders.push_back({name.toUtf8(), name, QStringLiteral("/"), role, true});
    }
    const auto sent = sentFolder(folders);
    return sent ? sent->name : QString();
}

TEST(AccountFolders, SentIsWhatTheServerSaysOrWhatItIsCalled)
{
    EXPECT_EQ(sentOf({QStringLiteral("Sent"), QStringLiteral("Out")}, QStringLiteral("Out")), QStringLiteral("Out"));
    EXPECT_EQ(sentOf({QStringLiteral("INBOX/Gesendete Elemente")}), QStringLiteral("INBOX/Gesendete Elemente"));
    EXPECT_EQ(sentOf({QString::fromUtf8("НАДІСЛАНІ")}), QString::fromUtf8("НАДІСЛАНІ"));
    EXPECT_EQ(sentOf({QStringLiteral("Sentry"), QStringLiteral("Gesendetes")}), QString());
    // Of several the one that was taken when fewer names were known.
    EXPECT_EQ(sentOf({QStringLiteral("Gesendet"), QStringLiteral("Sent")}), QStringLiteral("Sent"));
    EXPECT_EQ(sentOf({QStringLiteral("Sent Items"), QStringLiteral("Sent")}), QStringLiteral("Sent"));
}

} // namespace
