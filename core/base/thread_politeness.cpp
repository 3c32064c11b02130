// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/thread_politeness.h"

#include <QtGlobal>

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace otklik {

void letOthersGoFirst(Politeness politeness)
{
#ifdef Q_OS_LINUX
    // QThread's priorities mean nothing to the usual scheduler; there each thread has a nice value of its own.
    // Refused, all is as quick, only less polite.
    static_cast<void>(::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), static_cast<int>(politeness)));
#else
    Q_UNUSED(politeness)
#endif
}

} // namespace otklik
