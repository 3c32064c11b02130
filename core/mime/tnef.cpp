// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/tnef.h"

#include "core/mime/charset_text.h"
#include "core/mime/rtf_text.h"

#include <QtEndian>

#include <algorithm>
#include <optional>

namespace otklik::mime {

namespace {

constexpr quint32 kSignature = 0x223e9f78;
constexpr std::size_t kMostFiles = 500;
constexpr int kMostDepth = 4; ///< messages inside messages

// Attributes, MS-OXTNEF §2.1.3.2
constexpr quint32 kBody = 0x2800c;
constexpr quint32 kMessageProperties = 0x69003;
constexpr quint32 kCodePage = 0x69007;
constexpr quint32 kFileStarts = 0x69002;
constexpr quint32 kFileTitle = 0x18010;
constexpr quint32 kFileData = 0x6800f;
constexpr quint32 kFileProperties = 0x69005;

// Property identifiers and types, MS-OXPROPS and MS-OXCDATA §2.11.1
constexpr quint16 kTextBody = 0x1000, kRtfBody = 0x1009, kHtmlBody = 0x1013, kCodePageOfHtml = 0x3fde,
                  kAttachData = 0x3701, kShortName = 0x3704, kLongName = 0x3707, kMimeTag = 0x370e,
                  kAttachContentId = 0x3712, kDisplayName = 0x3001;
constexpr quint16 kString8 = 0x1e, kUnicode = 0x1f, kObject = 0x0d, kBinary = 0x102, kMultiple = 0x1000;

/// Little-endian numbers off the front of bytes; nothing when they are not there.
class Cursor
{
public:
    explicit Cursor(QByteArrayView bytes)
        : m_rest(bytes)
    {
    }
    [[nodiscard]] bool atEnd() const { return m_rest.isEmpty(); }
    template<typename T>
    [[nodiscard]] std::optional<T> number()
    {
        const auto bytes = take(sizeof(T));
        return bytes ? std::optional(qFromLittleEndian<T>(bytes->data())) : std::nullopt;
    }
    [[nodiscard]] std::optional<QByteArrayView> take(qint64 size)
    {
        if (size < 0 || size > m_rest.size())
            return std::nullopt;
        const QByteArrayView taken = m_rest.first(size);
        m_rest = m_rest.sliced(size);
        return taken;
    }
    /// Up to the next multiple of four; the last one may lack its filling.
    void skipFilling(qint64 size) { m_rest = m_rest.sliced(std::min<qint64>((4 - size % 4) % 4, m_rest.size())); }

private:
    QByteArrayView m_rest;
};

struct Property
{
    quint16 id = 0;
    quint16 type = 0;
    QByteArrayView value; ///< of several the first
};

qint64 fixedSize(quint16 type)
{
    switch (type) {
    case 0x05: // double
    case 0x06: // currency
    case 0x07: // time
    case 0x14: // integer of 64 bits
    case 0x40: // system time
        return 8;
    case 0x48: // GUID
        return 16;
    default:
        return 4; // smaller ones are filled up
    }
}

bool isVariable(quint16 type)
{
    return type == kString8 || type == kUnicode || type == kObject || type == kBinary;
}

bool skipName(Cursor &in)
{
    if (!in.take(16))
        return false;
    const auto kind = in.number<quint32>();
    const auto number = in.number<quint32>(); // an id, or the length of a name
    if (!kind || !number)
        return false;
    if (*kind == 0)
        return true;
    if (!in.take(*number))
        return false;
    in.skipFilling(*number);
    return true;
}

bool readValues(Cursor &in, Property &property)
{
    const quint16 type = property.type & ~kMultiple;
    quint32 count = 1;
    if (isVariable(type) || (property.type & kMultiple) != 0) {
        const auto told = in.number<quint32>();
        if (!told)
            return false;
        count = *told;
    }
    property.type = type;
    for (quint32 i = 0; i < count; ++i) {
        qint64 size = fixedSize(type);
        if (isVariable(type)) {
            const auto told = in.number<quint32>();
            if (!told)
                return false;
            size = *told;
        }
        const auto value = in.take(size); // fails, and so ends, at the end of the bytes whatever `count` says
        if (!value)
            return false;
        in.skipFilling(size);
        if (i == 0)
            property.value = *value;
    }
    return true;
}

/// MS-OXTNEF §2.1.3.4. False when it does not add up; `properties` holds what came before.
bool readProperties(QByteArrayView bytes, std::vector<Property> &properties)
{
    Cursor in(bytes);
    const auto count = in.number<quint32>();
    if (!count)
        return false;
    for (quint32 i = 0; i < *count; ++i) {
        Property property;
        const auto type = in.number<quint16>();
        const auto id = in.number<quint16>();
        if (!type || !id)
            return false;
        property.type = *type;
        property.id = *id;
        if ((*id >= 0x8000 && !skipName(in)) || !readValues(in, property))
            return false;
        properties.push_back(property);
    }
    return true;
}

QByteArray upToNul(QByteArrayView bytes)
{
    const qsizetype nul = bytes.indexOf('\0');
    return bytes.first(nul < 0 ? bytes.size() : nul).toByteArray();
}

class Reader
{
public:
    explicit Reader(int depth)
        : m_depth(depth)
    {
    }

