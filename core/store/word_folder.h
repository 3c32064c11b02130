// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

struct sb_stemmer;

namespace otklik::store {

/// Turns text into the words of the text index: lower case, ё = е, Latin letters without marks, then stemmed by
/// Snowball (Russian for words with Cyrillic letters, English for words of ASCII letters; others stay). The same is
/// done to what is searched for, so «сайт» finds «сайта». Keeps the stems it has seen; not thread-safe: use
/// `ofThisThread()`.
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
    [[nodiscard]] const std::string &stem(const std::string &foldedWord);
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
    [[nodiscard]] std::string snowball(sb_stemmer *stemmer, const std::string &word) const;

    struct FreeStemmer
    {
        void operator()(sb_stemmer *stemmer) const;
    };
    std::unique_ptr<sb_stemmer, FreeStemmer> m_russian;
    std::unique_ptr<sb_stemmer, FreeStemmer> m_english;
    std::unordered_map<std::string, std::string> m_stems;
};

} // namespace otklik::store
