// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace otklik::test {

/// A sanitizer's shadow, red zones and quarantine are several times the memory that the program asks for: bounds of
/// memory are held by the builds without one.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kHasSanitizer = true;
#else
constexpr bool kHasSanitizer = false;
#endif

} // namespace otklik::test
