// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sqlite/statement.h"

#include "core/sqlite/connection.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>
#include <sqlite3.h>

namespace otklik::sqlite {

namespace {

/// SQLiteCpp throws; nothing of that leaves this module.
template<typename Function>
void guarded(Connection &connection, SQLite::Statement *statement, Function &&function)
{
    if (!statement || connection.failed())
        return;
    try {
        function(*statement);
    } catch (const SQLite::Exception &exception) {
        connection.latch(exception.getExtendedErrorCode(), QString::fromUtf8(exception.what()));
    }
}

} // namespace

Statement::Statement(Connection &connection, PreparedStatements::node_type node)
    : m_connection(&connection)
    , m_node(std::move(node))
    , m_prepared(m_node.empty() ? nullptr : m_node.mapped().get())
{
}

Statement::Statement(Statement &&other) noexcept
    : m_connection(other.m_connection)
    , m_node(std::move(other.m_node))
    , m_prepared(std::exchange(other.m_prepared, nullptr))
    , m_ended(other.m_ended)
{
}

Statement::~Statement()
{
    if (m_prepared)
        m_connection->giveBack(std::move(m_node));
}

Statement &Statement::bindAt(int index, qint64 value)
{
    guarded(*m_connection, m_prepared, [&](SQLite::Statement &s) { s.bind(index, static_cast<int64_t>(value)); });
    return *this;
}

Statement &Statement::bindAt(int index, double value)
{
    guarded(*m_connection, m_prepared, [&](SQLite::Statement &s) { s.bind(index, value); });
    return *this;
}

Statement &Statement::bindAt(int index, const QString &value)
{
    guarded(*m_connection, m_prepared, [&](SQLite::Statement &s) { s.bind(index, value.toStdString()); });
    return *this;
}

Statement &Statement::bindAt(int index, const Utf8 &value)
{
    guarded(*m_connection, m_prepared, [&](SQLite::Statement &s) { s.bind(index, value.bytes.toStdString()); });
    return *this;
}

Statement &Statement::bindAt(int index, const std::string &utf8)
{
    guarded(*m_connection, m_prepared, [&](SQLite::Statement &s) { s.bind(index, utf8); });
    return *this;
}

Statement &Statement::bindAt(int index, const QByteArray &blob)
{
    guarded(*m_connection, m_prepared, [&](SQLite::Statement &s) {
        s.bind(index, static_cast<const void *>(blob.constData()), static_cast<int>(blob.size()));
    });
    return *this;
}

Statement &Statement::bindAt(int index, std::nullopt_t)
{
    guarded(*m_connection, m_prepared, [&](SQLite::Statement &s) { s.bind(index); });
    return *this;
}

Statement &Statement::bindTextNoCopy(int index, const std::string &utf8)
{
    guarded(*m_connection, m_prepared, [&](SQLite::Statement &s) { s.bindNoCopy(index, utf8); });
    return *this;
}

Statement &Statement::bindBlobNoCopy(int index, const QByteArray &blob)
{
    guarded(*m_connection, m_prepared, [&](SQLite::Statement &s) {
        s.bindNoCopy(index, static_cast<const void *>(blob.constData()), static_cast<int>(blob.size()));
    });
    return *this;
}

int Statement::parameterCount() const
{
    return m_prepared ? m_prepared->getBindParameterCount() : 0;
}

void Statement::rewind()
{
    m_ended = false;
    if (m_prepared)
        m_prepared->tryReset(); // repeats the code of the last step, which next() has already reported
}

bool Statement::next()
{
    if (!m_prepared || m_ended || m_connection->failed())
        return false;
    const int code = m_prepared->tryExecuteStep();
    if (code == SQLITE_ROW)
        return true;
    m_ended = true;
    if (code != SQLITE_DONE)
        m_connection->latchLast(m_node.key());
    return false;
}

bool Statement::run()
{
    while (next()) {
    }
    rewind();
    return !m_connection->failed();
}

qint64 Statement::integer(int column) const
{
    return m_prepared->getColumn(column).getInt64();
}

double Statement::real(int column) const
{
    return m_prepared->getColumn(column).getDouble();
}

QByteArray Statement::blob(int column) const
{
    const SQLite::Column value = m_prepared->getColumn(column);
    const void *bytes = value.getBlob(); // before the size: SQLite may convert the value
    return {static_cast<const char *>(bytes), value.getBytes()};
}

QByteArray Statement::utf8(int column) const
{
    return blob(column);
}

QString Statement::text(int column) const
{
    const SQLite::Column value = m_prepared->getColumn(column);
    const char *bytes = value.getText("");
    return QString::fromUtf8(bytes, value.getBytes());
}

bool Statement::isNull(int column) const
{
    return m_prepared->getColumn(column).isNull();
}

} // namespace otklik::sqlite
