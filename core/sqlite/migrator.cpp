// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sqlite/migrator.h"

#include "core/sqlite/connection.h"
#include "core/sqlite/transaction.h"

namespace otklik::sqlite {

namespace {

constexpr std::string_view kPlaceholder = "{schema}";

std::string qualified(std::string_view sql, std::string_view schema)
{
    std::string text(sql);
    const std::string prefix = std::string(schema) + '.';
    for (size_t at = text.find(kPlaceholder); at != std::string::npos; at = text.find(kPlaceholder, at))
        text.replace(at, kPlaceholder.size(), prefix);
    return text;
}

Result<void> apply(Connection &connection, std::string_view schema, const Migration &migration)
{
    Transaction transaction(connection);
    const std::string pragma =
        "PRAGMA " + std::string(schema) + ".user_version=" + std::to_string(migration.version) + ';';
    if (auto done = connection.execute(qualified(migration.sql, schema) + ";\n" + pragma); !done)
        return done;
    Statement check = connection.prepare("PRAGMA " + std::string(schema) + ".foreign_key_check");
    if (check.next())
        return fail(ErrorCode::StorageCorrupt, QStringLiteral("schema step %1 left table %2 with a dangling reference")
                                                   .arg(migration.version)
                                                   .arg(check.text(0)));
    check.rewind();
    return transaction.commit();
}

} // namespace

Result<int> schemaVersion(Connection &connection, std::string_view schema)
{
    Statement version = connection.prepare("PRAGMA " + std::string(schema) + ".user_version");
    const int value = version.next() ? static_cast<int>(version.integer(0)) : 0;
    return connection.finish(value);
}

Result<int> migrate(Connection &connection, std::string_view schema, const std::vector<Migration> &migrations)
{
    const auto version = schemaVersion(connection, schema);
    if (!version)
        return version;
    const int newest = migrations.empty() ? 0 : migrations.back().version;
    if (*version > newest)
        return fail(ErrorCode::StorageCorrupt,
                    QStringLiteral("the %1 schema has version %2, this program knows %3: a newer program wrote it, "
                                   "please update this one")
                        .arg(QString::fromUtf8(schema.data(), static_cast<qsizetype>(schema.size())))
                        .arg(*version)
                        .arg(newest));
    for (const Migration &migration : migrations) {
        if (migration.version <= *version)
            continue;
        if (auto done = apply(connection, schema, migration); !done)
            return Failure(done.error());
    }
    return *version;
}

} // namespace otklik::sqlite
