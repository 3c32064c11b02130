// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/email_address.h"
#include "core/mime/file_name.h"
#include "core/mime/subject_line.h"
#include "tests/support/expect_result.h"

using namespace otklik::mime;

TEST(EmailAddress, KeepsTheLocalPartAndLowersTheDomain)
{
    const auto address = EmailAddress::parse(u" <Irina.Petrova@Example.ORG> ");
    ASSERT_TRUE(address);
    EXPECT_EQ(address->toString(), QStringLiteral("Irina.Petrova@example.org"));
    EXPECT_EQ(address->localPart(), QStringLiteral("Irina.Petrova"));
    EXPECT_EQ(address->domain(), QStringLiteral("example.org"));
    EXPECT_EQ(address->key(), QStringLiteral("irina.petrova@example.org"));
    EXPECT_EQ(*address, *EmailAddress::parse(u"irina.petrova@EXAMPLE.org"));
    EXPECT_FALSE(address->needsSmtpUtf8());
    EXPECT_TRUE(EmailAddress::parse(u"ирина@пример.рф")->needsSmtpUtf8());
    EXPECT_EQ(EmailAddress::parse(u"\"a b@c\"@example.org")->localPart(), QStringLiteral("\"a b@c\""));
}

TEST(EmailAddress, RefusesWhatCouldChangeACommandOrAHeader)
{
    for (const char16_t *bad : {u"",
                                u"@",
                                u"a@",
                                u"@b.org",
                                u"a b@c.org",
                                u"a@b@c.org",
                                u"a@b..org",
                                u"a@.org",
                                u"a@b.org\r\nRCPT TO:<x@y.org>",
                                u"\"a\r\nb\"@c.org",
                                u"a@b\u0085.org",
                                u"a,b@c.org",
                                u"<a@b.org",
                                u"a@b.org>",
                                u"\"unclosed@b.org",
                                u"a@b c.org",
                                u"a@[1.2.3.4 5]",
                                u"\"a\"> NOTIFY=NEVER X=\"b\"@c.org",
                                u"\"a\"b\"c\"@d.org",
                                u"\"a\\\"@c.org",
                                u"a@[1.2.3.4]>[x]",
                                u"a@[\"\"]",
                                u"a\u202ebc@d.org",
                                u"<<a@b.c>>"})
        EXPECT_FALSE(EmailAddress::parse(bad)) << QString::fromUtf16(bad).toStdString();
    EXPECT_TRUE(EmailAddress::parse(u"\"a\\\"b\"@c.org"));
    EXPECT_TRUE(EmailAddress::parse(u"a@[IPv6:2001:db8::1]"));
    QString withNul = QStringLiteral("a@b.org");
    withNul.insert(1, QChar(0));
    EXPECT_FALSE(EmailAddress::parse(withNul));
}

TEST(FileName, IsSafeToShowAndToSave)
{
    const QString pdf = QStringLiteral("application/pdf");
    const std::vector<std::pair<QString, QString>> cases{
        {QStringLiteral("Счёт № 7.pdf"), QStringLiteral("Счёт № 7.pdf")},
        {QStringLiteral("../../etc/passwd"), QStringLiteral("passwd")},
        {QStringLiteral("C:\\Users\\x\\report.pdf"), QStringLiteral("report.pdf")},
        {QStringLiteral("invoice\u202Efdp.exe"), QStringLiteral("invoicefdp.exe")},
        {QStringLiteral("a\nb\t.txt"), QStringLiteral("ab.txt")},
        {QStringLiteral("name.pdf. . ."), QStringLiteral("name.pdf")},
        {QStringLiteral(".bashrc"), QStringLiteral("bashrc")},
        {QStringLiteral("con.txt"), QStringLiteral("_con.txt")},
        {QStringLiteral("COM1"), QStringLiteral("_COM1")},
        {QStringLiteral("e\u0301.txt"), QStringLiteral("\u00e9.txt")},
        {QString(), QStringLiteral("attachment.pdf")},
        {QStringLiteral("..."), QStringLiteral("attachment.pdf")}};
    for (const auto &[name, safe] : cases)
        EXPECT_EQ(safeFileName(name, pdf), safe);
    const QString longName = safeFileName(QString(500, QLatin1Char('a')) + QStringLiteral(".docx"), pdf);
    EXPECT_EQ(longName.size(), 120);
    EXPECT_TRUE(longName.endsWith(QLatin1String(".docx")));
    EXPECT_EQ(safeFileName({}, QStringLiteral("x/unknown")), QStringLiteral("attachment"));
}

TEST(SubjectLine, LosesItsPrefixesInAllLanguages)
{
    for (const char16_t *prefixed : {u"Re: Нет доступа",         u"RE[2]: Нет доступа",
                                     u"Fwd: Re: Нет доступа",    u"AW: WG: Нет доступа",
                                     u"Отв: Нет доступа",        u"Ответ: Re: Нет доступа",
                                     u"Пересл: Нет доступа",     u"HA: Нет доступа",
                                     u"На: Нет доступа",         u"SV: Нет доступа",
                                     u"VS: VB: Нет доступа",     u"回复：Нет доступа",
                                     u"转发: 답장: Нет доступа", u"Antwoord: Doorst: Нет доступа",
                                     u"Відп: Прсл: Нет доступа", u"re : Нет доступа",
                                     u"Re：Нет доступа",         u"  Re:Re:Re:  Нет   доступа ",
                                     u"Re^2: Нет доступа",       u"RE(4):Нет доступа",
                                     u"Re2: Нет доступа",        u"НА: Нет доступа",
                                     u"HА: Нет доступа",         u"TR: RV: ENC: Нет доступа",
                                     u"Antwort: Нет доступа",    u"FW[ 2 ] :Нет доступа"})
        EXPECT_EQ(baseSubject(QString::fromUtf16(prefixed)), QStringLiteral("Нет доступа"));
    EXPECT_EQ(baseSubject(QStringLiteral("Reform: what now")), QStringLiteral("Reform: what now"));
    EXPECT_EQ(baseSubject(QStringLiteral("Регистрация: вопрос")), QStringLiteral("Регистрация: вопрос"));
    EXPECT_EQ(baseSubject(QStringLiteral("Resort: rooms")), QStringLiteral("Resort: rooms"));
    EXPECT_EQ(replySubject(QStringLiteral("RE: Re: a")), QStringLiteral("Re: a"));
    EXPECT_EQ(forwardSubject(QStringLiteral("Re: a")), QStringLiteral("Fwd: a"));
    EXPECT_TRUE(isForward(QStringLiteral("FW: Re: a")));
    EXPECT_TRUE(isForward(QStringLiteral("Пересл: a")));
    EXPECT_FALSE(isForward(QStringLiteral("Re: Fwd: a")));
    EXPECT_FALSE(isForward(QStringLiteral("Forward this")));
    for (const char16_t *forward : {u"WG: a", u"VL: a", u"VB: a", u"TR: a", u"ENC: a", u"Fw[2]: a", u"转发：a"})
        EXPECT_TRUE(isForward(QString::fromUtf16(forward)));
    for (const char16_t *plain : {u"HAL: 9000", u"На складе: пусто", u"Re", u"TR-12: broken", u"FWD", u"reply: x"})
        EXPECT_EQ(baseSubject(QString::fromUtf16(plain)), QString::fromUtf16(plain));
}
