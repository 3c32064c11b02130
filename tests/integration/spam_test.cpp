// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// Our own mail before a spam filter: SpamAssassin with its default rules, without the network. Mails as they leave the
// program, on a demo profile; `scripts/trials spam` shows the scores.
#include "core/mime/message_parser.h"
#include "core/workspace/read_session.h"
#include "core/workspace/workspace.h"
#include "tests/support/expect_result.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <iostream>

using namespace otklik;
using namespace otklik::workspace;

namespace {

/// 5 is spam. Whoever filters is stricter than that by rules of his own; ours must give them nothing to begin with.
constexpr double kClean = 0.5;

struct Verdict
{
    double score = 100;
    QByteArray rules;
};

/// Unpacked by scripts/servers, or installed; none: the test is skipped.
class SpamAssassin
{
public:
    SpamAssassin()
    {
        const QString unpacked = QStringLiteral(OTKLIK_UNPACKED_SPAMASSASSIN);
        m_program = unpacked + QStringLiteral("/usr/bin/spamassassin");
        if (QFile::exists(m_program)) {
            m_root = unpacked;
            return;
        }
        m_program = QStandardPaths::findExecutable(QStringLiteral("spamassassin"));
    }
    [[nodiscard]] bool isHere() const { return !m_program.isEmpty() && QFile::exists(m_program); }
    [[nodiscard]] Verdict judge(const QByteArray &raw) const
    {
        QProcess filter;
        QStringList arguments{QStringLiteral("-T")};
        for (const QString &folder : libraries())
            arguments << QStringLiteral("-I") + folder;
        arguments << m_program << QStringLiteral("-L") << QStringLiteral("-t");
        if (!m_root.isEmpty())
            arguments << QStringLiteral("--configpath=") + m_root + QStringLiteral("/usr/share/spamassassin")
                      << QStringLiteral("--siteconfigpath=") + m_root + QStringLiteral("/etc/spamassassin");
        arguments << QStringLiteral("--prefspath=") + m_home.filePath(QStringLiteral("prefs"));
        QFile prefs(m_home.filePath(QStringLiteral("prefs")));
        EXPECT_TRUE(prefs.open(QIODevice::WriteOnly));
        prefs.close();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("HOME"), m_home.path());
        filter.setProcessEnvironment(environment);
        filter.start(QStringLiteral("perl"), arguments);
        filter.write(raw);
        filter.closeWriteChannel();
        EXPECT_TRUE(filter.waitForFinished(120000)) << filter.errorString().toStdString();
        return verdictOf(filter.readAllStandardOutput(), filter.readAllStandardError());
    }

private:
    [[nodiscard]] QStringList libraries() const
    {
        QStringList found;
        if (m_root.isEmpty())
            return found;
        found << m_root + QStringLiteral("/usr/share/perl5");
        const QDir lib(m_root + QStringLiteral("/usr/lib"));
        for (const QString &triplet : lib.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            for (const QString &version :
                 QDir(lib.filePath(triplet + QStringLiteral("/perl5"))).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
                found << lib.filePath(triplet + QStringLiteral("/perl5/") + version);
        return found;
    }
    /// "X-Spam-Status: No, score=-1.0 required=5.0 tests=A,B autolearn=…", folded.
    static Verdict verdictOf(const QByteArray &said, const QByteArray &errors)
    {
        const qsizetype at = said.indexOf("X-Spam-Status:");
        if (at < 0) {
            ADD_FAILURE() << said.left(2000).toStdString() << errors.left(2000).toStdString();
            return {};
        }
        QByteArray line = said.mid(at, said.indexOf("\n", said.indexOf("version=", at)) - at);
        line.replace("\n\t", "");
        const qsizetype score = line.indexOf("score=") + 6, tests = line.indexOf("tests=") + 6;
        return {line.mid(score, line.indexOf(' ', score) - score).toDouble(),
                line.mid(tests, line.indexOf("autolearn", tests) - tests).simplified().replace(" ", "")};
    }

    QString m_program, m_root;
    QTemporaryDir m_home;
};

class SpamTest : public ::testing::Test
{
protected:
    void SetUp() override
    {
        if (!m_filter.isHere())
            GTEST_SKIP() << "no SpamAssassin here: run scripts/servers, or install it";
        auto opened = Workspace::open(m_dir.filePath(QStringLiteral("profile")), m_clock);
        ASSERT_OK(opened);
        m_workspace = std::move(*opened);
        ASSERT_OK(m_workspace->makeDemo());
        sync();
        auto session = ReadSession::open(m_dir.filePath(QStringLiteral("profile")), m_clock);
        ASSERT_OK(session);
        m_session = std::move(*session);
    }
    void TearDown() override
    {
        if (!m_workspace)
            return;
        bool drained = false;
        m_workspace->stop([&drained] { drained = true; });
        await([&drained] { return drained; });
    }
    static void await(const std::function<bool()> &happened)
    {
        QDeadlineTimer limit(60000);
        while (!happened() && !limit.hasExpired())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
        ASSERT_TRUE(happened());
    }
    void sync()
    {
        bool done = false;
        m_workspace->syncOnce({}, [&done](const Result<QJsonObject> &report) {
            EXPECT_OK(report);
            done = true;
        });
        await([&done] { return done; });
    }
    /// An open ticket whose customer writes in the language.
    [[nodiscard]] ticket::Key ticketIn(QLocale::Language language) const
    {
        const auto page = m_session->tickets(QStringLiteral("is:unsolved"), ticket::SortOrder::Number, 200, {});
        EXPECT_OK(page);
        for (const ticket::TicketRow &row : page->rows) {
            const bool russian =
                std::any_of(row.subject.begin(), row.subject.end(), [](QChar c) { return c.unicode() >= 0x400; });
            const auto defaults = m_session->replyDefaults(row.key, {}, false);
            if (russian == (language == QLocale::Russian) && defaults && !defaults->answerTo.isNone())
                return row.key;
        }
        ADD_FAILURE() << "no ticket in that language";
        return {};
    }
    /// The mail as the customer's server has it: what left the program, below the line of the first server that took
    /// it.
    QByteArray sent(ReplyRequest request)
    {
        const auto row = m_workspace->reply(request);
        EXPECT_OK(row);
        if (!row)
            return {};
        sync();
        const auto outgoing = m_session->outbox();
        EXPECT_OK(outgoing);
        for (const OutboxItem &item : *outgoing) {
            if (item.id != *row)
                continue;
            EXPECT_EQ(item.state, ticket::SendState::Sent);
            const auto timeline = m_session->timeline(request.ticket);
            EXPECT_OK(timeline);
            for (const ticket::TimelineEntry &entry : *timeline)
                if (entry.messageId == item.messageId && !entry.message.isNone()) {
                    const auto raw = m_session->source(entry.message);
                    EXPECT_OK(raw);
                    return "Received: from mail.desk.example (mail.desk.example [93.184.216.34]) by mx.kunde.example "
                           "with ESMTPS id 4F2A;\r\n\t" +
                           m_clock.now().toUtc().toString(Qt::RFC2822Date).toLatin1() + "\r\n" + *raw;
                }
        }
        ADD_FAILURE() << "the answer is not in Sent";
        return {};
    }
    void expectClean(const char *what, const QByteArray &raw)
    {
        ASSERT_FALSE(raw.isEmpty()) << what;
        const Verdict verdict = m_filter.judge(raw);
        std::cout << what << ": " << verdict.score << " (" << verdict.rules.toStdString() << ")\n";
        EXPECT_LE(verdict.score, kClean) << what << ' ' << verdict.rules.toStdString() << '\n' << raw.toStdString();
    }

    SystemClock m_clock;
    QTemporaryDir m_dir;
    SpamAssassin m_filter;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<ReadSession> m_session;
};

/// A small picture, as a screenshot is one.
QByteArray picture()
{
    return QByteArray::fromBase64(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
        "rkJggg==");
}

TEST_F(SpamTest, TheFilterIsAwake)
{
    const Verdict gtube = m_filter.judge("From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\n\r\n"
                                         "XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X\r\n");
    EXPECT_GT(gtube.score, 900);
}

TEST_F(SpamTest, OurMailIsClean)
{
    const struct
    {
        QLocale::Language language;
        QString text, html;
    } letters[] = {
        {QLocale::English,
         QStringLiteral("Hello,\n\nyour domain points to our server again. It can take an hour until everybody sees "
                        "it.\n\nKind regards\nMaria\n"),
         QStringLiteral("<p>Hello,</p><p>your domain points to <b>our server</b> again. See <a "
                        "href=\"https://desk.example/dns\">the page about domains</a>:</p><ul><li>wait an hour</li><li>"
                        "open the page again</li></ul><p>Kind regards<br>Maria</p>")},
        {QLocale::Russian,
         QStringLiteral("Здравствуйте!\n\nВаш домен снова указывает на наш сервер. Может пройти час, пока это увидят "
                        "все.\n\nС уважением,\nМария\n"),
         QStringLiteral("<p>Здравствуйте!</p><p>Ваш домен снова указывает на <b>наш сервер</b>. Смотрите <a "
                        "href=\"https://desk.example/dns\">страницу о доменах</a>:</p><ul><li>подождите час</li><li>"
                        "откройте страницу снова</li></ul><p>С уважением,<br>Мария</p>")},
    };
    for (const auto &letter : letters) {
        const bool russian = letter.language == QLocale::Russian;
        const auto name = [russian](const char *what) { return std::string(what) + (russian ? ", ru" : ", en"); };
        ReplyRequest request;
        request.ticket = ticketIn(letter.language);
        request.ignoreWarnings = true;
        request.text = letter.text;
        expectClean(name("plain answer").c_str(), sent(request));
        request.html = letter.html;
        request.canned = QStringLiteral("dns");
        expectClean(name("rich answer with a canned response").c_str(), sent(request));
        request.attachments = {
            {russian ? QStringLiteral("снимок экрана.png") : QStringLiteral("screenshot.png"),
             QStringLiteral("image/png"), picture()},
            {QStringLiteral("server.log"), QStringLiteral("text/plain"), QByteArray("12:00 started\n").repeated(200)}};
        expectClean(name("answer with files").c_str(), sent(request));
        request.attachments.clear();
        request.html.clear();
        request.forward = true;
        request.to = {QStringLiteral("help@hoster.example")};
        expectClean(name("forward").c_str(), sent(request));
    }
}

} // namespace
