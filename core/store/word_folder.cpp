// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/word_folder.h"

#include <libstemmer.h>

#include <algorithm>

namespace otklik::store {

namespace {

constexpr size_t kRemembered = 8192; ///< a power of two

/// 0: separates words. 1: no letter of its own (a combining mark). Else the folded letter.
char16_t foldUnit(char16_t unit)
{
    if (unit < 0x80) {
        if (unit >= u'a' && unit <= u'z')
            return unit;
        if (unit >= u'A' && unit <= u'Z')
            return static_cast<char16_t>(unit + 32);
        return unit >= u'0' && unit <= u'9' ? unit : u'\0';
    }
    if (unit >= 0x430 && unit <= 0x44f)
        return unit;
    if (unit >= 0x410 && unit <= 0x42f)
        return static_cast<char16_t>(unit + 32);
    if (unit == 0x401 || unit == 0x451)
        return 0x435;
    const QChar letter(unit);
    if (letter.isMark())
        return 1;
    if (letter.isSurrogate())
        return unit;
    if (!letter.isLetterOrNumber())
        return 0;
    QChar lower = letter.toLower();
    if (const QString parts = lower.decomposition(); !parts.isEmpty() && lower.decompositionTag() == QChar::Canonical)
        lower = parts.at(0).toLower();
    return lower.unicode();
}

template<typename Function>
void forEachWord(QStringView text, Function &&function)
{
    std::u16string word;
    for (const QChar letter : text) {
        const char16_t folded = foldUnit(letter.unicode());
        if (folded > 1) {
            if (static_cast<qsizetype>(word.size()) < WordFolder::kWordLimit)
                word.push_back(folded);
        } else if (folded == 0 && !word.empty()) {
            function(word);
            word.clear();
        }
    }
    if (!word.empty())
        function(word);
}

void toUtf8(const std::u16string &word, std::string &utf8)
{
    utf8.clear();
    for (const char16_t unit : word) {
        if (unit >= 0x800) { // rare, and may be half of a pair
            utf8 = QStringView(word).toUtf8().toStdString();
            return;
        }
        if (unit >= 0x80)
            utf8.push_back(static_cast<char>(0xC0 | (unit >> 6)));
        utf8.push_back(static_cast<char>(unit < 0x80 ? unit : 0x80 | (unit & 0x3F)));
    }
}

size_t placeOf(const std::string &word)
{
    quint64 hash = 14695981039346656037ULL; // FNV-1a
    for (const char byte : word) {
        hash ^= static_cast<unsigned char>(byte);
        hash *= 1099511628211ULL;
    }
    return (hash ^ (hash >> 32)) & (kRemembered - 1);
}

bool isAsciiWord(const std::string &word)
{
    return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

/// UTF-8 of U+0430…U+044F begins with 0xD0 (а…п) or 0xD1 (р…я).
bool isCyrillicWord(const std::string &word)
{
    if (word.size() % 2 != 0)
        return false;
    for (size_t i = 0; i < word.size(); i += 2) {
        const auto lead = static_cast<unsigned char>(word[i]);
        if (lead != 0xD0 && lead != 0xD1)
            return false;
    }
    return true;
}

// What may follow a half-typed word: endings cut off by the stemmers, and their tails.
constexpr const char *kEnglishTails[] = {
    "e",    "s",   "d",  "g", "y",     "es", "ed", "ng",  "ing", "ly",   "er",    "ment",   "ent", "nt",  "t",   "ss",
    "ness", "ion", "on", "n", "ation", "al", "l",  "ity", "ty",  "lity", "ility", "bility", "le",  "ble", "able"};
constexpr const char *kRussianTails[] = {
    "а",   "я",    "о",   "е",     "и",    "ы",   "у",   "ю",  "й",    "м",   "х",   "в",   "ь",
    "т",   "ть",   "ти",  "ми",    "ами",  "ями", "ого", "го", "его",  "ому", "му",  "ему", "ов",
    "ев",  "ей",   "ой",  "ий",    "ый",   "ие",  "ые",  "ия", "ение", "ния", "ние", "ие",  "ость",
    "сть", "ости", "сти", "остью", "ться", "тся", "ся",  "ся", "лся",  "ла",  "ли",  "ло"};

} // namespace

void WordFolder::FreeStemmer::operator()(sb_stemmer *stemmer) const
{
    sb_stemmer_delete(stemmer);
}

WordFolder::WordFolder()
    : m_russian(sb_stemmer_new("russian", "UTF_8"))
    , m_english(sb_stemmer_new("english", "UTF_8"))
    , m_remembered(kRemembered)
{
    Q_ASSERT(m_russian && m_english);
}

WordFolder::~WordFolder() = default;

WordFolder &WordFolder::ofThisThread()
{
    thread_local WordFolder folder;
    return folder;
}

std::string_view WordFolder::snowball(sb_stemmer *stemmer, const std::string &word) const
{
    const auto *bytes = reinterpret_cast<const sb_symbol *>(word.data());
    const sb_symbol *stem = sb_stemmer_stem(stemmer, bytes, static_cast<int>(word.size()));
    if (!stem)
        return word; // out of memory inside Snowball
    return {reinterpret_cast<const char *>(stem), static_cast<size_t>(sb_stemmer_length(stemmer))};
}

void WordFolder::appendStem(const std::string &foldedWord, std::string &to)
{
    const bool english = isAsciiWord(foldedWord);
    if (!english && !isCyrillicWord(foldedWord)) {
        to += foldedWord;
        return;
    }
    Remembered &one = m_remembered[placeOf(foldedWord)];
    const std::string_view known(one.word, one.wordSize);
    if (known == foldedWord) {
        to.append(one.stem, one.stemSize);
        return;
    }
    const std::string_view stem = snowball(english ? m_english.get() : m_russian.get(), foldedWord);
    to += stem;
    if (foldedWord.size() > Remembered::kMost || stem.size() > Remembered::kMost)
        return;
    one.wordSize = static_cast<unsigned char>(foldedWord.copy(one.word, Remembered::kMost));
    one.stemSize = static_cast<unsigned char>(stem.copy(one.stem, Remembered::kMost));
}

std::string WordFolder::stem(const std::string &foldedWord)
{
    std::string stemmed;
    appendStem(foldedWord, stemmed);
    return stemmed;
}

std::string WordFolder::fold(QStringView text, qsizetype limit)
{
    std::string folded;
    folded.reserve(static_cast<size_t>(std::min(text.size(), limit)) + 16);
    std::string utf8;
    forEachWord(text.left(limit), [&](const std::u16string &word) {
        if (!folded.empty())
            folded.push_back(' ');
        toUtf8(word, utf8);
        appendStem(utf8, folded);
    });
    return folded;
}

std::vector<std::string> WordFolder::words(QStringView text)
{
    std::vector<std::string> found;
    forEachWord(text, [&](const std::u16string &word) { toUtf8(word, found.emplace_back()); });
    return found;
}

WordFolder::Typed WordFolder::typed(const std::string &foldedWord)
{
    Typed result;
    result.prefixes.push_back(foldedWord);
    const auto add = [&](const std::string &stemmed) {
        const bool covered = stemmed.size() < 2 || stemmed.compare(0, foldedWord.size(), foldedWord) == 0;
        if (!covered && std::find(result.wholes.begin(), result.wholes.end(), stemmed) == result.wholes.end())
            result.wholes.push_back(stemmed);
    };
    add(stem(foldedWord));
    if (isAsciiWord(foldedWord)) {
        for (const char *tail : kEnglishTails)
            add(stem(foldedWord + tail));
    } else if (isCyrillicWord(foldedWord)) {
        for (const char *tail : kRussianTails)
            add(stem(foldedWord + tail));
    }
    return result;
}

} // namespace otklik::store
