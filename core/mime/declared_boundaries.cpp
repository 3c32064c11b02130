// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/declared_boundaries.h"

#include <algorithm>

namespace otklik::mime {

namespace {

// More than any mail has, and than RFC 2046 §5.1.1 allows: what goes beyond is not looked at for long.
constexpr qsizetype kMostBoundaries = 10000;
constexpr qsizetype kLongestBoundary = 200;
constexpr qsizetype kLongestHeader = 64 * 1024;

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

QByteArrayView behindBlanks(QByteArrayView text)
{
    while (!text.isEmpty() && isBlank(text.front()))
        text = text.sliced(1);
    return text;
}

QByteArrayView withoutLastBlanks(QByteArrayView text)
{
    while (!text.isEmpty() && isBlank(text.back()))
        text.chop(1);
    return text;
}

/// Up to the quote that ends it.
QByteArray unquoted(QByteArrayView text, bool &isEnded)
{
    QByteArray value;
    isEnded = false;
    for (qsizetype i = 0; i < text.size() && !isEnded; ++i) {
        isEnded = text[i] == '"';
        if (text[i] == '\\' && i + 1 < text.size())
            ++i;
        if (!isEnded)
            value += text[i];
    }
    return value;
}

/// Folded, in a charset, or an encoded word: the MIME parser makes something else of it.
bool isPlain(const QByteArray &value)
{
    return !value.contains("=?") &&
           std::all_of(value.begin(), value.end(), [](char c) { return c >= ' ' && c < 0x7f; });
}

} // namespace

void DeclaredBoundaries::declare(QByteArrayView contentType)
{
    constexpr char kName[] = "boundary";
    constexpr auto kLength = qsizetype(sizeof kName) - 1;
    m_anyDashes |= contentType.size() > kLongestHeader;
    for (qsizetype at = 0; at + kLength <= contentType.size() && !m_anyDashes; ++at)
        if ((contentType[at] == 'b' || contentType[at] == 'B') &&
            qstrnicmp(contentType.data() + at, kName, size_t(kLength)) == 0)
            declareValue(behindBlanks(contentType.sliced(at + kLength)));
}

void DeclaredBoundaries::declareValue(QByteArrayView rest)
{
    if (rest.isEmpty())
        return;
    // In pieces (RFC 2231 §3), or with a comment.
    if (rest.front() == '*' || rest.front() == '(') {
        m_anyDashes = true;
        return;
    }
    if (rest.front() != '=')
        return;
    rest = behindBlanks(rest.sliced(1));
    rest = rest.first(std::min(rest.size(), kLongestBoundary));
    const qsizetype end = rest.indexOf(';');
    bool isEnded = end >= 0 || rest.size() < kLongestBoundary;
    const QByteArray value = rest.startsWith('"') ? unquoted(rest.sliced(1), isEnded)
                                                  : rest.first(end < 0 ? rest.size() : end).toByteArray();
    const QByteArray boundary = withoutLastBlanks(value).toByteArray();
    m_boundaries.insert(boundary);
    m_anyDashes = !isEnded || boundary.startsWith('(') || !isPlain(boundary) || m_boundaries.size() > kMostBoundaries;
}

bool DeclaredBoundaries::isBetweenParts(QByteArrayView line) const
{
    if (!line.startsWith("--"))
        return false;
    const QByteArrayView name = withoutLastBlanks(line.sliced(2));
    return m_anyDashes || m_boundaries.contains(QByteArray::fromRawData(name.data(), name.size()));
}

} // namespace otklik::mime
