// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// A connection to a FakeImapServer: what is said of the folder that is selected.
#include "core/imap/protocol/internal_date.h"
#include "tests/support/fake_imap_session.h"

#include <algorithm>
#include <limits>

namespace otklik::test {

namespace {

std::vector<std::pair<quint32, quint32>> rangesOf(const QByteArray &set, quint32 star)
{
    std::vector<std::pair<quint32, quint32>> ranges;
    for (const QByteArray &piece : set.split(',')) {
        const auto one = [star](const QByteArray &text) { return text == "*" ? star : quint32(text.toULongLong()); };
        const qsizetype colon = piece.indexOf(':');
        const quint32 first = one(colon < 0 ? piece : piece.left(colon));
        const quint32 last = colon < 0 ? first : one(piece.mid(colon + 1));
        ranges.emplace_back(std::min(first, last), std::max(first, last));
    }
    return ranges;
}

bool isIn(const std::vector<std::pair<quint32, quint32>> &ranges, quint32 uid)
{
    return std::any_of(ranges.begin(), ranges.end(),
                       [uid](const auto &range) { return uid >= range.first && uid <= range.second; });
}

QByteArray literal(const QByteArray &bytes)
{
    return '{' + QByteArray::number(bytes.size()) + "}\r\n" + bytes;
}

QByteArray messageIdLine(const QByteArray &raw)
{
    const qsizetype at = raw.indexOf("Message-ID:");
    if (at < 0)
        return "\r\n";
    qsizetype end = raw.indexOf("\r\n", at);
    while (end + 2 < raw.size() && (raw[end + 2] == ' ' || raw[end + 2] == '\t')) // folded
        end = raw.indexOf("\r\n", end + 2);
    return raw.mid(at, end - at) + "\r\n\r\n";
}

struct FirstPart
{
    QByteArray header, text;
};

FirstPart firstPart(const QByteArray &raw)
{
    const qsizetype blank = raw.indexOf("\r\n\r\n");
    const QByteArray body = blank < 0 ? QByteArray() : raw.mid(blank + 4);
    const qsizetype named = raw.left(blank).indexOf("boundary=\"");
    if (named < 0)
        return {{}, body};
    const QByteArray boundary = "--" + raw.mid(named + 10, raw.indexOf('"', named + 10) - named - 10);
    const qsizetype begin = body.indexOf(boundary + "\r\n") + boundary.size() + 2;
    const QByteArray part = body.mid(begin, body.indexOf("\r\n" + boundary, begin) - begin);
    const qsizetype end = part.indexOf("\r\n\r\n") + 4;
    return {part.left(end), part.mid(end)};
}

/// BODY.PEEK[HEADER]<0.100> and the like.
QByteArray beginningOf(const QByteArray &raw, const QByteArray &item)
{
    const qsizetype close = item.indexOf(']');
    const QByteArray section = item.mid(10, close - 10);
    const qint64 most = item.mid(close + 4).chopped(1).toLongLong();
    QByteArray bytes = section == "HEADER"   ? raw.left(raw.indexOf("\r\n\r\n") + 4)
                       : section == "1.MIME" ? firstPart(raw).header
                                             : firstPart(raw).text;
    return "BODY[" + section + "]<0> " + literal(bytes.left(most));
}

} // namespace

bool FakeImapSession::folderIsAsSelected() const
{
    if (!m_server.mailbox.has(m_selected))
        return false;
    const FakeFolder &folder = m_server.mailbox.folder(m_selected);
    return folder.uidValidity == m_uidValidity && (m_view.empty() || folder.uidNext > m_view.back()) &&
           folder.modSeq >= m_told;
}

std::vector<quint32> FakeImapSession::uidsOf(const QByteArray &set) const
{
    const auto ranges = rangesOf(set, m_view.empty() ? 0 : m_view.back());
    std::vector<quint32> uids;
    std::copy_if(m_view.begin(), m_view.end(), std::back_inserter(uids),
                 [&ranges](quint32 uid) { return isIn(ranges, uid); });
    return uids;
}

qsizetype FakeImapSession::sequenceOf(quint32 uid) const
{
    const auto at = std::lower_bound(m_view.begin(), m_view.end(), uid);
    return at != m_view.end() && *at == uid ? at - m_view.begin() + 1 : 0;
}

void FakeImapSession::select(FakeCommand &command, bool readOnly)
{
    const QString wanted = folderOf(command.take().text);
    const bool hadOne = !m_selected.isEmpty();
    m_selected.clear();
    m_view.clear();
    QByteArrayList point;
    bool resyncs = false;
    if (command.takeOpen()) {
        if (command.takeAtom("QRESYNC")) {
            resyncs = true;
            point = command.list();
            if (!m_qresync)
                return wrong("QRESYNC without ENABLE");
        } else if (!command.takeAtom("CONDSTORE") || !offered("CONDSTORE")) {
            return;
        }
        m_condstore = true;
    }
    if (!m_server.mailbox.has(wanted))
        return done("NO No such mailbox");
    if (hadOne && (m_qresync || m_server.has("IMAP4REV2")))
        line("OK [CLOSED] The last one is closed");
    m_selected = wanted;
    const FakeFolder &folder = m_server.mailbox.folder(wanted);
    m_uidValidity = folder.uidValidity;
    m_told = folder.modSeq;
    for (const FakeMail &mail : folder.mails)
        m_view.push_back(mail.uid);
    tellState(folder);
    if (resyncs)
        resync(folder, point);
    done(readOnly ? "OK [READ-ONLY] EXAMINE done" : "OK [READ-WRITE] SELECT done");
}

void FakeImapSession::tellState(const FakeFolder &folder)
{
    line("FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)");
    line("OK [PERMANENTFLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft \\*)] Limited");
    line(number(folder.mails.size()) + " EXISTS");
    if (!m_server.isRev2Only())
        line("0 RECENT");
    line("OK [UIDVALIDITY " + number(folder.uidValidity) + "] Fine");
    if (m_server.keepsUidNext && !m_server.chance(m_server.faults.noUidNext))
        line("OK [UIDNEXT " + number(folder.uidNext) + "] Fine");
    if (m_server.has("CONDSTORE"))
        line("OK [HIGHESTMODSEQ " + modSeqOf(folder) + "] Fine");
    if (m_server.has("OBJECTID"))
        line("OK [MAILBOXID (" + folder.id + ")] Fine");
}

void FakeImapSession::resync(const FakeFolder &folder, const QByteArrayList &point)
{
    if (point.size() < 2 || point[0].toUInt() != folder.uidValidity)
        return;
    const quint64 since = point[1].toULongLong();
    std::vector<quint32> vanished;
    for (auto it = folder.gone.begin(); it != folder.gone.end(); ++it)
        if (it.value() > since)
            vanished.push_back(it.key());
    if (m_server.chance(m_server.faults.wrongVanished)) {
        for (const quint32 uid : m_view)
            if (m_server.below(2) == 0)
                vanished.push_back(uid);
        std::sort(vanished.begin(), vanished.end());
    }
    if (!vanished.empty())
        line("VANISHED (EARLIER) " + fakeSet(vanished));
    for (const FakeMail &mail : folder.mails)
        if (mail.modSeq > since)
            tellFlags(mail, true);
}

void FakeImapSession::search(FakeCommand &command)
{
    bool extended = m_server.has("IMAP4REV2") && m_server.isRev2Only();
    QByteArrayList options{"ALL"};
    if (command.takeAtom("RETURN")) {
        if (!extended && !offered("ESEARCH"))
            return;
        extended = true;
        options = command.list();
    }
    std::vector<quint32> uids = m_view;
    if (command.takeAtom("UID"))
        uids = uidsOf(command.take().text);
    else if (!command.takeAtom("ALL"))
        return wrong("SEARCH " + command.peek().text);
    const FakeFolder &folder = m_server.mailbox.folder(m_selected);
    std::erase_if(uids, [&folder](quint32 uid) { return !folder.mail(uid); });
    std::erase_if(uids, [this](quint32) { return m_server.chance(m_server.faults.omitSearch); });
    if (extended) {
        QByteArray text = "ESEARCH (TAG " + string(m_tag) + ") UID";
        if (options.contains("ALL") && !uids.empty())
            text += " ALL " + fakeSet(uids);
        if (options.contains("COUNT"))
            text += " COUNT " + number(uids.size());
        line(text);
    } else {
        QByteArray text = "SEARCH";
        for (const quint32 uid : uids)
            text += ' ' + number(uid);
        line(text);
    }
    done("OK SEARCH done");
}

void FakeImapSession::fetch(FakeCommand &command)
{
    const std::vector<quint32> uids = uidsOf(command.take().text);
    QByteArrayList items = command.list();
    for (QByteArray &item : items)
        item = item.toUpper();
    quint64 since = 0;
    bool vanished = false;
    if (command.takeOpen()) {
        if (!command.takeAtom("CHANGEDSINCE") || !offered("CONDSTORE"))
            return;
        since = command.take().text.toULongLong();
        vanished = command.takeAtom("VANISHED");
        m_condstore = true;
    }
    if (vanished && !m_qresync)
        return wrong("VANISHED without QRESYNC");
    const FakeFolder &folder = m_server.mailbox.folder(m_selected);
    const bool wantsBody = items.contains("BODY.PEEK[]") || items.contains("BODY[]");
    for (const quint32 uid : uids) {
        const FakeMail *mail = folder.mail(uid);
        if (!mail || mail->modSeq <= since)
            continue;
        if (wantsBody && m_selected == QLatin1String("INBOX")) {
            if (m_server.chance(m_server.faults.damage)) {
                m_server.broken.insert(uid);
                m_server.brokenAnswer = m_server.below(2) == 0 ? "NO Cannot read it" : "BYE [SERVERBUG] Damaged";
            }
            if (m_server.broken.contains(uid))
                return refuse(m_server.brokenAnswer);
        }
        if (wantsBody && m_server.chance(m_server.faults.omitFetch) &&
            !m_server.wasOmitted(m_selected.toUtf8() + QByteArray::number(uid)))
            continue;
        fetchOne(*mail, items, since != 0 || items.contains("MODSEQ"));
        if (m_server.chance(m_server.faults.duplicateFetch))
            fetchOne(*mail, items, since != 0);
    }
    done("OK FETCH done");
}

void FakeImapSession::fetchOne(const FakeMail &mail, const QByteArrayList &items, bool modSeq)
{
    QByteArrayList told{"UID " + number(mail.uid)};
    m_server.flagsTold += items.contains("FLAGS") ? 1 : 0;
    if (items.contains("FLAGS"))
        told << "FLAGS " + words(mail.flags);
    if (items.contains("INTERNALDATE"))
        told << "INTERNALDATE " + string(imap::formatInternalDate(mail.at));
    if (items.contains("RFC822.SIZE") && !m_server.hidesSizes)
        told << "RFC822.SIZE " + number(quint64(mail.raw.size()));
    if (modSeq)
        told << "MODSEQ (" + (m_server.chance(m_server.faults.noModSeq) ? QByteArray("0") : number(mail.modSeq)) + ')';
    if (items.contains("EMAILID")) {
        if (!m_server.has("OBJECTID"))
            m_server.noteWrong("not offered: EMAILID");
        told << "EMAILID (E" + mail.id + ')';
    }
    if (items.contains("X-GM-MSGID")) {
        if (!m_server.has("X-GM-EXT-1"))
            m_server.noteWrong("not offered: X-GM-MSGID");
        told << "X-GM-MSGID 1278455344230" + mail.id.rightJustified(6, '0');
    }
    if (items.contains("BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]"))
        told << "BODY[HEADER.FIELDS (MESSAGE-ID)] " + literal(messageIdLine(mail.raw));
    for (const QByteArray &item : items)
        if (item.startsWith("BODY.PEEK[") && item.endsWith('>'))
            told << beginningOf(mail.raw, item);
    if (items.contains("BODY.PEEK[]")) {
        m_server.noteBody();
        const bool withheld = m_server.chance(m_server.faults.nilBody);
        told << "BODY[] " + (withheld ? QByteArray("NIL") : literal(mail.raw));
    }
    line(QByteArray::number(sequenceOf(mail.uid)) + " FETCH (" + told.join(' ') + ')');
}

void FakeImapSession::store(FakeCommand &command)
{
    const std::vector<quint32> uids = uidsOf(command.take().text);
    const QByteArray what = command.take().text.toUpper();
    if (!what.endsWith("FLAGS.SILENT") || (what[0] != '+' && what[0] != '-'))
        return wrong("STORE " + what);
    const QByteArrayList flags = command.list();
    for (const quint32 uid : uids)
        for (const QByteArray &flag : flags)
            m_server.mailbox.setFlag(m_selected, uid, flag, what[0] == '+');
    m_told = m_server.mailbox.folder(m_selected).modSeq;
    done("OK STORE done");
}

/// What others did since the client was told last (RFC 9051 §7.5; VANISHED once QRESYNC is on).
void FakeImapSession::tellChanges()
{
    if (m_selected.isEmpty() || !folderIsAsSelected())
        return;
    const FakeFolder &folder = m_server.mailbox.folder(m_selected);
    std::vector<quint32> gone;
    std::copy_if(m_view.begin(), m_view.end(), std::back_inserter(gone),
                 [&folder](quint32 uid) { return !folder.mail(uid); });
    if (!m_qresync)
        for (std::size_t i = gone.size(); i-- > 0;)
            write("* " + QByteArray::number(sequenceOf(gone[i])) + " EXPUNGE\r\n");
    else if (!gone.empty())
        write("* VANISHED " + fakeSet(gone) + "\r\n");
    std::erase_if(m_view, [&folder](quint32 uid) { return !folder.mail(uid); });
    const std::size_t before = m_view.size();
    for (const FakeMail &mail : folder.mails)
        if (m_view.empty() || mail.uid > m_view.back())
            m_view.push_back(mail.uid);
    if (m_view.size() != before)
        write("* " + QByteArray::number(m_view.size()) + " EXISTS\r\n");
    for (const FakeMail &mail : folder.mails)
        if (mail.modSeq > m_told && sequenceOf(mail.uid) <= qsizetype(before))
            tellFlags(mail, true);
    m_told = folder.modSeq;
}

} // namespace otklik::test
