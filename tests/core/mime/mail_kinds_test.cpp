// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// Signed and encrypted mail, mails inside mails, pictures that are no attachments, a charset that a person chose.
#include "core/mime/charset_text.h"
#include "core/mime/message_parser.h"
#include "tests/support/expect_result.h"

using namespace otklik::mime;

namespace {

using Scheme = Protection::Scheme;

QByteArray multipart(const QByteArray &kind, const QByteArrayList &parts)
{
    QByteArray mail =
        "From: a@b.org\r\nSubject: s\r\nMIME-Version: 1.0\r\nContent-Type: multipart/" + kind + "; boundary=b\r\n\r\n";
    for (const QByteArray &part : parts)
        mail += "--b\r\nContent-Type: " + part + "\r\n";
    return mail + "--b--\r\n";
}

QByteArray picture(const QByteArray &headers, qsizetype size)
{
    return "image/png\r\n" + headers + "Content-Transfer-Encoding: base64\r\n\r\n" +
           QByteArray(size, '\x7f').toBase64();
}

const QByteArray kBlock = "-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA8p\r\n-----END PGP MESSAGE-----\r\n";

} // namespace

TEST(Protection, SignaturesAreNamedAndNotListed)
{
    const Message pgp =
        parseMessage(multipart("signed; protocol=\"application/pgp-signature\"",
                               {"text/plain\r\n\r\nwords", "application/pgp-signature; name=signature.asc\r\n\r\nx"}));
    EXPECT_EQ(pgp.protection, (Protection{Scheme::Pgp, true, false, false}));
    EXPECT_EQ(pgp.text, QStringLiteral("words"));
    EXPECT_TRUE(pgp.attachments.empty());
    const Message smime = parseMessage(multipart(
        "signed; protocol=\"application/pkcs7-signature\"",
        {"text/plain\r\n\r\nwords", "application/x-pkcs7-signature; name=smime.p7s\r\nContent-Disposition: attachment; "
                                    "filename=smime.p7s\r\n\r\nx"}));
    EXPECT_EQ(smime.protection, (Protection{Scheme::Smime, true, false, false}));
    EXPECT_FALSE(smime.hasFiles());
    EXPECT_EQ(parseMessage("From: a@b.org\r\n\r\nplain").protection, Protection());
}

TEST(Protection, EncryptedMailIsNamedAndHasNoText)
{
    const Message pgp = parseMessage(multipart("encrypted; protocol=\"application/pgp-encrypted\"",
                                               {"application/pgp-encrypted\r\n\r\nVersion: 1",
                                                "application/octet-stream; name=encrypted.asc\r\n\r\n" + kBlock}));
    EXPECT_EQ(pgp.protection, (Protection{Scheme::Pgp, false, true, false}));
    EXPECT_TRUE(pgp.text.isEmpty());
    ASSERT_EQ(pgp.attachments.size(), 1U); // to be saved and opened elsewhere
    EXPECT_FALSE(pgp.hasFiles());
    const QByteArray wrap =
        "From: a@b.org\r\nContent-Transfer-Encoding: base64\r\nContent-Type: application/pkcs7-mime; "
        "name=smime.p7m";
    EXPECT_EQ(parseMessage(wrap + "; smime-type=enveloped-data\r\n\r\nMIIB").protection,
              (Protection{Scheme::Smime, false, true, false}));
    const Message opaque = parseMessage(wrap + "; smime-type=signed-data\r\n\r\nMIIB");
    EXPECT_EQ(opaque.protection, (Protection{Scheme::Smime, true, false, true}));
    EXPECT_TRUE(opaque.text.isEmpty());
    EXPECT_EQ(
        parseMessage(wrap + "\r\n\r\n" + QByteArray::fromHex("308006092a864886f70d010702a080").toBase64()).protection,
        (Protection{Scheme::Smime, true, false, true}));
}

TEST(Protection, InlineOpenPgp)
{
    const QByteArray raw = "From: a@b.org\r\n\r\nHello\r\n" + kBlock + "Bye\r\n";
    const Message encrypted = parseMessage(raw);
    EXPECT_EQ(encrypted.protection, (Protection{Scheme::Pgp, false, true, false}));
    EXPECT_EQ(encrypted.text, QStringLiteral("Hello\nBye\n"));
    ASSERT_EQ(encrypted.attachments.size(), 1U);
    const auto block = extractPart(raw, encrypted.attachments[0].part);
    ASSERT_OK(block);
    EXPECT_EQ(*block, kBlock);
    const Message framed =
        parseMessage("From: a@b.org\r\n\r\n-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\n"
                     "Words\r\n- -- \r\nAnna\r\n-----BEGIN PGP SIGNATURE-----\r\n\r\niQ\r\n"
                     "-----END PGP SIGNATURE-----\r\nfooter\r\n");
    EXPECT_EQ(framed.protection, (Protection{Scheme::Pgp, true, false, false}));
    EXPECT_EQ(framed.text, QStringLiteral("Words\n-- \nAnna\nfooter\n"));
    const Message page = parseMessage("From: a@b.org\r\nContent-Type: text/html\r\n\r\n<pre>Hi\n" + kBlock + "</pre>");
    EXPECT_TRUE(page.protection.isEncrypted);
    EXPECT_FALSE((page.text + page.html).contains(QLatin1String("hQEMA8p")));
    // talking about it is not doing it
    const Message talk = parseMessage("From: a@b.org\r\n\r\nIt said -----BEGIN PGP MESSAGE----- and nothing else\r\n");
    EXPECT_EQ(talk.protection, Protection());
    EXPECT_TRUE(talk.text.contains(QLatin1String("nothing else")));
}

