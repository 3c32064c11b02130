// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace otklik::mime {

/// Bytes of one charset to text (iconv). Belongs to one thread.
class CharsetConverter final
{
public:
    explicit CharsetConverter(const QByteArray &charset);
    ~CharsetConverter();
    CharsetConverter(const CharsetConverter &) = delete;
    CharsetConverter &operator=(const CharsetConverter &) = delete;

    /// This thread's own; null when iconv does not know the charset.
    [[nodiscard]] static CharsetConverter *of(const QByteArray &charset);

    [[nodiscard]] bool isKnown() const;
    /// Nothing when a byte has no meaning and `strict`; else such bytes become U+FFFD.
    [[nodiscard]] std::optional<QString> convert(const QByteArray &bytes, bool strict);

private:
    void *m_handle; ///< iconv_t
};

} // namespace otklik::mime
