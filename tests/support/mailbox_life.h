// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/instant.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QRandomGenerator>
#include <QString>
#include <QStringList>

#include <vector>

namespace otklik::test {

/// A mailbox as other programs and people have it in their hands. Folder names as people read them, parts by '/'.
class MailboxOutside
{
public:
    virtual ~MailboxOutside() = default;
    [[nodiscard]] virtual bool has(const QString &folder) = 0;
    [[nodiscard]] virtual std::vector<quint32> uids(const QString &folder) = 0;
    virtual void deliver(const QString &folder, const QByteArray &raw, Instant at) = 0;
    virtual void copy(const QString &from, quint32 uid, const QString &to) = 0;
    virtual void move(const QString &from, quint32 uid, const QString &to) = 0;
    virtual void setFlag(const QString &folder, quint32 uid, const QByteArray &flag, bool on) = 0;
    virtual void expunge(const QString &folder, quint32 uid) = 0;
    virtual void create(const QString &folder) = 0;
    virtual void rename(const QString &from, const QString &to) = 0;
    virtual void remove(const QString &folder) = 0;
    // What only the administrator can do. False: not here.
    virtual bool renumber(const QString &folder) = 0;
    virtual bool backUp() = 0;
    virtual bool restore(const QString &folder) = 0;
};

/// What happens to a team's mailbox, by chance: the same seed, the same life.
class MailboxLife final
{
public:
    MailboxLife(MailboxOutside &mailbox, quint32 seed);

    /// Folders that the desks read, and such that they do not.
    [[nodiscard]] static const QStringList &readFolders();
    inline static const QString kJournal = QStringLiteral("Otklik/Journal");

    void makeFolders();
    /// One thing that happens.
    void step();
    [[nodiscard]] int below(int bound) { return int(m_random.bounded(std::max(1, bound))); }
    [[nodiscard]] const QStringList &log() const { return m_log; }

private:
    void deliver();
    void flag();
    void copyOrMove(bool move);
    void expunge(int atMost);
    void renameOrRemove();
    void renumber();
    void restore();
    void touchJournal();
    [[nodiscard]] QString anyFolder(bool onlyRead);
    /// A mail of it, 0 when it has none.
    [[nodiscard]] quint32 anyMail(const QString &folder);
    [[nodiscard]] QByteArray newMail();
    [[nodiscard]] Instant nextInstant();
    void note(const QString &what) { m_log << what; }

    MailboxOutside &m_mailbox;
    QRandomGenerator m_random;
    QByteArrayList m_written;
    QByteArrayList m_ids;
    QStringList m_log;
    bool m_hasBackup = false;
};

} // namespace otklik::test
