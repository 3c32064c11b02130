// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_imap_server.h"

#include "core/async/timeout.h"
#include "tests/support/fake_imap_session.h"

namespace otklik::test {

/// The client's end.
class FakeImapServer::Stream final : public net::Stream
{
public:
    explicit Stream(FakeImapServer &server)
        : m_core(std::make_shared<Core>())
    {
        m_core->session = std::make_shared<FakeImapSession>(server);
        server.m_clients.push_back({m_core->session, [core = std::weak_ptr(m_core)] {
                                        if (const auto strong = core.lock())
                                            strong->wake();
                                    }});
    }
    ~Stream() override { Stream::close(); }

    net::Task<QByteArray> readSome(qsizetype maxBytes, std::chrono::milliseconds idleLimit,
                                   std::stop_token stop) override
    {
        return read(m_core, maxBytes, idleLimit, std::move(stop));
    }
    net::Task<void> writeAll(QByteArray bytes, std::chrono::milliseconds, std::stop_token) override
    {
        return write(m_core, std::move(bytes));
    }
    net::Task<void> startTls(std::chrono::milliseconds, std::stop_token) override { return refuseTls(); }
    void close() override
    {
        const auto core = m_core;
        core->closed = true;
        core->wake();
    }
    [[nodiscard]] bool isOpen() const override { return !m_core->closed; }
    [[nodiscard]] qint64 bytesReceived() const override { return m_core->received; }
    [[nodiscard]] qint64 bytesSent() const override { return m_core->sent; }
    [[nodiscard]] net::PeerInfo peer() const override
    {
        net::PeerInfo info;
        info.host = QStringLiteral("fake.example");
        info.encrypted = true;
        return info;
    }

private:
    struct Core
    {
        std::shared_ptr<FakeImapSession> session;
        std::optional<async::Completion<void>> reader;
        qint64 received = 0, sent = 0;
        bool closed = false;

        void wake()
        {
            auto waiting = std::exchange(reader, std::nullopt);
            if (waiting)
                waiting->finish({});
        }
    };

    static net::Task<QByteArray> read(std::shared_ptr<Core> core, qsizetype maxBytes,
                                      std::chrono::milliseconds idleLimit, std::stop_token stop)
    {
        while (true) {
            if (stop.stop_requested() || core->closed)
                co_return fail(ErrorCode::Cancelled, QStringLiteral("the fake connection was stopped"));
            QByteArray &output = core->session->output();
            if (!output.isEmpty()) {
                const qsizetype chunk = core->session->chunk();
                const QByteArray bytes = output.left(chunk > 0 ? std::min(maxBytes, chunk) : maxBytes);
                output.remove(0, bytes.size());
                core->received += bytes.size();
                co_return bytes;
            }
            if (core->session->hasEnded())
                break;
            auto task =
                async::waitFor(core->reader.emplace().waiter(), idleLimit, stop, QStringLiteral("reading from a fake"));
            auto woken = co_await task;
            if (!woken)
                co_return Failure(woken.error());
        }
        core->closed = true;
        co_return fail(ErrorCode::Offline, QStringLiteral("the fake server closed the connection"));
    }

    static net::Task<void> write(std::shared_ptr<Core> core, QByteArray bytes)
    {
        if (core->closed)
            co_return fail(ErrorCode::Offline, QStringLiteral("the fake connection is closed"));
        core->sent += bytes.size();
        core->session->feed(bytes);
        core->wake();
        co_return {};
    }

    static net::Task<void> refuseTls()
    {
        co_return fail(ErrorCode::ProtocolViolation, QStringLiteral("the fake server has no TLS to start"));
    }

    std::shared_ptr<Core> m_core;
};

FakeImapServer::FakeImapServer(QByteArrayList offers, quint32 seed)
    : m_names(std::move(offers))
    , m_random(seed)
{
    for (const QByteArray &name : m_names)
        m_offers.insert(name.toUpper());
    if (isRev2Only()) // RFC 9051 appendix E
        for (const char *name : {"ENABLE", "ESEARCH", "IDLE", "LIST-EXTENDED", "LIST-STATUS", "LITERAL-", "MOVE",
                                 "NAMESPACE", "SPECIAL-USE", "STATUS=SIZE", "UIDPLUS", "UNSELECT"})
            m_offers.insert(name);
}

FakeImapServer::~FakeImapServer() = default;

std::unique_ptr<net::Stream> FakeImapServer::connect()
{
    return std::make_unique<Stream>(*this);
}

void FakeImapServer::announce()
{
    std::erase_if(m_clients, [](const Client &client) { return client.session.expired(); });
    for (const Client &client : std::vector(m_clients))
        if (const auto session = client.session.lock()) {
            session->announce();
            client.wake();
        }
}

QByteArray FakeImapServer::capabilities() const
{
    return m_names.join(' ');
}

bool FakeImapServer::chance(int outOf1000)
{
    return outOf1000 > 0 && below(1000) < outOf1000;
}

bool FakeImapServer::wasOmitted(const QByteArray &what)
{
    if (m_omitted.contains(what))
        return true;
    m_omitted.insert(what);
    return false;
}

} // namespace otklik::test
