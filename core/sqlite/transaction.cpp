// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sqlite/transaction.h"

#include "core/sqlite/connection.h"

namespace otklik::sqlite {

Transaction::Transaction(Connection &connection)
    : m_connection(connection)
    , m_outer(!connection.inTransaction())
{
    if (m_outer)
        begin();
    m_open = !m_connection.failed();
}

/// An interrupted BEGIN may have begun.
void Transaction::begin()
{
    m_connection.prepare("BEGIN IMMEDIATE").run();
    if (!m_connection.failed() || !m_connection.inTransaction())
        return;
    const Error reason = m_connection.finish().error();
    rollBack();
    m_connection.latchError(reason);
}

Transaction::~Transaction()
{
    if (!m_open)
        return;
    if (m_outer)
        rollBack();
    else // the outer scope must not commit half of this one
        m_connection.latchError({ErrorCode::Cancelled, QStringLiteral("a part of the transaction was given up")});
}

Result<void> Transaction::commit()
{
    if (!m_outer) {
        m_open = false;
        if (!m_connection.failed())
            return {};
        Error error = m_connection.finish().error();
        m_connection.latchError(error);
        return Failure(std::move(error));
    }
    if (!m_connection.failed())
        m_connection.prepare("COMMIT").run();
    auto done = m_connection.finish();
    if (!done)
        rollBack();
    m_open = false;
    return done;
}

void Transaction::rollBack()
{
    m_open = false;
    auto first = m_connection.finish();
    if (m_connection.inTransaction()) // SQLite has already rolled back by itself after some failures
        m_connection.prepare("ROLLBACK").run();
    auto second = m_connection.finish();
    // a failed rollback leaves the connection unusable: keep that visible for whoever comes next
    if (!second && m_connection.inTransaction())
        m_connection.latchError(second.error());
}

} // namespace otklik::sqlite