TEST(NestedMail, ItsWordsAreFoundButNotShown)
{
    QByteArray inner = "From: Deep <deep@x.org>\r\nSubject: deepest\r\n\r\nburied treasure\r\n";
    for (int depth = 0; depth < 3; ++depth)
        inner = multipart("mixed",
                          {"text/plain\r\n\r\nlevel" + QByteArray::number(depth),
                           depth == 1 ? "message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n" + inner.toBase64()
                                      : "message/rfc822\r\n\r\n" + inner});
    const Message message = parseMessage(inner);
    EXPECT_EQ(message.text.trimmed(), QStringLiteral("level2"));
    for (const char *word : {"level1", "level0", "buried treasure", "deepest", "deep@x.org"})
        EXPECT_TRUE(message.nestedText.contains(QLatin1String(word))) << word;
    EXPECT_TRUE(message.hasFiles());
}

TEST(NestedMail, DepthIsBounded)
{
    QByteArray inner = "From: a@b.org\r\n\r\nbottom\r\n";
    for (int depth = 0; depth < 12; ++depth)
        inner = "From: a@b.org\r\nSubject: at" + QByteArray::number(depth) +
                "\r\nContent-Type: message/rfc822\r\n\r\n" + inner;
    const Message message = parseMessage(inner);
    EXPECT_TRUE(message.nestedText.contains(QLatin1String("at4"))) << message.nestedText.toStdString();
    EXPECT_FALSE(message.nestedText.contains(QLatin1String("bottom")));
}

TEST(Pictures, OnlyThoseOfThePageAreNoFiles)
{
    const QByteArray page = "text/html\r\n\r\n<p>Hi <img src=\"cid:logo@1\"> <img src='CID:a%2Bb'></p>";
    const Message message =
        parseMessage(multipart("related", {page,
                                           picture("Content-ID: <logo@1>\r\nContent-Disposition: attachment; "
                                                   "filename=logo.png\r\n",
                                                   500000),
                                           picture("Content-ID: <a+b>\r\n", 300)}));
    ASSERT_EQ(message.attachments.size(), 2U);
    EXPECT_TRUE(message.attachments[0].isInline); // Outlook and others call it an attachment all the same
    EXPECT_TRUE(message.attachments[1].isInline);
    EXPECT_FALSE(message.hasFiles());
    const Message unnamed = parseMessage(
        multipart("related", {page, picture("Content-ID: <photo@1>\r\nContent-Disposition: inline\r\n", 500000)}));
    ASSERT_EQ(unnamed.attachments.size(), 1U);
    EXPECT_FALSE(unnamed.attachments[0].isInline) << "a picture that nobody would see";
    EXPECT_TRUE(unnamed.hasFiles());
}

TEST(Pictures, ALogoThatThePageDoesNotNameIsListedButCountsAsNone)
{
    const QByteArray page = "text/html\r\n\r\n<p>Hi</p>";
    const Message logo = parseMessage(multipart(
        "related",
        {page, picture("Content-ID: <x@1>\r\nContent-Disposition: inline; filename=image001.png\r\n", 4000)}));
    ASSERT_EQ(logo.attachments.size(), 1U);
    EXPECT_FALSE(logo.attachments[0].isInline);
    EXPECT_FALSE(logo.hasFiles());
    EXPECT_TRUE(
        parseMessage(multipart("mixed", {page, picture("Content-Disposition: attachment; filename=s.png\r\n", 4000)}))
            .hasFiles());
    EXPECT_TRUE(
        parseMessage(
            multipart("mixed", {"text/plain\r\n\r\nx",
                                picture("Content-ID: <x>\r\nContent-Disposition: inline; filename=s.png\r\n", 4000)}))
            .hasFiles());
}

TEST(Pictures, WhatNoPageCanNameWasSentForItself)
{
    const QByteArray small = picture("Content-Disposition: inline; filename=error.png\r\n", 4000);
    EXPECT_TRUE(parseMessage(multipart("mixed", {"text/plain\r\n\r\nx", small})).hasFiles())
        << "as Apple Mail sends it";
    EXPECT_TRUE(
        parseMessage(multipart("mixed", {"text/html\r\n\r\n<p>x</p>", small, "text/html\r\n\r\n<p>y</p>"})).hasFiles());
    EXPECT_TRUE(parseMessage(multipart("related", {"text/plain\r\n\r\nx", small})).hasFiles());
}

TEST(ReadAs, TheChosenCharsetWins)
{
    const QByteArray hello = QByteArray::fromHex("cff0e8e2e5f22c20ece8f021"); // Привет, мир! in windows-1251
    const QByteArray raw =
        "From: " + hello.left(6) + " <a@b.org>\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\n" + hello;
    EXPECT_NE(parseMessage(raw).text, QStringLiteral("Привет, мир!"));
    const Message message = parseMessage(raw, {}, "windows-1251");
    EXPECT_EQ(message.text, QStringLiteral("Привет, мир!"));
    EXPECT_EQ(message.charset, QStringLiteral("windows-1251"));
    EXPECT_EQ(message.from.at(0).name, QStringLiteral("Привет"));
    EXPECT_FALSE(parseMessage(raw, {}, "koi8-r").text.contains(QStringLiteral("Привет")));
}
