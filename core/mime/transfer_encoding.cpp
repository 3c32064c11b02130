// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/transfer_encoding.h"

namespace otklik::mime {

namespace {

constexpr qsizetype kLine = 76;

} // namespace

QByteArray quotedPrintable(const QByteArray &text)
{
    static const char *kHex = "0123456789ABCDEF";
    QByteArray out;
    qsizetype column = 0;
    const auto put = [&](const QByteArray &piece) {
        if (column + piece.size() > kLine - 1) {
            out += "=\r\n";
            column = 0;
        }
        out += piece;
        column += piece.size();
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c == '\n') {
            out += "\r\n";
            column = 0;
            continue;
        }
        const bool lineEnds = i + 1 == text.size() || text[i + 1] == '\n';
        const bool space = (c == ' ' || c == '\t') && !lineEnds;
        // "From " and a lone dot at the start of a line are changed by some programs on the way.
        const bool risky = column == 0 && (c == 'F' || c == '.');
        if (((c > 0x20 && c < 0x7f && c != '=') || space) && !risky)
            put(QByteArray(1, char(c)));
        else
            put(QByteArray("=") + kHex[c >> 4] + kHex[c & 15]);
    }
    return out;
}

QByteArray base64Lines(const QByteArray &bytes)
{
    const QByteArray encoded = bytes.toBase64();
    QByteArray out;
    out.reserve(encoded.size() + encoded.size() / 38);
    for (qsizetype i = 0; i < encoded.size(); i += kLine)
        out += encoded.mid(i, kLine) + "\r\n";
    return out;
}

} // namespace otklik::mime
