// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// Prints what writing costs; nothing is asserted about time. OTKLIK_SPEED_MAILS sets the number of mails.
#include "core/store/search.h"
#include "tests/core/store/store_fixture.h"

#include <QElapsedTimer>

#include <cmath>
#include <ctime>
#include <iostream>
#include <random>

using namespace otklik;
using namespace otklik::store;
using otklik::store::test::MailSpec;

namespace {

class WriterSpeedTest : public test::StoreTest
{
protected:
    static double cpu() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }
    /// A made-up word without a beginning that others share.
    static QString word(unsigned number, bool russian)
    {
        static const QString kRussian = QStringLiteral("аокитнрслем");
        static const QString kEnglish = QStringLiteral("aeotinrslmd");
        QString letters;
        for (const QChar digit : QString::number(number * 7919U))
            letters.prepend((russian ? kRussian : kEnglish).at(digit.digitValue()));
        return letters + (russian ? QStringLiteral("ами") : QStringLiteral("s"));
    }
    static QStringList typedTexts()
    {
        QStringList typed{QStringLiteral("hosting"), QStringLiteral("вопр")};
        for (const unsigned number : {1U, 20U, 300U, 4000U})
            for (const bool russian : {true, false})
                for (qsizetype length = 1; length <= word(number, russian).size(); ++length)
                    typed.append(word(number, russian).left(length));
        return typed;
    }
    static QString text(std::mt19937 &random)
    {
        QString words;
        for (auto i = 100 + random() % 900; i > 0; --i) {
            const auto number = static_cast<unsigned>(std::exp(static_cast<double>(random() % 1000) / 100.0));
            words += word(number, random() % 2 == 0) + QLatin1Char(' ');
        }
        return words;
    }
};

} // namespace

TEST_F(WriterSpeedTest, PrintsTheCostOfAFullSync)
{
    const int count =
        qEnvironmentVariableIsSet("OTKLIK_SPEED_MAILS") ? qEnvironmentVariableIntValue("OTKLIK_SPEED_MAILS") : 1000;
    constexpr int kBatch = 500;
    std::mt19937 random(4);
    double prepared = 0;
    double written = 0;
    double opened = 0;
    const QString attachment = QString::fromLatin1(QByteArray(12000, 'x'));
    for (int from = count; from > 0; from -= kBatch) {
        std::vector<NewMessage> batch;
        for (int i = from; i > std::max(0, from - kBatch); --i) {
            MailSpec spec{.id = QStringLiteral("m%1@x.example").arg(i)};
            spec.from = QStringLiteral("user%1@company%2.example").arg(random() % 3000).arg(random() % 400);
            spec.subject = QStringLiteral("Вопрос %1 about hosting").arg(i);
            spec.at = spec.at + std::chrono::seconds(i * 300);
            spec.text = text(random);
            if (i > 20 && random() % 2 == 0) {
                spec.references = {QStringLiteral("m%1@x.example").arg(i - 1 - static_cast<int>(random() % 20))};
                spec.out = random() % 2 == 0;
            }
            const double start = cpu();
            batch.push_back(test::newMessage(spec, m_inbox, static_cast<quint32>(i)));
            prepared += cpu() - start;
        }
        const double start = cpu();
        ASSERT_OK(m_store->takeMails(batch, std::nullopt));
        written += cpu() - start;
    }
    const double start = cpu();
    for (;;) {
        const auto unopened = m_store->journal().unopenedTickets(500);
        ASSERT_OK(unopened);
        if (unopened->empty())
            break;
        std::vector<journal::Op> ops;
        for (const UnopenedTicket &ticket : *unopened)
            ops.push_back({QStringLiteral("ticket.opened"),
                           ticket.key.object(),
                           {{QStringLiteral("message"), QString::fromLatin1(ticket.key.hex())},
                            {QStringLiteral("message_id"), ticket.messageId},
                            {QStringLiteral("subject"), ticket.subject},
                            {QStringLiteral("requester"), ticket.requester},
                            {QStringLiteral("channel"), QStringLiteral("mail")}},
                           {}});
        ASSERT_OK(m_store->decide(ops, QStringLiteral("anna@desk.example"), m_context.now, QStringLiteral("Opened.")));
    }
    opened = cpu() - start;
    const double confirming = cpu();
    ASSERT_OK(m_store->confirmPendingLocally());
    std::cout << "[ timing   ] " << count << " mails: pool " << prepared << " s, writer " << written << " s, opening "
              << opened << " s, confirming " << cpu() - confirming << " s of CPU; " << tickets().size() << " tickets\n";
    std::vector<double> times;
    for (const QString &typed : typedTexts()) {
        QElapsedTimer timer;
        timer.start();
        ASSERT_OK(Search(m_store->database()).search({.text = typed, .limit = 20}));
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(times.begin(), times.end());
    std::cout << "[ timing   ] search as typed, ranked: median " << times[times.size() / 2] << " ms, worst "
              << times.back() << " ms\n";
}
