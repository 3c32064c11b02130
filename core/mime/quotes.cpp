// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/quotes.h"

#include <QRegularExpression>
#include <QStringList>

namespace otklik::mime {

namespace {

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

bool matches(const QString &line, const QRegularExpression &expression)
{
    return expression.match(line).hasMatch();
}

constexpr auto kOptions = QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption;

bool isQuoteLine(const QString &line)
{
    static const QRegularExpression quote(QStringLiteral("^\\s{0,3}(?:[\\w]{0,3}>)"), kOptions);
    return matches(line, quote);
}

/// "On 3 March, Irina wrote:", «3 марта … пишет:», "Am … schrieb …:", and the like.
bool isAttribution(const QString &line)
{
    static const QRegularExpression attribution(
        QStringLiteral("^\\s*(?:on\\b.{3,180}\\bwrote\\s*:?|.{3,180}\\b(?:wrote|пишет|писал|писала|написал|написала|"
                       "написал\\(а\\)|schrieb|a écrit|escribió)\\s*:)\\s*$"),
        kOptions);
    static const QRegularExpression dated(QStringLiteral("^\\s*\\d{1,2}[ ./-].{6,160}<[^<>@\\s]+@[^<>\\s]+>\\s*:\\s*$"),
                                          kOptions);
    return matches(line, attribution) || matches(line, dated);
}

/// Start of a quoted original without marks in front of its lines (Outlook and its relatives).
bool isOriginalHeader(const std::vector<QString> &lines, std::size_t at)
{
    static const QRegularExpression rule(
        QStringLiteral("^\\s*-{2,}\\s*(?:original message|forwarded message|исходное сообщение|пересылаемое "
                       "сообщение|ursprüngliche nachricht|reply message)\\s*-{2,}"),
        kOptions);
    static const QRegularExpression from(QStringLiteral("^\\s*\\*?(?:from|от|von|de)\\s*:\\*?\\s*\\S"), kOptions);
    static const QRegularExpression other(
        QStringLiteral("^\\s*\\*?(?:sent|date|to|subject|отправлено|дата|кому|тема|gesendet|an|betreff)\\s*:"),
        kOptions);
    if (matches(lines[at], rule))
        return true;
    if (!matches(lines[at], from))
        return false;
    int others = 0;
    for (std::size_t i = at + 1; i < lines.size() && i < at + 6; ++i)
        others += matches(lines[i], other) ? 1 : 0;
    return others >= 2;
}

bool isSignatureStart(const QString &line)
{
    static const QRegularExpression mobile(
        QStringLiteral("^\\s*(?:sent from my |отправлено с |отправлено из |get outlook for |von meinem )"), kOptions);
    QString bare = line;
    while (bare.endsWith(QLatin1Char('\n')) || bare.endsWith(QLatin1Char('\r')))
        bare.chop(1);
    return bare == QLatin1String("-- ") || bare == QLatin1String("--") || matches(line, mobile);
}

bool isBlank(const QString &line)
{
    return line.trimmed().isEmpty();
}

std::vector<BlockKind> classify(const std::vector<QString> &lines)
{
    std::vector<BlockKind> kinds(lines.size(), BlockKind::Body);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (isOriginalHeader(lines, i)) {
            std::fill(kinds.begin() + qsizetype(i), kinds.end(), BlockKind::Quote);
            break;
        }
        if (isQuoteLine(lines[i])) {
            kinds[i] = BlockKind::Quote;
        } else if (isAttribution(lines[i])) {
            kinds[i] = BlockKind::Attribution;
        } else if (i + 1 < lines.size() && lines[i].trimmed().startsWith(QLatin1String("On "), Qt::CaseInsensitive) &&
                   isAttribution(lines[i].trimmed() + QLatin1Char(' ') + lines[i + 1])) {
            kinds[i] = kinds[i + 1] = BlockKind::Attribution;
            ++i;
        } else if (isSignatureStart(lines[i])) {
            // A signature ends where quoted text begins again.
            for (;
                 i < lines.size() && !isQuoteLine(lines[i]) && !isAttribution(lines[i]) && !isOriginalHeader(lines, i);
                 ++i)
                kinds[i] = BlockKind::Signature;
            --i;
        }
    }
    return kinds;
}

/// Blank lines belong to what stands around them, an attribution counts only in front of a quote.
void settle(const std::vector<QString> &lines, std::vector<BlockKind> &kinds)
{
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (kinds[i] != BlockKind::Attribution)
            continue;
        std::size_t next = i + 1;
        while (next < lines.size() && (kinds[next] == BlockKind::Attribution || isBlank(lines[next])))
            ++next;
        if (next >= lines.size() || kinds[next] != BlockKind::Quote)
            kinds[i] = BlockKind::Body;
    }
    for (std::size_t i = 1; i < lines.size(); ++i)
        if (isBlank(lines[i]) && kinds[i] == BlockKind::Body && kinds[i - 1] == BlockKind::Quote)
            kinds[i] = BlockKind::Quote;
}

} // namespace

std::vector<TextBlock> splitQuotes(const QString &text)
{
    const std::vector<QString> lines = linesOf(text);
    std::vector<BlockKind> kinds = classify(lines);
    settle(lines, kinds);
    std::vector<TextBlock> blocks;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (blocks.empty() || blocks.back().kind != kinds[i])
            blocks.push_back({kinds[i], {}});
        blocks.back().text += lines[i];
    }
    return blocks;
}

} // namespace otklik::mime
