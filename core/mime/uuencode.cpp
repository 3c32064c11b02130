// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/uuencode.h"

#include <optional>

namespace otklik::mime {

namespace {

struct Line
{
    QByteArrayView text; ///< without its line end
    qsizetype next = 0;
};

Line lineAt(const QByteArray &text, qsizetype at)
{
    const qsizetype newline = text.indexOf('\n', at);
    const qsizetype end = newline < 0 ? text.size() : newline;
    QByteArrayView line = QByteArrayView(text).sliced(at, end - at);
    if (line.endsWith('\r'))
        line.chop(1);
    return {line, newline < 0 ? text.size() : newline + 1};
}

/// "begin 644 name"
QByteArray beginName(QByteArrayView line)
{
    if (!line.startsWith("begin ") || line.size() < 11)
        return {};
    qsizetype at = 6;
    while (at < line.size() && line[at] >= '0' && line[at] <= '7')
        ++at;
    if (at < 9 || at > 10 || at >= line.size() || line[at] != ' ')
        return {};
    return line.sliced(at + 1).toByteArray().trimmed();
}

/// Appends what a line carries; false when it is no line of uuencode.
bool decodeLine(QByteArrayView line, QByteArray &bytes)
{
    if (line.isEmpty())
        return false;
    const int count = (line[0] - ' ') & 0x3f;
    const qsizetype needed = (count + 2) / 3 * 4;
    // Trailing spaces are lost on the way, one check character may follow.
    if (line[0] < ' ' || line[0] > '`' || line.size() > needed + 3)
        return false;
    const auto sixBits = [line](qsizetype i) { return i < line.size() ? (line[i] - ' ') & 0x3f : 0; };
    for (qsizetype i = 1; i < line.size(); ++i)
        if (line[i] < ' ' || line[i] > '`')
            return false;
    const qsizetype end = bytes.size() + count;
    for (qsizetype i = 1; i <= needed; i += 4) {
        bytes += char(sixBits(i) << 2 | sixBits(i + 1) >> 4);
        bytes += char((sixBits(i + 1) & 15) << 4 | sixBits(i + 2) >> 2);
        bytes += char((sixBits(i + 2) & 3) << 6 | sixBits(i + 3));
    }
    bytes.truncate(end);
    return true;
}

std::optional<UuFile> fileAt(const QByteArray &text, qsizetype start)
{
    const Line first = lineAt(text, start);
    UuFile file;
    file.name = beginName(first.text);
    if (file.name.isEmpty())
        return std::nullopt;
    for (qsizetype at = first.next; at < text.size();) {
        const Line line = lineAt(text, at);
        at = line.next;
        if (line.text == "end" && !file.bytes.isEmpty()) {
            file.start = start;
            file.length = at - start;
            return file;
        }
        if (!decodeLine(line.text, file.bytes))
            return std::nullopt;
    }
    return std::nullopt;
}

} // namespace

std::vector<UuFile> findUuFiles(const QByteArray &text)
{
    std::vector<UuFile> files;
    for (qsizetype at = text.indexOf("begin "); at >= 0; at = text.indexOf("begin ", at)) {
        auto file = at == 0 || text[at - 1] == '\n' ? fileAt(text, at) : std::nullopt;
        at = file ? at + file->length : at + 6;
        if (file)
            files.push_back(std::move(*file));
        if (files.size() >= 100)
            break;
    }
    return files;
}

QByteArray withoutUuFiles(const QByteArray &text, const std::vector<UuFile> &files)
{
    QByteArray rest;
    qsizetype at = 0;
    for (const UuFile &file : files) {
        rest += text.mid(at, file.start - at);
        at = file.start + file.length;
    }
    return rest + text.mid(at);
}

} // namespace otklik::mime
