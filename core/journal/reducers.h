// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/journal/fold.h"

namespace otklik::journal {

/// One op type this program knows: on which kind of object it works, and what it does to its state.
struct Reducer
{
    const char *type;
    const char *objectKind; ///< "ticket", the part of the object's name before ":" ("journal" has no ":")
    OpOutcome (*apply)(ObjectState &state, const Op &op, const EventMeta &meta);
};
/// nullptr when a newer program made the type.
[[nodiscard]] const Reducer *findReducer(const QString &type);

} // namespace otklik::journal
