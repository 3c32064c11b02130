// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/memory_stream.h"

#include "core/async/timeout.h"

#include <gtest/gtest.h>

#include <deque>

namespace otklik::test {

namespace {

enum class Kind { Server, Client, ClientPrefix, Tls, End };

struct Step
{
    Kind kind;
    QByteArray bytes;
};

QByteArray unescaped(const QByteArray &text)
{
    QByteArray result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            result += text[i];
            continue;
        }
        const char c = text[++i];
        if (c == 'x') {
            result += QByteArray::fromHex(text.mid(i + 1, 2));
            i += 2;
        } else {
            result += c == 'r' ? '\r' : c == 'n' ? '\n' : c == '0' ? '\0' : c;
        }
    }
    return result;
}

Step parsedStep(const QByteArray &line)
{
    if (line.trimmed() == "TLS")
        return {Kind::Tls, {}};
    if (line.trimmed() == "EOF")
        return {Kind::End, {}};
    const bool known =
        (line.startsWith('S') || line.startsWith('C')) && (line.mid(1, 1) == ":" || line.mid(1, 1) == "+");
    EXPECT_TRUE(known) << "not a line of a transcript: " << line.toStdString();
    QByteArray text = line.mid(line.mid(2, 1) == " " ? 3 : 2);
    const QByteArray end = line.mid(1, 1) == ":" ? QByteArrayLiteral("\r\n") : QByteArray();
    if (line.startsWith('S'))
        return {Kind::Server, unescaped(text) + end};
    if (text.endsWith('*') && !end.isEmpty())
        return {Kind::ClientPrefix, unescaped(text.chopped(1))};
    return {Kind::Client, unescaped(text) + end};
}

} // namespace

struct MemoryStream::Core
{
    std::deque<Step> steps;
    QByteArray fromClient;
    QByteArray wrong;
    std::optional<async::Completion<void>> reader;
    qsizetype chunk = std::numeric_limits<qsizetype>::max();
    qint64 received = 0;
    qint64 sent = 0;
    bool encrypted = false;
    bool closed = false;

    void wake()
    {
        auto waiting = std::exchange(reader, std::nullopt);
        if (waiting)
            waiting->finish({});
    }
    void close()
    {
        closed = true;
        wake();
    }
    void refuse(const QByteArray &what)
    {
        wrong = what;
        ADD_FAILURE() << "transcript: the client sent \"" << what.toStdString() << "\", expected "
                      << (steps.empty() ? "nothing" : '"' + steps.front().bytes.toStdString() + '"');
        close();
    }
    /// Compares what has come so far with the transcript; true while it may still be right.
    void play()
    {
        while (!fromClient.isEmpty() && wrong.isEmpty()) {
            if (steps.empty() || (steps.front().kind != Kind::Client && steps.front().kind != Kind::ClientPrefix))
                return refuse(fromClient);
            const Step &step = steps.front();
            const qsizetype common = std::min(step.bytes.size(), fromClient.size());
            if (fromClient.left(common) != step.bytes.left(common))
                return refuse(fromClient);
            if (fromClient.size() < step.bytes.size())
                return;
            const qsizetype end = step.kind == Kind::Client ? step.bytes.size() : fromClient.indexOf("\r\n") + 2;
            if (end < 2 && step.kind == Kind::ClientPrefix)
                return;
            fromClient.remove(0, end);
            steps.pop_front();
        }
    }
};

MemoryStream::MemoryStream(const QByteArray &transcript)
    : m_core(std::make_shared<Core>())
{
    for (const QByteArray &line : transcript.split('\n'))
        if (!line.trimmed().isEmpty() && !line.startsWith('#'))
            m_core->steps.push_back(parsedStep(line.endsWith('\r') ? line.chopped(1) : line));
}

MemoryStream::~MemoryStream()
{
    m_core->close();
}

void MemoryStream::setChunkSize(qsizetype bytes)
{
    m_core->chunk = bytes;
}