    [[nodiscard]] Tnef read(QByteArrayView bytes)
    {
        Cursor in(bytes);
        m_tnef.isDamaged = in.number<quint32>() != kSignature || !in.number<quint16>();
        while (!m_tnef.isDamaged && !in.atEnd())
            m_tnef.isDamaged = !readAttribute(in);
        finishFile();
        chooseText();
        return std::move(m_tnef);
    }

private:
    /// Decoded when it is known to be wanted: a title may be repeated a million times, and each be guessed at.
    struct Words
    {
        quint16 type = kString8;
        QByteArrayView bytes;
        [[nodiscard]] bool isEmpty() const
        {
            return bytes.isEmpty() || (bytes[0] == '\0' && (type != kUnicode || bytes.size() < 2 || bytes[1] == '\0'));
        }
    };

    struct OpenFile
    {
        Words shortName, longName, contentType, contentId;
        QByteArrayView data;
        QByteArrayView message; ///< a message inside, as TNEF
    };

    bool readAttribute(Cursor &in)
    {
        const auto level = in.number<quint8>();
        const auto id = in.number<quint32>();
        const auto size = in.number<quint32>();
        const auto data = size ? in.take(*size) : std::nullopt;
        if (!level || !id || !data)
            return false;
        // The checksum tells no more than the lengths do, and some programs leave it out at the very end.
        if (!in.number<quint16>() && !in.atEnd())
            return false;
        if (*level == 2)
            return fileAttribute(*id, *data);
        if (*id == kCodePage && data->size() >= 4)
            setCodePage(qFromLittleEndian<quint32>(data->data()));
        else if (*id == kBody)
            m_body = *data;
        else if (*id == kMessageProperties)
            return messageProperties(*data);
        return true;
    }

    bool fileAttribute(quint32 id, QByteArrayView data)
    {
        if (id == kFileStarts || !m_file) {
            finishFile();
            m_file = OpenFile();
        }
        if (id == kFileTitle)
            m_file->shortName = {kString8, data};
        else if (id == kFileData)
            m_file->data = data;
        else if (id == kFileProperties)
            return fileProperties(data);
        return true;
    }

    bool fileProperties(QByteArrayView bytes)
    {
        std::vector<Property> properties;
        const bool whole = readProperties(bytes, properties);
        for (const Property &property : properties) {
            if (property.id == kLongName)
                m_file->longName = {property.type, property.value};
            else if ((property.id == kShortName || property.id == kDisplayName) && m_file->shortName.isEmpty())
                m_file->shortName = {property.type, property.value};
            else if (property.id == kMimeTag)
                m_file->contentType = {property.type, property.value};
            else if (property.id == kAttachContentId)
                m_file->contentId = {property.type, property.value};
            else if (property.id == kAttachData && property.type == kObject && property.value.size() > 16)
                m_file->message = property.value.sliced(16); // behind the identifier of its interface
            else if (property.id == kAttachData && property.type == kBinary)
                m_file->data = property.value;
        }
        return whole;
    }

