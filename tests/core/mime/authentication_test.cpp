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

TEST(Authentication, WhatComesAlongUnderOurNameCompletesNothing)
{
    const QStringList ours{QStringLiteral("mx.our.example")};
    const QByteArray spf = results("mx.our.example; spf=pass smtp.mailfrom=evil.example");
    const QByteArray forged = results("mx.our.example; dmarc=pass header.from=shop.example");
    const Authentication told = read(spf + kReceived + forged, ours);
    EXPECT_EQ(told.verdict, Verdict::Unknown);
    ASSERT_EQ(told.checks.size(), 1U);
    EXPECT_EQ(told.checks[0].method, QStringLiteral("spf"));
    EXPECT_EQ(read(kReceived + spf + kReceived + forged, ours).verdict, Verdict::Unknown); // it writes below its line
    EXPECT_EQ(read(results("mx.other.example; spf=none") + kReceived + spf + kReceived + forged, ours).verdict,
              Verdict::Unknown);
    // one field for each method, among the others that a server writes
    const QByteArray between = "DKIM-Filter: OpenDKIM Filter v2.11.0 mx.our.example 17\r\n";
    const Authentication several =
        read(forged + between + results("mx.our.example; dkim=pass header.d=shop.example") + between + spf + kReceived,
             ours);
    EXPECT_EQ(several.verdict, Verdict::Passed);
    EXPECT_EQ(several.checks.size(), 3U);
    EXPECT_EQ(read(kReceived + spf + between + forged + kReceived, ours).checks.size(), 2U);
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

namespace {

/// The header as a provider's server writes it, then what the sender wrote.
struct Provider
{
    const char *name, *host;
    QByteArray inside, border, results, behind;
    QByteArray genuine() const { return results; }
};

const std::vector<Provider> &providers()
{
    static const std::vector<Provider> all{
        {"Google",
         "imap.gmail.com",
         "Delivered-To: support@our.example\r\nReceived: by 2002:a17:90a:1b2c:0:b0:1f2:3a4b with SMTP id a1csp2;\r\n "
         "Mon, 2 Mar 2026 02:00:01 -0800 (PST)\r\nX-Received: by 10.1.2.3 with SMTP id q1;\r\nReturn-Path: "
         "<a@shop.example>\r\n",
         "Received: from mail.shop.example (mail.shop.example. [192.0.2.7])\r\n by mx.google.com with ESMTPS id "
         "q22\r\n "
         "for <support@our.example>; Mon, 2 Mar 2026 02:00:00 -0800 (PST)\r\nReceived-SPF: pass (google.com: domain "
         "of a@shop.example designates 192.0.2.7 as permitted sender) client-ip=192.0.2.7;\r\n",
         "Authentication-Results: mx.google.com;\r\n dkim=pass header.i=@shop.example header.s=k1;\r\n spf=pass "
         "(google.com: domain of a@shop.example designates 192.0.2.7 as permitted sender) "
         "smtp.mailfrom=a@shop.example;\r\n dmarc=pass (p=NONE) header.from=shop.example\r\n",
         {}},
        {"Yandex", "imap.yandex.ru",
         "Received: from postback8b.mail.yandex.net (postback8b.mail.yandex.net [2a02:6b8::1])\r\n\tby "
         "mail-notsolitesrv-production-main-24.iva.yp-c.yandex.net (notsolitesrv/Yandex) with LMTPS id gu\r\n"
         "Received: from mail-nwsmtp-mxfront-production-main-42.sas.yp-c.yandex.net (x [IPv6:2a02:6b8::2])\r\n\tby "
         "postback8b.mail.yandex.net (Yandex) with ESMTPS id C7\r\n",
         "Received: from mail.shop.example (mail.shop.example [192.0.2.7])\r\n\tby "
         "mail-nwsmtp-mxfront-production-main-42.sas.yp-c.yandex.net (mxfront) with ESMTPS id oY\r\nX-Yandex-Fwd: "
         "1\r\n",
         "Authentication-Results: mail-nwsmtp-mxfront-production-main-42.sas.yp-c.yandex.net; spf=pass (domain of "
         "shop.example designates 192.0.2.7 as permitted sender, rule=[ip4:192.0.2.7]) smtp.mail=a@shop.example; "
         "dkim=pass header.i=@shop.example\r\n",
         "X-Yandex-Spam: 1\r\n"},
        {"Mail.ru",
         "imap.mail.ru",
         "Delivered-To: support@our.example\r\nReturn-path: <a@shop.example>\r\n",
         "Received-SPF: pass (mx289.i.mail.ru: domain of shop.example designates 192.0.2.7) client-ip=192.0.2.7\r\n"
         "Received: from [192.0.2.7] (port=54884 helo=mail.shop.example)\r\n\tby mx289.i.mail.ru with esmtp "
         "(envelope-from <a@shop.example>)\r\n",
         "Authentication-Results: mxs.mail.ru; spf=pass (mx289.i.mail.ru: domain of shop.example designates 192.0.2.7) "
         "smtp.mailfrom=a@shop.example smtp.helo=mail.shop.example;\r\n\t dkim=pass header.d=shop.example; dmarc=pass "
         "header.from=a@shop.example\r\n",
         {}},
        {"Microsoft",
         "outlook.office365.com",
         "Received: from BYAPR08CA0056.namprd08.prod.outlook.com (2603:10b6::33)\r\n by "
         "DS0PR12MB6655.namprd12.prod.outlook.com (2603:10b6::12) with Microsoft SMTP Server\r\nReceived: from "
         "SJ5PEPF00000205.namprd05.prod.outlook.com\r\n (2603:10b6:cafe::d0) by "
         "BYAPR08CA0056.outlook.office365.com\r\n "
         "(2603:10b6::33) with Microsoft SMTP Server\r\n",
         "Received-SPF: Pass (protection.outlook.com: domain of shop.example designates\r\n 192.0.2.7 as permitted "
         "sender) receiver=protection.outlook.com;\r\nReceived: from mail.shop.example (192.0.2.7) by\r\n "
         "SJ5PEPF00000205.mail.protection.outlook.com (10.167.244.38) with Microsoft\r\n SMTP Server\r\n",
         "Authentication-Results: spf=pass (sender IP is 192.0.2.7)\r\n smtp.mailfrom=shop.example; dkim=none (message "
         "not signed)\r\n header.d=none;dmarc=pass action=none header.from=shop.example;compauth=pass reason=100\r\n",
         {}}};
    return all;
}

bool isAbove(const Provider &one)
{
    return one.border.startsWith("Received-SPF");
}

/// With results of the provider's own (or none), and what the sender put in front of his mail.
Authentication readAt(const Provider &one, const QByteArray &results, const QByteArray &sender,
                      const QByteArray &above = {})
{
    const QByteArray middle = isAbove(one) ? results + one.border : one.border + results;
    return readAuthentication(above + one.inside + middle + one.behind + sender +
                                  "From: a@shop.example\r\nSubject: Hi\r\n\r\nwords\r\n",
                              kFrom, {}, QString::fromLatin1(one.host));
}

} // namespace

TEST(Authentication, KnowsWhereTheServersOfGreatProvidersWrite)
{
    for (const Provider &one : providers()) {
        const Authentication read = readAt(one, one.genuine(), kReceived);
        EXPECT_EQ(read.verdict, Verdict::Passed) << one.name;
        EXPECT_FALSE(read.server.isEmpty()) << one.name;
        EXPECT_GE(read.checks.size(), 2U) << one.name;
        QByteArray failing = one.genuine();
        failing.replace("spf=pass", "spf=fail").replace("dkim=pass", "dkim=fail").replace("dmarc=pass", "dmarc=fail");
        EXPECT_EQ(readAt(one, failing, kReceived).verdict, Verdict::Failed) << one.name;
        EXPECT_EQ(readAt(one, {}, kReceived).server, QString()) << one.name << " wrote nothing";
        // the same mail in a mailbox elsewhere
        const QByteArray mail = one.inside + one.border + one.genuine() + "From: a@shop.example\r\n\r\n";
        EXPECT_EQ(readAuthentication(mail, kFrom, {}, QStringLiteral("imap.our.example")).server, QString())
            << one.name;
    }
}

TEST(Authentication, NothingOfTheSenderIsBelievedAtAGreatProvider)
{
    for (const Provider &one : providers()) {
        QByteArray failing = one.genuine();
        failing.replace("spf=pass", "spf=fail").replace("dkim=pass", "dkim=fail").replace("dmarc=pass", "dmarc=fail");
        const QByteArray whole = isAbove(one) ? one.inside + one.genuine() + one.border
                                              : one.inside + one.border + one.genuine() + one.behind;
        // he repeats the provider's lines: at the start of his mail, and behind a line of another server
        for (const QByteArray &forged :
             {one.genuine(), one.genuine() + one.behind, whole, kReceived + whole, one.border + one.genuine()}) {
            EXPECT_EQ(readAt(one, failing, forged).verdict, Verdict::Failed) << one.name << '\n'
                                                                             << forged.toStdString();
            const bool alwaysWrites = QByteArray(one.name) == "Google"; // right there
            EXPECT_TRUE(alwaysWrites || readAt(one, {}, forged).verdict == Verdict::Unknown) << one.name << '\n'
                                                                                             << forged.toStdString();
        }
        // collected from a mailbox elsewhere: the foreign server's line stands above all of it
        const QByteArray collected = "Received: from mail.evil.example by pop.other.example with ESMTP id 7\r\n";
        EXPECT_EQ(readAt(one, one.genuine(), {}, collected).verdict, Verdict::Unknown) << one.name;
        const QByteArray greeted = isAbove(one) ? "mx1.mail.ru" : "mx.google.com";
        for (const QByteArray &line :
             {"from x by " + greeted + " (evil [192.0.2.9]) by pop.other.example with ESMTP id 7",
              "from x by " + greeted + " ( (evil [192.0.2.9]) by pop.other.example (Exim) (envelope-from <)@evil>)",
              "from x by " + greeted + " \"( (evil [192.0.2.9]) by pop.other.example (envelope-from \"a\"@evil)"})
            EXPECT_EQ(readAt(one, one.genuine(), {}, "Received: " + line + "\r\n").verdict, Verdict::Unknown)
                << one.name << ' ' << line.toStdString();
        // signed with another name, or not where the provider writes
        QByteArray other = one.genuine();
        other.replace("Authentication-Results: ", "Authentication-Results: mx.evil.example; x=y ");
        EXPECT_EQ(readAt(one, other, {}).verdict, Verdict::Unknown) << one.name;
        EXPECT_EQ(readAt(one, "Subject: x\r\n" + one.genuine(), {}).verdict,
                  isAbove(one) ? Verdict::Passed : Verdict::Unknown)
            << one.name;
    }
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

TEST(LookAlike, KnowsAllThatADomainCouldBeTakenForBeforeTheyAreLookedUp)
{
    const std::vector<std::pair<const char *, const char *>> pairs{
        {"acrne.example", "acme.example"},
        {"acme.example", "acrne.example"},
        {"mail.acrne.example", "acme.example"},
        {"acme.example.evil.ru", "acme.example"},
        {"vvorld.example", "world.example"},
        {"w0r1d.example", "world.example"},
        {"modem.example", "modern.example"},
        {"autol.example", "auto1.example"},
        {"аcme.example", "acme.example"},
        {"xn--cme-5cd.example", "acme.example"},
        {"room-monolith-mill.example", "r0om-monolith-mill.example"}};
    for (const auto &[domain, known] : pairs) {
        const QString name = QString::fromUtf8(domain);
        const QString other = QString::fromUtf8(known);
        EXPECT_TRUE(likenessCandidates(name).contains(other)) << domain;
        EXPECT_TRUE(findLookAlike(name, {other})) << domain;
        EXPECT_LE(likenessCandidates(name).size(), 200) << domain;
    }
    EXPECT_TRUE(isWithinDomain(QStringLiteral("Mail.Acme.example"), QStringLiteral("acme.example")));
    EXPECT_FALSE(isWithinDomain(QStringLiteral("notacme.example"), QStringLiteral("acme.example")));
    EXPECT_LE(
        likenessCandidates(QStringLiteral("mmmmmmmmwwwwwwwwoooooooollllllll.").repeated(7) + QStringLiteral("example"))
            .size(),
        600);
    EXPECT_TRUE(likenessCandidates({}).isEmpty());
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
