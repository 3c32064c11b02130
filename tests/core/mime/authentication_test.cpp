// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/authentication.h"
#include "core/mime/look_alike.h"
#include "tests/support/expect_result.h"

using namespace otklik::mime;

namespace {

using Verdict = Authentication::Verdict;

const QString kFrom = QStringLiteral("shop.example");
const QByteArray kReceived = "Received: from x by mx.our.example with ESMTP; Mon, 2 Mar 2026 10:00:00 +0000\r\n";

Authentication read(const QByteArray &headers, const QStringList &servers = {})
{
    return readAuthentication(
        headers + "From: a@shop.example\r\n\r\nAuthentication-Results: mx.our.example; dmarc=fail\r\n", kFrom, servers);
}

QByteArray results(const QByteArray &value)
{
    return "Authentication-Results: " + value + "\r\n";
}

} // namespace

TEST(Authentication, BelievesOnlyOurOwnServer)
{
    const QByteArray told = results("mx.our.example; dmarc=pass header.from=shop.example");
    EXPECT_EQ(read(told + kReceived).verdict, Verdict::Passed);  // above what a stranger can write
    EXPECT_EQ(read(kReceived + told).verdict, Verdict::Unknown); // may be the sender's own words
    EXPECT_EQ(read(told).verdict, Verdict::Unknown);             // nobody took it in
    const QStringList ours{QStringLiteral("mx.our.example")};
    EXPECT_EQ(read(kReceived + told, ours).verdict, Verdict::Passed); // a server that writes it below, and is known
    EXPECT_EQ(read(results("mx.evil.example; dmarc=pass") + kReceived, ours).verdict, Verdict::Unknown);
    EXPECT_EQ(
        read(results("a7.pool.our.example; dmarc=pass") + kReceived, {QStringLiteral(".pool.our.example")}).verdict,
        Verdict::Passed);
    EXPECT_EQ(read(results("evil-our.example; dmarc=pass"), {QStringLiteral(".our.example")}).verdict,
              Verdict::Unknown);
    EXPECT_EQ(read(results("dmarc=pass header.from=shop.example") + kReceived).verdict,
              Verdict::Unknown); // names nobody
    // a second word on the same matter, lower down, is not our server's
    EXPECT_EQ(
        read(results("mx.our.example; dmarc=none") + kReceived + results("mx.our.example; dmarc=pass"), ours).verdict,
        Verdict::Unknown);
    // not from the body, and not from a comment
    EXPECT_EQ(read(results("mx.our.example (dmarc=pass); spf=none") + kReceived).verdict, Verdict::Unknown);
    EXPECT_EQ(read(results("mx.our.example; dmarc=fail (\"; dmarc=pass\")") + kReceived).verdict, Verdict::Failed);
}

TEST(Authentication, PassesForTheVeryDomainOnly)
{
    const auto verdict = [](const QByteArray &value) {
        return read(results("mx.our.example; " + value) + kReceived).verdict;
    };
    EXPECT_EQ(verdict("dkim=pass header.d=shop.example"), Verdict::Passed);
    EXPECT_EQ(verdict("dkim=pass header.i=@mail.shop.example"), Verdict::Passed);
    EXPECT_EQ(verdict("dkim=pass header.d=evil.example"), Verdict::Unknown);
    EXPECT_EQ(verdict("dkim=pass header.d=example"), Verdict::Unknown);
    EXPECT_EQ(verdict("spf=pass smtp.mailfrom=a@shop.example"), Verdict::Passed);
    EXPECT_EQ(verdict("spf=pass smtp.mailfrom=bounces.evil.example"), Verdict::Unknown);
    EXPECT_EQ(verdict("spf=fail smtp.mailfrom=shop.example; dkim=pass header.d=shop.example"), Verdict::Passed);
    EXPECT_EQ(verdict("spf=fail smtp.mailfrom=shop.example; dkim=none"), Verdict::Failed);
    EXPECT_EQ(verdict("dmarc=fail; dkim=pass header.d=shop.example"), Verdict::Failed);
    EXPECT_EQ(verdict("dmarc=pass header.from=evil.example"), Verdict::Unknown);
    EXPECT_EQ(verdict("dmarc=pass header.from=evil.example; dkim=pass header.d=shop.example"), Verdict::Passed);
    EXPECT_EQ(verdict("dmarc=pass header.from=mail.shop.example"), Verdict::Passed);
    EXPECT_EQ(verdict("dmarc=pass (p=none)"), Verdict::Passed);
    EXPECT_EQ(verdict("none"), Verdict::Unknown);
    const Authentication all =
        read(results("mx.our.example 1;\r\n spf=pass (ok) smtp.mailfrom=shop.example;\r\n\tdkim=pass "
                     "header.d=shop.example; dmarc=pass (p=none)") +
             kReceived);
    EXPECT_EQ(all.server, QStringLiteral("mx.our.example"));
    ASSERT_EQ(all.checks.size(), 3U);
    EXPECT_EQ(all.checks[1].method, QStringLiteral("dkim"));
    EXPECT_EQ(all.checks[1].domain, QStringLiteral("shop.example"));
}

