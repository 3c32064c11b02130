// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/tls_stream.h"

#include "tests/core/net/certificates.h"
#include "tests/support/expect_result.h"
#include "tests/support/fault_proxy.h"
#include "tests/support/run_task.h"
#include "tests/support/tls_peer.h"

#include <QElapsedTimer>
#include <QTimer>

using namespace otklik;
using namespace otklik::net;
using namespace otklik::test;
using namespace std::chrono_literals;

namespace {

const QByteArray kGreeting = QByteArrayLiteral("* OK ready\r\n");

ConnectOptions optionsFor(const TlsPeer &peer, Transport transport)
{
    ConnectOptions options;
    options.host = QStringLiteral("localhost");
    options.port = peer.port();
    options.transport = transport;
    options.caFile = Certificates::get().good.caFile;
    options.limit = 5s;
    return options;
}

Result<std::unique_ptr<Stream>> connectTo(const TlsPeer &peer, Transport transport)
{
    return runTask(connectStream(optionsFor(peer, transport), {}));
}

/// A peer that encrypts with a certificate and greets.
std::unique_ptr<TlsPeer> tlsPeer(const ServerCertificate &certificate)
{
    auto handler = std::make_shared<TlsPeer::Handler>();
    auto peer = std::make_unique<TlsPeer>([handler](QSslSocket *socket) { (*handler)(socket); });
    *handler = [server = peer.get(), certificate](QSslSocket *socket) {
        QObject::connect(socket, &QSslSocket::encrypted, socket, [socket] { socket->write(kGreeting); });
        server->encrypt(socket, certificate);
    };
    return peer;
}

Task<qint64> countBytes(std::shared_ptr<Stream> stream, qint64 total)
{
    qint64 received = 0;
    while (received < total) {
        auto task = stream->readSome(1 << 20, 5s, {});
        auto bytes = co_await task;
        if (!bytes)
            co_return Failure(bytes.error());
        received += bytes->size();
    }
    co_return received;
}

} // namespace

TEST(TlsStream, ConnectsEncryptsAndReads)
{
    const auto peer = tlsPeer(Certificates::get().good);
    auto options = optionsFor(*peer, Transport::Tls);
    QList<ConnectStep> steps;
    options.onStep = [&steps](ConnectStep step) { steps += step; };
    auto stream = runTask(connectStream(options, {}));
    ASSERT_OK(stream);
    auto greeting = runTask((*stream)->readSome(1000, 5s, {}));
    ASSERT_OK(greeting);
    EXPECT_EQ(*greeting, kGreeting);
    EXPECT_EQ((*stream)->bytesReceived(), kGreeting.size());
    const PeerInfo info = (*stream)->peer();
    EXPECT_TRUE(info.encrypted);
    EXPECT_TRUE(info.protocol.startsWith(QStringLiteral("TLSv1."))) << info.protocol.toStdString();
    EXPECT_EQ(info.certificateFingerprint.size(), 95);
    EXPECT_EQ(info.certificateIssuer, QStringLiteral("otklik-test-ca"));
    EXPECT_EQ(steps, (QList{ConnectStep::Resolved, ConnectStep::Connected, ConnectStep::Encrypted}));
}

TEST(TlsStream, RefusesAnUntrustedCertificateAndSaysWhy)
{
    const auto &certificates = Certificates::get();
    const struct
    {
        ServerCertificate certificate;
        QString caFile;
        const char *reason;
    } cases[] = {
        {certificates.otherHost, certificates.good.caFile, "not for localhost"},
        {certificates.expired, certificates.good.caFile, "expired on 2020-02-01"},
        {certificates.selfSigned, certificates.good.caFile, "self-signed"},
        {certificates.good, QString(), "not trusted"},
    };
    for (const auto &[certificate, caFile, reason] : cases) {
        const auto peer = tlsPeer(certificate);
        auto options = optionsFor(*peer, Transport::Tls);
        options.caFile = caFile;
        auto stream = runTask(connectStream(options, {}));
        EXPECT_ERROR(stream, ErrorCode::TlsUntrusted);
        EXPECT_TRUE(stream.error().detail.contains(QLatin1String(reason))) << stream.error().detail.toStdString();
        EXPECT_TRUE(stream.error().detail.contains(QStringLiteral("SHA-256"))) << stream.error().detail.toStdString();
    }
}

