// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeyCombination>
#include <QKeyEvent>

#include <vector>

namespace otklik::ui {

/// What a key press may mean for shortcuts, named by the keys of a US keyboard. A Latin letter means itself, wherever
/// it lies (so Dvorak and AZERTY work as their users expect); a letter of another script means the key at that place
/// of the keyboard, found by the native scan code, or by the Russian standard layout when there is none; for digits
/// and punctuation both readings count (the Russian layout has "." where "/" is). First the most literal reading.
/// Empty for bare modifier keys.
[[nodiscard]] std::vector<QKeyCombination> readingsOf(const QKeyEvent &event);
/// The US key at a native scan code of this platform (X11 and Wayland: evdev + 8, Windows: set 1, macOS: virtual key);
/// Key_unknown when it has none.
[[nodiscard]] Qt::Key usKeyAt(quint32 scanCode, quint32 virtualKey);

} // namespace otklik::ui
