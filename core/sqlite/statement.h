// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/instant.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace SQLite {
class Statement;
}

namespace otklik::sqlite {

class Connection;

/// Prepared statements by their SQL, looked up without making a string. Hashes are kept: the SQL is long.
struct SqlHash
{
    using is_transparent = void;
    std::size_t operator()(std::string_view sql) const { return std::hash<std::string_view>()(sql); }
};
using PreparedStatements =
    std::unordered_map<std::string, std::unique_ptr<SQLite::Statement>, SqlHash, std::equal_to<>>;

/// Text that is already UTF-8 (a QByteArray on its own is bound as a blob).
struct Utf8
{
    QByteArray bytes;
};

/// One use of a prepared statement; the statement itself stays in its Connection's cache and is reset when this goes.
/// Never outlives the Connection, never leaves the method that made it. A failure is latched in the Connection (see
/// Connection::finish): from then on bind() and next() do nothing and next() is false, so a loop simply ends.
class Statement final
{
public:
    ~Statement();
    Statement(Statement &&other) noexcept;
    Statement &operator=(Statement &&) = delete;

    /// Binds parameters 1, 2, 3 … and makes the statement ready to run (again).
    template<typename... Args>
    Statement &bind(const Args &...args)
    {
        rewind();
        int index = 0;
        (bindAt(++index, args), ...);
        return *this;
    }
    Statement &bindAt(int index, qint64 value);
    Statement &bindAt(int index, int value) { return bindAt(index, static_cast<qint64>(value)); }
    Statement &bindAt(int index, bool value) { return bindAt(index, static_cast<qint64>(value)); }
    Statement &bindAt(int index, double value);
    Statement &bindAt(int index, Instant value) { return bindAt(index, value.ms()); }
    Statement &bindAt(int index, const QString &value);
    Statement &bindAt(int index, const Utf8 &value);
    Statement &bindAt(int index, const std::string &utf8);
    Statement &bindAt(int index, const QByteArray &blob);
    Statement &bindAt(int index, std::nullopt_t);
    template<typename T>
    Statement &bindAt(int index, const std::optional<T> &value)
    {
        return value ? bindAt(index, *value) : bindAt(index, std::nullopt);
    }
    /// Without a copy: the bytes must stay as they are until the next rewind().
    Statement &bindTextNoCopy(int index, const std::string &utf8);
    Statement &bindBlobNoCopy(int index, const QByteArray &blob);

    [[nodiscard]] int parameterCount() const;
    /// Takes the statement back to its start; bindings stay.
    void rewind();
    /// Steps. True when a row can be read; false at the end and after a failure.
    bool next();
    /// Runs a statement that gives no rows, then rewinds. False after a failure.
    bool run();

    [[nodiscard]] qint64 integer(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] QString text(int column) const;
    [[nodiscard]] QByteArray utf8(int column) const;
    [[nodiscard]] QByteArray blob(int column) const;
    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] Instant instant(int column) const { return Instant::fromMs(integer(column)); }

private:
    friend class Connection;
    /// An empty node after a failure to prepare.
    Statement(Connection &connection, PreparedStatements::node_type node);

    Connection *m_connection;
    PreparedStatements::node_type m_node;
    SQLite::Statement *m_prepared = nullptr; ///< that of the node
    bool m_ended = false;                    ///< stepping again would start anew
};

} // namespace otklik::sqlite
