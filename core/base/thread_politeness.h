// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace otklik {

/// Threads that a person does not wait for directly let those go first that he does.
enum class Politeness { Engine = 5, Pool = 10 };

/// The calling thread, for good. Where the system knows no such thing nothing happens.
void letOthersGoFirst(Politeness politeness);

} // namespace otklik
