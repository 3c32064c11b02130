// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/rtf_text.h"

#include "core/mime/charset_text.h"

#include <QSet>
#include <QtEndian>

#include <algorithm>
#include <vector>

namespace otklik::mime {

namespace {

constexpr qsizetype kMostOutput = 8 * 1024 * 1024;
constexpr std::size_t kMostGroups = 1000;
constexpr int kMostCodePages = 20; ///< a text names one; to look for a charset that nobody knows is slow

/// Groups that hold no words of the text.
const QSet<QByteArray> kDestinations{
    "fonttbl",   "colortbl", "stylesheet",        "info",    "pict",      "object",    "listtable",   "header",
    "footer",    "headerl",  "headerr",           "headerf", "footerl",   "footerr",   "footerf",     "xmlnstbl",
    "themedata", "fldinst",  "listoverridetable", "rsidtbl", "generator", "datastore", "latentstyles"};

class RtfReader
{
public:
    explicit RtfReader(const QByteArray &rtf)
        : m_rtf(rtf)
    {
    }

    [[nodiscard]] QString read()
    {
        while (m_at < m_rtf.size() && m_text.size() < kMostOutput) {
            const char c = m_rtf[m_at++];
            if (c == '{')
                open();
            else if (c == '}')
                close();
            else if (c == '\\')
                control();
            else if (c != '\r' && c != '\n')
                put(c);
        }
        flush();
        return std::move(m_text);
    }

private:
    struct Group
    {
        bool silent = false;
        int replacement = 1; ///< characters that stand for a \\u where Unicode is not known
    };

    void open()
    {
        if (m_groups.size() >= kMostGroups)
            ++m_lost;
        else
            m_groups.push_back(m_now);
    }

    void close()
    {
        flush();
        if (m_lost > 0) {
            --m_lost;
        } else if (!m_groups.empty()) {
            m_now = m_groups.back();
            m_groups.pop_back();
        }
    }

    void put(char c)
    {
        if (m_skip > 0)
            --m_skip;
        else if (!m_now.silent)
            m_bytes += c;
    }

    /// Bytes gathered so far, in the charset that holds for them. No guessing: these may be a byte or two, a million
    /// times.
    void flush()
    {
        if (!m_bytes.isEmpty())
            m_text += decodeAs(m_bytes, m_charset);
        m_bytes.clear();
    }

    void add(QChar c)
    {
        flush();
        if (!m_now.silent)
            m_text += c;
    }

    void control()
    {
        if (m_at >= m_rtf.size())
            return;
        const char c = m_rtf[m_at];
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
            return word();
        ++m_at;
        if (c == '\'') {
            const QByteArray hex = m_rtf.mid(m_at, 2);
            m_at += hex.size();
            if (const char byte = char(hex.toInt(nullptr, 16)); byte != '\0')
                put(byte);
        } else if (c == '*') {
            m_now.silent = true;
        } else if (c == '~') {
            add(QChar::Nbsp);
        } else if (c == '\\' || c == '{' || c == '}') {
            put(c);
        } else if (c == '\n' || c == '\r') {
            add(QLatin1Char('\n'));
        }
    }

    void word()
    {
        const qsizetype start = m_at;
        while (m_at < m_rtf.size() && m_at - start < 40 &&
               QChar::isLetter(uint(static_cast<unsigned char>(m_rtf[m_at]))) &&
               static_cast<unsigned char>(m_rtf[m_at]) < 0x80)
            ++m_at;
        const QByteArray name = m_rtf.mid(start, m_at - start);
        const qsizetype number = m_at;
        if (m_at < m_rtf.size() && m_rtf[m_at] == '-')
            ++m_at;
        while (m_at < m_rtf.size() && m_at - number < 12 && m_rtf[m_at] >= '0' && m_rtf[m_at] <= '9')
            ++m_at;
        const int value = m_rtf.mid(number, m_at - number).toInt();
        if (m_at < m_rtf.size() && m_rtf[m_at] == ' ')
            ++m_at;
        act(name, value);
    }

