// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/folder_repository.h"
#include "core/ticket/ticket.h"

#include <QMap>
#include <QStringList>

#include <chrono>
#include <optional>

namespace otklik::store {

/// What the server has beside what the ledger has, of one folder or of many.
struct LedgerSum
{
    qint64 server = 0;              ///< mails the server counted at the last sync
    qint64 local = 0;               ///< places here; the sum of the verdicts
    qint64 difference = 0;          ///< UIDs that only one of both has, or that are on no ticket; 0 = all is well
    QMap<QString, qint64> verdicts; ///< docs/decisions/0010; those that occur
    qint64 missing = 0, expunged = 0;

    void add(const LedgerSum &other);
    bool operator==(const LedgerSum &) const = default;
};

struct LedgerFolder
{
    FolderState state;
    LedgerSum sum;
};

/// One UID and why it is where it is.
struct LedgerEntry
{
    QString account;
    QString folder; ///< as the server spells it
    quint32 uid = 0;
    QString verdict;
    QString reason; ///< English or a stable id (ticket::PlacementReason), may be empty
    Instant date;
    qint64 size = 0;
    QString messageId, from, subject;
    ticket::Key ticket; ///< empty: on none
    qint64 number = 0;  ///< of the ticket, 0 = none yet
};

/// The intake ledger, read: every UID of every folder has exactly one verdict (docs/decisions/0010). On any connection.
class Ledger final
{
public:
    explicit Ledger(Database &database);

    /// All verdicts, in the order in which they are shown; the last two stand beside the sum.
    [[nodiscard]] static const QStringList &verdicts();

    /// Empty account = all. (slow)
    [[nodiscard]] Result<std::vector<LedgerFolder>> folders(const QString &account) const;
    /// All folders of an account, for the report of a sync: kept until something changes. On the writing connection.
    [[nodiscard]] Result<LedgerSum> keepSum(const QString &account);
    /// In each transaction that may change a verdict. A failure is latched in the connection.
    void forgetSums();

    struct Filter
    {
        QString account, verdict; ///< empty = all
        int limit = -1;           ///< -1 = all
    };
    /// By account, folder and UID.
    [[nodiscard]] Result<std::vector<LedgerEntry>> entries(const Filter &filter) const;
    /// The raw bytes of a mail in quarantine. NotFound.
    [[nodiscard]] Result<QByteArray> quarantinedSource(const QString &account, const QString &folder,
                                                       quint32 uid) const;
    /// Cheap, for the light: difference and quarantine without the other verdicts, and the newest mail of the inbox.
    struct Health
    {
        qint64 server = 0, difference = 0, quarantined = 0;
        Instant lastMailAt;
        std::chrono::milliseconds usualSilence{0}; ///< longest pause between the last mails; 0 = too few to say
    };
    [[nodiscard]] Result<Health> health(const QString &account) const;

private:
    using Counts = QMap<qint64, QMap<QString, qint64>>; ///< folder row, verdict
    [[nodiscard]] Counts count() const;
    [[nodiscard]] std::optional<QMap<QString, qint64>> countTogether() const;
    void readPauses(FolderRow inbox, Health &health) const;

    Database &m_database;
};

} // namespace otklik::store
