// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/physical_key.h"

#include <array>

namespace otklik::ui {
namespace {

// Rows of the keyboard as evdev and Windows set 1 count them: both number the main block alike.
struct KeyRow
{
    quint32 first;
    const char *keys;
};
constexpr std::array<KeyRow, 4> kRows = {
    {{2, "1234567890-="}, {16, "QWERTYUIOP[]"}, {30, "ASDFGHJKL;'`"}, {44, "ZXCVBNM,./"}}};

#ifdef Q_OS_MACOS
// Carbon kVK_ANSI_* codes, 0x00 to 0x32.
constexpr const char *kMacKeys = "ASDFHGZXCV\0BQWERYT123465=97-80]OU[IP\0LJ'K;\\,/NM.\0\0`";
constexpr quint32 kMacKeyCount = 51;
#endif

/// ЙЦУКЕН by letter, for events without a scan code (some remote desktops, on-screen keyboards, tests).
Qt::Key usKeyOfCyrillic(int key)
{
    static constexpr char16_t kRussian[] = u"ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЁЯЧСМИТЬБЮ";
    static constexpr char kUs[] = "QWERTYUIOP[]ASDFGHJKL;'`ZXCVBNM,.";
    const QChar letter = QChar(static_cast<char16_t>(key)).toUpper();
    for (int i = 0; kRussian[i] != 0; ++i)
        if (letter == QChar(kRussian[i]))
            return static_cast<Qt::Key>(kUs[i]);
    return Qt::Key_unknown;
}

bool isModifier(int key)
{
    return key == Qt::Key_Shift || key == Qt::Key_Control || key == Qt::Key_Alt || key == Qt::Key_Meta ||
           key == Qt::Key_AltGr || key == Qt::Key_CapsLock || key == Qt::Key_NumLock || key == 0 ||
           key == Qt::Key_unknown;
}

} // namespace

Qt::Key usKeyAt(quint32 scanCode, [[maybe_unused]] quint32 virtualKey)
{
#if defined(Q_OS_MACOS)
    Q_UNUSED(scanCode)
    const char key = virtualKey < kMacKeyCount ? kMacKeys[virtualKey] : '\0';
    return key ? static_cast<Qt::Key>(key) : Qt::Key_unknown;
#else
#if defined(Q_OS_WIN)
    const quint32 code = scanCode;
#else
    if (scanCode < 8)
        return Qt::Key_unknown;
    const quint32 code = scanCode - 8;
#endif
    for (const KeyRow &row : kRows) {
        const auto length = static_cast<quint32>(qstrlen(row.keys));
        if (code >= row.first && code < row.first + length)
            return static_cast<Qt::Key>(row.keys[code - row.first]);
    }
    return Qt::Key_unknown;
#endif
}

std::vector<QKeyCombination> readingsOf(const QKeyEvent &event)
{
    const int key = event.key();
    if (isModifier(key))
        return {};
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~(Qt::KeypadModifier | Qt::GroupSwitchModifier);
    std::vector<QKeyCombination> readings;
    const auto add = [&](Qt::Key reading) {
        const QKeyCombination chord(modifiers, reading);
        if (reading != Qt::Key_unknown && std::find(readings.begin(), readings.end(), chord) == readings.end())
            readings.push_back(chord);
    };
    const bool isLatin = key >= Qt::Key_A && key <= Qt::Key_Z;
    const bool isSpecial = key >= 0x01000000; // Return, F1, arrows
    const Qt::Key physical = usKeyAt(event.nativeScanCode(), event.nativeVirtualKey());
    if (key < 0x80 || isSpecial)
        add(static_cast<Qt::Key>(key));
    if (isLatin || isSpecial)
        return readings;
    add(physical != Qt::Key_unknown ? physical : usKeyOfCyrillic(key));
    // "?" and ":" are shifted on one layout and plain on another: let the character itself count too.
    if (key == Qt::Key_Question)
        readings.emplace_back(Qt::ShiftModifier, Qt::Key_Slash);
    return readings;
}

} // namespace otklik::ui
