// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/unfetched_mails.h"

#include <algorithm>

namespace otklik::sync {

namespace {

constexpr int kGivenUp = 14; ///< some six days of trying

/// Between one try and the `times`th to get a mail that the server does not hand out.
std::chrono::milliseconds pauseBefore(int times)
{
    constexpr std::chrono::milliseconds first = std::chrono::minutes(10), longest = std::chrono::hours(24);
    return times <= 2 ? std::chrono::milliseconds(0) : std::min(longest, first * (1 << std::min(times - 3, 8)));
}

} // namespace

Result<UnfetchedMails::Order> UnfetchedMails::orderOf(FolderRow folder, std::vector<quint32> fresh)
{
    const auto unfetched = m_store.folders().unfetched(folder);
    if (!unfetched)
        return tl::unexpected(unfetched.error());
    std::erase_if(fresh, [this](quint32 uid) { return m_vain.contains(uid); });
    Order order;
    for (const store::UnfetchedMail &mail : *unfetched) {
        if (mail.times < 2 || std::erase(fresh, mail.uid) == 0)
            continue;
        if (mail.times >= kGivenUp)
            m_givenUp.insert(mail.uid);
        const auto age = m_clock.now() - mail.at;
        if (age < age.zero() || age >= pauseBefore(mail.times + 1))
            order.alone.push_back(mail.uid);
        else
            m_notDue.insert(mail.uid);
    }
    order.together = std::move(fresh);
    return order;
}

Result<void> UnfetchedMails::note(FolderRow folder, std::vector<quint32> uids)
{
    std::erase_if(uids, [this](quint32 uid) { return !m_vain.insert(uid).second; });
    return uids.empty() ? Result<void>() : m_store.folders().noteUnfetched(folder, uids, m_clock.now());
}

bool UnfetchedMails::covers(const std::vector<quint32> &missing) const
{
    return std::ranges::all_of(missing, [this](quint32 uid) { return m_vain.contains(uid) || m_notDue.contains(uid); });
}

qint64 UnfetchedMails::givenUp(const std::vector<quint32> &missing) const
{
    return std::ranges::count_if(missing, [this](quint32 uid) { return m_givenUp.contains(uid); });
}

} // namespace otklik::sync
