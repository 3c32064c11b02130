// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/gone_mail.h"

#include "core/sqlite/transaction.h"
#include "core/store/message_repository.h"
#include "core/store/secure_delete.h"

namespace otklik::store {

namespace {

constexpr int kInOneTransaction = 500;
constexpr std::string_view kNext = "SELECT id FROM message WHERE places=0 LIMIT ?1";
constexpr std::string_view kForgetWords =
    "INSERT INTO search(search,rowid,subject,body,sender,files) VALUES('delete',?1,?2,?3,?4,?5)";
constexpr std::string_view kOnlyKnownByMail =
    "SELECT id FROM contact WHERE address=?1 AND tickets=0 AND name='' AND phone='' AND company='' AND language='' AND "
    "timezone='' AND mood=0 AND note='' AND merged_into=''";

} // namespace

GoneMail::GoneMail(Database &database, Parse parse)
    : m_database(database)
    , m_parse(std::move(parse))
{
}

Result<qint64> GoneMail::count() const
{
    sqlite::Statement query = m_database.connection().prepare("SELECT count(*) FROM message WHERE places=0");
    const qint64 mails = query.next() ? query.integer(0) : 0;
    return m_database.connection().finish(mails);
}

std::vector<qint64> GoneMail::next(int atMost) const
{
    std::vector<qint64> rows;
    sqlite::Statement query = m_database.connection().prepare(kNext);
    query.bind(atMost);
    while (query.next())
        rows.push_back(query.integer(0));
    return rows;
}

Result<qint64> GoneMail::forget(int atMost)
{
    sqlite::Connection &db = m_database.connection();
    const std::vector<qint64> rows = next(atMost);
    if (auto asked = db.finish(); !asked || rows.empty())
        return asked ? Result<qint64>(0) : Failure(asked.error());
    const SecureDelete secure(m_database);
    sqlite::Transaction transaction(db);
    for (const qint64 row : rows)
        forgetOne(row);
    if (auto done = transaction.commit(); !done)
        return Failure(done.error());
    return qint64(rows.size());
}

Result<qint64> GoneMail::forgetAll()
{
    qint64 forgotten = 0;
    for (;;) {
        const auto some = forget(kInOneTransaction);
        if (!some)
            return Failure(some.error());
        if (*some == 0)
            break;
        forgotten += *some;
    }
    // A deleted word only stops being found; the segment that holds it goes when segments are merged.
    const SecureDelete secure(m_database);
    if (auto merged = m_database.connection().execute("INSERT INTO search(search) VALUES('optimize')"); !merged)
        return Failure(merged.error());
    return forgotten;
}

void GoneMail::forgetOne(qint64 row)
{
    sqlite::Connection &db = m_database.connection();
    forgetWords(row);
    QString sender;
    sqlite::Statement from = db.prepare("SELECT from_address FROM message WHERE id=?1");
    from.bind(row);
    if (from.next())
        sender = from.text(0);
    from.rewind();
    for (const char *sql : {"DELETE FROM message_source WHERE message=?1", "DELETE FROM message WHERE id=?1"})
        db.prepare(sql).bind(row).run();
    forgetSender(sender);
}

void GoneMail::forgetWords(qint64 row)
{
    // What cannot be read has words that cannot be named: the doctor counts them, and builds the index anew.
    const auto raw = MessageRepository(m_database).source(MessageRow(row));
    if (!raw)
        return;
    const PreparedMail mail = prepareMail(*raw, m_parse(*raw));
    sqlite::Connection &db = m_database.connection();
    db.prepare(kForgetWords).bind(row, mail.subjectWords, mail.bodyWords, mail.senderWords, mail.fileWords).run();
    sqlite::Statement ref = db.prepare("DELETE FROM message_ref WHERE ref_hash=?1 AND message=?2");
    for (const qint64 named : mail.namedIds)
        ref.bind(named, row).run();
    sqlite::Statement token = db.prepare("DELETE FROM message_token WHERE number=?1 AND message=?2");
    for (const qint64 number : mail.tokenNumbers)
        token.bind(number, row).run();
}

void GoneMail::forgetSender(const QString &address)
{
    sqlite::Connection &db = m_database.connection();
    sqlite::Statement known = db.prepare(kOnlyKnownByMail);
    known.bind(address);
    const qint64 contact = known.next() ? known.integer(0) : 0;
    known.rewind();
    if (contact == 0)
        return;
    sqlite::Statement other = db.prepare("SELECT 1 FROM message WHERE from_address=?1 LIMIT 1");
    other.bind(address);
    const bool wroteMore = other.next();
    other.rewind();
    if (wroteMore)
        return;
    db.prepare("DELETE FROM contact_search WHERE rowid=?1").bind(contact).run();
    db.prepare("DELETE FROM contact WHERE id=?1").bind(contact).run();
}

} // namespace otklik::store
