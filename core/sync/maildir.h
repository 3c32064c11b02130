// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>

#include <vector>

namespace otklik::sync {

/// A Maildir++ tree on disk (root = INBOX, ".Sent", ".Otklik.Journal" beside its cur/new/tmp), with UIDs that stay:
/// each folder keeps them in a file `otklik-uidlist` ("1 <uidvalidity> <nextuid>", then "<uid> <base name>" per line),
/// as an IMAP server would. A file that lost its line gets a new UID above all others. Synchronous; one process at a
/// time is ensured by a lock file beside the list.
class Maildir final
{
public:
    struct Entry
    {
        quint32 uid = 0;
        QString path;         ///< absolute
        QStringList flags;    ///< "\\Seen" …
        Instant internalDate; ///< the file's modification time
        qint64 size = 0;
    };
    struct Folder
    {
        quint32 uidValidity = 0;
        quint32 uidNext = 1;
        QMap<quint32, Entry> entries;
    };

    explicit Maildir(QString root)
        : m_root(std::move(root))
    {
    }

    /// Makes root with cur/new/tmp when missing.
    [[nodiscard]] Result<void> ensure() const;
    /// "INBOX", "Sent", "Otklik/Journal"; `/` is the delimiter of names here and `.` that on disk.
    [[nodiscard]] Result<QStringList> folderNames() const;
    [[nodiscard]] Result<void> createFolder(const QString &name) const;
    [[nodiscard]] bool hasFolder(const QString &name) const;
    /// Moves what is in new/ to cur/, gives UIDs to what has none, in the order of arrival. NotFound.
    [[nodiscard]] Result<Folder> scan(const QString &name) const;
    [[nodiscard]] static Result<QByteArray> read(const Entry &entry);
    /// Durable when it returns (fsync before the rename). Returns the new UID.
    [[nodiscard]] Result<quint32> append(const QString &name, const QByteArray &raw, const QStringList &flags,
                                         Instant internalDate) const;
    /// Adds and removes flags of one message (renames its file). NotFound when it has gone.
    [[nodiscard]] Result<void> changeFlags(const QString &name, quint32 uid, const QStringList &add,
                                           const QStringList &remove) const;
    /// Directories to watch for changes.
    [[nodiscard]] QStringList watchPaths(const QString &name) const;

private:
    [[nodiscard]] QString folderPath(const QString &name) const;

    QString m_root;
};

} // namespace otklik::sync
