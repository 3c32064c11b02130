// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/database.h"

namespace otklik::store {

/// While it lives, what is deleted from the cache is overwritten in its file. Made before the transaction begins (it is
/// dear, therefore not always on). Failures are latched in the connection.
class SecureDelete final
{
public:
    explicit SecureDelete(Database &database)
        : m_connection(database.connection())
    {
        set("PRAGMA main.secure_delete=ON");
    }
    ~SecureDelete() { set("PRAGMA main.secure_delete=OFF"); }
    SecureDelete(const SecureDelete &) = delete;
    SecureDelete &operator=(const SecureDelete &) = delete;

private:
    void set(const char *pragma)
    {
        if (auto done = m_connection.execute(pragma); !done)
            m_connection.latchError(done.error());
    }

    sqlite::Connection &m_connection;
};

} // namespace otklik::store
