// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/settings/settings.h"
#include "core/store/store.h"
#include "core/workspace/change_feed.h"
#include "core/workspace/profile_files.h"

#include <functional>
#include <memory>

namespace otklik::workspace {

/// What all commands of one profile work with: settings, the writing store, the clock, the feed of changes. Engine
/// thread.
class Desk final
{
public:
    static Result<std::unique_ptr<Desk>> open(const QString &profileDir, const Clock &clock,
                                              std::function<void(const ChangeSet &)> announce);

    [[nodiscard]] const QString &profileDir() const { return m_profileDir; }
    [[nodiscard]] const Clock &clock() const { return m_clock; }
    [[nodiscard]] store::Store &store() { return *m_store; }
    [[nodiscard]] settings::Settings &settings() { return m_settings; }
    [[nodiscard]] settings::ProfileConfig profile() const { return profileOf(m_settings); }
    [[nodiscard]] ChangeFeed &feed() { return m_feed; }
    /// Called after each decision or answer: whoever talks to the server has something to do.
    std::function<void()> onNews = [] {};

    /// Saves the profile; rules of the store follow. After a failure everything is as it was.
    [[nodiscard]] Result<void> saveProfile(const settings::ProfileConfig &profile);
    /// Back to settings of before a saveProfile(), as far as the disk lets us.
    void restore(settings::Settings before);
    /// One decision of the person at this desk.
    [[nodiscard]] Result<void> decide(std::vector<journal::Op> ops, const QString &sentence,
                                      const std::optional<store::Store::Outgoing> &outgoing = {});
    /// An op on a single-valued field, guarded by the version that is seen now.
    [[nodiscard]] journal::Op guardedOp(const QString &type, const QString &object, const QJsonObject &data,
                                        const QString &field);
    /// Deletes the cache (not local.sqlite) and opens a new one.
    [[nodiscard]] Result<void> renewCache();
    /// Takes the mail of one account out of the cache.
    [[nodiscard]] Result<void> forgetAccount(const QString &account);

private:
    Desk(QString profileDir, const Clock &clock, settings::Settings settings,
         std::function<void(const ChangeSet &)> announce);

    QString m_profileDir;
    const Clock &m_clock;
    settings::Settings m_settings;
    std::unique_ptr<store::Store> m_store;
    ChangeFeed m_feed;
};

} // namespace otklik::workspace
