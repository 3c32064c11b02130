// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// A connection to a FakeImapServer: commands, and what is said without a folder.
#include "tests/support/fake_imap_session.h"

#include "core/imap/protocol/internal_date.h"

namespace otklik::test {

namespace {

constexpr qsizetype kLongestLine = 8000; ///< what servers take
constexpr qsizetype kLiteralMinus = 4096;

} // namespace

FakeImapSession::FakeImapSession(FakeImapServer &server)
    : m_server(server)
    , m_utf8(server.isRev2Only())
{
    m_output = "* OK [CAPABILITY " + server.capabilities() + "] " + server.greeting + "\r\n";
    m_ended = server.spoil && server.spoil(m_output);
}

void FakeImapSession::feed(const QByteArray &bytes)
{
    m_reader.feed(bytes);
    while (!m_ended && !m_reader.isEmpty()) {
        if (m_idling) {
            const auto text = m_reader.line();
            if (!text)
                return;
            m_idling = false;
            if (*text == "DONE")
                done("OK IDLE done");
            else
                wrong("in IDLE: " + *text);
            continue;
        }
        bool goAhead = false;
        auto words = m_reader.next(&goAhead);
        if (goAhead)
            write("+ go ahead\r\n");
        if (!words)
            return;
        handle(std::move(*words));
    }
}

void FakeImapSession::handle(Words words)
{
    for (const qsizetype size : m_reader.takeUnaskedLiterals())
        if (!m_server.has("LITERAL+") &&
            (size > kLiteralMinus || !(m_server.has("LITERAL-") || m_server.has("IMAP4REV2"))))
            m_server.noteWrong("a literal of " + QByteArray::number(size) + " bytes that nobody asked for");
    if (m_reader.longestLine() > kLongestLine)
        m_server.noteWrong("a line of " + QByteArray::number(m_reader.longestLine()) + " bytes");
    FakeCommand command(std::move(words));
    m_tag = command.take().text;
    m_answered = false;
    const QByteArray verb = command.take().text.toUpper();
    if (m_signedIn && m_server.meanwhile)
        m_server.meanwhile();
    const bool isUid = verb == "UID";
    const QByteArray whole = isUid ? "UID " + command.peek().text.toUpper() : verb;
    m_server.noteCommand(whole);
    const QByteArrayList refusable{"SELECT", "EXAMINE", "LIST",      "STATUS",
                                   "APPEND", "CREATE",  "UID FETCH", "UID SEARCH"};
    if (refusable.contains(whole) && m_server.chance(m_server.faults.refuse)) {
        static const QByteArrayList kReasons{"[THROTTLED] Slow down", "[LIMIT] Too much at once", "[UNAVAILABLE] Later",
                                             "[INUSE] Somebody else is at it", "Request is throttled"};
        return done("NO " + kReasons[m_server.below(kReasons.size())]);
    }
    if (m_server.refusal) {
        const QByteArray refused = m_server.refusal(whole + ' ' + command.peek().text);
        if (!refused.isEmpty())
            return refuse(refused);
    }
    if (m_server.has("UTF8=ONLY") && !m_utf8 && refusable.contains(whole)) // RFC 6855 §6
        return wrong("without UTF8=ACCEPT: " + whole);
    answer(verb, command);
    if (!m_answered && !m_ended && !m_idling)
        wrong("unknown: " + whole);
}

void FakeImapSession::refuse(const QByteArray &answer)
{
    if (!answer.startsWith("BYE"))
        return done(answer);
    line(answer);
    end();
}

void FakeImapSession::answer(const QByteArray &verb, FakeCommand &command)
{
    if (verb == "CAPABILITY") {
        line("CAPABILITY " + m_server.capabilities());
        return done("OK CAPABILITY done");
    }
    if (verb == "LOGOUT") {
        line("BYE See you");
        done("OK LOGOUT done");
        return end();
    }
    if (verb == "LOGIN") {
        m_signedIn = true;
        return done("OK [CAPABILITY " + m_server.capabilities() + "] Signed in");
    }
    if (!m_signedIn)
        return wrong("before the sign-in: " + verb);
    if (verb == "NOOP") {
        tellChanges();
        return done("OK NOOP done");
    }
    if (verb == "ID") {
        if (!offered("ID"))
            return;
        line("ID (\"name\" " + string("Fake") + ')');
        return done("OK ID done");
    }
    if (verb == "NAMESPACE") {
        if (!offered("NAMESPACE"))
            return;
        line("NAMESPACE ((\"\" \"/\")) NIL NIL");
        return done("OK NAMESPACE done");
    }
    if (verb == "ENABLE")
        return enable(command);
    if (verb == "LIST")
        return list(command);
    if (verb == "STATUS")
        return status(command);
    if (verb == "SELECT" || verb == "EXAMINE")
        return select(command, verb == "EXAMINE");
    if (verb == "APPEND")
        return append(command);
    if (verb == "CREATE")
        return create(command);
    if (verb == "SUBSCRIBE")
        return done(m_server.mailbox.has(folderOf(command.take().text)) ? "OK SUBSCRIBE done" : "NO No such mailbox");
    if (verb == "NOTIFY")
        return notify(command);
    if (verb == "IDLE") {
        if (!offered("IDLE"))
            return;
        m_idling = true;
        write("+ idling\r\n");
        return announce();
    }
    if (verb == "UNSELECT" || verb == "CLOSE") {
        if (verb == "UNSELECT" && !offered("UNSELECT"))
            return;
        m_selected.clear();
        return done("OK done");
    }
    if (verb == "UID")
        return answerUid(command);
}

void FakeImapSession::answerUid(FakeCommand &command)
{
    const QByteArray verb = command.take().text.toUpper();
    if (m_selected.isEmpty())
        return wrong("no mailbox is selected: UID " + verb);
    if (!folderIsAsSelected()) {
        write("* BYE The mailbox is not what it was\r\n");
        return end();
    }
    if (verb == "SEARCH")
        return search(command);
    if (verb == "FETCH")
        return fetch(command);
    if (verb == "STORE")
        return store(command);
}

void FakeImapSession::enable(FakeCommand &command)
{
    if (!offered("ENABLE"))
        return;
    QByteArrayList on;
    while (!command.atEnd()) {
        const QByteArray what = command.take().text.toUpper();
        if (!m_server.has(what.constData()) && !(what == "UTF8=ACCEPT" && m_server.has("UTF8=ONLY")))
            continue;
        on.append(what);
        m_qresync = m_qresync || what == "QRESYNC";
        m_condstore = m_condstore || m_qresync;
        m_utf8 = m_utf8 || what == "UTF8=ACCEPT" || what == "IMAP4REV2";
    }
    line("ENABLED" + (on.isEmpty() ? QByteArray() : ' ' + on.join(' ')));
    done("OK ENABLE done");
}

QByteArray FakeImapSession::statusOf(const QString &folderName, const QByteArrayList &items)
{
    const FakeFolder &folder = m_server.mailbox.folder(folderName);
    QByteArrayList told;
    for (const QByteArray &item : items) {
        QByteArray value;
        if (item == "MESSAGES")
            value = number(folder.mails.size());
        else if (item == "UIDVALIDITY")
            value = number(folder.uidValidity);
        else if (item == "UIDNEXT" && m_server.keepsUidNext && !m_server.chance(m_server.faults.noUidNext))
            value = number(folder.uidNext);
        else if (item == "HIGHESTMODSEQ" && m_server.has("CONDSTORE"))
            value = modSeqOf(folder);
        else if (item == "SIZE" && (m_server.has("STATUS=SIZE") || m_server.has("IMAP4REV2")))
            value = number(quint64(m_server.mailbox.bytes(folderName)));
        else if (item == "MAILBOXID" && m_server.has("OBJECTID"))
            value = '(' + folder.id + ')';
        else if (item != "UIDNEXT")
            m_server.noteWrong("STATUS of what is not offered: " + item);
        if (!value.isEmpty())
            told << item << value;
        else if (m_server.chance(m_server.faults.nil))
            told << item << "NIL";
    }
    return "STATUS " + name(folderName) + " (" + told.join(' ') + ')';
}

void FakeImapSession::list(FakeCommand &command)
{
    command.take();
    command.take();
    QByteArrayList options;
    if (command.takeAtom("RETURN")) {
        if (!offered("LIST-EXTENDED"))
            return;
        options = command.list();
    }
    QByteArrayList items;
    for (qsizetype i = 0; i < options.size(); ++i) {
        const QByteArray option = options[i].toUpper();
        if (option == "SPECIAL-USE" && !m_server.has("SPECIAL-USE"))
            m_server.noteWrong("not offered: SPECIAL-USE");
        if (option != "STATUS")
            continue;
        if (!m_server.has("LIST-STATUS") && !m_server.has("IMAP4REV2"))
            m_server.noteWrong("not offered: LIST-STATUS");
        items = options.mid(i + 1);
        for (QByteArray &item : items)
            item = item.toUpper();
        break;
    }
    const auto &folders = m_server.mailbox.folders();
    for (auto it = folders.begin(); it != folders.end(); ++it) {
        if (it.key() != QLatin1String("INBOX") && m_server.chance(m_server.faults.omitFolder))
            continue;
        QByteArrayList flags{"\\HasNoChildren"};
        if (!it->use.isEmpty() && m_server.has("SPECIAL-USE"))
            flags << it->use;
        line("LIST " + words(flags) + " \"/\" " + name(it.key()));
        if (!items.isEmpty())
            line(statusOf(it.key(), items));
    }
    done("OK LIST done");
}

void FakeImapSession::status(FakeCommand &command)
{
    const QString folder = folderOf(command.take().text);
    if (!m_server.mailbox.has(folder))
        return done("NO No such mailbox");
    QByteArrayList items = command.list();
    for (QByteArray &item : items)
        item = item.toUpper();
    m_answered = m_server.isSilentAtSize && items.contains("SIZE");
    if (m_answered)
        return;
    line(statusOf(folder, items));
    done("OK STATUS done");
}

void FakeImapSession::create(FakeCommand &command)
{
    const QString folder = folderOf(command.take().text);
    if (m_server.mailbox.has(folder))
        return done("NO [ALREADYEXISTS] It is there");
    m_server.mailbox.create(folder);
    done("OK CREATE done");
}

/// Also several mails in one command (MULTIAPPEND): all or none.
void FakeImapSession::append(FakeCommand &command)
{
    const QString folder = folderOf(command.take().text);
    std::vector<FakeMail> mails;
    while (!command.atEnd()) {
        FakeMail mail;
        if (command.peek().kind == FakeWord::Kind::Open)
            mail.flags = command.list();
        mail.raw = command.take().text;
        if (!command.atEnd() && !mail.raw.contains('\n')) {
            mail.at = imap::parseInternalDate(mail.raw);
            mail.raw = command.take().text;
        }
        mails.push_back(std::move(mail));
    }
    if (mails.empty())
        return wrong("APPEND of nothing");
    if (mails.size() > 1 && !offered("MULTIAPPEND"))
        return;
    if (!m_server.mailbox.has(folder))
        return done("NO [TRYCREATE] No such mailbox");
    const bool lost = m_server.chance(m_server.faults.lostAppend);
    if (lost && m_server.below(2) == 0)
        return end();
    std::vector<quint32> uids;
    for (const FakeMail &mail : mails)
        uids.push_back(m_server.mailbox.deliver(folder, mail.raw, mail.at, mail.flags));
    if (lost)
        return end();
    tellChanges();
    QByteArray code;
    if (m_server.has("UIDPLUS") || m_server.has("IMAP4REV2"))
        code = "[APPENDUID " + QByteArray::number(m_server.mailbox.folder(folder).uidValidity) + ' ' + fakeSet(uids) +
               "] ";
    done("OK " + code + "APPEND done");
}

/// The form that our client sends: SELECTED-DELAYED, and MAILBOXES with their counters at once.
void FakeImapSession::notify(FakeCommand &command)
{
    if (!offered("NOTIFY"))
        return;
    m_watched.clear();
    m_watchedStatus.clear();
    command.takeAtom("SET");
    const bool atOnce = command.takeAtom("STATUS");
    while (!command.atEnd()) {
        const QByteArrayList group = command.list();
        if (group.isEmpty())
            break;
        if (group.first() != "MAILBOXES")
            continue;
        for (const QByteArray &one : group.mid(1))
            if (m_server.mailbox.has(folderOf(one)))
                m_watched << folderOf(one);
    }
    for (const QString &folder : std::as_const(m_watched)) {
        m_watchedStatus[folder] = statusOf(folder, {"MESSAGES", "UIDNEXT", "UIDVALIDITY"});
        if (atOnce)
            line(m_watchedStatus[folder]);
    }
    done("OK NOTIFY done");
}

void FakeImapSession::announce()
{
    if (!m_idling || m_ended)
        return;
    if (!m_selected.isEmpty()) {
        if (!folderIsAsSelected()) {
            write("* BYE The mailbox is not what it was\r\n");
            return end();
        }
        tellChanges();
    }
    for (const QString &folder : std::as_const(m_watched)) {
        if (folder == m_selected || !m_server.mailbox.has(folder))
            continue;
        const QByteArray now = statusOf(folder, {"MESSAGES", "UIDNEXT", "UIDVALIDITY"});
        if (std::exchange(m_watchedStatus[folder], now) != now)
            line(now);
    }
}

} // namespace otklik::test
