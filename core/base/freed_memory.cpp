// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/freed_memory.h"

#include <QtGlobal>

#ifdef Q_OS_MACOS
#include <malloc/malloc.h>
#elif defined(__GLIBC__)
#include <malloc.h>
#endif

namespace otklik {

void giveBackFreedMemory()
{
#ifdef Q_OS_MACOS
    malloc_zone_pressure_relief(nullptr, 0);
#elif defined(__GLIBC__)
    malloc_trim(0);
#endif
}

} // namespace otklik
