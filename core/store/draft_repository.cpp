// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/draft_repository.h"

#include "core/sqlite/transaction.h"
#include "core/store/keys.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace otklik::store {

namespace {

QStringList listFrom(const QJsonValue &value)
{
    QStringList list;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &entry : array)
        list.append(entry.toString());
    return list;
}

QByteArray recipientsJson(const StoredDraft &draft)
{
    const QJsonObject object{{QStringLiteral("to"), QJsonArray::fromStringList(draft.to)},
                             {QStringLiteral("cc"), QJsonArray::fromStringList(draft.cc)},
                             {QStringLiteral("bcc"), QJsonArray::fromStringList(draft.bcc)}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

constexpr std::string_view kSelect =
    "SELECT ticket,kind,html,recipients,subject,attachments,caret,updated_at FROM local.draft ";
constexpr std::string_view kSave =
    "INSERT OR REPLACE INTO local.draft(ticket,kind,html,recipients,subject,attachments,caret,updated_at) "
    "VALUES(?1,?2,?3,?4,?5,?6,?7,?8)";

} // namespace

DraftRepository::DraftRepository(Database &database)
    : m_database(database)
{
}

// Drafts are part of no projection: the counter of Database::markLocalWrite need not move.
Result<void> DraftRepository::save(const StoredDraft &draft)
{
    const QByteArray files =
        QJsonDocument(QJsonArray::fromStringList(draft.attachments)).toJson(QJsonDocument::Compact);
    m_database.connection()
        .prepare(kSave)
        .bind(toBlob(draft.ticket), draft.kind, draft.html, sqlite::Utf8{recipientsJson(draft)}, draft.subject,
              sqlite::Utf8{files}, draft.caret, draft.updatedAt)
        .run();
    return m_database.connection().finish();
}

Result<void> DraftRepository::drop(const ticket::Key &ticket, int kind)
{
    m_database.connection()
        .prepare("DELETE FROM local.draft WHERE ticket=?1 AND kind=?2")
        .bind(toBlob(ticket), kind)
        .run();
    return m_database.connection().finish();
}

Result<std::optional<StoredDraft>> DraftRepository::find(const ticket::Key &ticket, int kind) const
{
    sqlite::Statement query = m_database.connection().prepare(std::string(kSelect) + "WHERE ticket=?1 AND kind=?2");
    query.bind(toBlob(ticket), kind);
    auto found = read(std::move(query));
    if (!found)
        return Failure(found.error());
    return found->empty() ? std::nullopt : std::optional(std::move(found->front()));
}

Result<std::vector<StoredDraft>> DraftRepository::all() const
{
    return read(m_database.connection().prepare(std::string(kSelect) + "ORDER BY ticket,kind"));
}

Result<std::vector<StoredDraft>> DraftRepository::read(sqlite::Statement query) const
{
    std::vector<StoredDraft> drafts;
    while (query.next()) {
        StoredDraft draft;
        draft.ticket = toKey(query.blob(0));
        draft.kind = static_cast<int>(query.integer(1));
        draft.html = query.text(2);
        const QJsonObject recipients = QJsonDocument::fromJson(query.utf8(3)).object();
        draft.to = listFrom(recipients.value(QStringLiteral("to")));
        draft.cc = listFrom(recipients.value(QStringLiteral("cc")));
        draft.bcc = listFrom(recipients.value(QStringLiteral("bcc")));
        draft.subject = query.text(4);
        draft.attachments = listFrom(QJsonDocument::fromJson(query.utf8(5)).array());
        draft.caret = static_cast<int>(query.integer(6));
        draft.updatedAt = query.instant(7);
        drafts.push_back(std::move(draft));
    }
    return m_database.connection().finish(std::move(drafts));
}

} // namespace otklik::store
