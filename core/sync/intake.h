// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/completion.h"
#include "core/store/message_repository.h"
#include "core/sync/mailbox_session.h"

#include <QElapsedTimer>
#include <QObject>
#include <QSet>
#include <QThreadPool>
#include <QTimer>

#include <chrono>
#include <functional>
#include <vector>

namespace otklik::sync {

/// Whether the engine of this thread works beside a window, which wants its share of the machine.
[[nodiscard]] bool isBesideWindow();

/// The way of a mail from the wire to the writer: take() hands the bytes to the pool, which parses, packs and prepares
/// them; prepared mails gather here and are handed to `write` in batches, on the engine thread. Memory is bounded: the
/// sink is full while more than kMostBytes are on their way, and a batch is written early when its mails are large. A
/// mail that cannot be read is handed on with NewMessage::failure. Of many the first batch is small, so that today's
/// mails are on screen before the rest.
class Intake final : public QObject, public MessageSink
{
    Q_OBJECT
public:
    /// Writes one batch in one transaction, the newest mails of it last or in any order.
    using Write = std::function<Result<void>(std::vector<store::NewMessage> &)>;
    struct Place
    {
        FolderRow folder;
        QString account;
        QSet<QString> ourAddresses;                             ///< lower case, see store::prepareMail()
        std::function<mime::Message(const QByteArray &)> parse; ///< in the pool; empty: mime::parseMessage
        qint64 expected = 0;                                    ///< mails; 0: not known
        /// So long a few that are expected may take to come, and are then written in one batch.
        std::chrono::milliseconds patience = std::chrono::milliseconds(250);
        /// So long nothing more is taken after the first batch of many: a window paints it meanwhile.
        std::chrono::milliseconds firstScreen = std::chrono::milliseconds(0);
        /// Asked once a mail has come, before more are asked for: true ends the reading for now. Empty: never.
        std::function<bool()> pause = {};
    };

    Intake(Place place, Write write);
    ~Intake() override;

    void take(RemoteMessage message) override;
    [[nodiscard]] bool wantsMore() override;
    [[nodiscard]] bool isFull() const override;
    async::Task<void> room() override;
    /// Ends when everything taken is written. The first failure of a write, if any.
    [[nodiscard]] async::Task<void> finish();
    [[nodiscard]] qint64 taken() const { return m_taken; }
    [[nodiscard]] qint64 bytes() const { return m_bytes; }
    /// Mails whose preparation is on its way or whose batch is not yet full.
    [[nodiscard]] qint64 unwritten() const { return m_unwritten; }
    /// It wanted no more, though there was more.
    [[nodiscard]] bool isPaused() const { return m_paused; }
    /// What the pool has prepared.
    bool event(QEvent *event) override;

private:
    void prepared(std::vector<store::NewMessage> mails, qint64 bytes);
    [[nodiscard]] qint64 batchSize() const;
    void dispatch();
    void writeReady();
    void wake();

    Place m_place;
    Write m_write;
    QThreadPool m_pool;
    std::vector<RemoteMessage> m_gathering;
    qint64 m_gatheredBytes = 0;
    std::vector<store::NewMessage> m_ready;
    qint64 m_readyBytes = 0; ///< as they are stored
    qint64 m_inFlight = 0;   ///< bytes
    qint64 m_taken = 0;
    qint64 m_written = 0;
    qint64 m_bytes = 0;
    qint64 m_unwritten = 0;
    bool m_finishing = false;
    bool m_paused = false;
    QTimer m_firstScreen; ///< active while the first batch is painted
    QTimer m_overdue;     ///< active while what is not written may wait for the rest of its batch
    QElapsedTimer m_age;
    Result<void> m_outcome;
    std::vector<async::Completion<void>> m_waiting;
};

} // namespace otklik::sync
