// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// What holds for every command: usage, help, streams.
#include "tests/app/cli/contract_test.h"

using namespace otklik::test;

namespace {

class UsageContract : public ContractTest
{
};

/// Names below "Subcommands:" in a help text.
QStringList namesIn(const QByteArray &help)
{
    QStringList names;
    const QStringList lines =
        QString::fromUtf8(help).section(QStringLiteral("Subcommands:"), 1).split(QLatin1Char('\n'));
    for (const QString &line : lines)
        if (line.startsWith(QLatin1String("  ")) && !line.at(2).isSpace())
            names << line.trimmed().section(QLatin1Char(' '), 0, 0);
    return names;
}

TEST_F(UsageContract, EveryCommandHasItsLineInBothManuals)
{
    QStringList commands;
    for (const QString &name : namesIn(m_cli.runPlain({QStringLiteral("--help")}).out)) {
        const QStringList below = namesIn(m_cli.runPlain({name, QStringLiteral("--help")}).out);
        for (const QString &second : below)
            commands << name + QLatin1Char(' ') + second;
        if (below.isEmpty())
            commands << name;
    }
    EXPECT_GT(commands.size(), 40);
    for (const char *manual : {"docs/manual/index.md", "docs/manual/ru/index.md"}) {
        const QString text = QString::fromUtf8(read(QStringLiteral(OTKLIK_SOURCES "/") + QLatin1String(manual)));
        for (const QString &command : commands)
            EXPECT_TRUE(text.contains(QStringLiteral("| `%1`").arg(command)) ||
                        text.contains(QStringLiteral("| `%1 ").arg(command)))
                << command.toStdString() << " in " << manual;
        const QString all = text.simplified();
        for (int code = 0; code <= 7; ++code)
            EXPECT_TRUE(all.contains(QStringLiteral(" %1 ").arg(code))) << code << " in " << manual;
    }
}

TEST_F(UsageContract, WrongUsageExitsWithTwo)
{
    for (const char *line : {"nonsense",
                             "ticket",
                             "ticket nonsense",
                             "tickets --nonsense",
                             "ticket show",
                             "ticket assign 1",
                             "ticket status 1",
                             "ticket priority 1",
                             "ticket category 1",
                             "ticket note 1",
                             "ticket snooze 1",
                             "ticket merge 1",
                             "ticket split 1",
                             "ticket link 1",
                             "ticket new --subject x",
                             "outbox",
                             "outbox retry",
                             "outbox arrived",
                             "outbox cancel x",
                             "canned",
                             "canned show",
                             "canned add x",
                             "canned remove",
                             "canned render x",
                             "customer",
                             "customer show",
                             "customer merge a@b.example",
                             "customer export a@b.example",
                             "customer erase",
                             "search",
                             "stats --by colour",
                             "stats --format pdf",
                             "import mbox",
                             "import tar x --account support",
                             "export tickets --format xml --out x",
                             "export tickets --format json",
                             "profile init --name x",
                             "profile init --name x --address a@b.example --role boss",
                             "account add",
                             "account test",
                             "account remove",
                             "sync --nonsense",
                             "rebuild --nonsense",
                             "--log-level loud tickets"})
        refused(2, "invalid-input", line);
    refused(2, "invalid-input", QStringList());
}

TEST_F(UsageContract, HelpAndVersionAreNoErrors)
{
    for (const char *line : {"--help", "--version", "tickets --help", "ticket reply --help", "customer erase --help"}) {
        const CliResult result = m_cli.runPlain(words(line));
        EXPECT_EQ(result.exitCode, 0) << line << ": " << result.said();
        EXPECT_FALSE(result.out.isEmpty()) << line;
        EXPECT_TRUE(result.err.isEmpty()) << line << ": " << result.said();
    }
    EXPECT_TRUE(m_cli.runPlain(words("ticket reply --help")).out.contains("--send-at"));
}

TEST_F(UsageContract, OptionsMayStandBehindTheCommand)
{
    const CliResult result = m_cli.runPlain(words("tickets --limit 1 --json"));
    EXPECT_EQ(result.exitCode, 0);
    EXPECT_EQ(at(result.json(), "tickets").toArray().size(), 1) << result.said();
}

TEST_F(UsageContract, WithoutJsonItIsTextForPeople)
{
    for (const char *line : {"tickets", "customers", "canned list", "account list", "stats", "outbox list", "sync",
                             "doctor", "search site", "ticket show 1", "customer show tom@quillmark.example"}) {
        const CliResult result = m_cli.runPlain(words(line));
        EXPECT_EQ(result.exitCode, 0) << line << ": " << result.said();
        EXPECT_FALSE(result.out.startsWith('{')) << line;
        EXPECT_TRUE(result.out.endsWith('\n')) << line;
    }
}

} // namespace