    bool messageProperties(QByteArrayView bytes)
    {
        std::vector<Property> properties;
        const bool whole = readProperties(bytes, properties);
        for (const Property &property : properties)
            if (property.id == kCodePageOfHtml && property.value.size() >= 4)
                m_htmlCharset = charsetOf(qFromLittleEndian<quint32>(property.value.data()));
        for (const Property &property : properties) {
            if (property.id == kTextBody && m_tnef.text.isEmpty())
                m_tnef.text = textOf(property.type, property.value);
            else if (property.id == kRtfBody && property.type == kBinary)
                m_rtf = property.value;
            else if (property.id == kHtmlBody)
                m_html = {property.type, property.value};
        }
        return whole;
    }

    void finishFile()
    {
        if (!m_file || m_tnef.files.size() >= kMostFiles)
            return m_file.reset();
        const OpenFile file = *m_file;
        m_file.reset();
        if (file.message.isEmpty() && file.data.isEmpty())
            return;
        const Words &named = file.longName.isEmpty() ? file.shortName : file.longName;
        const QString name = textOf(named.type, named.bytes);
        if (!file.message.isEmpty() && m_depth < kMostDepth)
            return takeMessage(name, file.message);
        if (!file.data.isEmpty())
            m_tnef.files.push_back({name, textOf(file.contentType.type, file.contentType.bytes).toLatin1().toLower(),
                                    textOf(file.contentId.type, file.contentId.bytes).toUtf8(),
                                    file.data.toByteArray()});
        else
            m_tnef.files.push_back({name, {}, {}, file.message.toByteArray()});
    }

    /// The files of a message inside join the others; its words become a text file.
    void takeMessage(const QString &name, QByteArrayView bytes)
    {
        Tnef inside = Reader(m_depth + 1).read(bytes);
        if (inside.text.isEmpty() && inside.files.empty()) { // no message after all
            m_tnef.files.push_back({name, {}, {}, bytes.toByteArray()});
            return;
        }
        if (!inside.text.isEmpty())
            m_tnef.files.push_back({name + QStringLiteral(".txt"), "text/plain", {}, inside.text.toUtf8()});
        for (Tnef::File &file : inside.files)
            if (m_tnef.files.size() < kMostFiles)
                m_tnef.files.push_back(std::move(file));
    }

    void chooseText()
    {
        m_tnef.html = m_html.type == kUnicode ? textOf(kUnicode, m_html.bytes)
                                              : decodeText(upToNul(m_html.bytes), m_htmlCharset).text;
        if (m_tnef.text.trimmed().isEmpty())
            m_tnef.text = textOf(kString8, m_body);
        if (m_tnef.text.trimmed().isEmpty() && !m_rtf.isEmpty())
            m_tnef.text = rtfToText(decompressedRtf(m_rtf));
        m_tnef.text.replace(QLatin1String("\r\n"), QLatin1String("\n"));
        m_tnef.text.replace(QLatin1Char('\r'), QLatin1Char('\n'));
    }

    QString textOf(quint16 type, QByteArrayView value) const
    {
        if (type != kUnicode)
            return decodeText(upToNul(value), m_charset).text;
        QString text;
        text.reserve(value.size() / 2);
        for (qsizetype at = 0; at + 1 < value.size(); at += 2) {
            const char16_t unit = qFromLittleEndian<quint16>(value.data() + at);
            if (unit == 0)
                break;
            text += QChar(unit);
        }
        return text;
    }

    static QByteArray charsetOf(quint32 codePage)
    {
        switch (codePage) {
        case 0:
            return {};
        case 20127:
            return "us-ascii";
        case 20866:
            return "koi8-r";
        case 21866:
            return "koi8-u";
        case 65001:
            return "utf-8";
        case 50220:
        case 50221:
        case 50222:
            return "iso-2022-jp";
        default:
            if (codePage >= 28591 && codePage <= 28605)
                return "iso-8859-" + QByteArray::number(codePage - 28590);
            if (codePage >= 1250 && codePage <= 1258)
                return "windows-" + QByteArray::number(codePage);
            return "cp" + QByteArray::number(codePage);
        }
    }

    void setCodePage(quint32 codePage) { m_charset = charsetOf(codePage); }

    int m_depth;
    Tnef m_tnef;
    QByteArray m_charset;
    QByteArray m_htmlCharset;
    QByteArrayView m_body;
    QByteArrayView m_rtf;
    Words m_html;
    std::optional<OpenFile> m_file;
};

} // namespace

Tnef readTnef(const QByteArray &bytes)
{
    return Reader(0).read(bytes);
}

} // namespace otklik::mime
