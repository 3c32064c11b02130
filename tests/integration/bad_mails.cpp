// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/bad_mails.h"

namespace otklik::test {

namespace {

QByteArray head(const QByteArray &subject)
{
    return "From: Oleg <oleg@other.test>\r\nTo: support@otklik.test\r\nSubject: " + subject +
           "\r\nMIME-Version: 1.0\r\n";
}

QByteArray text(const QByteArray &subject, const QByteArray &type, const QByteArray &body)
{
    return head(subject) + "Content-Type: " + type + "\r\n\r\n" + body + "\r\n";
}

QByteArray nestedParts(int depth)
{
    QByteArray mail = head("nested");
    for (int i = 0; i < depth; ++i) {
        const QByteArray boundary = "b" + QByteArray::number(i);
        mail += "Content-Type: multipart/mixed; boundary=" + boundary + "\r\n\r\n--" + boundary + "\r\n";
    }
    return mail + "\r\nthe innermost\r\n";
}

QByteArray nestedMessages(int depth)
{
    QByteArray mail = head("forwarded");
    for (int i = 0; i < depth; ++i)
        mail += "Content-Type: message/rfc822\r\n\r\nSubject: level " + QByteArray::number(i) + "\r\n";
    return mail + "\r\nthe innermost\r\n";
}

QByteArray siblingParts(int count)
{
    QByteArray mail = head("siblings") + "Content-Type: multipart/mixed; boundary=b\r\n\r\n";
    for (int i = 0; i < count; ++i)
        mail += "--b\r\nContent-Type: text/plain; name=part" + QByteArray::number(i) +
                ".txt\r\nContent-Disposition: attachment\r\n\r\npart " + QByteArray::number(i) + "\r\n";
    return mail + "--b--\r\n";
}

QByteArray largeFile(int megabytes)
{
    QByteArray mail = head("large") + "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n"
                                      "Content-Disposition: attachment; filename=large.bin\r\n\r\n";
    const QByteArray line = QByteArray(76, 'Q') + "\r\n";
    const qsizetype size = qsizetype(megabytes) * 1024 * 1024 / 57 * line.size();
    mail.reserve(mail.size() + size);
    for (qsizetype at = 0; at < size; at += line.size())
        mail += line;
    return mail;
}

/// Names that would lead out of a folder, or into its hidden files.
QByteArray pathNames()
{
    QByteArray mail = head("paths") + "Content-Type: multipart/mixed; boundary=b\r\n\r\n";
    for (const char *parameter :
         {"filename=\"../../../escaped.txt\"", "filename=\"/tmp/escaped.txt\"", "filename=\"..\\\\..\\\\escaped.txt\"",
          "filename=\"C:\\\\escaped.txt\"", "filename=\"..\"", "filename=\".\"", "filename=\"\"",
          "filename=\".bashrc\"", "filename*=utf-8''..%2F..%2Fescaped.txt", "filename*=utf-8''%2e%2e%2fescaped%00.txt",
          "filename*0=\"../\"; filename*1=\"escaped.txt\"", "filename=\"=?utf-8?q?=2E=2E=2Fescaped=0D=0A.txt?=\"",
          "filename=\"same.txt\"", "filename=\"same.txt\"", "filename=\"SAME.TXT\"", "filename=\"escaped.txt/\"",
          "filename=\"link\"", "filename=\"~/escaped.txt\""})
        mail += "--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; " +
                QByteArray(parameter) + "\r\n\r\nfile " + parameter + "\r\n";
    return mail + "--b--\r\n";
}

QByteArray manyParameters()
{
    QByteArray mail = head("parameters") + "Content-Type: text/plain;";
    for (int i = 0; i < 10000; ++i)
        mail += "\r\n name*" + QByteArray::number(i) + "*=%61";
    return mail + "\r\n\r\nmany parameters\r\n";
}

QByteArray references(int count)
{
    QByteArray mail = head("references") + "References:";
    for (int i = 0; i < count; ++i)
        mail += "\r\n <" + QByteArray::number(i) + "@nowhere.test>";
    return mail + "\r\n\r\nan old thread\r\n";
}

QByteArray nested(const char *open, const char *close, int depth)
{
    return QByteArray(open).repeated(depth) + "innermost" + QByteArray(close).repeated(depth);
}

void addStructures(std::vector<BadMail> &mails)
{
    const QByteArray multipart = head("multipart") + "Content-Type: multipart/mixed; boundary=b\r\n\r\n";
    mails.push_back({"unterminated", multipart + "preamble\r\n--b\r\nContent-Type: text/plain\r\n\r\nno end"});
    mails.push_back({"wrong boundaries", multipart + "--c\r\nContent-Type: text/plain\r\n\r\nelsewhere\r\n--c--\r\n"});
    mails.push_back({"no boundary", head("no boundary") + "Content-Type: multipart/mixed\r\n\r\n--\r\nwhat now\r\n"});
    mails.push_back({"empty multipart", multipart + "--b--\r\n"});
    mails.push_back({"cut in a part's header", multipart + "--b\r\nContent-Ty"});
    mails.push_back({"nested parts", nestedParts(10000)});
    mails.push_back({"nested messages", nestedMessages(5000)});
    mails.push_back({"sibling parts", siblingParts(10000)});
    mails.push_back({"large file", largeFile(50)});
    mails.push_back({"file names", pathNames()});
    mails.push_back(
        {"broken base64", head("base64") + "Content-Transfer-Encoding: base64\r\n\r\n!!?SGVsbG8g\r\n===d29y"});
    mails.push_back({"unknown encoding", head("encoding") + "Content-Transfer-Encoding: x-zip\r\n\r\nas it is\r\n"});
    mails.push_back({"nested html", text("html", "text/html; charset=utf-8", nested("<div>", "</div>", 100000))});
    mails.push_back({"nested tables", text("tables", "text/html", nested("<table><tr><td>", "", 20000))});
    mails.push_back({"nested quotes", text("quotes", "text/plain", nested("> ", "", 100000))});
    mails.push_back(
        {"broken html", text("markup", "text/html", "<a href=\"<b <!-- <script>alert(1)<![CDATA[ &#x110000;")});
}

void addCharsets(std::vector<BadMail> &mails)
{
    const QByteArray cyrillic = "\xcf\xf0\xe8\xe2\xe5\xf2, \xec\xe8\xf0"; // windows-1251
    mails.push_back({"charset as utf-8", text("wrong charset", "text/plain; charset=utf-8", cyrillic)});
    mails.push_back({"charset unknown", text("no charset", "text/plain; charset=x-nobody-knows", cyrillic)});
    mails.push_back({"charset empty", text("", "text/plain; charset=\"\"", cyrillic)});
    mails.push_back({"charset utf-7", text("=?utf-7?q?+BB8EQAQ4-?=", "text/plain; charset=utf-7", "+BB8EQAQ4-+")});
    mails.push_back({"charset utf-16", text("wide", "text/plain; charset=utf-16", "odd")});
    mails.push_back({"bare 8 bit in headers", head(cyrillic) + "\r\nbody\r\n"});
    mails.push_back(
        {"broken encoded words", head("=?utf-8?b?0J/RgNC4?= =?utf-8?b?0?= =?x?y?z?= =?utf-8?q?=f") + "\r\nx\r\n"});
}

void addHeaders(std::vector<BadMail> &mails)
{
    mails.push_back({"NUL bytes", head("nul") + QByteArray("\r\nbe\0fore \0 after\r\n", 19)});
    mails.push_back({"no Message-ID", head("no id") + "\r\nwho am I\r\n"});
    mails.push_back({"no headers", "\r\nonly a body\r\n"});
    mails.push_back({"headers only", "From: oleg@other.test\r\nSubject: nothing more\r\n"});
    mails.push_back({"an empty line", "\r\n"});
    mails.push_back({"not a mail", "GIF89a\x01\x02 this was never a mail at all\r\n"});
    mails.push_back({"long header", head("long header") + "X-Long: " + QByteArray(1024 * 1024, 'x') + "\r\n\r\nx\r\n"});
    mails.push_back({"long folded header",
                     head("folded") + "X-Long:" + QByteArray("\r\n xxxx").repeated(200000) + "\r\n\r\nx\r\n"});
    mails.push_back({"long subject", head(QByteArray("subject ").repeated(100 * 128)) + "\r\nx\r\n"});
    mails.push_back({"long encoded subject",
                     head(QByteArray("=?utf-8?b?0J/RgNC40LLQtdGC?=\r\n ").repeated(5000) + "end") + "\r\nx\r\n"});
    mails.push_back({"injected address",
                     "From: =?utf-8?q?Irina=0D=0ABcc=3A_oleg=40other.test?= <irina@kunde.test>\r\n"
                     "To: support@otklik.test\r\n"
                     "Subject: =?utf-8?q?injected=0D=0ABcc=3A_oleg=40other.test=0D=0A=0D=0Abody?=\r\n"
                     "Message-ID: <injected@kunde.test>\r\n\r\nanswer me\r\n"});
    mails.push_back(
        {"injected addr-spec", "From: \"irina\r\n\t\r\n Bcc: oleg\"@kunde.test\r\nSubject: quoted\r\n\r\nx\r\n"});
    mails.push_back(
        {"comments", "From: " + nested("(", ")", 100000) + " oleg@other.test\r\nSubject: comments\r\n\r\nx\r\n"});
    mails.push_back({"brackets", "From: " + nested("<", ">", 100000) + "\r\nSubject: brackets\r\n\r\nx\r\n"});
    mails.push_back({"groups", head("groups") + "Cc: " + nested("a:", ";", 20000) + "\r\n\r\nx\r\n"});
    mails.push_back({"many recipients", head("recipients") + "Cc: " + QByteArray("a@b.test,\r\n ").repeated(10000) +
                                            "c@d.test\r\n\r\nx\r\n"});
    mails.push_back({"many parameters", manyParameters()});
    mails.push_back({"many references", references(10000)});
    mails.push_back({"impossible date", head("date") + "Date: Fri, 99 Foo 999999 77:88:99 +9999\r\n\r\nx\r\n"});
    mails.push_back(
        {"broken ids", head("ids") + "Message-ID: <<>\r\nIn-Reply-To: <\r\nReferences: > < <a@b\r\n\r\nx\r\n"});
    mails.push_back({"everything twice",
                     head("first") + head("second") + "Message-ID: <1@x.test>\r\nMessage-ID: <2@x.test>\r\n\r\nx\r\n"});
}

} // namespace

std::vector<BadMail> badMails()
{
    std::vector<BadMail> mails;
    addStructures(mails);
    addCharsets(mails);
    addHeaders(mails);
    return mails;
}

} // namespace otklik::test