/// A certificate that somebody made on the server is pinned by naming it itself as the CA file.
TEST(TlsStream, TrustsACertificateThatIsNamedItself)
{
    const auto &certificates = Certificates::get();
    for (const ServerCertificate &shown : {certificates.selfSigned, certificates.selfSignedLeaf, certificates.good}) {
        const auto peer = tlsPeer(shown);
        auto options = optionsFor(*peer, Transport::Tls);
        options.caFile = shown.certificateFile;
        auto stream = runTask(connectStream(options, {}));
        ASSERT_OK(stream);
        EXPECT_EQ(runTask((*stream)->readSome(1000, 5s, {})).value_or("?"), kGreeting);
    }
    // STARTTLS has a way of its own
    TlsPeer upgraded([&](QSslSocket *socket) { upgraded.encrypt(socket, certificates.good); });
    auto options = optionsFor(upgraded, Transport::Plain);
    options.caFile = certificates.good.certificateFile;
    auto stream = runTask(connectStream(options, {}));
    ASSERT_OK(stream);
    EXPECT_OK(runTask((*stream)->startTls(5s, {})));
}

TEST(TlsStream, ANamedCertificateSpeaksForNoOther)
{
    const auto &certificates = Certificates::get();
    const struct
    {
        ServerCertificate shown, named;
        const char *reason;
    } cases[] = {
        {certificates.selfSigned, certificates.selfSignedLeaf, "self-signed"},
        {certificates.otherHost, certificates.otherHost, "not for localhost"},
        {certificates.expired, certificates.expired, "expired on 2020-02-01"},
        {certificates.good, certificates.selfSigned, "not trusted"},
        {certificates.good, certificates.otherHost, "not trusted"}, // of the same issuer
    };
    for (const auto &[shown, named, reason] : cases) {
        const auto peer = tlsPeer(shown);
        auto options = optionsFor(*peer, Transport::Tls);
        options.caFile = named.certificateFile;
        auto stream = runTask(connectStream(options, {}));
        EXPECT_ERROR(stream, ErrorCode::TlsUntrusted);
        EXPECT_TRUE(stream.error().detail.contains(QLatin1String(reason))) << stream.error().detail.toStdString();
    }
}

TEST(TlsStream, RefusesAPeerWithoutTlsAndOldTls)
{
    TlsPeer plain([](QSslSocket *socket) { socket->write("220 hello\r\n"); });
    EXPECT_ERROR(connectTo(plain, Transport::Tls), ErrorCode::NotEncrypted);

    TlsPeer old([&old](QSslSocket *socket) {
        QT_WARNING_PUSH
        QT_WARNING_DISABLE_DEPRECATED
        socket->setProtocol(QSsl::TlsV1_1);
        QT_WARNING_POP
        old.encrypt(socket, Certificates::get().good);
    });
    auto stream = connectTo(old, Transport::Tls);
    EXPECT_ERROR(stream, ErrorCode::NotEncrypted);
}

/// A peer that has encrypted does encrypt: only the line is lost.
TEST(TlsStream, AGarbledLineIsALostOne)
{
    const auto handler = std::make_shared<TlsPeer::Handler>();
    TlsPeer peer([handler](QSslSocket *socket) { (*handler)(socket); });
    *handler = [&peer](QSslSocket *socket) {
        QObject::connect(socket, &QSslSocket::readyRead, socket, [socket] { socket->write(socket->readAll()); });
        peer.encrypt(socket, Certificates::get().good);
    };
    FaultProxy line(peer.port());
    auto options = optionsFor(peer, Transport::Tls);
    options.port = line.port();
    auto stream = runTask(connectStream(options, {}));
    ASSERT_OK(stream);
    EXPECT_OK(runTask((*stream)->writeAll("one", 5s, {})));
    EXPECT_EQ(runTask((*stream)->readSome(100, 5s, {})).value_or("?"), "one");
    line.corruptAfter(FaultProxy::Direction::FromServer, 8); // behind the header of a record
    EXPECT_OK(runTask((*stream)->writeAll("two", 5s, {})));
    EXPECT_ERROR(runTask((*stream)->readSome(100, 5s, {})), ErrorCode::Offline);
    EXPECT_TRUE(line.hasStruck());
}

TEST(TlsStream, ReportsWhyItCannotConnect)
{
    ConnectOptions options;
    options.host = QStringLiteral("localhost");
    options.limit = 2s;
    {
        const TlsPeer closed([](QSslSocket *) {});
        options.port = closed.port();
    }
    EXPECT_ERROR(runTask(connectStream(options, {})), ErrorCode::Offline);

    options.host = QStringLiteral("no-such-host.invalid");
    EXPECT_ERROR(runTask(connectStream(options, {})), ErrorCode::Offline);

    options.caFile = QStringLiteral("/nonexistent/ca.pem");
    EXPECT_ERROR(runTask(connectStream(options, {})), ErrorCode::InvalidInput);
    options.caFile = Certificates::get().good.keyFile;
    EXPECT_ERROR(runTask(connectStream(options, {})), ErrorCode::InvalidInput);
}

