// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/desk.h"

#include "core/journal/fold.h"
#include "core/mime/message_parser.h"
#include "core/store/gone_mail.h"

#include <QLoggingCategory>

namespace otklik::workspace {

namespace {
Q_LOGGING_CATEGORY(log, "otklik.desk", QtInfoMsg)
} // namespace

Desk::Desk(QString profileDir, const Clock &clock, settings::Settings settings,
           std::function<void(const ChangeSet &)> announce)
    : m_profileDir(std::move(profileDir))
    , m_clock(clock)
    , m_settings(std::move(settings))
    , m_feed(std::move(announce))
{
}

Result<std::unique_ptr<Desk>> Desk::open(const QString &profileDir, const Clock &clock,
                                         std::function<void(const ChangeSet &)> announce)
{
    if (auto made = store::Database::makeFolder(profileDir); !made)
        return tl::unexpected(made.error());
    auto settings = settings::Settings::open(configPath(profileDir));
    if (!settings)
        return tl::unexpected(settings.error());
    std::unique_ptr<Desk> desk(new Desk(profileDir, clock, std::move(*settings), std::move(announce)));
    auto store = store::Store::open(profileDir, deskRulesOf(desk->m_settings));
    if (!store)
        return tl::unexpected(store.error());
    desk->m_store = std::move(*store);
    return desk;
}

Result<void> Desk::saveProfile(const settings::ProfileConfig &profile)
{
    const settings::Settings before = m_settings;
    if (auto set = m_settings.setProfile(profile); !set)
        return set;
    if (auto saved = m_settings.save(); !saved) {
        m_settings = before;
        return saved;
    }
    const store::DeskRules former = m_store->rules();
    m_store->setRules(deskRulesOf(m_settings));
    const store::DeskRules &now = m_store->rules();
    if (now.homeAccount != former.homeAccount || now.ourAddresses != former.ourAddresses)
        if (auto done = m_store->recompute(); !done) {
            restore(before);
            return tl::unexpected(done.error());
        }
    m_feed.addEverything(); // readers know who is at the desk from the same file
    return {};
}

void Desk::restore(settings::Settings before)
{
    m_settings = std::move(before);
    if (auto saved = m_settings.save(); !saved)
        qCWarning(log).noquote() << saved.error().detail;
    m_store->setRules(deskRulesOf(m_settings));
    m_feed.addEverything();
}

Result<void> Desk::decide(std::vector<journal::Op> ops, const QString &sentence,
                          const std::optional<store::Store::Outgoing> &outgoing)
{
    const settings::ProfileConfig me = profile();
    if (me.address.isEmpty())
        return fail(ErrorCode::RefusedByRule, QStringLiteral("no profile yet: say who you are with profile init"));
    auto decided = m_store->decide(std::move(ops), me.address, m_clock.now(),
                                   QStringLiteral("%1 %2").arg(me.name, sentence), outgoing);
    if (!decided)
        return tl::unexpected(decided.error());
    m_feed.add(decided->changes);
    if (outgoing)
        m_feed.addOutbox();
    onNews();
    return {};
}

journal::Op Desk::guardedOp(const QString &type, const QString &object, const QJsonObject &data, const QString &field)
{
    return {type, object, data, journal::conditionOn(m_store->journal().states().state(object), {field})};
}

Result<void> Desk::forgetAccount(const QString &account)
{
    if (auto forgotten = m_store->forgetAccount(account); !forgotten)
        return tl::unexpected(forgotten.error());
    store::GoneMail gone(m_store->database(), [](const QByteArray &raw) { return mime::parseMessage(raw); });
    if (auto forgotten = gone.forgetAll(); !forgotten)
        return tl::unexpected(forgotten.error());
    m_feed.addEverything();
    return {};
}

Result<void> Desk::renewCache()
{
    m_store.reset();
    if (auto removed = store::Database::removeCache(m_profileDir); !removed)
        return removed;
    auto store = store::Store::open(m_profileDir, deskRulesOf(m_settings));
    if (!store)
        return tl::unexpected(store.error());
    m_store = std::move(*store);
    m_feed.addEverything();
    return {};
}

} // namespace otklik::workspace
