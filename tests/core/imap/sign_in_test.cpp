// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/imap/server_error.h"
#include "tests/core/imap/transcript.h"

namespace otklik::imap {
namespace {

using test::runTask;

const QByteArray kToTls = "S: * OK [CAPABILITY IMAP4rev1 STARTTLS LITERAL+ AUTH=EVIL] hi\n"
                          "C: K1 STARTTLS\n"
                          "S: K1 OK begin\n"
                          "TLS\n";

void expectFailure(const Dialogue &dialogue, ErrorCode code)
{
    ASSERT_FALSE(dialogue.connection.has_value());
    EXPECT_EQ(dialogue.connection.error().code, code) << dialogue.connection.error().detail.toStdString();
}

TEST(SignIn, StartTlsPlainAndEverythingAfterIt)
{
    const QByteArray transcript =
        kToTls + "C: K2 CAPABILITY\n"
                 "S: * CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=LOGIN ID\n"
                 "S: K2 OK\n"
                 "C: K3 AUTHENTICATE PLAIN AGFubmEAc2VjcmV0\n"
                 "S: * OK [ALERT] Disk is 90% full\n"
                 "S: K3 OK [CAPABILITY IMAP4rev1 ID ENABLE CONDSTORE QRESYNC NAMESPACE LITERAL+] welcome\n"
                 "C: K4 ID (\"name\" \"Otklik\" \"version\" *\n"
                 "C: K5 ENABLE QRESYNC\n"
                 "C: K6 NAMESPACE\n"
                 "S: * ID (\"name\" \"Dovecot\")\n"
                 "S: K4 OK\n"
                 "S: * ENABLED QRESYNC\n"
                 "S: K5 OK\n"
                 "S: * NAMESPACE ((\"INBOX.\" \".\")) NIL NIL\n"
                 "S: K6 OK\n";
    for (const qsizetype chunk : {qsizetype(1), qsizetype(7), qsizetype(1 << 20)}) {
        const Dialogue dialogue = signedIn(transcript, Security::StartTls, chunk);
        dialogue.expectFinished();
        const ServerInfo &server = dialogue->server();
        EXPECT_TRUE(server.qresync);
        EXPECT_TRUE(server.condstore);
        EXPECT_FALSE(server.capabilities.hasAuth("EVIL"));
        EXPECT_EQ(server.alerts, QStringList{QStringLiteral("Disk is 90% full")});
        EXPECT_EQ(server.namespaces.personal.at(0).prefix, "INBOX.");
        EXPECT_EQ(server.id.fields.at(0).second, "Dovecot");
        EXPECT_TRUE(dialogue->peer().encrypted);
    }
}

TEST(SignIn, LoginMechanismWithChallenges)
{
    signedIn(kToTls + "C: K2 CAPABILITY\nS: * CAPABILITY IMAP4rev1 AUTH=LOGIN\nS: K2 OK\n"
                      "C: K3 AUTHENTICATE LOGIN\nS: + VXNlcm5hbWU6\nC: YW5uYQ==\nS: + UGFzc3dvcmQ6\nC: c2VjcmV0\n"
                      "S: K3 OK\nC: K4 CAPABILITY\nS: * CAPABILITY IMAP4rev1\nS: K4 OK\n",
             Security::StartTls)
        .expectFinished();
}

TEST(SignIn, PlainWithoutInitialResponse)
{
    signedIn(kToTls +
                 "C: K2 CAPABILITY\nS: * CAPABILITY IMAP4rev1 AUTH=PLAIN\nS: K2 OK\n"
                 "C: K3 AUTHENTICATE PLAIN\nS: + \nC: AGFubmEAc2VjcmV0\nS: * CAPABILITY IMAP4rev1 IDLE\nS: K3 OK\n",
             Security::StartTls)
        .expectFinished();
}

TEST(SignIn, LoginCommandWhenThereIsNoMechanism)
{
    signedIn(kToTls + "C: K2 CAPABILITY\nS: * CAPABILITY IMAP4rev1\nS: K2 OK\n"
                      "C: K3 LOGIN \"anna\" \"secret\"\nS: K3 OK [CAPABILITY IMAP4rev1] in\n",
             Security::StartTls)
        .expectFinished();
}

TEST(SignIn, LoginCommandWhenTheMechanismIsNotUnderstood)
{
    signedIn(kToTls + "C: K2 CAPABILITY\nS: * CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR\nS: K2 OK\n"
                      "C: K3 AUTHENTICATE PLAIN *\nS: K3 BAD what\n"
                      "C: K4 LOGIN \"anna\" \"secret\"\nS: K4 OK [CAPABILITY IMAP4rev1] in\n",
             Security::StartTls)
        .expectFinished();
}

TEST(SignIn, WrongPasswordIsNotTriedAgain)
{
    const QByteArray upTo =
        kToTls +
        "C: K2 CAPABILITY\nS: * CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR\nS: K2 OK\nC: K3 AUTHENTICATE PLAIN *\n";
    expectFailure(signedIn(upTo + "S: K3 NO [AUTHENTICATIONFAILED] no\n", Security::StartTls), ErrorCode::AuthRejected);
    expectFailure(signedIn(upTo + "S: K3 NO wrong\n", Security::StartTls), ErrorCode::AuthRejected);
    expectFailure(signedIn(upTo + "S: K3 NO [UNAVAILABLE] later\n", Security::StartTls), ErrorCode::ServerRefused);
    const Dialogue full =
        signedIn(upTo + "S: K3 NO Maximum number of connections from user+IP exceeded\n", Security::StartTls);
    expectFailure(full, ErrorCode::ServerRefused);
    EXPECT_TRUE(isConnectionLimit(full.connection.error()));
}

/// A server that cannot bind as we do says so before it has seen the password; the second try is without.
TEST(SignIn, ABindingThatTheServerDoesNotKnowIsLeftOut)
{
    const QByteArray upTo = kToTls +
                            "C: K2 CAPABILITY\n"
                            "S: * CAPABILITY IMAP4rev1 SASL-IR AUTH=SCRAM-SHA-256-PLUS AUTH=SCRAM-SHA-256\n"
                            "S: K2 OK\n"
                            "C: K3 AUTHENTICATE SCRAM-SHA-256-PLUS " +
                            QByteArray("p=tls-server-end-point,,n=anna,r=").toBase64().left(40) + "*\n";
    const QByteArray challenge = QByteArray("e=unsupported-channel-binding-type").toBase64();
    for (const QByteArray &refusal : QByteArrayList{"S: K3 NO no such binding\n", "S: K3 BAD what\n",
                                                    "S: + " + challenge + "\nC: *\nS: K3 BAD cancelled\n"}) {
        const Dialogue dialogue =
            signedIn(upTo + refusal + "C: K4 AUTHENTICATE SCRAM-SHA-256 biwsbj1hbm5hLHI9*\nS: K4 NO wrong password\n",
                     Security::StartTls);
        expectFailure(dialogue, ErrorCode::AuthRejected);
    }
    expectFailure(signedIn(upTo + "S: K3 NO [UNAVAILABLE] later\n", Security::StartTls), ErrorCode::ServerRefused);
}

TEST(SignIn, SaysThatItCouldHaveBound)
{
    const QByteArray said = "C: K2 CAPABILITY\nS: * CAPABILITY IMAP4rev1 SASL-IR AUTH=SCRAM-SHA-1\nS: K2 OK\n";
    expectFailure(signedIn(kToTls + said + "C: K3 AUTHENTICATE SCRAM-SHA-1 eSwsbj1hbm5hLHI9*\nS: K3 NO wrong\n",
                           Security::StartTls),
                  ErrorCode::AuthRejected);
    ServerSettings settings = settingsFor(Security::StartTls);
    settings.without = {"AUTH=SCRAM-SHA-1-PLUS"};
    expectFailure(
        signedIn(kToTls + said + "C: K3 AUTHENTICATE SCRAM-SHA-1 biwsbj1hbm5hLHI9*\nS: K3 NO wrong\n", settings),
        ErrorCode::AuthRejected);
}

ServerSettings tokenSettings()
{
    ServerSettings settings = settingsFor(Security::StartTls);
    settings.password = SecretString(QStringLiteral("ya29"));
    settings.passwordIsToken = true;
    return settings;
}

TEST(SignIn, TokensThatAreRefusedAreAnsweredAsTheMechanismWants)
{
    const QByteArray offer = "C: K2 CAPABILITY\nS: * CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=";
    const QByteArray why = "S: + " + QByteArray(R"({"status":"400","scope":"mail"})").toBase64() + "\n";
    const QByteArray xoauth2 = QByteArray("user=anna\x01"
                                          "auth=Bearer ya29\x01\x01")
                                   .toBase64();
    const Dialogue google = signedIn(kToTls + offer + "XOAUTH2\nS: K2 OK\nC: K3 AUTHENTICATE XOAUTH2 " + xoauth2 +
                                         "\n" + why + "C: \nS: K3 NO [AUTHENTICATIONFAILED] Invalid credentials\n",
                                     tokenSettings());
    expectFailure(google, ErrorCode::AuthRejected);
    EXPECT_TRUE(google.connection.error().detail.contains(QStringLiteral("status 400")));
    const Dialogue standard =
        signedIn(kToTls + offer + "OAUTHBEARER AUTH=XOAUTH2\nS: K2 OK\n" +
                     "C: K3 AUTHENTICATE OAUTHBEARER bixhPWFubmEsAWhvc3Q9*\n" + why + "C: AQ==\nS: K3 NO failed\n",
                 tokenSettings());
    expectFailure(standard, ErrorCode::AuthRejected);
}

TEST(SignIn, TokensAreNoPasswords)
{
    expectFailure(signedIn(kToTls + "C: K2 CAPABILITY\nS: * CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=LOGIN\n"
                                    "S: K2 OK\n",
                           tokenSettings()),
                  ErrorCode::AuthRejected);
    // Nor does BAD lead to LOGIN.
    expectFailure(signedIn(kToTls + "C: K2 CAPABILITY\nS: * CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2\nS: K2 OK\n"
                                    "C: K3 AUTHENTICATE XOAUTH2 *\nS: K3 BAD what\n",
                           tokenSettings()),
                  ErrorCode::ServerRefused);
}

TEST(SignIn, PasswordIsNotShownWithoutEncryption)
{
    const QByteArray transcript = "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=LOGIN] hi\n";
    expectFailure(signedIn(transcript, Security::None), ErrorCode::NotEncrypted);
}

TEST(SignIn, EncryptionIsDemandedOrNothing)
{
    expectFailure(signedIn("S: * PREAUTH hi\n", Security::StartTls), ErrorCode::NotEncrypted);
    for (const char *no : {"S: K1 NO no\n", "S: K1 BAD what\n"})
        expectFailure(signedIn(QByteArray("S: * OK hi\nC: K1 STARTTLS\n") + no, Security::StartTls),
                      ErrorCode::NotEncrypted);
}

TEST(SignIn, BytesBehindTheAnswerToStartTlsAreAnAttack)
{
    const QByteArray opening = "S: * OK hi\nC: K1 STARTTLS\n";
    for (const char *injected : {"S+ K1 OK go\\r\\n* CAPABILITY INJECTED\\r\\n\n", "S+ K1 OK go\\r\\n*\n",
                                 "S+ K1 OK go\\r\\n* X {100}\\r\\nabc\n", "S+ K1 OK go\\r\\n\\r\n"})
        expectFailure(signedIn(opening + injected + "TLS\n", Security::StartTls), ErrorCode::ProtocolViolation);
}

/// Between the greeting and the OK of STARTTLS anybody may speak: none of it may outlive the handshake.
TEST(SignIn, WhatCameBeforeTlsIsForgotten)
{
    const QByteArrayList injected{"* CAPABILITY IMAP4rev2 AUTH=EVIL",
                                  "* CAPABILITY IMAP4rev1 AUTH=PLAIN NOTIFY UTF8=ONLY",
                                  "* OK [CAPABILITY IMAP4rev1 LOGINDISABLED] hi",
                                  "* OK [ALERT] Call 555 and tell your password",
                                  "* ID (\"name\" \"Evil\")",
                                  "* NAMESPACE ((\"EVIL.\" \".\")) NIL NIL",
                                  "* ENABLED QRESYNC UTF8=ACCEPT IMAP4rev2"};
    QByteArray lines;
    for (const QByteArray &line : injected)
        lines += "S: " + line + '\n';
    const QByteArray tail = "TLS\n"
                            "C: K2 CAPABILITY\n"
                            "S: * CAPABILITY IMAP4rev1 SASL-IR AUTH=SCRAM-SHA-256 AUTH=PLAIN ID\nS: K2 OK\n"
                            "C: K3 AUTHENTICATE SCRAM-SHA-256 *\nS: K3 BAD not now\n"
                            "C: K4 LOGIN \"anna\" \"secret\"\nS: K4 OK [CAPABILITY IMAP4rev1 ENABLE QRESYNC] in\n"
                            "C: K5 ENABLE QRESYNC\nS: K5 OK nothing\n";
    for (const QByteArray &opening :
         {"S: * OK hi\n" + lines + "C: K1 STARTTLS\nS: K1 OK [CAPABILITY IMAP4rev1 AUTH=EVIL] begin\n",
          "S: * OK [ALERT] Call 556\nC: K1 STARTTLS\n" + lines + "S: K1 OK [ALERT] Call 557\n"}) {
        const Dialogue dialogue = signedIn(opening + tail, Security::StartTls);
        ASSERT_NO_FATAL_FAILURE(dialogue.expectFinished());
        const ServerInfo &server = dialogue->server();
        EXPECT_EQ(server.alerts, QStringList());
        EXPECT_TRUE(server.id.fields.empty());
        EXPECT_TRUE(server.namespaces.personal.empty());
        EXPECT_FALSE(server.qresync);
        EXPECT_FALSE(server.capabilities.has("NOTIFY"));
    }
}

TEST(SignIn, ARefusalInPlainTextIsNobodysWord)
{
    for (const QByteArray &refusal :
         QByteArrayList{"S: * BYE [ALERT] Call 555 and tell your password\n", "S: * BYE [AUTHENTICATIONFAILED] no\n",
                        "S: * NO [ALERT] Call 555\n", "S: * OK hi\nC: K1 STARTTLS\nS: * BYE [ALERT] Call 555\n",
                        "S: * OK hi\nC: K1 STARTTLS\nS: * BYE [EXPIRED] your password\n"}) {
        const Dialogue dialogue = signedIn(refusal, Security::StartTls);
        expectFailure(dialogue, ErrorCode::ServerRefused);
        EXPECT_EQ(alertOf(dialogue.connection.error()), QString());
    }
    // by TLS from the first byte it is the server's
    const Dialogue own = signedIn("S: * BYE [ALERT] Closed on Sundays\n", Security::None);
    EXPECT_EQ(alertOf(own.connection.error()), QStringLiteral("Closed on Sundays"));
}

/// The greeting of a plain connection cannot hide a binding; a server that must be spared it says who it is.
TEST(SignIn, AServerIsRecognisedBehindTls)
{
    const QByteArray offer = "C: K2 CAPABILITY\nS: * CAPABILITY IMAP4rev1 SASL-IR AUTH=SCRAM-SHA-256-PLUS "
                             "AUTH=SCRAM-SHA-256 ID\nS: K2 OK\n";
    const QByteArray opening = "S: * OK Dovecot and Cyrus IMAP\nC: K1 STARTTLS\nS: K1 OK begin\nTLS\n" + offer +
                               "C: K3 ID (\"name\" \"Otklik\" \"version\" *\n";
    expectFailure(signedIn(opening + "S: * ID (\"name\" \"Exotic\")\nS: K3 OK\n"
                                     "C: K4 AUTHENTICATE SCRAM-SHA-256-PLUS *\nS: K4 NO [UNAVAILABLE] later\n",
                           Security::StartTls),
                  ErrorCode::ServerRefused);
    expectFailure(signedIn(opening + "S: * ID (\"name\" \"Cyrus IMAPD\")\nS: K3 OK\n"
                                     "C: K4 AUTHENTICATE SCRAM-SHA-256 biws*\nS: K4 NO [UNAVAILABLE] later\n",
                           Security::StartTls),
                  ErrorCode::ServerRefused);
}

TEST(SignIn, GreetingsThatAreNone)
{
    expectFailure(signedIn("S: * BYE Too many simultaneous connections\nEOF\n", Security::None),
                  ErrorCode::ServerRefused);
    expectFailure(signedIn("S: * BYE bye\n", Security::None), ErrorCode::Offline);
    expectFailure(signedIn("S: HTTP/1.1 400 Bad Request\n", Security::None), ErrorCode::ProtocolViolation);
    expectFailure(signedIn("EOF\n", Security::None), ErrorCode::Offline);
}

TEST(SignIn, StopEndsItAtOnce)
{
    std::stop_source stop;
    auto stream = std::make_unique<test::MemoryStream>("");
    auto task = signIn(std::move(stream), settingsFor(Security::None), stop.get_token());
    stop.request_stop();
    EXPECT_ERROR(runTask(std::move(task), std::chrono::seconds(2)), ErrorCode::Cancelled);
}

TEST(SignIn, ICloudGetsNoQresync)
{
    const Dialogue dialogue = ready("ENABLE CONDSTORE QRESYNC XAPPLEPUSHSERVICE", "");
    dialogue.expectFinished();
    EXPECT_FALSE(dialogue->server().qresync);
    EXPECT_TRUE(dialogue->server().condstore);
}

TEST(SignIn, WhatIsSwitchedOffStaysOffHoweverOftenItIsAnnounced)
{
    ServerSettings settings = settingsFor(Security::None);
    settings.without = {"qresync", "ID", "LITERAL+"};
    const Dialogue dialogue =
        signedIn("S: * PREAUTH [CAPABILITY IMAP4rev1 ENABLE QRESYNC ID NAMESPACE LITERAL+] hi\n"
                 "C: K1 NAMESPACE\n"
                 "S: * CAPABILITY IMAP4rev1 ENABLE QRESYNC ID LITERAL+ IDLE\n"
                 "S: * ENABLED QRESYNC\n"
                 "S: * NAMESPACE NIL NIL NIL\n"
                 "S: K1 OK [CAPABILITY IMAP4rev1 ENABLE QRESYNC CONDSTORE ID LITERAL+ IDLE] done\n",
                 settings);
    dialogue.expectFinished();
    const ServerInfo &server = dialogue->server();
    EXPECT_EQ(server.capabilities.names(), (QByteArrayList{"CONDSTORE", "ENABLE", "IDLE", "IMAP4REV1"}));
    EXPECT_FALSE(server.qresync);
    EXPECT_EQ(server.capabilities.literalMode(), LiteralMode::Synchronising);
}

TEST(SignIn, QresyncGoesWithCondstore)
{
    ServerSettings settings = settingsFor(Security::None);
    settings.without = {"CONDSTORE"};
    const Dialogue dialogue = signedIn("S: * PREAUTH [CAPABILITY IMAP4rev1 ENABLE CONDSTORE QRESYNC] hi\n", settings);
    dialogue.expectFinished();
    EXPECT_FALSE(dialogue->server().condstore);
    EXPECT_EQ(dialogue->server().capabilities.names(), (QByteArrayList{"ENABLE", "IMAP4REV1"}));
}

TEST(SignIn, KnownServersAreNotTakenAtTheirWord)
{
    ServerSettings zoho = settingsFor(Security::None);
    zoho.host = QStringLiteral("IMAP.zoho.com");
    const Dialogue byHost = signedIn("S: * PREAUTH [CAPABILITY IMAP4rev1 CONDSTORE] hi\n", zoho);
    byHost.expectFinished();
    EXPECT_FALSE(byHost->server().condstore);
    const Dialogue byGreeting =
        signedIn("S: * PREAUTH [CAPABILITY IMAP4rev1 NAMESPACE] Microsoft Exchange Server 2003 IMAP4rev1 server\n",
                 Security::None);
    byGreeting.expectFinished(); // no NAMESPACE went out
    const Dialogue byId = ready("ID LIST-EXTENDED", "C: K1 ID (\"name\" \"Otklik\" \"version\" *\n"
                                                    "S: * ID (\"name\" \"ProtonMail Bridge\")\nS: K1 OK\n");
    byId.expectFinished();
    EXPECT_FALSE(byId->server().capabilities.has("LIST-EXTENDED"));
}

/// RFC 9051: no IMAP4rev1, so what it has taken in is not named, and folders are called in UTF-8. Above they are known
/// as everywhere.
TEST(SignIn, IMAP4rev2Alone)
{
    const QByteArray transcript =
        "S: * PREAUTH [CAPABILITY IMAP4rev2] hi\n"
        "C: K1 ENABLE IMAP4rev2\n"
        "C: K2 NAMESPACE\n"
        "S: * ENABLED IMAP4rev2\nS: K1 OK\n"
        "S: * NAMESPACE ((\"Почта/\" \"/\")) NIL NIL\nS: K2 OK\n"
        "C: K3 LIST \"\" \"*\" RETURN (SUBSCRIBED SPECIAL-USE STATUS (MESSAGES UIDNEXT UIDVALIDITY))\n"
        "S: * LIST (\\\\Sent) \"/\" \"Отдел & Co\"\n"
        "S: * STATUS \"Отдел & Co\" (MESSAGES 3 UIDNEXT 9 UIDVALIDITY 7)\nS: K3 OK\n"
        "C: K4 STATUS {15+}\nC: Отдел & Co (MESSAGES UIDNEXT UIDVALIDITY SIZE)\n"
        "S: * STATUS \"Отдел & Co\" (MESSAGES 4 UIDNEXT 10 UIDVALIDITY 7)\nS: K4 OK\n"
        "C: K5 SELECT {15+}\nC: Отдел & Co\n"
        "S: * LIST () \"/\" \"Отдел & Co\"\nS: * 4 EXISTS\nS: * OK [UIDVALIDITY 7] ok\nS: * OK [UIDNEXT 10] ok\n"
        "S: K5 OK [READ-WRITE] done\n"
        "C: K6 UID SEARCH RETURN (ALL COUNT) ALL\n"
        "S: * ESEARCH (TAG \"K6\") UID ALL 2:4,9 COUNT 4\nS: K6 OK\n"
        "C: K7 UID MOVE 9 \"R&D\"\nS: K7 OK\n";
    const Dialogue dialogue = signedIn(transcript, Security::None);
    ASSERT_OK(dialogue.connection);
    const std::stop_token noStop;
    const QByteArray key = "&BB4EQgQ0BDUEOw- &- Co";
    EXPECT_EQ(dialogue->server().namespaces.personal.at(0).prefix, "&BB8EPgRHBEIEMA-/");
    const auto folders = test::runTask(dialogue->list(noStop));
    ASSERT_OK(folders);
    ASSERT_EQ(folders->size(), 1U);
    EXPECT_EQ(folders->at(0).name, key);
    EXPECT_EQ(folders->at(0).displayName, QStringLiteral("Отдел & Co"));
    ASSERT_TRUE(folders->at(0).status);
    EXPECT_EQ(folders->at(0).status->messages, 3U);
    const auto status = test::runTask(dialogue->status(key, noStop));
    ASSERT_OK(status);
    EXPECT_EQ(status->messages, 4U);
    EXPECT_OK(test::runTask(dialogue->select(key, {}, noStop)));
    EXPECT_EQ(dialogue->selectedFolder(), key);
    const auto found = test::runTask(dialogue->uidSearchAll(noStop));
    ASSERT_OK(found);
    EXPECT_EQ(found->all.toBytes(), "2:4,9");
    EXPECT_OK(test::runTask(dialogue->uidMove(UidSet(9, 9), "R&-D", noStop)));
    dialogue.expectFinished();
}

/// Who has both is spoken to as ever, unless the user says otherwise; the names follow what the server says it has
/// turned on.
TEST(SignIn, IMAP4rev2BesideRev1IsUsedWhenRev1IsSwitchedOff)
{
    ready("IMAP4rev2 ENABLE", "").expectFinished(); // nothing is enabled
    ServerSettings settings = settingsFor(Security::None);
    settings.without = {"IMAP4rev1"};
    for (const bool enabled : {true, false}) {
        const Dialogue dialogue = signedIn(
            QByteArray("S: * PREAUTH [CAPABILITY IMAP4rev1 IMAP4rev2 ENABLE] hi\nC: K1 ENABLE IMAP4rev2\n") +
                (enabled ? "S: * ENABLED IMAP4rev2\nS: K1 OK\n" : "S: * ENABLED\nS: K1 OK\n") +
                (enabled ? "C: K2 SUBSCRIBE {4+}\nC: От\nS: K2 OK\n" : "C: K2 SUBSCRIBE \"&BB4EQg-\"\nS: K2 OK\n"),
            settings);
        ASSERT_OK(dialogue.connection);
        EXPECT_OK(test::runTask(dialogue->subscribe("&BB4EQg-", {})));
        dialogue.expectFinished();
    }
}

/// A name that is no UTF-8 goes back as it came.
TEST(SignIn, AFolderNameThatIsNoUtf8IsStillTheFolder)
{
    const QByteArray wild = "Caf\xE9";
    const Dialogue dialogue =
        signedIn("S: * PREAUTH [CAPABILITY IMAP4rev2] hi\nC: K1 ENABLE IMAP4rev2\nC: K2 NAMESPACE\n"
                 "S: K1 OK\nS: K2 OK\nC: K3 LIST *\nS: * LIST () \"/\" \"" +
                     wild + "\"\nS: K3 OK\nC: K4 SUBSCRIBE {4+}\nC: " + wild + "\nS: K4 OK\n",
                 Security::None);
    ASSERT_OK(dialogue.connection);
    const auto folders = test::runTask(dialogue->list({}));
    ASSERT_OK(folders);
    ASSERT_EQ(folders->size(), 1U);
    EXPECT_OK(test::runTask(dialogue->subscribe(folders->at(0).name, {})));
    dialogue.expectFinished();
}

/// RFC 6855: UTF8=ACCEPT is left off, unless the server demands it; then a header that is not ASCII has its own form.
TEST(SignIn, Utf8IsEnabledWhereNothingGoesWithout)
{
    ready("ENABLE UTF8=ACCEPT", "").expectFinished();
    const QByteArray plain = "Subject: x\r\n\r\nя", wide = "To: я@x.test\r\n\r\nx";
    const Dialogue dialogue = ready("ENABLE UTF8=ACCEPT UTF8=ONLY LITERAL+",
                                    "C: K1 ENABLE UTF8=ACCEPT\nS: * ENABLED UTF8=ACCEPT\nS: K1 OK\n"
                                    "C: K2 APPEND {4+}\nC: От {16+}\nC: Subject: x\\r\\n\\r\\nя\nS: K2 OK\n"
                                    "C: K3 APPEND {4+}\nC: От UTF8 (~{18+}\nC: To: я@x.test\\r\\n\\r\\nx)\nS: K3 OK\n");
    ASSERT_OK(dialogue.connection);
    EXPECT_OK(test::runTask(dialogue->append("&BB4EQg-", plain, {}, {}, {})));
    EXPECT_OK(test::runTask(dialogue->append("&BB4EQg-", wide, {}, {}, {})));
    dialogue.expectFinished();
}

} // namespace
} // namespace otklik::imap
