// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifdef __SANITIZE_THREAD__
#include <sanitizer/tsan_interface.h>
#endif

namespace otklik {

#ifdef __SANITIZE_THREAD__
namespace detail {
inline char handedOver = 0;
}
#endif

/// What this thread has written so far may belong to another one from here on, by way of a queue of Qt: a task of a
/// pool, a posted event. Qt orders the two; the thread sanitizer, with which Qt is not built, is told by these, before
/// anything else is read at the other end. Nothing without it.
inline void handOver()
{
#ifdef __SANITIZE_THREAD__
    __tsan_release(&detail::handedOver);
#endif
}

/// The other end: on the thread that goes on with it.
inline void takeOver()
{
#ifdef __SANITIZE_THREAD__
    __tsan_acquire(&detail::handedOver);
#endif
}

} // namespace otklik
