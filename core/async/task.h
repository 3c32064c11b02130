// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <qcoro/qcorotask.h>

namespace otklik::async {

/// A coroutine that ends with a Result. It starts at once and runs on the thread of its caller. The rules: the operand
/// of co_await has neither lambda nor braces (GCC 12 miscompiles them), parameters are values, and a Task that nobody
/// awaits belongs to a TaskScope.
template<typename T>
using Task = QCoro::Task<Result<T>>;

} // namespace otklik::async
