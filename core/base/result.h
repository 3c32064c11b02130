// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <tl/expected.hpp>

namespace otklik {

/// A value or the Error that prevented it. Will become std::expected by changing these two lines.
template<typename T>
using Result = tl::expected<T, Error>;
using Failure = tl::unexpected<Error>;

/// `return fail(ErrorCode::NotFound, u"no ticket 12"_qs);`
[[nodiscard]] inline Failure fail(ErrorCode code, QString detail)
{
    return Failure(Error{code, std::move(detail)});
}

} // namespace otklik
