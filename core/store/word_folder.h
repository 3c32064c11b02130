// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct sb_stemmer;

namespace otklik::store {

/// Turns text into the words of the text index: lower case, ё = е, Latin letters without marks, then stemmed by
/// Snowball (Russian for words with Cyrillic letters, English for words of ASCII letters; others stay). The same is
/// done to what is searched for, so «сайт» finds «сайта». Remembers stems; not thread-safe: use `ofThisThread()`.
class WordFolder final
{
public:
    WordFolder();
    ~WordFolder();
    WordFolder(const WordFolder &) = delete;
    WordFolder &operator=(const WordFolder &) = delete;
    [[nodiscard]] static WordFolder &ofThisThread();

    /// Stemmed words in UTF-8, separated by single spaces. At most `limit` UTF-16 units of the text are read.
    [[nodiscard]] std::string fold(QStringView text, qsizetype limit = kTextLimit);
    /// The words of a text, folded but not stemmed.
    [[nodiscard]] std::vector<std::string> words(QStringView text);
    [[nodiscard]] std::string stem(const std::string &foldedWord);
    /// For search as typed. `prefixes`: every indexed word that begins so may be meant; `wholes`: stems of words that
    /// begin with what was typed though the stem itself does not («универсальнос» → «универсальн»).
    struct Typed
    {
        std::vector<std::string> prefixes;
        std::vector<std::string> wholes;
    };
    [[nodiscard]] Typed typed(const std::string &foldedWord);

    static constexpr qsizetype kTextLimit = 512 * 1024;
    static constexpr qsizetype kWordLimit = 48;

private:
    /// One cache line. Words that come often stay, since few others fall on their place.
    struct Remembered
    {
        static constexpr size_t kMost = 31;
        unsigned char wordSize = 0, stemSize = 0;
        char word[kMost], stem[kMost];
    };
    static_assert(sizeof(Remembered) == 64);

    void appendStem(const std::string &foldedWord, std::string &to);
    [[nodiscard]] std::string_view snowball(sb_stemmer *stemmer, const std::string &word) const;

    struct FreeStemmer
    {
        void operator()(sb_stemmer *stemmer) const;
    };
    std::unique_ptr<sb_stemmer, FreeStemmer> m_russian;
    std::unique_ptr<sb_stemmer, FreeStemmer> m_english;
    std::vector<Remembered> m_remembered;
};

} // namespace otklik::store
