// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/instant.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QMap>
#include <QString>

#include <functional>
#include <vector>

namespace otklik::test {

/// One mail in a folder of a FakeMailbox.
struct FakeMail
{
    quint32 uid = 0;
    QByteArray raw;
    QByteArrayList flags; ///< sorted, each once
    Instant at;           ///< INTERNALDATE, whole seconds
    quint64 modSeq = 0;
    QByteArray id; ///< EMAILID, X-GM-MSGID: the same for the same bytes
};

struct FakeFolder
{
    quint32 uidValidity = 0;
    quint32 uidNext = 1;
    quint64 modSeq = 1;          ///< the highest
    std::vector<FakeMail> mails; ///< by UID
    QMap<quint32, quint64> gone; ///< UIDs that were expunged, and the modification that did it
    QByteArray use;              ///< "\\Sent"; empty for none
    QByteArray id;               ///< MAILBOXID: stays when the folder is renamed

    [[nodiscard]] const FakeMail *mail(quint32 uid) const;
};

/// What a mail server keeps of one mailbox, and what can happen to it from outside. No protocol: FakeImapServer speaks
/// of it. Folder names are what people read, parts separated by '/'. Everything is one value: a copy is a backup.
class FakeMailbox final
{
public:
    FakeMailbox();

    [[nodiscard]] const QMap<QString, FakeFolder> &folders() const { return m_folders; }
    [[nodiscard]] const FakeFolder &folder(const QString &name) const { return m_folders.find(name).value(); }
    [[nodiscard]] bool has(const QString &name) const { return m_folders.contains(name); }
    [[nodiscard]] qint64 bytes(const QString &name) const;

    /// The UID it got. `at` without milliseconds.
    quint32 deliver(const QString &folder, const QByteArray &raw, Instant at, const QByteArrayList &flags = {});
    void copy(const QString &from, quint32 uid, const QString &to);
    void move(const QString &from, quint32 uid, const QString &to);
    void setFlag(const QString &folder, quint32 uid, const QByteArray &flag, bool on);
    void expunge(const QString &folder, quint32 uid);
    void create(const QString &name, const QByteArray &use = {});
    void rename(const QString &from, const QString &to);
    void remove(const QString &name);
    /// New UIDVALIDITY, and new UIDs in the order that `order` makes of the mails.
    void renumber(const QString &name, const std::function<void(std::vector<FakeMail> &)> &order = {});
    /// As a backup put back brings it: the folder as it was in `before`, under the same UIDVALIDITY.
    void restore(const QString &name, const FakeMailbox &before);

private:
    FakeMail *find(const QString &folder, quint32 uid);

    QMap<QString, FakeFolder> m_folders;
    quint32 m_uidValidity = 1000;
    int m_lastId = 0;
    QMap<QByteArray, QByteArray> m_ids; ///< by bytes
};

} // namespace otklik::test
