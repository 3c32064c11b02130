// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace otklik {

/// Gives what the process has freed back to the system, which C libraries do by themselves only at the upper end of
/// each heap. After work that took much memory for a while: some 10 ms for 60 MB, for which other threads that allocate
/// may wait. Where the system knows no such thing nothing happens.
void giveBackFreedMemory();

} // namespace otklik
