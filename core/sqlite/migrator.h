// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <string_view>
#include <vector>

namespace otklik::sqlite {

class Connection;

/// One numbered step of a schema: version n takes it from n-1 to n.
struct Migration
{
    int version = 0;
    std::string_view sql; ///< `{schema}` stands for the schema's name and a dot
};

/// Brings schema `schema` ("main" or an attached one) up to the newest migration, each in a transaction of its own
/// followed by a foreign key check; the version is kept in PRAGMA user_version. StorageCorrupt when the file was
/// written by a newer program. Returns the version it had before.
[[nodiscard]] Result<int> migrate(Connection &connection, std::string_view schema,
                                  const std::vector<Migration> &migrations);
/// The schema's version: 0 for a new file.
[[nodiscard]] Result<int> schemaVersion(Connection &connection, std::string_view schema);

} // namespace otklik::sqlite
