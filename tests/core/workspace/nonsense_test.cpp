// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// Nonsense at each reply of a whole session, one reply after the other: the next rounds end as if there had been none.
// Each reply meets a quarter of the kinds; with OTKLIK_TRIALS all of them.
#include "core/workspace/replies.h"
#include "core/workspace/ticket_decisions.h"
#include "tests/core/workspace/account_engine_case.h"

#include <algorithm>
#include <string_view>

using namespace otklik;
using namespace otklik::workspace::test;
using otklik::test::FakeImapServer;
using otklik::test::MailboxLife;

namespace {

/// What is said at one reply. `{}` stands for the reply itself.
struct Nonsense
{
    const char *name;
    QByteArray text;
    bool endsThere = false; ///< the connection ends with it
};

const std::vector<Nonsense> &allNonsense()
{
    static const std::vector<Nonsense> all{
        {"bytes", "\xff\xfe}{)\"\x01 nonsense\r\n{}"},
        {"nul", QByteArray("\0\0\0\r\n", 5) + "{}"},
        {"parentheses", "* 1 FETCH (UID 4294967296 FLAGS ((\\Seen)\r\n{}"},
        {"numbers", "* 4294967296 EXISTS\r\n* -1 EXPUNGE\r\n* 0 FETCH (UID 0 FLAGS ())\r\n{}"},
        {"unasked continuation", "+ go on\r\n{}"},
        {"unknown tag", "ZZ99 OK done\r\n{}"},
        {"huge literal", "* 1 FETCH (UID 1 BODY[] {99999999999}\r\n{}", true},
        {"swallowing literal", "* 1 FETCH (UID 1 BODY[] {40}\r\n{}", true},
        {"instead", "* LIST (\\HasNoChildren \"/\" INBOX\r\n", true},
        {"long line", "* " + QByteArray(3 << 20, 'a') + "\r\n{}"},
        {"twice", "{}{}"},
        {"backwards", "* VANISHED (EARLIER) 9:3,*:1\r\n* ESEARCH (TAG \"nobody\") UID ALL 0,7:\r\n{}"},
    };
    return all;
}

/// A desk with a history, and what is new since: two mails, a note and an answer.
class Trial
{
public:
    Trial()
    {
        for (const QString &name : MailboxLife::readFolders())
            if (!server.mailbox.has(name))
                server.mailbox.create(name, name == kSent ? "\\Sent" : "");
        deliver(1);
        deliver(2);
        desk = std::make_unique<FakeDesk>(server, clock, QStringLiteral("Anna"), [](imap::ServerSettings &settings) {
            settings.answerLimit = std::chrono::milliseconds(300);
        });
    }
    /// What the first round leaves to do.
    void addNews()
    {
        const ticket::Key order = ticket::Key::ofContent(mail(1));
        ASSERT_OK(workspace::TicketDecisions(desk->desk()).changeTags(order, {QStringLiteral("late")}, {}));
        workspace::ReplyRequest request;
        request.ticket = order;
        request.text = QStringLiteral("On its way.");
        ASSERT_OK(workspace::Replies(desk->desk()).reply(request));
        deliver(3);
        deliver(4);
    }
    /// A round with nonsense at that reply; replies there were.
    int syncWith(const Nonsense &nonsense, int at)
    {
        int replies = 0;
        server.spoil = [&](QByteArray &reply) {
            if (replies++ != at)
                return false;
            reply = QByteArray(nonsense.text).replace("{}", reply);
            return nonsense.endsThere;
        };
        desk->sync();
        server.spoil = nullptr;
        return replies;
    }
    int countReplies() { return syncWith(allNonsense().front(), -1); }
    void syncWell()
    {
        clock.advance(std::chrono::hours(2));
        for (int round = 0; round < 2; ++round)
            EXPECT_TRUE(desk->sync()[QLatin1String("ok")].toBool());
    }
    /// The end, in words.
    [[nodiscard]] QStringList end()
    {
        QStringList all = desk->findings();
        const auto health = store::Ledger(desk->store().database()).health(QStringLiteral("support"));
        all << QStringLiteral("difference %1, pending %2").arg(health ? health->difference : -1).arg(desk->pending());
        all << QStringLiteral("%1 mails").arg(desk->store().messages().count().value_or(-1));
        all << QStringLiteral("%1 events").arg(desk->store().journal().eventCount().value_or(-1));
        for (const QString &name : {kInbox, kSent})
            all << QStringLiteral("%1: %2").arg(name).arg(server.mailbox.folder(name).mails.size());
        for (const int times : desk->carried())
            all << QStringLiteral("an answer left %1 times").arg(times);
        return all;
    }
    void deliver(int number) { server.mailbox.deliver(kInbox, mail(number), clock.now()); }

