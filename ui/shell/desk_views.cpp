// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/desk_views.h"

namespace otklik::ui {
namespace {

bool needsSomebody(workspace::AccountHealth health)
{
    return health == workspace::AccountHealth::SignInRefused || health == workspace::AccountHealth::PasswordMissing ||
           health == workspace::AccountHealth::CertificateRefused || health == workspace::AccountHealth::NotEncrypted ||
           health == workspace::AccountHealth::Failed || health == workspace::AccountHealth::SendingRefused ||
           health == workspace::AccountHealth::SendingStalled || health == workspace::AccountHealth::MailboxFull ||
           health == workspace::AccountHealth::PartlyRefused;
}

ViewSection tagSection(const QString &title, std::vector<workspace::ViewCount> tags, const DeskViews::QueryOf &queryOf)
{
    std::stable_sort(tags.begin(), tags.end(), [](const auto &a, const auto &b) { return a.count > b.count; });
    ViewSection section{title, {}};
    for (const workspace::ViewCount &tag : tags)
        if (tag.count > 0 && section.items.size() < DeskViews::kMostTags)
            section.items.push_back({tag.id, tag.id.section(u':', 1), {}, queryOf(tag.id), false, true, false});
    return section;
}

} // namespace

std::vector<ViewSection> DeskViews::sections(const std::vector<workspace::ViewCount> &counts,
                                             const std::vector<workspace::AccountStatus> &accounts,
                                             const QueryOf &queryOf)
{
    ViewSection views{tr("Views"), {}};
    const auto add = [&](const char *id, const QString &title, const char *icon, bool urgent, bool grouped) {
        const QString name = QString::fromLatin1(id);
        views.items.push_back({name, title, QString::fromLatin1(icon), queryOf(name), urgent, grouped, false});
    };
    add("mine", tr("Mine"), "user", false, true);
    add("unassigned", tr("Unassigned"), "userplus", false, true);
    add("at-risk", tr("At risk"), "alert", true, false);
    add("waiting", tr("Waiting for customer"), "hold", false, false);
    add("on-hold", tr("On hold"), "swap", false, false);
    add("open", tr("All open"), "inbox", false, true);
    add("solved-today", tr("Solved today"), "check", false, false);
    add("snoozed", tr("Snoozed"), "snooze", false, false);

    ViewSection mailboxes{tr("Mailboxes"), {}};
    for (const workspace::AccountStatus &account : accounts) {
        const QString id = QStringLiteral("mailbox:") + account.name;
        mailboxes.items.push_back(
            {id, account.name, QStringLiteral("mail"), queryOf(id), false, true, needsSomebody(account.health)});
    }
    std::vector<workspace::ViewCount> tags;
    std::copy_if(counts.begin(), counts.end(), std::back_inserter(tags),
                 [](const auto &view) { return view.id.startsWith(QStringLiteral("tag:")); });
    std::vector<ViewSection> sections{views};
    const bool isWorthIt =
        mailboxes.items.size() > 1 || std::any_of(accounts.begin(), accounts.end(),
                                                  [](const auto &account) { return needsSomebody(account.health); });
    if (isWorthIt)
        sections.push_back(mailboxes);
    ViewSection tagged = tagSection(tr("Tags"), std::move(tags), queryOf);
    if (!tagged.items.empty())
        sections.push_back(std::move(tagged));
    return sections;
}

QHash<QString, qint64> DeskViews::counts(const std::vector<workspace::ViewCount> &counts)
{
    QHash<QString, qint64> byId;
    for (const workspace::ViewCount &view : counts)
        byId.insert(view.id, view.count);
    return byId;
}

QString DeskViews::emptyTitle(const QString &viewId)
{
    if (viewId == QStringLiteral("at-risk"))
        return tr("Nothing at risk");
    if (viewId == QStringLiteral("mine"))
        return tr("Nothing is assigned to you");
    if (viewId == QStringLiteral("unassigned"))
        return tr("Every ticket has somebody");
    if (viewId == QStringLiteral("solved-today"))
        return tr("Nothing solved yet today");
    if (viewId == QStringLiteral("snoozed"))
        return tr("Nothing is put off");
    return {};
}

} // namespace otklik::ui
