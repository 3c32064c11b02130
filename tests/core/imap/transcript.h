// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// A Connection over a transcript; see tests/support/memory_stream.h for its form.
#pragma once

#include "core/imap/connection.h"
#include "tests/support/expect_result.h"
#include "tests/support/memory_stream.h"
#include "tests/support/run_task.h"

#include <memory>

namespace otklik::imap {

struct Dialogue
{
    test::MemoryStream *stream = nullptr; ///< lives as long as the connection
    Result<std::unique_ptr<Connection>> connection;
    Connection *operator->() const { return connection->get(); }

    /// The client has said what it must, all of it.
    void expectFinished() const
    {
        ASSERT_TRUE(connection.has_value()) << connection.error().detail.toStdString();
        EXPECT_TRUE(stream->finished()) << "left: " << stream->remaining().toStdString();
        EXPECT_EQ(stream->mismatch(), QByteArray());
    }
};

inline ServerSettings settingsFor(Security security)
{
    ServerSettings settings;
    settings.host = QStringLiteral("imap.example.com");
    settings.security = security;
    settings.user = QStringLiteral("anna");
    settings.password = SecretString(QStringLiteral("secret"));
    settings.answerLimit = std::chrono::seconds(5);
    return settings;
}

inline Dialogue signedIn(const QByteArray &transcript, ServerSettings settings, qsizetype chunk = 1 << 20)
{
    auto stream = std::make_unique<test::MemoryStream>(transcript);
    stream->setChunkSize(chunk);
    Dialogue dialogue;
    dialogue.stream = stream.get();
    dialogue.connection = test::runTask(signIn(std::move(stream), std::move(settings), std::stop_token()));
    return dialogue;
}

inline Dialogue signedIn(const QByteArray &transcript, Security security, qsizetype chunk = 1 << 20)
{
    return signedIn(transcript, settingsFor(security), chunk);
}

/// Signed in already (PREAUTH), with these capabilities beside IMAP4rev1.
inline Dialogue ready(const QByteArray &capabilities, const QByteArray &transcript, qsizetype chunk = 1 << 20)
{
    return signedIn("S: * PREAUTH [CAPABILITY IMAP4rev1 " + capabilities + "] ready\n" + transcript, Security::None,
                    chunk);
}

} // namespace otklik::imap
