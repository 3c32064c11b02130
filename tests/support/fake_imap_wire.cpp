// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// What a FakeImapSession writes, and what goes wrong with the writing.
#include "core/imap/protocol/modified_utf7.h"
#include "tests/support/fake_imap_session.h"

namespace otklik::test {

namespace {

bool fitsQuotes(const QByteArray &value)
{
    return std::none_of(value.begin(), value.end(),
                        [](char c) { return c == '"' || c == '\\' || c == '\r' || c == '\n' || c == '\0'; });
}

} // namespace

QByteArray fakeSet(const std::vector<quint32> &uids)
{
    QByteArray text;
    for (std::size_t i = 0; i < uids.size();) {
        std::size_t last = i;
        while (last + 1 < uids.size() && uids[last + 1] == uids[last] + 1)
            ++last;
        text += (text.isEmpty() ? "" : ",") + QByteArray::number(uids[i]);
        if (last > i)
            text += ':' + QByteArray::number(uids[last]);
        i = last + 1;
    }
    return text;
}

int FakeImapSession::chunk() const
{
    return m_server.faults.chunk > 0 ? 1 + m_server.below(m_server.faults.chunk) : 0;
}

void FakeImapSession::end()
{
    m_ended = true;
}

void FakeImapSession::write(QByteArray bytes)
{
    if (m_ended)
        return;
    if (m_server.chance(m_server.faults.bye)) {
        m_output += "* BYE Going down for a moment\r\n";
        return end();
    }
    if (m_server.chance(m_server.faults.cut)) {
        m_output += bytes.left(m_server.below(bytes.size() + 1));
        return end();
    }
    const bool isLast = m_server.spoil && m_server.spoil(bytes);
    m_output += bytes;
    if (isLast)
        end();
}

void FakeImapSession::line(const QByteArray &text)
{
    write("* " + text + "\r\n");
    if (m_signedIn && m_server.chance(m_server.faults.unsolicited))
        tellSomething();
}

void FakeImapSession::done(const QByteArray &text)
{
    m_answered = true;
    write(m_tag + ' ' + text + "\r\n");
}

void FakeImapSession::wrong(const QByteArray &what)
{
    m_server.noteWrong(what);
    done("BAD " + what);
}

bool FakeImapSession::offered(const char *extension)
{
    if (m_server.has(extension))
        return true;
    wrong(QByteArray("not offered: ") + extension);
    return false;
}

/// Never a number of messages that is not so: a client may rely on those.
void FakeImapSession::tellSomething()
{
    switch (m_server.below(6)) {
    case 0:
        return write("* OK Still here\r\n");
    case 1:
        return write("* XSOMETHING (new \"and\" {3}\r\nodd) NIL\r\n");
    case 2:
        return write("* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $Junk)\r\n");
    case 3:
        if (!m_selected.isEmpty())
            return write("* " + QByteArray::number(m_view.size()) + " EXISTS\r\n");
        return write("* OK [NOTICE] nothing\r\n");
    case 4:
        if (!m_selected.isEmpty() && folderIsAsSelected() && !m_view.empty()) {
            const FakeFolder &folder = m_server.mailbox.folder(m_selected);
            if (const FakeMail *mail = folder.mail(m_view[std::size_t(m_server.below(qint64(m_view.size())))]))
                return tellFlags(*mail, m_server.below(2) == 0);
        }
        return write("* 0 RECENT\r\n");
    default:
        return write("* CAPABILITY " + m_server.capabilities() + "\r\n");
    }
}

QByteArray FakeImapSession::number(quint64 value)
{
    if (value < 1'000'000'000'000 && m_server.chance(m_server.faults.floats))
        return QByteArray::number(double(value), 'e', 15);
    return QByteArray::number(value);
}

QByteArray FakeImapSession::string(const QByteArray &value)
{
    if (!fitsQuotes(value) || m_server.chance(m_server.faults.literals))
        return '{' + QByteArray::number(value.size()) + "}\r\n" + value;
    return '"' + value + '"';
}

QByteArray FakeImapSession::name(const QString &folder)
{
    return string(m_utf8 ? folder.toUtf8() : imap::encodeModifiedUtf7(folder));
}

QString FakeImapSession::folderOf(const QByteArray &wire) const
{
    if (wire.compare("INBOX", Qt::CaseInsensitive) == 0)
        return QStringLiteral("INBOX");
    return m_utf8 ? QString::fromUtf8(wire) : imap::decodeModifiedUtf7(wire);
}

QByteArray FakeImapSession::words(const QByteArrayList &list)
{
    if (list.isEmpty() && m_server.chance(m_server.faults.nil))
        return "NIL";
    return '(' + list.join(' ') + ')';
}

QByteArray FakeImapSession::modSeqOf(const FakeFolder &folder)
{
    if (!m_server.chance(m_server.faults.wrongModSeq))
        return number(folder.modSeq);
    switch (m_server.below(3)) {
    case 0:
        return "-1";
    case 1:
        return "0";
    default:
        return QByteArray::number(std::max<quint64>(1, folder.modSeq - quint64(m_server.below(qint64(folder.modSeq)))));
    }
}

void FakeImapSession::tellFlags(const FakeMail &mail, bool withUid)
{
    QByteArray text = "* " + QByteArray::number(sequenceOf(mail.uid)) + " FETCH (";
    if (withUid || m_qresync)
        text += "UID " + QByteArray::number(mail.uid) + ' ';
    text += "FLAGS " + words(mail.flags);
    if (m_condstore)
        text += " MODSEQ (" + QByteArray::number(mail.modSeq) + ')';
    write(text + ")\r\n");
}

} // namespace otklik::test
