// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fake_mailbox.h"

#include <algorithm>

namespace otklik::test {

namespace {

auto at(FakeFolder &folder, quint32 uid)
{
    return std::find_if(folder.mails.begin(), folder.mails.end(),
                        [uid](const FakeMail &mail) { return mail.uid == uid; });
}

} // namespace

const FakeMail *FakeFolder::mail(quint32 uid) const
{
    const auto found = std::find_if(mails.begin(), mails.end(), [uid](const FakeMail &one) { return one.uid == uid; });
    return found == mails.end() ? nullptr : &*found;
}

FakeMailbox::FakeMailbox()
{
    create(QStringLiteral("INBOX"));
}

qint64 FakeMailbox::bytes(const QString &name) const
{
    qint64 sum = 0;
    for (const FakeMail &mail : folder(name).mails)
        sum += mail.raw.size();
    return sum;
}

FakeMail *FakeMailbox::find(const QString &folder, quint32 uid)
{
    FakeFolder &in = m_folders[folder];
    const auto found = at(in, uid);
    return found == in.mails.end() ? nullptr : &*found;
}

quint32 FakeMailbox::deliver(const QString &name, const QByteArray &raw, Instant when, const QByteArrayList &flags)
{
    FakeFolder &folder = m_folders[name];
    QByteArray &id = m_ids[raw];
    if (id.isEmpty())
        id = QByteArray::number(++m_lastId);
    FakeMail mail{folder.uidNext++, raw, flags, Instant::fromMs(when.ms() / 1000 * 1000), ++folder.modSeq, id};
    std::sort(mail.flags.begin(), mail.flags.end());
    folder.mails.push_back(std::move(mail));
    return folder.mails.back().uid;
}

void FakeMailbox::copy(const QString &from, quint32 uid, const QString &to)
{
    if (const FakeMail *found = find(from, uid)) {
        const FakeMail mail = *found;
        deliver(to, mail.raw, mail.at, mail.flags);
    }
}

void FakeMailbox::move(const QString &from, quint32 uid, const QString &to)
{
    copy(from, uid, to);
    expunge(from, uid);
}

void FakeMailbox::setFlag(const QString &folder, quint32 uid, const QByteArray &flag, bool on)
{
    FakeMail *mail = find(folder, uid);
    if (!mail || mail->flags.contains(flag) == on)
        return;
    if (on)
        mail->flags.append(flag);
    else
        mail->flags.removeAll(flag);
    std::sort(mail->flags.begin(), mail->flags.end());
    mail->modSeq = ++m_folders[folder].modSeq;
}

void FakeMailbox::expunge(const QString &name, quint32 uid)
{
    FakeFolder &folder = m_folders[name];
    const auto found = at(folder, uid);
    if (found == folder.mails.end())
        return;
    folder.mails.erase(found);
    folder.gone[uid] = ++folder.modSeq;
}

void FakeMailbox::create(const QString &name, const QByteArray &use)
{
    if (has(name))
        return;
    FakeFolder folder;
    folder.uidValidity = ++m_uidValidity;
    folder.use = use;
    folder.id = "F" + QByteArray::number(++m_lastId);
    m_folders.insert(name, folder);
}

void FakeMailbox::rename(const QString &from, const QString &to)
{
    if (has(from) && !has(to))
        m_folders.insert(to, m_folders.take(from));
}

void FakeMailbox::remove(const QString &name)
{
    m_folders.remove(name);
}

void FakeMailbox::renumber(const QString &name, const std::function<void(std::vector<FakeMail> &)> &order)
{
    FakeFolder &folder = m_folders[name];
    folder.uidValidity = ++m_uidValidity;
    folder.uidNext = 1;
    folder.modSeq = 1;
    folder.gone.clear();
    if (order)
        order(folder.mails);
    for (FakeMail &mail : folder.mails) {
        mail.uid = folder.uidNext++;
        mail.modSeq = ++folder.modSeq;
    }
}

void FakeMailbox::restore(const QString &name, const FakeMailbox &before)
{
    if (before.has(name) && has(name) && before.folder(name).uidValidity == folder(name).uidValidity)
        m_folders[name] = before.folder(name);
}

} // namespace otklik::test
