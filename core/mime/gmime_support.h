// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <gmime/gmime.h>

#include <memory>

// What the sources that speak to GMime share; nothing else includes this header or GLib's.
namespace otklik::mime {

template<typename T>
struct Unref
{
    void operator()(T *object) const { g_object_unref(object); }
};
template<typename T>
using Owned = std::unique_ptr<T, Unref<T>>;

struct Free
{
    void operator()(char *text) const { g_free(text); }
};
using OwnedText = std::unique_ptr<char, Free>;

[[nodiscard]] inline QByteArray bytesOf(const char *text)
{
    return text ? QByteArray(text) : QByteArray();
}

/// Once for the process; from any thread.
void initGmime();
/// Raw bytes in parameters are taken for UTF-8 or else byte for byte, whatever the locale; see Leaf::eightBitName.
[[nodiscard]] GMimeParserOptions *gmimeOptions();
/// An id without its angle brackets.
[[nodiscard]] QByteArray withoutBrackets(QByteArray id);

} // namespace otklik::mime
