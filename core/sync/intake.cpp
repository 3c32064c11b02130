// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/intake.h"

#include "core/base/thread_handover.h"
#include "core/base/thread_politeness.h"
#include "core/mime/message_parser.h"
#include "core/sync/flag_bits.h"

#include <QCoreApplication>
#include <QEvent>
#include <QRunnable>
#include <QThread>

#include <memory>

namespace otklik::sync {

namespace {

constexpr qint64 kMostBytes = 16 * 1024 * 1024; ///< taken from the wire and not prepared yet
constexpr qint64 kBatchBytes = 16 * 1024 * 1024;
constexpr qint64 kChunkBytes = 128 * 1024; ///< one job of the pool
constexpr std::size_t kChunkMails = 8;
constexpr qint64 kFirstBatch = 25; ///< on screen at once; the next ones double up to kBatch
constexpr qint64 kBatch = 1000;
constexpr qint64 kFew = 200; ///< one transaction, if they come at once
/// So long what has come waits for what comes slowly: a large file, a slow line.
constexpr std::chrono::milliseconds kLongestWait(2000);
constexpr int kMostThreads = 4;              ///< more than one writer keeps up with
constexpr uint kStackSize = 8 * 1024 * 1024; ///< the MIME parser recurses, see core/mime

int poolThreads()
{
    return std::clamp(QThread::idealThreadCount() - (isBesideWindow() ? 1 : 0), 1, kMostThreads);
}

store::NewMessage prepare(const RemoteMessage &remote, const Intake::Place &place)
{
    store::NewMessage mail;
    try {
        mail.mail = store::prepareMail(
            remote.raw, place.parse ? place.parse(remote.raw) : mime::parseMessage(remote.raw), place.ourAddresses);
    } catch (const std::exception &fault) {
        // the libraries below throw; one mail must not end the program for all others
        mail.failure = QStringLiteral("could not be read: %1").arg(QString::fromUtf8(fault.what()));
        mail.mail = {};
        mail.mail.source = {store::SourceEncoding::Plain, remote.raw};
    }
    mail.folder = place.folder;
    mail.uid = remote.uid;
    mail.flags = flagBits(remote.flags);
    mail.internalDate = remote.internalDate;
    mail.serverId = remote.serverId;
    mail.account = place.account;
    return mail;
}

/// What the pool has made of a few mails, on its way back.
class Prepared final : public QEvent
{
public:
    explicit Prepared(qint64 size)
        : QEvent(type())
        , bytes(size)
    {
    }
    static Type type()
    {
        static const int registered = registerEventType();
        return Type(registered);
    }
    std::vector<store::NewMessage> mails;
    qint64 bytes; ///< as they came from the wire
};

/// One job of the pool. It and what it makes are whole before another thread gets to see them.
class Preparing final : public QRunnable
{
public:
    Preparing(Intake &intake, std::vector<RemoteMessage> mails, qint64 bytes, Intake::Place place)
        : m_intake(intake)
        , m_mails(std::move(mails))
        , m_bytes(bytes)
        , m_place(std::move(place))
    {
    }
    void run() override
    {
        takeOver();
        letOthersGoFirst(Politeness::Pool);
        auto prepared = std::make_unique<Prepared>(m_bytes);
        prepared->mails.reserve(m_mails.size());
        for (RemoteMessage &remote : m_mails) {
            prepared->mails.push_back(prepare(remote, m_place));
            remote.raw.clear();
        }
        handOver();
        QCoreApplication::postEvent(&m_intake, prepared.release());
    }

private:
    Intake &m_intake; ///< waits for the pool before it ends
    std::vector<RemoteMessage> m_mails;
    qint64 m_bytes;
    Intake::Place m_place;
};

} // namespace

bool isBesideWindow()
{
    return QThread::currentThread() != QCoreApplication::instance()->thread();
}

Intake::Intake(Place place, Write write)
    : m_place(std::move(place))
    , m_write(std::move(write))
{
    m_age.start();
    m_firstScreen.setSingleShot(true);
    connect(&m_firstScreen, &QTimer::timeout, this, &Intake::wake);
    m_overdue.setSingleShot(true);
    connect(&m_overdue, &QTimer::timeout, this, [this] {
        dispatch();
        writeReady();
        wake();
    });
    m_pool.setStackSize(kStackSize);
    m_pool.setMaxThreadCount(poolThreads());
    m_pool.setThreadPriority(QThread::LowPriority);
}

Intake::~Intake()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void Intake::take(RemoteMessage message)
{
    ++m_taken;
    ++m_unwritten;
    const qint64 size = message.raw.size();
    m_bytes += size;
    m_inFlight += size;
    m_gatheredBytes += size;
    m_gathering.push_back(std::move(message));
    if (m_gatheredBytes >= kChunkBytes || m_gathering.size() >= kChunkMails)
        dispatch();
    if (m_unwritten == 1)
        m_overdue.start(kLongestWait);
}

bool Intake::wantsMore()
{
    m_paused = m_paused || (m_taken > 0 && m_place.pause && m_place.pause());
    return !m_paused;
}

void Intake::dispatch()
{
    if (m_gathering.empty())
        return;
    auto job = std::make_unique<Preparing>(*this, std::move(m_gathering), m_gatheredBytes, m_place);
    m_gathering.clear();
    m_gatheredBytes = 0;
    handOver();
    m_pool.start(job.release());
}

bool Intake::event(QEvent *event)
{
    if (event->type() != Prepared::type())
        return QObject::event(event);
    takeOver();
    auto *from = static_cast<Prepared *>(event);
    prepared(std::move(from->mails), from->bytes);
    return true;
}

void Intake::prepared(std::vector<store::NewMessage> mails, qint64 bytes)
{
    m_inFlight -= bytes;
    for (store::NewMessage &mail : mails) {
        m_readyBytes += mail.mail.source.bytes.size();
        m_ready.push_back(std::move(mail));
    }
    const auto ready = qint64(m_ready.size());
    const bool overdue = !m_overdue.isActive();
    if (ready >= batchSize() || m_readyBytes >= kBatchBytes || overdue || (m_finishing && ready == m_unwritten))
        writeReady();
    wake();
}

qint64 Intake::batchSize() const
{
    // over a slow line what has come is worth more than a transaction
    const bool few = m_place.expected > 0 && m_place.expected <= kFew;
    const bool soonHere = few && std::chrono::milliseconds(m_age.elapsed()) < m_place.patience;
    return soonHere ? kFew : std::clamp(m_written, kFirstBatch, kBatch);
}

void Intake::writeReady()
{
    if (m_ready.empty())
        return;
    const auto count = qint64(m_ready.size());
    if (m_outcome)
        m_outcome = m_write(m_ready);
    m_ready.clear();
    m_readyBytes = 0;
    if (m_written == 0 && m_place.expected > kFew && m_place.firstScreen.count() > 0)
        m_firstScreen.start(m_place.firstScreen);
    m_written += count;
    m_unwritten -= count;
    if (m_unwritten > 0)
        m_overdue.start(kLongestWait);
    else
        m_overdue.stop();
}

void Intake::wake()
{
    const bool roomy = !isFull();
    const bool done = m_unwritten == 0;
    if (!(m_finishing ? done : roomy))
        return;
    auto waiting = std::move(m_waiting);
    m_waiting.clear();
    for (async::Completion<void> &one : waiting)
        one.finish(m_outcome);
}

bool Intake::isFull() const
{
    return (m_inFlight >= kMostBytes || m_firstScreen.isActive()) && m_outcome;
}

async::Task<void> Intake::room()
{
    if (!isFull())
        co_return m_outcome;
    dispatch();
    async::Completion<void> completion;
    auto waiter = completion.waiter();
    m_waiting.push_back(std::move(completion));
    auto result = co_await waiter;
    co_return result;
}

async::Task<void> Intake::finish()
{
    dispatch();
    m_finishing = true;
    if (qint64(m_ready.size()) == m_unwritten)
        writeReady();
    if (m_unwritten == 0)
        co_return m_outcome;
    async::Completion<void> completion;
    auto waiter = completion.waiter();
    m_waiting.push_back(std::move(completion));
    auto result = co_await waiter;
    co_return result;
}

} // namespace otklik::sync
