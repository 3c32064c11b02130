// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// Mails as no program should write them, each opened in the real window: shown as well as it can be, its source there,
// and nothing fetched from anywhere. With OTKLIK_MAIL_CORPUS also the HTML bodies collected there.
#include "tests/integration/bad_mails.h"
#include "ui/models/workspace_client.h"
#include "ui/shell/console.h"
#include "ui/shell/console_window.h"
#include "ui/shell/main_window.h"

#include <QAbstractItemView>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QHostAddress>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace otklik;

namespace {

/// Every way that a body has to ask for something elsewhere; @ is the server that must not be asked.
constexpr char kGreedyHtml[] =
    "<html><head><base href='http://@/'><meta http-equiv='refresh' content='0;url=http://@/r'>\n"
    "<link rel='stylesheet' href='http://@/a.css'><style>@import url(http://@/b.css);\n"
    "body { background-image: url(http://@/c.png) } .x { list-style-image: url(http://@/d.png) }</style>\n"
    "<script src='http://@/e.js'></script></head><body background='http://@/f.png' onload='fetch(0)'>\n"
    "<img src='http://@/h.png'><img src='//@/i.png'><img srcset='http://@/j.png 2x' src='k.png'><table "
    "background='http://@/l.png'>\n"
    "<tr><td style='background:url(http://@/m.png)'>text</td></tr></table><iframe src='http://@/n'></iframe>\n"
    "<object data='http://@/o'></object><embed src='http://@/p'><video poster='http://@/q.png' "
    "src='http://@/s.mp4'></video>\n"
    "<svg><image href='http://@/t.png'/></svg><input type='image' src='http://@/u.png'><ul class='x'><li>x</ul>\n"
    "<div style='position:fixed;top:0;left:0;width:100%;height:100%;z-index:9999'>over everything</div>\n"
    "<p>&#8238;gnp.exe&#8236; right to left</p></body></html>\n";

QByteArray htmlMail(const QByteArray &html)
{
    return "From: Someone <someone@kunde.test>\r\nTo: support@otklik.test\r\nSubject: "
           "=?utf-8?Q?=E2=80=AEltr_=E2=80=AC_page?=\r\n"
           "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
           html.toBase64();
}

} // namespace

class BadMailTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void eachIsShownWithItsSource();
    void cleanupTestCase();

private:
    void put(const QString &name, const QByteArray &raw);
    void putGreedyMails();
    [[nodiscard]] QByteArray sent(QByteArray html) const;
    void openDesk();
    void openTicket(const ticket::Key &key);

    QTemporaryDir m_folder;
    QTcpServer m_elsewhere;
    int m_asked = 0;
    int m_mails = 0;
    SystemClock m_clock;
    std::unique_ptr<ui::WorkspaceClient> m_client;
    ui::Theme m_theme;
    std::unique_ptr<ui::Console> m_console;
};

void BadMailTest::put(const QString &name, const QByteArray &raw)
{
    QFile file(m_folder.filePath(QStringLiteral("mail/new/%1.%2").arg(++m_mails).arg(name)));
    QVERIFY2(file.open(QIODevice::WriteOnly), qPrintable(file.fileName()));
    QCOMPARE(file.write(raw), raw.size());
}

QByteArray BadMailTest::sent(QByteArray html) const
{
    const QByteArray server = "127.0.0.1:" + QByteArray::number(m_elsewhere.serverPort());
    return html.replace('@', server);
}