TEST(TlsStream, StopsASilentHandshake)
{
    const TlsPeer silent([](QSslSocket *) {});
    auto options = optionsFor(silent, Transport::Tls);
    options.limit = 100ms;
    EXPECT_ERROR(runTask(connectStream(options, {})), ErrorCode::Timeout);

    std::stop_source stop;
    options.limit = 10s;
    QTimer::singleShot(50, [&stop] { stop.request_stop(); });
    EXPECT_ERROR(runTask(connectStream(options, stop.get_token())), ErrorCode::Cancelled);
}

TEST(TlsStream, UpgradesWithStartTls)
{
    TlsPeer peer([&peer](QSslSocket *socket) {
        socket->write("220 ready\r\n");
        QObject::connect(socket, &QSslSocket::readyRead, socket, [&peer, socket] {
            const QByteArray said = socket->readAll();
            if (said != "STARTTLS\r\n")
                return void(socket->write("encrypted: " + said));
            socket->write("220 go\r\n");
            socket->flush();
            peer.encrypt(socket, Certificates::get().good);
        });
    });
    auto stream = connectTo(peer, Transport::Plain);
    ASSERT_OK(stream);
    EXPECT_EQ(runTask((*stream)->readSome(100, 5s, {})).value_or("?"), "220 ready\r\n");
    EXPECT_OK(runTask((*stream)->writeAll("STARTTLS\r\n", 5s, {})));
    EXPECT_EQ(runTask((*stream)->readSome(100, 5s, {})).value_or("?"), "220 go\r\n");
    EXPECT_FALSE((*stream)->peer().encrypted);
    EXPECT_OK(runTask((*stream)->startTls(5s, {})));
    EXPECT_TRUE((*stream)->peer().encrypted);
    EXPECT_OK(runTask((*stream)->writeAll("EHLO", 5s, {})));
    EXPECT_EQ(runTask((*stream)->readSome(100, 5s, {})).value_or("?"), "encrypted: EHLO");
}

TEST(TlsStream, RefusesBytesInjectedBeforeTls)
{
    const QByteArray answer = QByteArrayLiteral("220 go\r\n");
    TlsPeer peer([&](QSslSocket *socket) { socket->write(answer + "250 AUTH PLAIN injected\r\n"); });
    auto stream = connectTo(peer, Transport::Plain);
    ASSERT_OK(stream);
    EXPECT_EQ(runTask((*stream)->readSome(answer.size(), 5s, {})).value_or("?"), answer);
    auto started = runTask((*stream)->startTls(5s, {}));
    EXPECT_ERROR(started, ErrorCode::ProtocolViolation);
    EXPECT_TRUE(started.error().detail.contains(QStringLiteral("injected before TLS")));
    EXPECT_FALSE((*stream)->isOpen());
}

TEST(TlsStream, HandsOutWhatCameBeforeTheEnd)
{
    const TlsPeer peer([](QSslSocket *socket) {
        socket->write("BYE");
        socket->disconnectFromHost();
    });
    auto stream = connectTo(peer, Transport::Plain);
    ASSERT_OK(stream);
    ASSERT_TRUE(runUntil([&stream] { return !(*stream)->isOpen(); }));
    EXPECT_EQ(runTask((*stream)->readSome(100, 5s, {})).value_or("?"), "BYE");
    EXPECT_ERROR(runTask((*stream)->readSome(100, 5s, {})), ErrorCode::Offline);
    EXPECT_ERROR(runTask((*stream)->writeAll("x", 5s, {})), ErrorCode::Offline);
}

TEST(TlsStream, BytesResetTheIdleTimer)
{
    const TlsPeer peer([](QSslSocket *socket) {
        auto *timer = new QTimer(socket);
        QObject::connect(timer, &QTimer::timeout, socket, [socket] { socket->write("."); });
        timer->start(60);
    });
    auto connected = connectTo(peer, Transport::Plain);
    ASSERT_OK(connected);
    const std::shared_ptr<Stream> stream = std::move(*connected);
    QElapsedTimer timer;
    timer.start();
    const auto readAll = [](std::shared_ptr<Stream> from) -> Task<int> {
        int reads = 0;
        while (from->bytesReceived() < 8) {
            auto task = from->readSome(1, 200ms, {});
            auto bytes = co_await task;
            if (!bytes)
                co_return Failure(bytes.error());
            ++reads;
        }
        co_return reads;
    };
    auto reads = runTask(readAll(stream));
    ASSERT_OK(reads);
    EXPECT_EQ(*reads, 8);
    EXPECT_GT(timer.elapsed(), 250);
}

TEST(TlsStream, SilenceIsATimeoutAndStopIsHeeded)
{
    const TlsPeer peer([](QSslSocket *) {});
    auto stream = connectTo(peer, Transport::Plain);
    ASSERT_OK(stream);
    EXPECT_ERROR(runTask((*stream)->readSome(1, 50ms, {})), ErrorCode::Timeout);
    std::stop_source stop;
    QTimer::singleShot(20, [&stop] { stop.request_stop(); });
    EXPECT_ERROR(runTask((*stream)->readSome(1, 10s, stop.get_token())), ErrorCode::Cancelled);
}

