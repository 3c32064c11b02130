// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// customers, customer show, set, merge, export, erase.
#include "tests/app/cli/contract_test.h"

#include <QDir>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
#endif

using namespace otklik::test;

namespace {

const char *const kTom = "tom@quillmark.example";

class CustomersContract : public ContractTest
{
protected:
    [[nodiscard]] QJsonObject card(const char *address = kTom) const
    {
        return done(words("customer show") << QLatin1String(address));
    }
    void set(const QStringList &fields) const { m_cli.must(words("customer set") << QLatin1String(kTom) << fields); }
};

TEST_F(CustomersContract, ListsAndFinds)
{
    const QJsonArray all = at(done("customers"), "customers").toArray();
    ASSERT_GT(all.size(), 5);
    for (const QJsonValue &value : all) {
        const QJsonObject one = value.toObject();
        EXPECT_TRUE(at(one, "address").isString() && at(one, "name").isString());
        expectTextOrNull(at(one, "company"));
        expectInteger(at(one, "tickets"));
        expectInteger(at(one, "open_tickets"));
        expectTimeOrNull(at(one, "last_at"));
    }
    const QJsonArray found = at(done("customers --query quillmark"), "customers").toArray();
    ASSERT_EQ(found.size(), 1);
    EXPECT_EQ(found.first()[QLatin1String("address")].toString(), QLatin1String(kTom));
    EXPECT_EQ(at(done("customers --limit 2"), "customers").toArray().size(), 2);
}

TEST_F(CustomersContract, ShowsTheCard)
{
    const QJsonObject tom = card();
    EXPECT_EQ(at(tom, "name").toString(), QStringLiteral("Tom Ashdown"));
    for (const char *name : {"addresses", "phones", "languages", "history", "sites", "wishes", "compensations"})
        EXPECT_TRUE(at(tom, name).isArray()) << name;
    for (const char *name : {"company", "plan", "timezone", "mood", "note"})
        expectTextOrNull(at(tom, name));
    for (const char *name : {"tickets", "open", "reopened"})
        expectInteger(at(tom, "figures").toObject()[QLatin1String(name)]);
    expectTime(at(tom, "first_seen_at"));
    const QJsonArray history = at(tom, "history").toArray();
    EXPECT_EQ(history.size(), at(tom, "figures").toObject()[QLatin1String("tickets")].toInteger());
    for (const QJsonValue &line : history) {
        expectTime(line[QLatin1String("at")]);
        expectIntegerOrNull(line[QLatin1String("number")]);
    }
    refused(5, "not-found", "customer show nobody@nowhere.example");
}

TEST_F(CustomersContract, ACompanyIsNamedByItsDomain)
{
    EXPECT_NE(at(card(), "company").toString(), QStringLiteral("Quill & Mark Ltd"));
    m_cli.must(words("company set QuillMark.example --plan Business --name") << QStringLiteral("Quill & Mark Ltd"));
    EXPECT_EQ(at(card(), "company").toString(), QStringLiteral("Quill & Mark Ltd"));
    EXPECT_EQ(at(card(), "plan").toString(), QStringLiteral("Business"));
    EXPECT_EQ(at(done(QStringList{QStringLiteral("tickets"), QStringLiteral("--query"),
                                  QStringLiteral("company:\"Quill & Mark Ltd\"")}),
                 "total")
                  .toInteger(),
              at(done("tickets --query customer:@quillmark.example"), "total").toInteger());
    m_cli.must(words("company set quillmark.example --plan") << QString());
    EXPECT_TRUE(at(card(), "plan").isNull());
    EXPECT_EQ(at(card(), "company").toString(), QStringLiteral("Quill & Mark Ltd")) << "what was not named stays";
    refused(2, "invalid-input", "company set quillmark.example");
}

TEST_F(CustomersContract, SetsAndClears)
{
    set({QStringLiteral("--name"), QStringLiteral("Thomas A."), QStringLiteral("--phone"), QStringLiteral("+44 20 1"),
         QStringLiteral("--timezone"), QStringLiteral("Europe/London"), QStringLiteral("--mood"),
         QStringLiteral("upset"), QStringLiteral("--note"), QStringLiteral("calls at noon")});
    QJsonObject tom = card();
    EXPECT_EQ(at(tom, "name").toString(), QStringLiteral("Thomas A."));
    EXPECT_TRUE(at(tom, "phones").toArray().contains(QStringLiteral("+44 20 1")));
    EXPECT_EQ(at(tom, "timezone").toString(), QStringLiteral("Europe/London"));
    EXPECT_EQ(at(tom, "mood").toString(), QStringLiteral("upset"));
    EXPECT_EQ(at(tom, "note").toString(), QStringLiteral("calls at noon"));
    for (const char *option : {"--name", "--phone", "--timezone", "--note"})
        set({QLatin1String(option), QString()});
    tom = card();
    EXPECT_EQ(at(tom, "name").toString(), QStringLiteral("Tom Ashdown")) << "what his mail says";
    EXPECT_TRUE(at(tom, "phones").toArray().isEmpty());
    EXPECT_TRUE(at(tom, "timezone").isNull());
    EXPECT_TRUE(at(tom, "note").isNull());
    EXPECT_EQ(at(tom, "mood").toString(), QStringLiteral("upset")) << "what was not named stays";
    set({QStringLiteral("--mood"), QString()});
    EXPECT_TRUE(at(card(), "mood").isNull());
    refused(2, "invalid-input", "customer set tom@quillmark.example");
    refused(2, "invalid-input", "customer set tom@quillmark.example --timezone Mars/Olympus");
    refused(2, "invalid-input", "customer set tom@quillmark.example --mood furious");
    refused(2, "invalid-input", "customer set nobody --note x");
}

TEST_F(CustomersContract, MergesTwoAddresses)
{
    const qint64 together =
        card()[QLatin1String("figures")][QLatin1String("tickets")].toInteger() +
        card("hugo@fennwick.example")[QLatin1String("figures")][QLatin1String("tickets")].toInteger();
    m_cli.must(words("customer merge hugo@fennwick.example tom@quillmark.example"));
    const QJsonObject whole = card("hugo@fennwick.example");
    EXPECT_EQ(at(whole, "address").toString(), QLatin1String(kTom));
    EXPECT_EQ(whole[QLatin1String("figures")][QLatin1String("tickets")].toInteger(), together);
    refused(2, "invalid-input", "customer merge tom@quillmark.example tom@quillmark.example");
    refused(2, "invalid-input", "customer merge tom@quillmark.example nobody");
}

TEST_F(CustomersContract, ExportsEverything)
{
    const QString folder = path("export");
    const QJsonObject exported = done(words("customer export tom@quillmark.example") << folder);
    const QJsonObject all = QJsonDocument::fromJson(read(folder + QStringLiteral("/customer.json"))).object();
    EXPECT_EQ(all[QLatin1String("customer")][QLatin1String("address")].toString(), QLatin1String(kTom));
    qint64 mails = 0;
    for (const QJsonValue &ticket : at(all, "tickets").toArray()) {
        expectTicket(ticket.toObject());
        for (const QJsonValue &entry : ticket[QLatin1String("timeline")].toArray())
            mails += entry[QLatin1String("kind")].toString() == QLatin1String("message") ? 1 : 0;
    }
    EXPECT_GT(mails, 0);
    EXPECT_EQ(at(exported, "messages").toInteger(), mails);
    EXPECT_EQ(QDir(folder).entryList({QStringLiteral("*.eml")}).size(), mails);
    refused(5, "not-found", words("customer export nobody@nowhere.example") << folder);
}

TEST_F(CustomersContract, EraseForgetsTheCardAndSaysWhatStays)
{
    set(words("--note secret-note --phone 12345 --mood upset --name Somebody"));
    const QJsonObject tom = card();
    const qint64 total = at(done("tickets --limit 1"), "total").toInteger();
    const QString n = QString::number(at(tom, "history").toArray().first()[QLatin1String("number")].toInteger());
    m_cli.must(words("ticket reply") << n << words("--text Hello --now"));
    refused(6, "refused-by-rule", "customer erase tom@quillmark.example");
    EXPECT_EQ(at(card(), "note").toString(), QStringLiteral("secret-note"));

    const QJsonObject report = done("customer erase tom@quillmark.example --yes");
    EXPECT_EQ(report[QLatin1String("erased")][QLatin1String("cards")].toArray().size(), 1);
    EXPECT_EQ(report[QLatin1String("erased")][QLatin1String("outbox")].toInteger(), 1);
    EXPECT_EQ(report[QLatin1String("kept")][QLatin1String("tickets")].toArray().size(),
              at(tom, "history").toArray().size());
    const QJsonArray mails = report[QLatin1String("kept")][QLatin1String("mails")].toArray();
    ASSERT_FALSE(mails.isEmpty());
    for (const QJsonValue &mail : mails) {
        EXPECT_EQ(mail[QLatin1String("mailbox")].toString(), QStringLiteral("support"));
        EXPECT_FALSE(mail[QLatin1String("folder")].toString().isEmpty());
        expectInteger(mail[QLatin1String("uid")]);
        EXPECT_TRUE(mail[QLatin1String("message_id")].isString());
    }
    const QJsonObject after = card();
    for (const char *name : {"note", "mood", "timezone"})
        EXPECT_TRUE(at(after, name).isNull()) << name;
    EXPECT_TRUE(at(after, "phones").toArray().isEmpty());
    EXPECT_TRUE(at(done("outbox list"), "outbox").toArray().isEmpty());
    EXPECT_EQ(at(done("tickets --limit 1"), "total").toInteger(), total) << "figures keep counting";
    m_cli.sync(); // the shared state is what the server has confirmed
    EXPECT_FALSE(m_cli.run(words("state-dump")).out.contains("secret-note"));
    m_cli.sync(QStringLiteral("rebuild"));
    EXPECT_TRUE(at(card(), "note").isNull()) << "also on a desk that reads the journal anew";
    EXPECT_TRUE(m_cli.isClean());
}

TEST_F(CustomersContract, EraseLeavesNobodyNamedWhomOnlyTheTeamNamed)
{
    const QLatin1String ghost("ghost@nowhere.example");
    const QString mailed = someTicket("customer:irina@velmora.example");
    const QString own = at(done(words("ticket show") << mailed), "requester")[QLatin1String("address")].toString();
    m_cli.must(words("ticket requester") << mailed << ghost << words("--name Casper"));
    // Given to him, and to somebody else since.
    const QString passed = someTicket("customer:tom@quillmark.example");
    m_cli.must(words("ticket requester") << passed << ghost << words("--name Casper"));
    m_cli.must(words("ticket requester") << passed << QLatin1String(kTom));
    m_cli.must(words("ticket new --channel phone --subject Rang --text x --requester") << ghost);
    m_cli.must(words("customer set") << ghost << words("--note x"));
    m_cli.sync();
    const QString called = someTicket("channel:phone customer:ghost@nowhere.example");

    const QJsonObject report = done(words("customer erase") << ghost << words("--yes"));
    EXPECT_EQ(report[QLatin1String("erased")][QLatin1String("requester")].toInteger(), 3);
    for (const bool anew : {false, true}) {
        m_cli.sync(anew ? QStringLiteral("rebuild") : QStringLiteral("sync"));
        for (const QString &ticket : {mailed, passed, called}) {
            const QByteArray shown = m_cli.run(words("ticket show") << ticket).out;
            EXPECT_FALSE(shown.contains("ghost@") || shown.contains("Casper")) << ticket.toStdString() << anew;
        }
        EXPECT_EQ(at(done(words("ticket show") << mailed), "requester")[QLatin1String("address")].toString(), own);
        EXPECT_TRUE(at(done("tickets --query customer:ghost@nowhere.example"), "tickets").toArray().isEmpty());
        EXPECT_FALSE(m_cli.run(words("state-dump")).out.contains("Casper"));
    }
    EXPECT_TRUE(m_cli.isClean());
}

TEST_F(CustomersContract, EraseWaitsForAnAnswerOnItsWay)
{
    const QString n = QString::number(at(card(), "history").toArray().first()[QLatin1String("number")].toInteger());
    m_cli.must(words("ticket reply") << n << words("--text Hello --send-at 2036-01-01T00:00:00Z"));
    refused(6, "refused-by-rule", "customer erase tom@quillmark.example --yes");
    refused(5, "not-found", "customer erase nobody@nowhere.example --yes");
}

#ifdef Q_OS_UNIX
/// Answers the question of `customer erase` at a terminal of its own; what it was asked, and the exit code.
std::pair<int, QByteArray> eraseAtATerminal(const QString &profile, const QString &address, const QByteArray &typed)
{
    const int master = ::posix_openpt(O_RDWR | O_NOCTTY);
    EXPECT_TRUE(master >= 0 && ::grantpt(master) == 0 && ::unlockpt(master) == 0);
    const int terminal = ::open(::ptsname(master), O_RDWR | O_NOCTTY);
    EXPECT_GE(terminal, 0);
    QProcess process;
    process.setChildProcessModifier([terminal] { ::dup2(terminal, STDIN_FILENO); });
    process.start(QStringLiteral(OTKLIK_CLI),
                  {QStringLiteral("--profile"), profile, QStringLiteral("customer"), QStringLiteral("erase"), address});
    EXPECT_EQ(::write(master, typed.constData(), size_t(typed.size())), typed.size());
    EXPECT_TRUE(process.waitForFinished(60000));
    ::close(terminal);
    ::close(master);
    return {process.exitCode(), process.readAllStandardError()};
}

TEST_F(CustomersContract, ErasingAsksAtATerminal)
{
    const QString address = QString::fromLatin1(kTom);
    set(words("--note likes-tea"));
    const auto note = [this] { return at(card(), "note").toString(); };
    for (const char *typed : {"no\n", "\n", "YES\n", "yes please\n"}) {
        const auto [code, said] = eraseAtATerminal(m_cli.profileDir(), address, typed);
        EXPECT_EQ(code, 6) << typed;
        EXPECT_TRUE(said.contains(address.toUtf8())) << said.toStdString();
        EXPECT_EQ(note(), QStringLiteral("likes-tea")) << typed;
    }
    const auto [code, said] = eraseAtATerminal(m_cli.profileDir(), address, "yes\n");
    EXPECT_EQ(code, 0) << said.toStdString();
    EXPECT_NE(note(), QStringLiteral("likes-tea"));
}
#endif

} // namespace
