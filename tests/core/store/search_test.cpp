// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/doctor.h"
#include "core/store/search.h"
#include "tests/core/store/store_fixture.h"

using namespace otklik;
using namespace otklik::store;
using otklik::store::test::MailSpec;

namespace {

class SearchTest : public test::StoreTest
{
protected:
    void SetUp() override
    {
        StoreTest::SetUp();
        const std::vector<std::pair<QString, QString>> mails{
            {QStringLiteral("Не работает форма"), QStringLiteral("На странице нашего сайта ошибка, счёт не приходит")},
            {QStringLiteral("Two invoices"), QStringLiteral("We received both invoices and the payment failed")},
            {QStringLiteral("Сайты"), QStringLiteral("Перенесите оба сайта на новый хостинг")},
            {QStringLiteral("Other"), QStringLiteral("nothing of interest here")}};
        std::vector<MailSpec> specs;
        for (size_t i = 0; i < mails.size(); ++i) {
            MailSpec spec{.id = QStringLiteral("s%1@x.example").arg(i)};
            spec.subject = mails[i].first;
            spec.text = mails[i].second;
            spec.at = spec.at + std::chrono::hours(i);
            specs.push_back(spec);
        }
        take(specs);
    }
    QStringList find(const QString &text, bool asTyped = true, bool newestFirst = true)
    {
        Search search(m_store->database(), [this](const QByteArray &raw) {
            ++m_parsed;
            return QString::fromUtf8(raw.mid(raw.indexOf("\r\n\r\n") + 4));
        });
        const auto answer = search.search({.text = text,
                                           .customers = false,
                                           .answers = false,
                                           .limit = 50,
                                           .asTyped = asTyped,
                                           .newestFirst = newestFirst});
        EXPECT_OK(answer);
        QStringList titles;
        for (const Hit &hit : answer->hits) {
            titles.append(hit.title);
            m_snippets.append(hit.snippet);
        }
        return titles;
    }
    QStringList m_snippets;
    int m_parsed = 0;
};

} // namespace

TEST_F(SearchTest, FindsInflectionsOfBothLanguages)
{
    for (const char *text : {"сайт", "САЙТЫ", "сайтами", "сайтов"})
        EXPECT_EQ(find(QString::fromUtf8(text)),
                  (QStringList{QStringLiteral("Сайты"), QStringLiteral("Не работает форма")}))
            << text;
    EXPECT_EQ(find(QStringLiteral("invoice")), QStringList{QStringLiteral("Two invoices")});
    EXPECT_EQ(find(QStringLiteral("payments")), QStringList{QStringLiteral("Two invoices")});
    EXPECT_EQ(find(QStringLiteral("счет")), QStringList{QStringLiteral("Не работает форма")});
}

TEST_F(SearchTest, FindsAsTyped)
{
    const QString word = QStringLiteral("хостинг");
    for (qsizetype length = 2; length <= word.size(); ++length)
        EXPECT_EQ(find(word.left(length)), QStringList{QStringLiteral("Сайты")}) << length;
    EXPECT_EQ(find(QStringLiteral("сайт ошиб")), QStringList{QStringLiteral("Не работает форма")});
    EXPECT_TRUE(find(QStringLiteral("ошиб"), false).isEmpty());
}

TEST_F(SearchTest, PhrasesRankingSendersAndHostileText)
{
    EXPECT_EQ(find(QStringLiteral("\"новый хостинг\"")), QStringList{QStringLiteral("Сайты")});
    EXPECT_TRUE(find(QStringLiteral("\"хостинг новый\"")).isEmpty());
    // the word in the subject ranks first
    EXPECT_EQ(find(QStringLiteral("сайт"), true, false).value(0), QStringLiteral("Сайты"));
    EXPECT_EQ(find(QStringLiteral("ivan@acme.example")).size(), 4);
    for (const char *text : {"\"", "* AND (", "NEAR(a b)", "subject:сайт", "^сайт", "сайт\"", "-сайт", "\\"})
        static_cast<void>(find(QString::fromUtf8(text))); // find() expects no error
    EXPECT_TRUE(find(QStringLiteral("   ")).isEmpty());
}

TEST_F(SearchTest, SnippetsShowTheWord)
{
    find(QStringLiteral("ошибка"));
    ASSERT_EQ(m_snippets.size(), 1);
    EXPECT_TRUE(m_snippets.front().contains(QStringLiteral("ошибка")));
    EXPECT_EQ(m_parsed, 0) << "the preview has it";

    MailSpec longer{.id = QStringLiteral("long@x.example"), .subject = QStringLiteral("Длинное")};
    longer.text = QStringLiteral("Слова и слова. ").repeated(50) + QStringLiteral("И сертификат истёк. ") +
                  QStringLiteral("Ещё слова. ").repeated(50);
    take({longer});
    find(QStringLiteral("сертификата"));
    ASSERT_EQ(m_snippets.size(), 2);
    EXPECT_TRUE(m_snippets.back().contains(QStringLiteral("сертификат"))) << m_snippets.back().toStdString();
    EXPECT_EQ(m_parsed, 1);
}

TEST_F(SearchTest, WordsOfAQueryFindTickets)
{
    EXPECT_EQ(tickets(QStringLiteral("сайт")).size(), 2U);
    EXPECT_EQ(tickets(QStringLiteral("сайт -хостинг")).size(), 1U);
    EXPECT_EQ(tickets(QStringLiteral("\"payment failed\"")).size(), 1U);
}

TEST_F(SearchTest, TheDoctorFindsAndMendsWhatIsBroken)
{
    Doctor doctor(*m_store, [](const QByteArray &raw) {
        mime::Message mail;
        mail.text = QString::fromUtf8(raw);
        return mail;
    });
    const auto well = doctor.examine(false);
    ASSERT_OK(well);
    for (const Finding &finding : *well)
        EXPECT_TRUE(finding.isWell()) << finding.check.toStdString() << ": " << finding.detail.toStdString();
    const QByteArray expected = dump();
    auto &db = m_store->database().connection();
    ASSERT_OK(db.execute("UPDATE ticket SET status=4, assignee='nobody@x' WHERE id=1;"
                         "UPDATE view_count SET tickets=tickets+1; UPDATE message SET ticket=NULL WHERE rowid IN "
                         "(SELECT min(id) FROM message);"
                         "INSERT INTO search(search) VALUES('delete-all')"));
    const auto ill = doctor.examine(true);
    ASSERT_OK(ill);
    int found = 0;
    for (const Finding &finding : *ill)
        found += finding.repaired ? 1 : 0;
    EXPECT_EQ(found, 4);
    EXPECT_EQ(dump(), expected);
    EXPECT_EQ(find(QStringLiteral("хостинг")).size(), 1);
    const auto again = doctor.examine(false);
    ASSERT_OK(again);
    for (const Finding &finding : *again)
        EXPECT_TRUE(finding.isWell()) << finding.check.toStdString() << ": " << finding.detail.toStdString();
}