    void act(const QByteArray &name, int value)
    {
        if (name == "par" || name == "line" || name == "row" || name == "sect" || name == "page")
            add(QLatin1Char('\n'));
        else if (name == "tab" || name == "cell")
            add(QLatin1Char('\t'));
        else if (name == "u")
            unicode(value);
        else if (name == "uc")
            m_now.replacement = std::clamp(value, 0, 10);
        else if (name == "ansicpg")
            setCodePage(value);
        else if (name == "bin")
            m_at += std::clamp<qsizetype>(value, 0, m_rtf.size() - m_at);
        else if (kDestinations.contains(name))
            m_now.silent = true;
        else if (const QChar mark = punctuation(name); !mark.isNull())
            add(mark);
    }

    void setCodePage(int value)
    {
        if (++m_codePages > kMostCodePages)
            return;
        const QByteArray number = QByteArray::number(value);
        for (const QByteArray &charset :
             {value == 65001 ? QByteArray("utf-8") : QByteArray("windows-" + number), QByteArray("cp" + number)}) {
            if (isKnownCharset(charset)) {
                flush();
                m_charset = charset;
                return;
            }
        }
    }

    void unicode(int value)
    {
        add(QChar(char16_t(value < 0 ? value + 0x10000 : value)));
        m_skip = m_now.silent ? 0 : m_now.replacement;
    }

    static QChar punctuation(const QByteArray &name)
    {
        if (name == "emdash")
            return QChar(0x2014);
        if (name == "endash")
            return QChar(0x2013);
        if (name == "lquote" || name == "rquote")
            return QChar(name == "lquote" ? 0x2018 : 0x2019);
        if (name == "ldblquote" || name == "rdblquote")
            return QChar(name == "ldblquote" ? 0x201c : 0x201d);
        return name == "bullet" ? QChar(0x2022) : QChar();
    }

    const QByteArray &m_rtf;
    qsizetype m_at = 0;
    QString m_text;
    QByteArray m_bytes;
    QByteArray m_charset = "windows-1252";
    Group m_now;
    std::vector<Group> m_groups;
    qsizetype m_lost = 0; ///< groups too deep to be remembered
    int m_skip = 0;
    int m_codePages = 0;
};

constexpr char kDictionary[] = // MS-OXRTFCP §2.1.3.1.3
    "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    "\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    "\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

} // namespace

QString rtfToText(const QByteArray &rtf)
{
    return RtfReader(rtf).read();
}

QByteArray decompressedRtf(QByteArrayView packed)
{
    constexpr qsizetype kHeader = 16;
    if (packed.size() < kHeader)
        return {};
    const auto size = qsizetype(qFromLittleEndian<quint32>(packed.data() + 4));
    const auto type = qFromLittleEndian<quint32>(packed.data() + 8);
    const QByteArrayView body = packed.sliced(kHeader);
    if (type == 0x414c454d) // "MELA": not compressed
        return body.first(std::min({body.size(), size, kMostOutput})).toByteArray();
    if (type != 0x75465a4c) // "LZFu"
        return {};
    const qsizetype most = std::min(size, kMostOutput);
    QByteArray window(4096, ' ');
    std::copy_n(kDictionary, sizeof kDictionary - 1, window.begin());
    int write = int(sizeof kDictionary - 1);
    QByteArray out;
    const auto emitByte = [&](char c) {
        out += c;
        window[write] = c;
        write = (write + 1) % 4096;
    };
    for (qsizetype at = 0; at < body.size() && out.size() < most;) {
        const auto flags = static_cast<unsigned char>(body[at++]);
        for (int bit = 0; bit < 8 && at < body.size() && out.size() < most; ++bit) {
            if ((flags >> bit & 1) == 0) {
                emitByte(body[at++]);
                continue;
            }
            if (at + 1 >= body.size())
                return out;
            const int token = static_cast<unsigned char>(body[at]) << 8 | static_cast<unsigned char>(body[at + 1]);
            at += 2;
            int read = token >> 4;
            if (read == write)
                return out; // the end mark
            for (int left = (token & 15) + 2; left > 0 && out.size() < most; --left) {
                emitByte(window[read]);
                read = (read + 1) % 4096;
            }
        }
    }
    return out;
}

} // namespace otklik::mime
