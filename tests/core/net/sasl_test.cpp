// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/sasl.h"

#include "core/net/sasl_prep.h"
#include "tests/support/expect_result.h"

using namespace otklik;
using namespace otklik::net;

namespace {

std::unique_ptr<SaslClient> client(SaslMechanism mechanism, const char *user = "user", const char *password = "pencil",
                                   const char *nonce = "rOprNGfwEbeRWgbNEkqO")
{
    auto made = makeSaslClient(mechanism, QString::fromUtf8(user), SecretString(QString::fromUtf8(password)), nonce);
    EXPECT_OK(made);
    return made ? std::move(*made) : nullptr;
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
    EXPECT_EQ(chooseSasl({"LOGIN", "plain", "XOAUTH2"}), SaslMechanism::Plain);
    EXPECT_EQ(chooseSasl({"LOGIN", "PLAIN", "scram-sha-256", "CRAM-MD5"}), SaslMechanism::ScramSha256);
    EXPECT_EQ(chooseSasl({"LOGIN"}), SaslMechanism::Login);
    EXPECT_EQ(chooseSasl({"GSSAPI", "XOAUTH2", "SCRAM-SHA-256-PLUS"}), std::nullopt);
    EXPECT_EQ(chooseSasl({}), std::nullopt);
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
    auto scram = client(SaslMechanism::ScramSha256);
    EXPECT_EQ(*scram->initialResponse(), kClientFirst);
    auto final = scram->respond(kServerFirst);
    ASSERT_OK(final);
    EXPECT_EQ(*final, kClientFinal);
    EXPECT_ERROR(scram->succeeded(), ErrorCode::ProtocolViolation);
    auto last = scram->respond(kServerFinal);
    ASSERT_OK(last);
    EXPECT_EQ(*last, "");
    EXPECT_OK(scram->succeeded());
    EXPECT_ERROR(scram->respond(""), ErrorCode::ProtocolViolation);
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
          "r=rOprNGfwEbeRWgbNEkqOabc" + salt + ",i=x", QByteArrayLiteral("r=rOprNGfwEbeRWgbNEkqOabc,s=,i=4096"),
          QByteArrayLiteral("r=rOprNGfwEbeRWgbNEkqOabc,s=?!,i=4096")}) {
        auto scram = client(SaslMechanism::ScramSha256);
        EXPECT_OK(scram->initialResponse());
        EXPECT_ERROR(scram->respond(first), ErrorCode::ProtocolViolation);
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
    auto made = makeSaslClient(SaslMechanism::Plain, QStringLiteral("u"), SecretString(QStringLiteral("geheim\n")));
    EXPECT_ERROR(made, ErrorCode::InvalidInput);
    EXPECT_FALSE(made.error().detail.contains(QStringLiteral("geheim")));
}
