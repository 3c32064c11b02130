// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/snippet.h"
#include "core/store/word_folder.h"
#include "tests/support/expect_result.h"

using namespace otklik::store;

namespace {

std::string fold(const char *text)
{
    return WordFolder::ofThisThread().fold(QString::fromUtf8(text));
}

} // namespace

TEST(WordFolder, StemsBothLanguagesAndFoldsLetters)
{
    EXPECT_EQ(fold("Сайтами, САЙТА; сайты"), "сайт сайт сайт");
    EXPECT_EQ(fold("invoices Invoice INVOICED"), "invoic invoic invoic");
    EXPECT_EQ(fold("Ещё ещe"), fold("еще ещe"));
    EXPECT_EQ(fold("café"), fold("cafe"));
    EXPECT_EQ(fold("cafe\u0301"), fold("cafe"));
    EXPECT_EQ(fold("anna@desk.example #4182 k7f3q"), "anna desk exampl 4182 k7f3q");
    EXPECT_EQ(fold("日本語 𝒜b ÄÖ"), "日本語 𝒜b ao");
    EXPECT_EQ(fold(" .,- "), "");
}

TEST(WordFolder, WhatIsRememberedIsWhatTheStemmersSay)
{
    std::vector<std::string> words{std::string(31, 'b') + "s", std::string(30, 'b') + "s", "s"};
    for (int i = 0; i < 20000; ++i) { // more than it remembers
        std::string word;
        for (int rest = i; rest > 0; rest /= 20)
            word.push_back(static_cast<char>('b' + rest % 20));
        words.push_back(word + "ing");
    }
    WordFolder folder;
    std::vector<std::string> first;
    for (const std::string &word : words)
        first.push_back(folder.stem(word));
    for (size_t i = words.size(); i-- > 0;)
        ASSERT_EQ(folder.stem(words[i]), first[i]) << words[i];
    EXPECT_EQ(folder.stem("connections"), "connect");
}

TEST(WordFolder, AHalfTypedWordMeansEveryWordThatBeginsSo)
{
    WordFolder &folder = WordFolder::ofThisThread();
    const auto reaches = [&](const char *typed, const char *word) {
        const WordFolder::Typed meant = folder.typed(QString::fromUtf8(typed).toStdString());
        const std::string stem = folder.stem(QString::fromUtf8(word).toStdString());
        return std::any_of(meant.prefixes.begin(), meant.prefixes.end(),
                           [&](const std::string &p) { return stem.starts_with(p); }) ||
               std::find(meant.wholes.begin(), meant.wholes.end(), stem) != meant.wholes.end();
    };
    for (const char *word : {"универсальность", "сайтами", "оплаченного", "работает", "счёта", "invoices", "running",
                             "availability", "happy", "payments", "connections"}) {
        const auto folded = folder.words(QString::fromUtf8(word)).front();
        const QString text = QString::fromStdString(folded);
        int missed = 0;
        for (qsizetype length = 3; length <= text.size(); ++length)
            missed += reaches(text.left(length).toUtf8().constData(), folded.c_str()) ? 0 : 1;
        EXPECT_EQ(missed, 0) << word;
    }
    EXPECT_FALSE(reaches("canno", "can"));
    EXPECT_FALSE(reaches("сайт", "сад"));
}

TEST(Snippet, ShowsThePlaceOfTheWord)
{
    const QString text = QStringLiteral("Lorem ipsum dolor ").repeated(30) + QStringLiteral("оплатили счета вчера");
    const QString snippet = makeSnippet(text, QStringLiteral("счёт"));
    EXPECT_TRUE(snippet.contains(QStringLiteral("счета")));
    EXPECT_LE(snippet.size(), 170);
    EXPECT_TRUE(makeSnippet(text, QStringLiteral("nowhere")).startsWith(QStringLiteral("Lorem")));
}