    otklik::test::FakeClock clock;
    FakeImapServer server{{"IMAP4rev1", "UIDPLUS", "IDLE", "CONDSTORE", "QRESYNC", "ENABLE", "ESEARCH", "LITERAL+"}};
    std::unique_ptr<FakeDesk> desk;
};

class NonsenseTest : public ::testing::TestWithParam<Nonsense>
{
protected:
    /// Whether this kind is said at that reply.
    static bool isTried(int at)
    {
        const auto kind = std::ranges::find(allNonsense(), std::string_view(GetParam().name),
                                            [](const Nonsense &one) { return std::string_view(one.name); }) -
                          allNonsense().begin();
        return (at + kind) % 4 == 0 || qEnvironmentVariableIntValue("OTKLIK_TRIALS") > 0;
    }
    /// The round after `prepare`, once for each of its replies.
    static void tryAtEachReply(void (*prepare)(Trial &))
    {
        Trial undisturbed;
        prepare(undisturbed);
        const int replies = undisturbed.countReplies();
        undisturbed.syncWell();
        const QStringList end = undisturbed.end();
        ASSERT_GT(replies, 10);
        for (int at = 0; at < replies; ++at) {
            if (!isTried(at))
                continue;
            SCOPED_TRACE(at);
            Trial trial;
            prepare(trial);
            EXPECT_GT(trial.syncWith(GetParam(), at), at);
            trial.syncWell();
            EXPECT_EQ(trial.end(), end);
        }
    }
};

} // namespace

TEST_P(NonsenseTest, AtEachReplyOfAFirstRoundChangesNothing)
{
    tryAtEachReply([](Trial &) {});
}

TEST_P(NonsenseTest, AtEachReplyWhileAnswersAndDecisionsLeaveChangesNothing)
{
    tryAtEachReply([](Trial &trial) {
        trial.syncWell();
        trial.addNews();
    });
}

INSTANTIATE_TEST_SUITE_P(All, NonsenseTest, ::testing::ValuesIn(allNonsense()),
                         [](const ::testing::TestParamInfo<Nonsense> &one) {
                             QString name = QString::fromLatin1(one.param.name);
                             return name.remove(QLatin1Char(' ')).toStdString();
                         });
namespace {

/// Spoils FETCH responses that have a whole mail, each time anew.
void spoilMails(Trial &trial, const std::function<void(QByteArray &)> &spoil)
{
    trial.server.spoil = [spoil](QByteArray &reply) {
        if (reply.contains(" BODY[] {"))
            spoil(reply);
        return false;
    };
}

} // namespace

/// A server that writes something odd into each FETCH, the same one each time: its mails are taken, and the first
/// twenty asked for twice.
TEST(OddFetch, IsTakenWhenItIsTheSameAgain)
{
    Trial trial;
    for (int number = 3; number <= 300; ++number)
        trial.deliver(number);
    int given = 0;
    spoilMails(trial, [&given](QByteArray &reply) {
        ++given;
        reply.replace("INTERNALDATE \"", "MODSEQ (5 INTERNALDATE \"");
    });
    EXPECT_TRUE(trial.desk->sync()[QLatin1String("ok")].toBool());
    EXPECT_EQ(trial.desk->store().messages().count().value_or(-1), 300);
    EXPECT_GE(given, 320);
    EXPECT_LT(given, 600);
    trial.server.spoil = nullptr;
    trial.syncWell();
    EXPECT_EQ(trial.desk->findings(), QStringList());
}

/// Two bodies in one response, another one each time: neither is the mail.
TEST(OddFetch, IsNotTakenForTheMailWhenItIsAnotherEachTime)
{
    Trial trial;
    int times = 0;
    spoilMails(trial, [&times](QByteArray &reply) {
        const QByteArray wrong = "Subject: No. " + QByteArray::number(++times) + "\r\n\r\n";
        reply.replace("BODY[] {", "BODY[] {" + QByteArray::number(wrong.size()) + "}\r\n" + wrong + " BODY[] {");
    });
    trial.desk->sync();
    EXPECT_GE(times, 4) << "each mail twice";
    EXPECT_EQ(trial.desk->store().messages().count().value_or(-1), 0);
    trial.server.spoil = nullptr;
    trial.syncWell();
    EXPECT_EQ(trial.desk->store().messages().count().value_or(-1), 2);
    const auto health = store::Ledger(trial.desk->store().database()).health(QStringLiteral("support"));
    ASSERT_OK(health);
    EXPECT_EQ(health->difference, 0);
}