TEST(TlsStream, MayBeDestroyedOrClosedWhileSomebodyReads)
{
    const auto peer = tlsPeer(Certificates::get().good);
    for (const bool destroy : {true, false}) {
        auto stream = connectTo(*peer, Transport::Tls);
        ASSERT_OK(stream);
        ASSERT_OK(runTask((*stream)->readSome(100, 5s, {})));
        std::unique_ptr<Stream> owner = std::move(*stream);
        QTimer::singleShot(20, [&owner, destroy] {
            if (destroy)
                owner.reset();
            else
                owner->close();
        });
        EXPECT_ERROR(runTask(owner->readSome(100, 10s, {})), ErrorCode::Cancelled);
    }
}

TEST(TlsStream, MayBeDestroyedByItsReader)
{
    const auto peer = tlsPeer(Certificates::get().good);
    auto connected = connectTo(*peer, Transport::Tls);
    ASSERT_OK(connected);
    std::unique_ptr<Stream> owner = std::move(*connected);
    const auto readAndDestroy = [](std::unique_ptr<Stream> *stream) -> Task<QByteArray> {
        auto task = (*stream)->readSome(100, 5s, {});
        auto bytes = co_await task;
        stream->reset();
        co_return bytes;
    };
    EXPECT_EQ(runTask(readAndDestroy(&owner)).value_or("?"), kGreeting);
    EXPECT_EQ(owner, nullptr);
    runUntil([] { return false; }, 50ms);
}

TEST(TlsStream, CarriesManyBytesBothWays)
{
    const qint64 megabytes =
        qEnvironmentVariableIsSet("OTKLIK_MANY_MEGABYTES") ? qEnvironmentVariableIntValue("OTKLIK_MANY_MEGABYTES") : 48;
    const QByteArray block(256 * 1024, 'm');
    const qint64 total = megabytes << 20;
    auto written = std::make_shared<qint64>(0);
    auto uploaded = std::make_shared<qint64>(0);
    TlsPeer peer([&](QSslSocket *socket) {
        const auto fill = [=, &block] {
            while (*written < total && socket->bytesToWrite() + socket->encryptedBytesToWrite() < 1 << 20) {
                socket->write(block);
                *written += block.size();
            }
        };
        QObject::connect(socket, &QSslSocket::encrypted, socket, fill);
        QObject::connect(socket, &QSslSocket::encryptedBytesWritten, socket, fill);
        QObject::connect(socket, &QSslSocket::readyRead, socket, [=] { *uploaded += socket->readAll().size(); });
        peer.encrypt(socket, Certificates::get().good);
    });
    auto connected = connectTo(peer, Transport::Tls);
    ASSERT_OK(connected);
    const std::shared_ptr<Stream> stream = std::move(*connected);
    QElapsedTimer timer;
    timer.start();
    auto received = runTask(countBytes(stream, total), 120s);
    ASSERT_OK(received);
    EXPECT_EQ(*received, total);
    const auto seconds = double(timer.elapsed()) / 1000;
    RecordProperty("megabytes_per_second", int(double(megabytes) / seconds));
    std::printf("%lld MB in %.2f s\n", static_cast<long long>(megabytes), seconds);

    const QByteArray big(20 << 20, 'u');
    ASSERT_OK(runTask(stream->writeAll(big, 5s, {})));
    EXPECT_TRUE(runUntil([&] { return *uploaded == big.size(); }));
    EXPECT_EQ(stream->bytesSent(), big.size());
}

TEST(TlsStream, LeavesToTheServerWhatNobodyReads)
{
    auto written = std::make_shared<qint64>(0);
    const QByteArray block(256 * 1024, 'm');
    TlsPeer peer([&](QSslSocket *socket) {
        const auto fill = [=, &block] {
            while (socket->bytesToWrite() + socket->encryptedBytesToWrite() < 1 << 20) {
                socket->write(block);
                *written += block.size();
            }
        };
        QObject::connect(socket, &QSslSocket::encrypted, socket, fill);
        QObject::connect(socket, &QSslSocket::encryptedBytesWritten, socket, fill);
        peer.encrypt(socket, Certificates::get().good);
    });
    auto connected = connectTo(peer, Transport::Tls);
    ASSERT_OK(connected);
    runUntil([] { return false; }, 400ms);
    EXPECT_LT(*written, 24 << 20) << "the reader's side holds everything the server can send";
    // and it goes on where it stood
    const std::shared_ptr<Stream> stream = std::move(*connected);
    auto received = runTask(countBytes(stream, 30 << 20));
    ASSERT_OK(received);
}
