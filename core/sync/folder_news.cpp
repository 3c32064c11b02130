// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/folder_news.h"

namespace otklik::sync {

namespace {

constexpr qsizetype kMostAlerts = 10; ///< more are told with the next round

bool isAsKnown(const imap::MailboxStatus &status, const RemoteState &known)
{
    return status.uidValidity.value_or(known.uidValidity) == known.uidValidity &&
           status.uidNext.value_or(known.uidNext) == known.uidNext &&
           qint64(status.messages.value_or(quint32(known.exists))) == known.exists &&
           status.highestModSeq.value_or(known.highestModSeq) == known.highestModSeq;
}

} // namespace

void FolderNews::expect(const std::vector<WatchedFolder> &folders)
{
    m_known.clear();
    for (const WatchedFolder &folder : folders)
        m_known.insert(folder.rawName, folder.known);
}

bool FolderNews::take(const imap::Response &response)
{
    if (const auto *status = std::get_if<imap::MailboxStatus>(&response))
        return takeCounters(*status);
    if (const auto *text = std::get_if<imap::UntaggedStatus>(&response))
        return takeText(text->status);
    return std::holds_alternative<imap::Exists>(response) || std::holds_alternative<imap::Expunge>(response) ||
           std::holds_alternative<imap::Vanished>(response) || std::holds_alternative<imap::Fetch>(response);
}

bool FolderNews::takeText(const imap::Status &status)
{
    if (status.code.name == "NOTIFICATIONOVERFLOW")
        return true; // it tells nothing any more: look, and ask anew
    if (status.code.name != "ALERT" || m_alerts.contains(status.text) || m_alerts.size() >= kMostAlerts)
        return false;
    m_alerts.insert(status.text);
    return true;
}

bool FolderNews::takeCounters(const imap::MailboxStatus &status)
{
    const auto known = m_known.constFind(status.name);
    if (known == m_known.constEnd())
        return false;
    const auto told = m_told.constFind(status.name);
    const bool isNew = told == m_told.constEnd() || *told != status;
    m_told.insert(status.name, status);
    return isNew && !isAsKnown(status, *known);
}

} // namespace otklik::sync
