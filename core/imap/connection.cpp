// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imap/connection.h"

#include "core/imap/connection_state.h"

namespace otklik::imap {

Connection::Connection(std::shared_ptr<State> state)
    : m_state(std::move(state))
{
    const std::weak_ptr<State> weak = m_state;
    m_state->channel->setUnsolicitedTaker([weak](Response &response) {
        const auto strong = weak.lock();
        if (!strong)
            return false;
        strong->note(response);
        const auto handler = strong->unsolicited;
        if (handler)
            handler(response);
        return true;
    });
}

Connection::~Connection()
{
    close();
}

const ServerInfo &Connection::server() const
{
    return m_state->info;
}

net::PeerInfo Connection::peer() const
{
    return m_state->channel->stream().peer();
}

bool Connection::isOpen() const
{
    return m_state->channel->isOpen();
}

Error Connection::closeReason() const
{
    return m_state->channel->closeReason();
}

QByteArray Connection::selectedFolder() const
{
    return m_state->selected;
}

qint64 Connection::bytesReceived() const
{
    return m_state->channel->stream().bytesReceived();
}

void Connection::onUnsolicited(UnsolicitedHandler handler)
{
    m_state->unsolicited = std::move(handler);
}

void Connection::pauseReading()
{
    m_state->channel->pauseReading();
}

void Connection::resumeReading()
{
    m_state->channel->resumeReading();
}

void Connection::close()
{
    m_state->unsolicited = nullptr;
    m_state->channel->close({ErrorCode::Offline, QStringLiteral("closed by us")});
}

Task<std::vector<Folder>> Connection::list(std::stop_token stop)
{
    return runList(m_state, std::move(stop));
}

Task<SelectedMailbox> Connection::select(QByteArray folder, SelectOptions options, std::stop_token stop)
{
    return runSelect(m_state, std::move(folder), std::move(options), std::move(stop));
}

Task<MailboxStatus> Connection::status(QByteArray folder, std::stop_token stop)
{
    return runStatus(m_state, std::move(folder), std::move(stop));
}

Task<SearchResult> Connection::uidSearch(QByteArray criteria, std::stop_token stop)
{
    return runSearch(m_state, std::move(criteria), std::move(stop));
}

Task<FetchResult> Connection::uidFetch(FetchRequest request, FetchHandler onMessage, std::stop_token stop)
{
    return runFetch(m_state, std::move(request), std::move(onMessage), std::move(stop));
}

Task<FlagResult> Connection::uidStore(FlagChange change, std::stop_token stop)
{
    return runStore(m_state, std::move(change), std::move(stop));
}

Task<std::optional<AppendUid>> Connection::append(QByteArray folder, QByteArray message, QByteArrayList flags,
                                                  Instant internalDate, std::stop_token stop)
{
    return runAppend(m_state, std::move(folder), std::move(message), std::move(flags), internalDate, std::move(stop));
}

Task<void> Connection::create(QByteArray folder, std::stop_token stop)
{
    return runCreate(m_state, std::move(folder), std::move(stop));
}

Task<void> Connection::subscribe(QByteArray folder, std::stop_token stop)
{
    return runPlain(m_state, CommandBuilder("SUBSCRIBE", m_state->literals()).mailbox(m_state->spelled(folder)).build(),
                    false, std::move(stop));
}

Task<bool> Connection::notify(QByteArrayList folders, std::stop_token stop)
{
    return runNotify(m_state, std::move(folders), std::move(stop));
}

Task<void> Connection::uidMove(UidSet uids, QByteArray folder, std::stop_token stop)
{
    return runMove(m_state, std::move(uids), std::move(folder), std::move(stop));
}

Task<IdleEnd> Connection::idle(UnsolicitedHandler onNews, std::chrono::milliseconds duration, std::stop_token stop)
{
    return runIdle(m_state, std::move(onNews), duration, std::move(stop));
}

Task<void> Connection::noop(std::stop_token stop)
{
    return runPlain(m_state, CommandBuilder("NOOP").build(), false, std::move(stop));
}

Task<void> Connection::unselect(std::stop_token stop)
{
    return runUnselect(m_state, std::move(stop));
}

Task<void> Connection::logout()
{
    return runLogout(m_state);
}

} // namespace otklik::imap
