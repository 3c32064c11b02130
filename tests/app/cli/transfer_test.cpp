// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// import and export.
#include "tests/app/cli/contract_test.h"

#include <QDir>

using namespace otklik::test;

namespace {

const QByteArray kMail = "From: Vera <vera@lamp.example>\nTo: support@clearcode.example\nSubject: Imported lamp\n"
                         "Message-ID: <lamp@lamp.example>\nDate: Mon, 2 Mar 2026 09:30:00 +0000\n\n"
                         "From the lamp\n";

class TransferContract : public ContractTest
{
protected:
    void expectImported(const char *format, const QString &from)
    {
        const QJsonObject report = done(words("import") << QLatin1String(format) << from << words("--account support"));
        EXPECT_EQ(at(report, "imported").toInteger(), 1) << format;
        m_cli.sync();
        const qint64 number = m_cli.numberOf(QStringLiteral("Imported lamp"));
        EXPECT_GT(number, 0) << format;
        EXPECT_EQ(at(m_cli.show(number), "timeline").toArray().first()[QLatin1String("text")].toString().trimmed(),
                  QStringLiteral("From the lamp"));
        EXPECT_TRUE(m_cli.isClean());
    }
};

TEST_F(TransferContract, ImportsAnMbox)
{
    QByteArray quoted = kMail;
    quoted.replace("\nFrom the", "\n>From the");
    expectImported("mbox", write("old.mbox", "From vera@lamp.example Mon Mar  2 09:30:00 2026\n" + quoted + "\n"));
}

TEST_F(TransferContract, ImportsAnEml)
{
    expectImported("eml", write("mail.eml", kMail));
}

TEST_F(TransferContract, ImportsAMaildir)
{
    for (const char *folder : {"box/cur", "box/new", "box/tmp"})
        ASSERT_TRUE(QDir(path("")).mkpath(QLatin1String(folder)));
    static_cast<void>(write("box/cur/1772443800.1.desk:2,S", kMail));
    expectImported("maildir", path("box"));
}

TEST_F(TransferContract, ExportsInThreeForms)
{
    const QStringList query{QStringLiteral("--query"), QStringLiteral("status:open")};
    const qsizetype open = m_cli.tickets(QStringLiteral("status:open")).size();
    const auto exported = [&](const char *format) {
        const QString file = path(format);
        const QJsonObject report =
            done(words("export tickets --format") << QLatin1String(format) << QStringLiteral("--out") << file << query);
        EXPECT_EQ(at(report, "tickets").toInteger(), open) << format;
        return read(file);
    };
    const QJsonArray tickets = at(QJsonDocument::fromJson(exported("json")).object(), "tickets").toArray();
    EXPECT_EQ(tickets.size(), open);
    for (const QJsonValue &ticket : tickets)
        expectTicket(ticket.toObject());
    const QByteArray csv = exported("csv");
    EXPECT_TRUE(csv.startsWith("number,subject,status,"));
    EXPECT_EQ(csv.count("\r\n"), open + 1);
    const QByteArray mbox = exported("mbox");
    EXPECT_TRUE(mbox.startsWith("From "));
    qint64 mails = 0;
    for (const QJsonValue &ticket : tickets)
        mails += ticket[QLatin1String("messages")].toInteger();
    EXPECT_EQ(mbox.count("\nFrom otklik@localhost ") + 1, mails);
}

TEST_F(TransferContract, RefusesWhatCannotBeRead)
{
    refused(5, "not-found", "import mbox /nonexistent/file --account support");
    refused(5, "not-found", words("import eml") << write("mail.eml", kMail) << words("--account nobody"));
    refused(1, "storage-failed", "export tickets --format json --out /nonexistent/folder/file");
    refused(2, "invalid-input", words("export tickets --format json --query status:x --out") << path("never"));
    EXPECT_FALSE(QFile::exists(path("never")));
}

} // namespace
