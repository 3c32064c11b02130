// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>

#include <optional>
#include <vector>

namespace otklik::test {

/// A word of a command.
struct FakeWord
{
    enum class Kind { Atom, String, Open, Close };
    Kind kind = Kind::Atom;
    QByteArray text; ///< of an atom with brackets, brackets and what is in them included

    [[nodiscard]] bool is(const char *atom) const
    {
        return kind == Kind::Atom && text.compare(atom, Qt::CaseInsensitive) == 0;
    }
};

/// Reads the words of one command from left to right. Nothing of our client's code is in it.
class FakeCommand final
{
public:
    explicit FakeCommand(std::vector<FakeWord> words)
        : m_words(std::move(words))
    {
    }
    [[nodiscard]] bool atEnd() const { return m_at >= m_words.size(); }
    [[nodiscard]] const FakeWord &peek() const;
    FakeWord take();
    bool takeAtom(const char *atom);
    bool takeOpen();
    bool takeClose();
    /// The words of a list, inner lists flattened, without the outer parentheses; empty when none is next.
    QByteArrayList list();

private:
    std::vector<FakeWord> m_words;
    std::size_t m_at = 0;
};

/// Cuts what a client sends into commands, literals in place.
class FakeCommandReader final
{
public:
    void feed(const QByteArray &bytes) { m_input += bytes; }
    /// The words of the next whole command. Nothing: more bytes are needed. `goAhead` is set when the client waits for
    /// a "+".
    [[nodiscard]] std::optional<std::vector<FakeWord>> next(bool *goAhead);
    /// A whole line as it stands, for what is no command (DONE).
    [[nodiscard]] std::optional<QByteArray> line();
    [[nodiscard]] bool isEmpty() const { return m_input.isEmpty(); }
    /// Literals that were sent without waiting since the last call: their sizes.
    [[nodiscard]] std::vector<qsizetype> takeUnaskedLiterals() { return std::exchange(m_unasked, {}); }
    [[nodiscard]] qsizetype longestLine() const { return m_longestLine; }

private:
    QByteArray m_input;
    qsizetype m_granted = 0; ///< literals of the command at the front that were told to come
    std::vector<qsizetype> m_unasked;
    qsizetype m_longestLine = 0;
};

} // namespace otklik::test
