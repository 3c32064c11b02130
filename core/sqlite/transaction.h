// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

namespace otklik::sqlite {

class Connection;

/// A write transaction as a scope (BEGIN IMMEDIATE): rolled back unless commit() succeeded. Inside another Transaction
/// of the same connection it is part of that one: the outer one decides.
class Transaction final
{
public:
    explicit Transaction(Connection &connection);
    ~Transaction();
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    /// Commits, or rolls back and returns the failure that is latched or that the commit met. A nested one only
    /// reports: the failure stays latched so that the outer one rolls back too.
    [[nodiscard]] Result<void> commit();

private:
    void begin();
    void rollBack();

    Connection &m_connection;
    bool m_outer = false;
    bool m_open = false;
};

} // namespace otklik::sqlite