void BadMailTest::putGreedyMails()
{
    put(QStringLiteral("greedy"), htmlMail(sent(kGreedyHtml)));
    put(QStringLiteral("long-line"), htmlMail("<p>" + QByteArray(5'000'000, 'x') + "</p>"));
    put(QStringLiteral("deep-html"), htmlMail(QByteArray("<div>").repeated(20'000) + "deep"));
    put(QStringLiteral("wide-table"), htmlMail("<table><tr>" + QByteArray("<td>1").repeated(5'000) + "</table>"));
    const QString corpus = qEnvironmentVariable("OTKLIK_MAIL_CORPUS");
    if (corpus.isEmpty())
        return;
    const QDir pages(corpus + QStringLiteral("/html"));
    for (const QString &name : pages.entryList({QStringLiteral("*.html")}, QDir::Files)) {
        QFile file(pages.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QString html = QString::fromLatin1(file.readAll());
        html.replace(QRegularExpression(QStringLiteral("(https?:)?//[A-Za-z0-9.-]+")),
                     QStringLiteral("http://127.0.0.1:%1").arg(m_elsewhere.serverPort()));
        put(QStringLiteral("page"), htmlMail(html.toLatin1()));
    }
}

void BadMailTest::initTestCase()
{
    QVERIFY(m_elsewhere.listen(QHostAddress::LocalHost));
    connect(&m_elsewhere, &QTcpServer::newConnection, this, [this] { ++m_asked; });
    for (const char *part : {"mail/new", "mail/cur", "mail/tmp"})
        QVERIFY(QDir(m_folder.path()).mkpath(QString::fromLatin1(part)));
    for (const test::BadMail &mail : test::badMails())
        put(QString::fromLatin1(mail.name).replace(QRegularExpression(QStringLiteral("[^A-Za-z0-9]")),
                                                   QStringLiteral("-")),
            mail.raw);
    putGreedyMails();
    openDesk();
}

void BadMailTest::openDesk()
{
    auto opened = ui::WorkspaceClient::open(m_folder.filePath(QStringLiteral("profile")), m_clock);
    QVERIFY(opened.has_value());
    m_client = std::move(*opened);
    auto made = m_client->order([](workspace::Workspace &w) {
        return w.initProfile(QStringLiteral("Maria Orlova"), QStringLiteral("maria@otklik.test"),
                             QStringLiteral("specialist"));
    });
    made.waitForFinished();
    QVERIFY(made.result().has_value());
    settings::AccountConfig account;
    account.name = QStringLiteral("support");
    account.address = QStringLiteral("support@otklik.test");
    account.kind = settings::AccountKind::Maildir;
    account.maildir = m_folder.filePath(QStringLiteral("mail"));
    auto added = m_client->request<void>([account](workspace::Workspace &w, std::function<void(Result<void>)> done) {
        w.addAccount(account, {}, std::move(done));
    });
    QTRY_VERIFY(added.isFinished());
    QVERIFY2(added.result().has_value(),
             qPrintable(added.result().has_value() ? QString() : added.result().error().detail));
    auto synced = m_client->request<QJsonObject>(
        [](workspace::Workspace &engine, auto done) { engine.syncOnce({}, std::move(done)); });
    QTRY_VERIFY_WITH_TIMEOUT(synced.isFinished(), 120000);
    QVERIFY(synced.result().has_value());
    m_theme.applyTo(*qApp);
    m_console = std::make_unique<ui::Console>(*m_client, m_theme, false);
    m_console->show();
    m_console->window()->frame().resize(1440, 900);
}

void BadMailTest::openTicket(const ticket::Key &key)
{
    ui::ConsoleWindow &window = *m_console->window();
    window.queue().setCurrent(key);
    // The last thing to come is the mail itself, from the pool.
    window.commands().run(QStringLiteral("message.source"));
    QDialog *shown = nullptr;
    const auto source = [&] {
        for (QDialog *dialog : window.frame().findChildren<QDialog *>(QStringLiteral("sourceDialog")))
            if (dialog->isVisible())
                shown = dialog;
        return shown;
    };
    QTRY_VERIFY_WITH_TIMEOUT(source(), 60000);
    QVERIFY(!shown->findChild<QPlainTextEdit *>(QStringLiteral("sourceText"))->toPlainText().isEmpty());
    shown->close();
    window.frame().grab(); // laid out and painted
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

void BadMailTest::eachIsShownWithItsSource()
{
    const auto page = m_client->read().tickets(QString(), ticket::SortOrder::Created, 500, QString());
    QVERIFY(page.has_value());
    QVERIFY(page->rows.size() > 20);
    qint64 seen = 0;
    QElapsedTimer whole;
    whole.start();
    qint64 longest = 0;
    QString slowest;
    for (const ticket::TicketRow &row : page->rows) {
        QElapsedTimer one;
        one.start();
        openTicket(row.key);
        if (QTest::currentTestFailed())
            QFAIL(qPrintable(QStringLiteral("#%1 %2").arg(row.number).arg(row.subject.left(80))));
        seen += row.messages;
        if (one.elapsed() > longest) {
            longest = one.elapsed();
            slowest = row.subject.left(60);
        }
    }
    qInfo("%lld mails on %d tickets in %lld ms; the slowest took %lld ms: %s", seen, int(page->rows.size()),
          whole.elapsed(), longest, qPrintable(slowest));
    QVERIFY(seen >= m_mails);
    QCOMPARE(m_asked, 0);
}

void BadMailTest::cleanupTestCase()
{
    m_console.reset();
    m_client.reset();
}

QTEST_MAIN(BadMailTest)
#include "bad_mail_test.moc"