bool MemoryStream::finished() const
{
    return m_core->steps.empty() && m_core->fromClient.isEmpty() && m_core->wrong.isEmpty();
}

QByteArray MemoryStream::mismatch() const
{
    return m_core->wrong;
}

QByteArray MemoryStream::remaining() const
{
    QByteArray text;
    for (const Step &step : m_core->steps)
        text += (step.kind == Kind::Server ? "S: "
                 : step.kind == Kind::Tls  ? "TLS\n"
                 : step.kind == Kind::End  ? "EOF\n"
                                           : "C: ") +
                step.bytes;
    return text;
}

net::Task<QByteArray> MemoryStream::readSome(qsizetype maxBytes, std::chrono::milliseconds idleLimit,
                                             std::stop_token stop)
{
    return read(m_core, maxBytes, idleLimit, std::move(stop));
}

net::Task<QByteArray> MemoryStream::read(std::shared_ptr<Core> core, qsizetype maxBytes,
                                         std::chrono::milliseconds idleLimit, std::stop_token stop)
{
    while (true) {
        if (stop.stop_requested() || core->closed)
            co_return fail(ErrorCode::Cancelled, QStringLiteral("the transcript was stopped"));
        if (!core->steps.empty() && core->steps.front().kind == Kind::End)
            break;
        if (!core->steps.empty() && core->steps.front().kind == Kind::Server && core->fromClient.isEmpty()) {
            QByteArray &left = core->steps.front().bytes;
            const QByteArray bytes = left.left(std::min(maxBytes, core->chunk));
            left.remove(0, bytes.size());
            if (left.isEmpty())
                core->steps.pop_front();
            core->received += bytes.size();
            co_return bytes;
        }
        auto task =
            async::waitFor(core->reader.emplace().waiter(), idleLimit, stop, QStringLiteral("reading a transcript"));
        auto woken = co_await task;
        if (!woken)
            co_return Failure(woken.error());
    }
    core->steps.pop_front();
    core->closed = true;
    co_return fail(ErrorCode::Offline, QStringLiteral("the transcript's server closed the connection"));
}

net::Task<void> MemoryStream::writeAll(QByteArray bytes, std::chrono::milliseconds, std::stop_token)
{
    return write(m_core, std::move(bytes));
}

net::Task<void> MemoryStream::write(std::shared_ptr<Core> core, QByteArray bytes)
{
    if (core->closed)
        co_return fail(ErrorCode::Offline, QStringLiteral("the transcript's connection is closed"));
    core->sent += bytes.size();
    core->fromClient += bytes;
    core->play();
    core->wake();
    co_return {};
}

net::Task<void> MemoryStream::startTls(std::chrono::milliseconds, std::stop_token)
{
    return encrypt(m_core);
}

net::Task<void> MemoryStream::encrypt(std::shared_ptr<Core> core)
{
    if (!core->steps.empty() && core->steps.front().kind == Kind::Server) {
        core->close();
        co_return fail(ErrorCode::ProtocolViolation, QStringLiteral("data that was injected before TLS"));
    }
    if (core->steps.empty() || core->steps.front().kind != Kind::Tls) {
        core->refuse("(start of TLS)");
        co_return fail(ErrorCode::ProtocolViolation, QStringLiteral("no TLS in this transcript"));
    }
    core->steps.pop_front();
    core->encrypted = true;
    co_return {};
}

void MemoryStream::close()
{
    const auto core = m_core;
    core->close();
}

bool MemoryStream::isOpen() const
{
    return !m_core->closed;
}

qint64 MemoryStream::bytesReceived() const
{
    return m_core->received;
}

qint64 MemoryStream::bytesSent() const
{
    return m_core->sent;
}

net::PeerInfo MemoryStream::peer() const
{
    net::PeerInfo info;
    info.host = QStringLiteral("transcript");
    info.encrypted = m_core->encrypted;
    if (info.encrypted)
        info.endPointBinding = QByteArray(32, 'b');
    return info;
}

} // namespace otklik::test
