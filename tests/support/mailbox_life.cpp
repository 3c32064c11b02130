// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/mailbox_life.h"

namespace otklik::test {

namespace {

const QStringList kUnread{QStringLiteral("Archive"), QStringLiteral("Elsewhere")};

} // namespace

MailboxLife::MailboxLife(MailboxOutside &mailbox, quint32 seed)
    : m_mailbox(mailbox)
    , m_random(seed)
{
}

const QStringList &MailboxLife::readFolders()
{
    static const QStringList kNames{QStringLiteral("INBOX"), QStringLiteral("Sent"), QStringLiteral("Work"),
                                    QStringLiteral("Отдел & Co")};
    return kNames;
}

void MailboxLife::makeFolders()
{
    for (const QString &name : readFolders() + QStringList{kUnread.front()})
        if (!m_mailbox.has(name))
            m_mailbox.create(name);
}

QString MailboxLife::anyFolder(bool onlyRead)
{
    QStringList names;
    for (const QString &name : onlyRead ? readFolders() : readFolders() + kUnread)
        if (m_mailbox.has(name))
            names << name;
    // most mail comes to the inbox
    return below(3) == 0 ? names.front() : names[below(int(names.size()))];
}

quint32 MailboxLife::anyMail(const QString &folder)
{
    const auto uids = m_mailbox.uids(folder);
    return uids.empty() ? 0 : uids[std::size_t(below(int(uids.size())))];
}

/// One a minute, some of them in the same second as the one before.
Instant MailboxLife::nextInstant()
{
    const qint64 start = Instant::fromIso(QStringLiteral("2026-03-01T09:00:00.000Z")).ms();
    return Instant::fromMs(start + 60'000 * (m_written.size() - (below(5) == 0 ? 1 : 0)));
}

QByteArray MailboxLife::newMail()
{
    if (!m_written.isEmpty() && below(8) == 0)
        return m_written[below(int(m_written.size()))]; // the same bytes once more
    const QByteArray id = "m" + QByteArray::number(m_written.size()) + "@kunde.test";
    const QByteArray from = "c" + QByteArray::number(below(4)) + "@kunde.test";
    QByteArray raw = "From: Customer <" + from + ">\r\nTo: support@otklik.test\r\nMessage-ID: <" + id + ">\r\n";
    const int kind = below(10);
    if (kind < 4 && !m_ids.isEmpty())
        raw += "In-Reply-To: <" + m_ids[below(int(m_ids.size()))] + ">\r\nSubject: Re: Order\r\n";
    else if (kind == 4) // it answers one that may come later, or never
        raw += "References: <m" + QByteArray::number(m_written.size() + below(6)) +
               "@kunde.test>\r\nSubject: Re: Later\r\n";
    else if (kind == 5)
        raw += "Auto-Submitted: auto-replied\r\nSubject: Out of office\r\n";
    else
        raw += "Subject: Order " + QByteArray::number(below(20)) + "\r\n";
    raw += "Date: Sun, 01 Mar 2026 09:00:00 +0000\r\n\r\nText " + QByteArray::number(m_written.size()) + ".\r\n";
    raw += QByteArray("More words here. ").repeated(below(5)) + "\r\n";
    m_ids << id;
    m_written << raw;
    return raw;
}

void MailboxLife::step()
{
    const int what = below(100);
    if (what < 36)
        deliver();
    else if (what < 54)
        flag();
    else if (what < 62)
        copyOrMove(false);
    else if (what < 72)
        copyOrMove(true);
    else if (what < 84)
        expunge(1);
    else if (what < 86)
        expunge(20);
    else if (what < 90)
        renameOrRemove();
    else if (what < 93)
        renumber();
    else if (what < 97)
        restore();
    else
        touchJournal();
}

void MailboxLife::deliver()
{
    const QString folder = anyFolder(false);
    const Instant at = nextInstant();
    m_mailbox.deliver(folder, newMail(), at);
    note(QStringLiteral("deliver to ") + folder);
}

void MailboxLife::flag()
{
    static const QByteArrayList kFlags{"\\Seen", "\\Flagged", "\\Answered", "$Junk"};
    const QString folder = anyFolder(true);
    const QByteArray &flag = kFlags[below(int(kFlags.size()))];
    const bool on = below(3) > 0;
    if (const quint32 uid = anyMail(folder)) {
        m_mailbox.setFlag(folder, uid, flag, on);
        note(QStringLiteral("flag %1 %2 %3 %4").arg(folder).arg(uid).arg(QString::fromLatin1(flag)).arg(on));
    }
}

void MailboxLife::copyOrMove(bool move)
{
    const QString from = anyFolder(false), to = anyFolder(false);
    const quint32 uid = anyMail(from);
    if (uid == 0 || from == to)
        return;
    move ? m_mailbox.move(from, uid, to) : m_mailbox.copy(from, uid, to);
    note(QStringLiteral("%1 %2 %3 to %4")
             .arg(move ? QStringLiteral("move") : QStringLiteral("copy"), from)
             .arg(uid)
             .arg(to));
}

void MailboxLife::expunge(int atMost)
{
    const QString folder = anyFolder(true);
    for (int i = 0; i < atMost; ++i)
        if (const quint32 uid = anyMail(folder)) {
            m_mailbox.expunge(folder, uid);
            note(QStringLiteral("expunge %1 %2").arg(folder).arg(uid));
        }
}

void MailboxLife::renameOrRemove()
{
    const QString work = readFolders()[2], other = kUnread.back();
    if (!m_mailbox.has(work)) {
        m_mailbox.has(other) && below(2) == 0 ? m_mailbox.rename(other, work) : m_mailbox.create(work);
        note(QStringLiteral("Work is there again"));
    } else if (!m_mailbox.has(other) && below(2) == 0) {
        m_mailbox.rename(work, other);
        note(QStringLiteral("rename Work"));
    } else {
        m_mailbox.remove(work);
        note(QStringLiteral("remove Work"));
    }
}

void MailboxLife::renumber()
{
    const QString folder = anyFolder(true);
    if (m_mailbox.renumber(folder))
        note(QStringLiteral("renumber ") + folder);
}

void MailboxLife::restore()
{
    if (!m_hasBackup || below(2) == 0) {
        m_hasBackup = m_mailbox.backUp();
        return note(QStringLiteral("backup"));
    }
    const QString folder = anyFolder(true);
    if (m_mailbox.restore(folder))
        note(QStringLiteral("restore ") + folder);
}

void MailboxLife::touchJournal()
{
    if (!m_mailbox.has(kJournal))
        return;
    switch (below(3)) {
    case 0:
        if (m_mailbox.renumber(kJournal))
            note(QStringLiteral("renumber the journal"));
        break;
    case 1:
        if (m_hasBackup && m_mailbox.restore(kJournal))
            note(QStringLiteral("restore the journal"));
        break;
    default:
        if (const quint32 uid = anyMail(kJournal)) {
            m_mailbox.expunge(kJournal, uid);
            note(QStringLiteral("expunge journal %1").arg(uid));
        }
    }
}

} // namespace otklik::test