TEST(Authentication, IsNotTalkedOverByAnAddress)
{
    const auto verdict = [](const QByteArray &value) {
        return read(results("mx.our.example; " + value) + kReceived).verdict;
    };
    // a quoted local part, and the name in HELO, are the sender's own words
    EXPECT_EQ(verdict("spf=pass smtp.mailfrom=\"a@shop.example b\"@evil.example"), Verdict::Unknown);
    EXPECT_EQ(verdict("spf=pass smtp.mailfrom=\"a; dmarc=pass\"@evil.example"), Verdict::Unknown);
    EXPECT_EQ(verdict("spf=pass smtp.helo=shop.example smtp.mailfrom=a@evil.example"), Verdict::Unknown);
    EXPECT_EQ(verdict("spf=pass (domain of \"a) smtp.mailfrom=a@shop.example (\"@evil.example is good) "
                      "smtp.mailfrom=b@evil.example"),
              Verdict::Unknown);
    EXPECT_EQ(verdict("spf=pass (domain of \"a); dmarc=pass (\"@evil.example is good) smtp.mailfrom=b@evil.example"),
              Verdict::Unknown);
    EXPECT_EQ(verdict("spf=pass (domain of a) smtp.mailfrom=a@shop.example (@evil.example is good) "
                      "smtp.mailfrom=b@evil.example"),
              Verdict::Unknown); // told twice: nobody knows by whom
    EXPECT_EQ(verdict("dkim=pass header.i=@mail.shop.example header.d=shop.example"), Verdict::Passed);
}

TEST(LookAlike, WarnsOfTwins)
{
    const QStringList known{QStringLiteral("example.com"), QStringLiteral("modem.example"), QStringLiteral("почта.рф")};
    const auto twin = [&known](const QString &domain) {
        const auto found = findLookAlike(domain, known);
        return found ? found->looksLike.isEmpty() ? QStringLiteral("mixed") : found->looksLike : QString();
    };
    EXPECT_EQ(twin(QStringLiteral("exаmple.com")), QStringLiteral("example.com"));        // Cyrillic a
    EXPECT_EQ(twin(QStringLiteral("xn--exmple-4nf.com")), QStringLiteral("example.com")); // the same on the wire
    EXPECT_EQ(twin(QStringLiteral("examp1e.com")), QStringLiteral("example.com"));
    EXPECT_EQ(twin(QStringLiteral("mail.examp1e.com")), QStringLiteral("example.com"));
    EXPECT_EQ(twin(QStringLiteral("modern.example")), QStringLiteral("modem.example"));
    EXPECT_EQ(twin(QStringLiteral("example.com.evil.ru")), QStringLiteral("example.com"));
    EXPECT_EQ(twin(QStringLiteral("bаnk.ru")), QStringLiteral("mixed"));
}

TEST(LookAlike, LeavesHonestDomainsAlone)
{
    const QStringList known{QStringLiteral("example.com"), QStringLiteral("mail.ru"), QStringLiteral("почта.рф")};
    for (const QString &domain :
         {QStringLiteral("example.com"), QStringLiteral("shop.example.com"), QStringLiteral("Example.COM"),
          QStringLiteral("example.org"), QStringLiteral("myexample.com"), QStringLiteral("mall.ru"),
          QStringLiteral("почта.рф"), QStringLiteral("xn--80a1acny.xn--p1ai"), QStringLiteral("кремль.рф"),
          QStringLiteral("münchen.de"), QStringLiteral("gmail.com"), QString()})
        EXPECT_FALSE(findLookAlike(domain, known)) << domain.toStdString();
}
