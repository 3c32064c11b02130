// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/sasl.h"

#include "core/net/sasl_prep.h"
#include "tests/support/expect_result.h"

using namespace otklik;
using namespace otklik::net;

namespace {

SaslIdentity identity(const char *user = "user", const char *secret = "pencil",
                      const char *nonce = "rOprNGfwEbeRWgbNEkqO")
{
    SaslIdentity identity;
    identity.user = QString::fromUtf8(user);
    identity.secret = SecretString(QString::fromUtf8(secret));
    identity.host = QStringLiteral("server.example.com");
    identity.port = 143;
    identity.nonce = nonce;
    return identity;
}

/// Of a connection whose certificate is known.
SaslIdentity bound(SaslIdentity identity)
{
    for (char byte = 0; byte < 32; ++byte)
        identity.channelBinding.append(byte);
    return identity;
}

SaslIdentity token()
{
    SaslIdentity who = identity("user@example.com", "vF9dft4qmT");
    who.isToken = true;
    return who;
}

std::unique_ptr<SaslClient> client(SaslMechanism mechanism, const SaslIdentity &who)
{
    auto made = makeSaslClient(mechanism, who);
    EXPECT_OK(made);
    return made ? std::move(*made) : nullptr;
}

std::unique_ptr<SaslClient> client(SaslMechanism mechanism, const char *user = "user", const char *password = "pencil",
                                   const char *nonce = "rOprNGfwEbeRWgbNEkqO")
{
    return client(mechanism, identity(user, password, nonce));
}

/// Plays a whole exchange.
void expectExchange(SaslClient &scram, const QByteArray &clientFirst, const QByteArray &serverFirst,
                    const QByteArray &clientFinal, const QByteArray &serverFinal)
{
    const auto first = scram.initialResponse();
    ASSERT_OK(first);
    EXPECT_EQ(*first, clientFirst);
    const auto final = scram.respond(serverFirst);
    ASSERT_OK(final);
    EXPECT_EQ(*final, clientFinal);
    EXPECT_ERROR(scram.succeeded(), ErrorCode::ProtocolViolation);
    const auto last = scram.respond(serverFinal);
    ASSERT_OK(last);
    EXPECT_EQ(*last, "");
    EXPECT_OK(scram.succeeded());
    EXPECT_ERROR(scram.respond(""), ErrorCode::ProtocolViolation);
}

// RFC 7677 §3.
const QByteArray kClientFirst = QByteArrayLiteral("n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
const QByteArray kServerFirst =
    QByteArrayLiteral("r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
const QByteArray kClientFinal = QByteArrayLiteral("c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                                                  "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
const QByteArray kServerFinal = QByteArrayLiteral("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");

} // namespace

TEST(Sasl, ChoosesTheStrongest)
{
    using enum SaslMechanism;
    const SaslIdentity plain = identity();
    EXPECT_EQ(chooseSasl({"LOGIN", "plain", "XOAUTH2"}, plain), Plain);
    EXPECT_EQ(chooseSasl({"LOGIN", "PLAIN", "scram-sha-256", "CRAM-MD5", "SCRAM-SHA-1"}, plain), ScramSha256);
    EXPECT_EQ(chooseSasl({"LOGIN", "PLAIN", "SCRAM-SHA-1"}, plain), ScramSha1);
    EXPECT_EQ(chooseSasl({"LOGIN"}, plain), Login);
    EXPECT_EQ(chooseSasl({"GSSAPI", "XOAUTH2", "SCRAM-SHA-256-PLUS"}, plain), std::nullopt);
    EXPECT_EQ(chooseSasl({}, plain), std::nullopt);
}

TEST(Sasl, ChoosesABoundOneWhereThereIsABinding)
{
    using enum SaslMechanism;
    const QList<QByteArray> all{"PLAIN", "SCRAM-SHA-1", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS"};
    EXPECT_EQ(chooseSasl(all, identity()), ScramSha256);
    EXPECT_EQ(chooseSasl(all, bound(identity())), ScramSha256Plus);
    EXPECT_EQ(chooseSasl({"SCRAM-SHA-256", "SCRAM-SHA-1-PLUS"}, bound(identity())), ScramSha1Plus);
}

TEST(Sasl, TokensAreForTokenMechanismsOnly)
{
    using enum SaslMechanism;
    EXPECT_EQ(chooseSasl({"PLAIN", "XOAUTH2", "OAUTHBEARER"}, token()), OAuthBearer);
    EXPECT_EQ(chooseSasl({"PLAIN", "SCRAM-SHA-256", "XOAUTH2"}, token()), XOAuth2);
    EXPECT_EQ(chooseSasl({"PLAIN", "LOGIN", "SCRAM-SHA-256"}, token()), std::nullopt);
}

// RFC 7628 §4.1, and Google's description of XOAUTH2.
TEST(Sasl, TokensAreOneMessage)
{
    auto bearer = client(SaslMechanism::OAuthBearer, token());
    ASSERT_TRUE(bearer->hasInitialResponse());
    EXPECT_EQ(*bearer->initialResponse(), "n,a=user@example.com,\1host=server.example.com\1port=143\1"
                                          "auth=Bearer vF9dft4qmT\1\1");
    auto xoauth2 = client(SaslMechanism::XOAuth2, token());
    EXPECT_EQ(*xoauth2->initialResponse(), "user=user@example.com\1auth=Bearer vF9dft4qmT\1\1");
    EXPECT_OK(bearer->succeeded());
    EXPECT_OK(xoauth2->succeeded());
}

TEST(Sasl, TokensThatAreRefusedEndAsTheServerWants)
{
    const std::pair<SaslMechanism, QByteArray> cases[]{{SaslMechanism::OAuthBearer, "\1"},
                                                       {SaslMechanism::XOAuth2, ""}};
    for (const auto &[mechanism, answer] : cases) {
        auto refused = client(mechanism, token());
        EXPECT_OK(refused->initialResponse());
        const auto answered = refused->respond(R"({"status":"invalid_token","scope":"mail"})");
        ASSERT_OK(answered);
        EXPECT_EQ(*answered, answer);
        EXPECT_EQ(refused->refusal(), QStringLiteral("status invalid_token, scope mail"));
        EXPECT_ERROR(refused->succeeded(), ErrorCode::ProtocolViolation);
        EXPECT_ERROR(refused->respond("{}"), ErrorCode::ProtocolViolation);
    }
    auto speechless = client(SaslMechanism::XOAuth2, token());
    EXPECT_OK(speechless->initialResponse());
    EXPECT_OK(speechless->respond("\xff\0{"));
    EXPECT_EQ(speechless->refusal(), QStringLiteral("no reason given"));
}

TEST(Sasl, TokensThatWouldEndTheirFieldAreNotSent)
{
    for (const char *bad : {"", "two words", "a\1b", "a\r\nb"}) {
        SaslIdentity who = token();
        who.secret = SecretString(QString::fromUtf8(bad));
        EXPECT_ERROR(makeSaslClient(SaslMechanism::XOAuth2, who), ErrorCode::InvalidInput);
    }
    SaslIdentity who = token();
    who.user = QStringLiteral("a\1auth=Bearer x");
    EXPECT_ERROR(makeSaslClient(SaslMechanism::OAuthBearer, who), ErrorCode::InvalidInput);
}

TEST(Sasl, PlainIsOneMessage)
{
    auto plain = client(SaslMechanism::Plain, "tim", "tanstaaftanstaaf");
    ASSERT_TRUE(plain->hasInitialResponse());
    auto first = plain->initialResponse();
    ASSERT_OK(first);
    EXPECT_EQ(*first, QByteArray("\0tim\0tanstaaftanstaaf", 21));
    EXPECT_OK(plain->succeeded());
}

TEST(Sasl, LoginAnswersTwoChallenges)
{
    auto login = client(SaslMechanism::Login, "tim", "geheim");
    EXPECT_FALSE(login->hasInitialResponse());
    EXPECT_EQ(*login->respond("Username:"), "tim");
    EXPECT_EQ(*login->respond("Password:"), "geheim");
    EXPECT_ERROR(login->respond("Again:"), ErrorCode::ProtocolViolation);
}

TEST(Scram, FollowsTheVectorOfRfc7677)
{
    expectExchange(*client(SaslMechanism::ScramSha256), kClientFirst, kServerFirst, kClientFinal, kServerFinal);
}

TEST(Scram, FollowsTheVectorOfRfc5802)
{
    expectExchange(*client(SaslMechanism::ScramSha1, "user", "pencil", "fyko+d2lbbFgONRv9qkxdawL"),
                   "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL",
                   "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096",
                   "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
                   "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=");
}

// Computed by another implementation, from the values of RFC 7677 and the binding 00 01 … 1F.
TEST(Scram, BindsToTheCertificate)
{
    const QByteArray first = "p=tls-server-end-point,,n=user,r=rOprNGfwEbeRWgbNEkqO";
    const QByteArray final = "c=cD10bHMtc2VydmVyLWVuZC1wb2ludCwsAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=,"
                             "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=";
    expectExchange(
        *client(SaslMechanism::ScramSha256Plus, bound(identity())), first, kServerFirst,
        final + "nY1Wus9a+gM2DrbQ1msXFgyhW6KM5ktOxWiU+/P/EGY=", "v=RwppMGddhz/J0lFYaRReBjXcQeNUFP5Qc76Lo5Exrig=");
    expectExchange(*client(SaslMechanism::ScramSha1Plus, bound(identity())), first, kServerFirst,
                   final + "9xQQ6FlhQxoGDn8qysOZuaxpNSU=", "v=JcRbJnt2xGbEpMg3bKRbnG0Twcs=");
}

TEST(Scram, SaysWhenItCouldHaveBound)
{
    expectExchange(*client(SaslMechanism::ScramSha256, bound(identity())), "y,,n=user,r=rOprNGfwEbeRWgbNEkqO",
                   kServerFirst,
                   "c=eSws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                   "p=FoqiHTtQEDE8lz1CdaEe3tK4mS+iMDTl77SPyDS53DY=",
                   "v=dI4KpiQJwBr1+V+K6U1dA6l6I4I9DUNXWND4pcpRU3U=");
}

TEST(Scram, KnowsARefusalOfTheBindingFromOneOfThePassword)
{
    auto early = client(SaslMechanism::ScramSha256Plus, bound(identity()));
    EXPECT_FALSE(early->wasBindingRefused());
    EXPECT_OK(early->initialResponse());
    EXPECT_TRUE(early->wasBindingRefused());
    EXPECT_ERROR(early->respond("e=unsupported-channel-binding-type"), ErrorCode::AuthRejected);
    EXPECT_TRUE(early->wasBindingRefused());
    auto late = client(SaslMechanism::ScramSha256Plus, bound(identity()));
    EXPECT_OK(late->initialResponse());
    EXPECT_OK(late->respond(kServerFirst));
    EXPECT_FALSE(late->wasBindingRefused());
    EXPECT_ERROR(late->respond("e=unsupported-channel-binding-type"), ErrorCode::AuthRejected);
    EXPECT_TRUE(late->wasBindingRefused());
    auto attacked = client(SaslMechanism::ScramSha256Plus, bound(identity()));
    EXPECT_OK(attacked->initialResponse());
    EXPECT_OK(attacked->respond(kServerFirst));
    EXPECT_ERROR(attacked->respond("e=channel-bindings-dont-match"), ErrorCode::TlsUntrusted);
    EXPECT_FALSE(attacked->wasBindingRefused());
    auto unbound = client(SaslMechanism::ScramSha256);
    EXPECT_OK(unbound->initialResponse());
    EXPECT_FALSE(unbound->wasBindingRefused());
}

TEST(Scram, RefusesAServerThatDoesNotKnowThePassword)
{
    auto scram = client(SaslMechanism::ScramSha256);
    EXPECT_OK(scram->initialResponse());
    EXPECT_OK(scram->respond(kServerFirst));
    QByteArray wrong = kServerFinal;
    wrong[5] = 'X';
    EXPECT_ERROR(scram->respond(wrong), ErrorCode::TlsUntrusted);
    EXPECT_FALSE(scram->succeeded().has_value());
}

TEST(Scram, TellsTheServersError)
{
    auto scram = client(SaslMechanism::ScramSha256);
    EXPECT_OK(scram->initialResponse());
    EXPECT_OK(scram->respond(kServerFirst));
    EXPECT_ERROR(scram->respond("e=invalid-proof"), ErrorCode::AuthRejected);
}

TEST(Scram, RefusesNonsense)
{
    const QByteArray salt = QByteArrayLiteral(",s=W22ZaJ0SNY7soEsUEjb6gQ==");
    for (const QByteArray &first :
         {QByteArray(), QByteArrayLiteral("r="), QByteArrayLiteral("m=x,r=rOprNGfwEbeRWgbNEkqOabc,s=AA==,i=4096"),
          "r=other" + salt + ",i=4096",                       // not our nonce
          "r=rOprNGfwEbeRWgbNEkqO" + salt + ",i=4096",        // nothing added to it
          "r=rOprNGfwEbeRWgbNEkqOabc" + salt + ",i=1",        // too few rounds
          "r=rOprNGfwEbeRWgbNEkqOabc" + salt + ",i=99999999", // a way to keep us busy
          "r=rOprNGfwEbeRWgbNEkqOabc" + salt + ",i=2147483648", "r=rOprNGfwEbeRWgbNEkqOabc" + salt + ",i=-1",
          "r=rOprNGfwEbeRWgbNEkqOabc" + salt, "r=rOprNGfwEbeRWgbNEkqOabc" + salt + ",i=x",
          QByteArrayLiteral("r=rOprNGfwEbeRWgbNEkqOabc,s=,i=4096"),
          QByteArrayLiteral("r=rOprNGfwEbeRWgbNEkqOabc,s=?!,i=4096")}) {
        auto scram = client(SaslMechanism::ScramSha256);
        EXPECT_OK(scram->initialResponse());
        EXPECT_ERROR(scram->respond(first), ErrorCode::ProtocolViolation);
    }
    for (const QByteArray &last : {QByteArray(), QByteArrayLiteral("v"), QByteArrayLiteral("x=1"), kServerFirst}) {
        auto scram = client(SaslMechanism::ScramSha256);
        EXPECT_OK(scram->initialResponse());
        EXPECT_OK(scram->respond(kServerFirst));
        EXPECT_ERROR(scram->respond(last), ErrorCode::ProtocolViolation);
    }
}

TEST(Scram, EscapesTheUserNameAndTakesANewNonceEachTime)
{
    EXPECT_EQ(*client(SaslMechanism::ScramSha256, "a=b,c")->initialResponse(), "n,,n=a=3Db=2Cc,r=rOprNGfwEbeRWgbNEkqO");
    const auto one = *client(SaslMechanism::ScramSha256, "u", "p", "")->initialResponse();
    const auto two = *client(SaslMechanism::ScramSha256, "u", "p", "")->initialResponse();
    EXPECT_NE(one, two);
    EXPECT_GE(one.size(), 30);
}

// RFC 4013 §3.
TEST(SaslPrep, FollowsItsExamples)
{
    const auto prepared = [](const char16_t *text) { return saslPrep(QString::fromUtf16(text), QStringLiteral("x")); };
    EXPECT_EQ(*prepared(u"I\u00ADX"), QStringLiteral("IX"));
    EXPECT_EQ(*prepared(u"user"), QStringLiteral("user"));
    EXPECT_EQ(*prepared(u"USER"), QStringLiteral("USER"));
    EXPECT_EQ(*prepared(u"\u00AA"), QStringLiteral("a"));
    EXPECT_EQ(*prepared(u"\u2168"), QStringLiteral("IX"));
    EXPECT_EQ(*prepared(u"a\u00A0b"), QStringLiteral("a b"));
    EXPECT_ERROR(prepared(u"\u0007"), ErrorCode::InvalidInput);
    EXPECT_ERROR(prepared(u""), ErrorCode::InvalidInput);
}

TEST(SaslPrep, KeepsPasswordsOutOfErrors)
{
    auto made = makeSaslClient(SaslMechanism::Plain, identity("u", "geheim\n"));
    EXPECT_ERROR(made, ErrorCode::InvalidInput);
    EXPECT_FALSE(made.error().detail.contains(QStringLiteral("geheim")));
}
