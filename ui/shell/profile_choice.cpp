// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/profile_choice.h"

#include <QDir>

namespace otklik::ui {
namespace {

bool hasAccounts(const WorkspaceClient &client)
{
    const auto accounts = client.read().accounts();
    return accounts && !accounts->empty();
}

} // namespace

Result<OpenedProfile> openProfile(const QString &wished, const Clock &clock)
{
    auto own = WorkspaceClient::open(wished, clock);
    if (!own)
        return Failure(own.error());
    if (hasAccounts(**own))
        return OpenedProfile{std::move(*own), QFileInfo(wished).fileName() == QStringLiteral("demo")};
    own->reset(); // an empty profile keeps no engine
    auto demo = WorkspaceClient::open(QDir(wished).filePath(QStringLiteral("demo")), clock);
    if (!demo)
        return Failure(demo.error());
    if (!hasAccounts(**demo)) {
        auto made = (*demo)->order([](workspace::Workspace &engine) { return engine.makeDemo(); });
        made.waitForFinished();
        if (const Result<void> result = made.result(); !result)
            return Failure(result.error());
    }
    return OpenedProfile{std::move(*demo), true};
}

} // namespace otklik::ui
