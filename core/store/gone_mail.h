// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/message.h"
#include "core/store/database.h"

#include <functional>

namespace otklik::store {

/// Mails that the cache still has and no mailbox has any more. They are on no ticket; forgetting them changes nothing
/// that is shown. On the writing connection.
class GoneMail final
{
public:
    using Parse = std::function<mime::Message(const QByteArray &raw)>;

    /// `parse` as it was when the mail was taken: the words of the text index are found by it.
    GoneMail(Database &database, Parse parse);

    [[nodiscard]] Result<qint64> count() const;
    /// Forgets source, words and all else of at most so many, and senders of whom nothing else is known; their bytes
    /// are overwritten in the file. How many it were.
    [[nodiscard]] Result<qint64> forget(int atMost);
    /// All of them, and the text index is written anew without them.
    [[nodiscard]] Result<qint64> forgetAll();

private:
    [[nodiscard]] std::vector<qint64> next(int atMost) const;
    void forgetOne(qint64 row);
    void forgetWords(qint64 row);
    void forgetSender(const QString &address);

    Database &m_database;
    Parse m_parse;
};

} // namespace otklik::store
