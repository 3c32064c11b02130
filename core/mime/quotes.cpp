// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/quotes.h"

#include "core/mime/quote_marks.h"

#include <optional>

namespace otklik::mime {

namespace {

/// A signature behind a bare "--" is short; more is text with a line of dashes in it.
constexpr std::size_t kMostSignatureLines = 20;

std::vector<QString> linesOf(const QString &text)
{
    std::vector<QString> lines;
    qsizetype start = 0;
    while (start < text.size()) {
        const qsizetype end = text.indexOf(QLatin1Char('\n'), start);
        const qsizetype next = end < 0 ? text.size() : end + 1;
        lines.push_back(text.mid(start, next - start));
        start = next;
    }
    return lines;
}

class Splitter
{
public:
    explicit Splitter(std::vector<QString> lines)
        : m_lines(std::move(lines))
        , m_kinds(m_lines.size(), BlockKind::Body)
        , m_begins(m_lines.size())
    {
    }

    std::vector<TextBlock> split()
    {
        classify();
        settle();
        std::vector<TextBlock> blocks;
        for (std::size_t i = 0; i < m_lines.size(); ++i) {
            if (blocks.empty() || blocks.back().kind != m_kinds[i])
                blocks.push_back({m_kinds[i], {}});
            blocks.back().text += m_lines[i];
        }
        return blocks;
    }

private:
    void classify()
    {
        std::size_t i = 0;
        while (i < m_lines.size()) {
            if (isBlank(m_lines[i]))
                ++i;
            else if (isQuotedOriginal(m_lines, i))
                return static_cast<void>(mark(withRule(i), m_lines.size(), BlockKind::Quote));
            else if (isQuoteLine(m_lines[i]))
                i = mark(i, i + 1, BlockKind::Quote);
            else if (const std::size_t length = attributionLength(m_lines, i))
                i = mark(i, i + length, BlockKind::Attribution);
            else if (isSignatureMark(m_lines[i]))
                i = markSignature(i);
            else if (isMobileSignature(m_lines[i]))
                i = markParagraph(i);
            else
                ++i;
        }
    }

    std::size_t mark(std::size_t from, std::size_t to, BlockKind kind)
    {
        std::fill(m_kinds.begin() + qsizetype(from), m_kinds.begin() + qsizetype(to), kind);
        return to;
    }

    /// The line that Outlook draws above an original belongs to it.
    [[nodiscard]] std::size_t withRule(std::size_t at) const
    {
        std::size_t above = at;
        while (above > 0 && isBlank(m_lines[above - 1]))
            --above;
        return above > 0 && isRule(m_lines[above - 1]) ? above - 1 : at;
    }

    /// A signature ends where quoted text begins again.
    std::size_t markSignature(std::size_t at)
    {
        const bool proper = m_lines[at].startsWith(QLatin1String("-- "));
        const std::size_t last = proper ? m_lines.size() : std::min(m_lines.size(), at + kMostSignatureLines + 1);
        std::size_t end = at + 1;
        while (end < last && !beginsOthersWords(end))
            ++end;
        return proper || end - at <= kMostSignatureLines ? mark(at, end, BlockKind::Signature) : at + 1;
    }

    /// Asked again and again for the same lines by texts full of signature marks.
    bool beginsOthersWords(std::size_t at)
    {
        if (!m_begins[at])
            m_begins[at] =
                isQuoteLine(m_lines[at]) || attributionLength(m_lines, at) > 0 || isQuotedOriginal(m_lines, at);
        return *m_begins[at];
    }

    std::size_t markParagraph(std::size_t at)
    {
        std::size_t end = at + 1;
        while (end < m_lines.size() && end < at + 3 && !isBlank(m_lines[end]) && !beginsOthersWords(end))
            ++end;
        while (end < m_lines.size() && isBlank(m_lines[end]))
            ++end;
        return mark(at, end, BlockKind::Signature);
    }

    /// What follows an attribution decides what it is: marked lines are its quote; when no line below is marked,
    /// everything below is; else it was a sentence of the writer. A mail that begins with one has its answer below.
    void settle()
    {
        const std::size_t marked = endOfMarkedLines();
        bool ownWords = false;
        for (std::size_t i = 0; i < m_lines.size(); ++i) {
            ownWords |= m_kinds[i] == BlockKind::Body && !isBlank(m_lines[i]);
            if (m_kinds[i] != BlockKind::Attribution)
                continue;
            std::size_t end = i;
            while (end < m_lines.size() && m_kinds[end] == BlockKind::Attribution)
                ++end;
            const bool quoted = isQuoteBelow(end);
            const bool alone = !quoted && marked <= end && isDatedAttribution(m_lines, i, end);
            if (alone && ownWords) {
                mark(end, m_lines.size(), BlockKind::Quote);
                break;
            }
            if (!quoted && !alone)
                mark(i, end, BlockKind::Body);
            ownWords |= !quoted;
            i = end - 1;
        }
        for (std::size_t i = 1; i < m_lines.size(); ++i)
            if (isBlank(m_lines[i]) && m_kinds[i] == BlockKind::Body && m_kinds[i - 1] != BlockKind::Body)
                m_kinds[i] = m_kinds[i - 1];
    }

    [[nodiscard]] bool isQuoteBelow(std::size_t at) const
    {
        // One paragraph mark may stand between; a page of nothing is no link between the two.
        for (std::size_t i = at; i < m_lines.size() && i < at + 8; ++i)
            if (m_kinds[i] != BlockKind::Body || !isBlank(m_lines[i]))
                return m_kinds[i] == BlockKind::Quote;
        return false;
    }

    [[nodiscard]] std::size_t endOfMarkedLines() const
    {
        std::size_t end = m_lines.size();
        while (end > 0 && !isQuoteLine(m_lines[end - 1]))
            --end;
        return end;
    }

    std::vector<QString> m_lines;
    std::vector<BlockKind> m_kinds;
    std::vector<std::optional<bool>> m_begins;
};

} // namespace

std::vector<TextBlock> splitQuotes(const QString &text)
{
    return Splitter(linesOf(text)).split();
}

} // namespace otklik::mime
