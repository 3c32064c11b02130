// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/pgp_armour.h"

namespace otklik::mime {

namespace {

constexpr int kMostBlocks = 200; ///< what follows stays text
constexpr char kEncrypted[] = "-----BEGIN PGP MESSAGE-----";
constexpr char kEncryptedEnd[] = "-----END PGP MESSAGE-----";
constexpr char kSigned[] = "-----BEGIN PGP SIGNED MESSAGE-----";
constexpr char kSignature[] = "-----BEGIN PGP SIGNATURE-----";
constexpr char kSignatureEnd[] = "-----END PGP SIGNATURE-----";

bool startsLine(const QByteArray &text, qsizetype at)
{
    return at == 0 || text[at - 1] == '\n';
}

/// Place of a mark at the start of a line; -1 when there is none.
qsizetype markFrom(const QByteArray &text, const char *mark, qsizetype from)
{
    qsizetype at = text.indexOf(mark, from);
    while (at >= 0 && !startsLine(text, at))
        at = text.indexOf(mark, at + 1);
    return at;
}

/// The next mark of a kind, for places that only grow: no piece of the text is searched twice.
class NextMark
{
public:
    NextMark(const QByteArray &text, const char *mark)
        : m_text(text)
        , m_mark(mark)
        , m_at(markFrom(text, mark, 0))
    {
    }
    [[nodiscard]] qsizetype from(qsizetype place)
    {
        if (m_at >= 0 && m_at < place)
            m_at = markFrom(m_text, m_mark, place);
        return m_at;
    }

private:
    const QByteArray &m_text;
    const char *m_mark;
    qsizetype m_at;
};

qsizetype behindLine(const QByteArray &text, qsizetype at)
{
    const qsizetype newline = text.indexOf('\n', at);
    return newline < 0 ? text.size() : newline + 1;
}

/// RFC 9580 §7.2: "Hash:" lines up to an empty one, then the text with "- " before lines that begin with a dash.
QByteArray signedWords(const QByteArray &text, qsizetype from, qsizetype to)
{
    qsizetype at = from;
    while (at < to) {
        const qsizetype next = behindLine(text, at);
        const bool blank = text.mid(at, next - at).trimmed().isEmpty();
        at = next;
        if (blank)
            break;
    }
    QByteArray words;
    while (at < to) {
        const qsizetype next = std::min(behindLine(text, at), to);
        const qsizetype start = text[at] == '-' && at + 1 < next && text[at + 1] == ' ' ? at + 2 : at;
        words += text.mid(start, next - start);
        at = next;
    }
    return words;
}

} // namespace

PgpText readPgpText(const QByteArray &text)
{
    PgpText result;
    qsizetype copied = 0;
    NextMark nextMessage(text, kEncrypted);
    NextMark nextFramed(text, kSigned);
    for (int block = 0; block < kMostBlocks; ++block) {
        const qsizetype message = nextMessage.from(copied);
        const qsizetype framed = nextFramed.from(copied);
        if (message < 0 && framed < 0)
            break;
        if (message >= 0 && (framed < 0 || message < framed)) {
            const qsizetype end = markFrom(text, kEncryptedEnd, message);
            if (end < 0)
                break;
            const qsizetype next = behindLine(text, end);
            result.text += text.mid(copied, message - copied);
            result.encrypted.push_back(text.mid(message, next - message));
            copied = next;
            continue;
        }
        const qsizetype signature = markFrom(text, kSignature, framed);
        const qsizetype end = signature < 0 ? -1 : markFrom(text, kSignatureEnd, signature);
        if (end < 0)
            break;
        result.text += text.mid(copied, framed - copied) + signedWords(text, behindLine(text, framed), signature);
        result.isSigned = true;
        copied = behindLine(text, end);
    }
    result.text += text.mid(copied);
    return result;
}

} // namespace otklik::mime
