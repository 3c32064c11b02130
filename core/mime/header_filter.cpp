// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/header_filter.h"

#include "core/mime/declared_boundaries.h"

#include <algorithm>
#include <cstring>

namespace otklik::mime {

namespace {

/// Also with blanks between name and colon: the MIME parser does not mind them.
bool isAddressHeader(QByteArrayView line)
{
    if (line.size() >= 7 && qstrnicmp(line.data(), "resent-", 7) == 0)
        return true;
    for (const char *name : {"to", "cc", "bcc", "from", "sender", "reply-to", "return-path",
                             "disposition-notification-to", "mail-followup-to"}) {
        auto at = qsizetype(std::strlen(name));
        if (line.size() <= at || qstrnicmp(line.data(), name, size_t(at)) != 0)
            continue;
        while (at < line.size() && (line[at] == ' ' || line[at] == '\t' || line[at] == '\r'))
            ++at;
        if (at == line.size() || line[at] == ':')
            return true;
    }
    return false;
}

/// End of a header with its folded lines.
qsizetype endOfHeader(const QByteArray &raw, qsizetype start)
{
    qsizetype at = start;
    for (;;) {
        const qsizetype newline = raw.indexOf('\n', at);
        if (newline < 0)
            return raw.size();
        at = newline + 1;
        if (at >= raw.size() || (raw[at] != ' ' && raw[at] != '\t'))
            return at;
    }
}

qsizetype endOfHeaderBlock(const QByteArray &raw)
{
    qsizetype at = 0;
    while (at < raw.size()) {
        const qsizetype newline = raw.indexOf('\n', at);
        if (newline < 0)
            return raw.size();
        if (newline == at || (newline == at + 1 && raw[at] == '\r'))
            return newline + 1;
        at = newline + 1;
    }
    return raw.size();
}

void flatten(QByteArray &raw, qsizetype from, qsizetype to, int marks)
{
    int seen = 0;
    for (qsizetype i = from; i < to; ++i)
        if ((raw[i] == ':' || raw[i] == '(') && ++seen > marks)
            raw[i] = ' ';
}

bool isNest(const QByteArray &raw, qsizetype from, qsizetype to, int marks)
{
    const char *begin = raw.constData() + from;
    const char *end = raw.constData() + to;
    return std::count(begin, end, ':') > marks || std::count(begin, end, '(') > marks;
}

/// Address headers of the mail and of every mail inside it; only those long enough to hold a nest are looked at.
void boundAddressHeaders(QByteArray &raw, const ParseLimits &limits, std::vector<Defect> &defects)
{
    const QByteArray &bytes = raw; // reading through this does not copy a shared array
    for (qsizetype at = 0; at < bytes.size();) {
        const qsizetype newline = bytes.indexOf('\n', at);
        const qsizetype lineEnd = newline < 0 ? bytes.size() : newline;
        const char first = bytes[at];
        if (std::strchr("tcbfsrdmTCBFSRDM", first) != nullptr && first != '\0' &&
            isAddressHeader(QByteArrayView(bytes).sliced(at, std::min<qsizetype>(40, lineEnd - at)))) {
            const qsizetype end = endOfHeader(bytes, at);
            if (end - at > limits.addressMarks && isNest(bytes, at, end, limits.addressMarks)) {
                flatten(raw, at, end, limits.addressMarks);
                defects.push_back(Defect::AddressesCut);
            }
            at = end;
            continue;
        }
        at = lineEnd + 1;
    }
}

/// Headers of the mail itself that are longer than any reader needs, and header blocks without end.
QByteArray boundHeaderBlock(const QByteArray &raw, const ParseLimits &limits, std::vector<Defect> &defects)
{
    const qsizetype blockEnd = endOfHeaderBlock(raw);
    bool tooLong = blockEnd > limits.headerBlock;
    for (qsizetype at = 0; at < blockEnd && !tooLong;) {
        const qsizetype end = endOfHeader(raw, at);
        tooLong = end - at > limits.header;
        at = end;
    }
    if (!tooLong)
        return raw;
    defects.push_back(Defect::HeadersTruncated);
    QByteArray bounded;
    for (qsizetype at = 0; at < blockEnd;) {
        const qsizetype end = endOfHeader(raw, at);
        if (bounded.size() > limits.headerBlock)
            break;
        if (end - at > limits.header)
            bounded += raw.mid(at, limits.header) + "\r\n";
        else
            bounded += raw.mid(at, end - at);
        at = end;
    }
    if (!bounded.endsWith("\n\n") && !bounded.endsWith("\r\n\r\n"))
        bounded += "\r\n";
    return bounded + raw.mid(blockEnd);
}

bool isHeaderLine(QByteArrayView line)
{
    const qsizetype colon = line.first(std::min<qsizetype>(line.size(), 200)).indexOf(':');
    return colon > 0 && std::all_of(line.begin(), line.begin() + colon, [](char c) { return c > ' ' && c < 0x7f; });
}

bool opensMail(QByteArrayView header)
{
    const QByteArray start = header.first(std::min<qsizetype>(header.size(), 60)).toByteArray().toLower();
    return start.startsWith("content-type") && start.contains("message/");
}

bool isContentType(QByteArrayView line)
{
    constexpr char kName[] = "content-type";
    constexpr std::size_t kLength = sizeof kName - 1;
    return line.size() > qsizetype(kLength) && qstrnicmp(line.data(), kName, kLength) == 0;
}

/// The same for headers of parts, right behind a boundary, and of mails inside: the MIME parser lets their buffers grow
/// step by step, which takes minutes where the system copies them each time.
QByteArray boundPartHeaders(const QByteArray &raw, const ParseLimits &limits, std::vector<Defect> &defects)
{
    QByteArray bounded;
    DeclaredBoundaries boundaries;
    qsizetype copied = 0;
    bool inHeaders = true;
    bool opens = false;
    for (qsizetype at = 0; raw.size() - at > limits.header;) {
        const qsizetype newline = raw.indexOf('\n', at);
        qsizetype next = newline < 0 ? raw.size() : newline + 1;
        const QByteArrayView line = QByteArrayView(raw).sliced(at, next - at);
        // Wherever it stands: what the MIME parser takes for a header is not told for certain here.
        if (isContentType(line))
            boundaries.declare(QByteArrayView(raw).sliced(at, endOfHeader(raw, at) - at));
        const bool boundary = boundaries.isBetweenParts(line);
        const bool blank = line.trimmed().isEmpty();
        if (inHeaders && !boundary && !blank && isHeaderLine(line)) {
            next = endOfHeader(raw, at);
            opens |= opensMail(line);
            if (next - at > limits.header) {
                bounded += raw.mid(copied, at + limits.header - copied) + "\r\n";
                copied = next;
            }
        } else {
            inHeaders = boundary || (blank && inHeaders && opens);
            opens = false;
        }
        at = next;
    }
    if (copied == 0)
        return raw;
    defects.push_back(Defect::HeadersTruncated);
    return bounded + raw.mid(copied);
}

/// The line in front of a mail that came out of an mbox, and line ends of old Macs: the MIME parser takes neither.
QByteArray withUsualLines(const QByteArray &raw)
{
    QByteArray usual = raw;
    if (usual.startsWith("From ") || usual.startsWith(">From ")) {
        const qsizetype newline = usual.indexOf('\n');
        usual.remove(0, newline < 0 ? 0 : newline + 1);
    }
    if (!usual.contains('\n') && usual.contains('\r'))
        usual.replace('\r', '\n');
    return usual;
}

/// A NUL would end the header for the MIME parser, and with it the words behind.
QByteArray withoutNuls(const QByteArray &raw, std::vector<Defect> &defects)
{
    const qsizetype nul = raw.indexOf('\0');
    const qsizetype blockEnd = nul < 0 ? 0 : endOfHeaderBlock(raw);
    if (nul < 0 || nul >= blockEnd)
        return raw;
    defects.push_back(Defect::NulBytes);
    return raw.first(blockEnd).replace('\0', "") + raw.mid(blockEnd);
}

} // namespace

QByteArray withBoundedHeaders(const QByteArray &raw, const ParseLimits &limits, std::vector<Defect> &defects)
{
    QByteArray bounded = withUsualLines(raw);
    if (bounded.size() > limits.message) {
        bounded.truncate(limits.message);
        defects.push_back(Defect::TooLarge);
    }
    bounded = withoutNuls(bounded, defects);
    bounded = boundHeaderBlock(bounded, limits, defects);
    bounded = boundPartHeaders(bounded, limits, defects);
    boundAddressHeaders(bounded, limits, defects);
    return bounded;
}

} // namespace otklik::mime
