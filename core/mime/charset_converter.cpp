// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/charset_converter.h"

#include <QHash>

#include <iconv.h>

#include <cerrno>
#include <memory>

namespace otklik::mime {

namespace {

/// iconv_t is some pointer or other, depending on the library.
iconv_t handleOf(void *handle)
{
    return static_cast<iconv_t>(handle);
}

} // namespace

CharsetConverter::CharsetConverter(const QByteArray &charset)
    : m_handle(iconv_open("UTF-16LE", charset.constData()))
{
}

CharsetConverter::~CharsetConverter()
{
    if (isKnown())
        iconv_close(handleOf(m_handle));
}

bool CharsetConverter::isKnown() const
{
    return handleOf(m_handle) != reinterpret_cast<iconv_t>(-1);
}

CharsetConverter *CharsetConverter::of(const QByteArray &charset)
{
    // iconv handles are cheap to use and dear to open; each parsing thread keeps its own.
    thread_local QHash<QByteArray, std::shared_ptr<CharsetConverter>> converters;
    // Names come out of mail: a stranger must not fill the memory with them.
    if (converters.size() > 200)
        converters.clear();
    auto it = converters.find(charset);
    if (it == converters.end())
        it = converters.insert(charset, std::make_shared<CharsetConverter>(charset));
    return it.value()->isKnown() ? it.value().get() : nullptr;
}

std::optional<QString> CharsetConverter::convert(const QByteArray &bytes, bool strict)
{
    iconv(handleOf(m_handle), nullptr, nullptr, nullptr, nullptr);
    QString text(bytes.size() + 16, Qt::Uninitialized);
    char *in = const_cast<char *>(bytes.constData());
    size_t inLeft = size_t(bytes.size());
    char *out = reinterpret_cast<char *>(text.data());
    size_t outLeft = size_t(text.size()) * 2;
    while (inLeft > 0) {
        if (iconv(handleOf(m_handle), &in, &inLeft, &out, &outLeft) != size_t(-1))
            break;
        if (errno != E2BIG) {
            if (strict)
                return std::nullopt;
            ++in;
            --inLeft;
            if (outLeft >= 2) {
                *reinterpret_cast<char16_t *>(out) = 0xfffd;
                out += 2;
                outLeft -= 2;
                continue;
            }
        }
        const qsizetype used = (out - reinterpret_cast<char *>(text.data())) / 2;
        text.resize(text.size() * 2);
        out = reinterpret_cast<char *>(text.data() + used);
        outLeft = size_t(text.size() - used) * 2;
    }
    text.resize((out - reinterpret_cast<char *>(text.data())) / 2);
    return text;
}

} // namespace otklik::mime
