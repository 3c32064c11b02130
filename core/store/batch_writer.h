// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/message_repository.h"

namespace otklik::store {

/// Writes one batch of mails inside a transaction that its caller holds; statements are prepared once a batch. Failures
/// are latched in the connection.
class BatchWriter final
{
public:
    explicit BatchWriter(Database &database);

    void write(const std::vector<NewMessage> &batch, MessageRepository::Inserted &inserted);

private:
    void writeOne(const NewMessage &message, MessageRow &row);
    [[nodiscard]] MessageRow insertMessage(const NewMessage &message);
    void insertWords(MessageRow row, const PreparedMail &mail);
    /// A known message at a new place. Says whether its place in the canonical order may have changed.
    void addPlace(MessageRow row, const NewMessage &message);
    void addLocation(MessageRow row, const NewMessage &message, LedgerVerdict verdict);
    [[nodiscard]] qint64 freeRowId(Instant internalDate);

    sqlite::Connection &m_connection;
    MessageRepository::Inserted *m_inserted = nullptr;
    sqlite::Statement m_known, m_lastOfSecond, m_message, m_source, m_ref, m_location, m_words;
    std::vector<std::pair<MessageRow, const PreparedMail *>> m_unindexed;
    qint64 m_second = -1;
    qint64 m_lastId = 0;
};

} // namespace otklik::store
