// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fake_imap_command.h"
#include "tests/support/fake_imap_server.h"

namespace otklik::test {

/// One connection to a FakeImapServer: takes what the client writes, gives what the server says.
class FakeImapSession final
{
public:
    explicit FakeImapSession(FakeImapServer &server);

    void feed(const QByteArray &bytes);
    /// In IDLE: what happened to the mailbox.
    void announce();
    [[nodiscard]] QByteArray &output() { return m_output; }
    [[nodiscard]] bool hasEnded() const { return m_ended; }
    [[nodiscard]] int chunk() const;

private:
    using Words = std::vector<FakeWord>;
    void handle(Words words);
    void answer(const QByteArray &verb, FakeCommand &command);
    void answerUid(FakeCommand &command);

    // Without a folder (fake_imap_session.cpp).
    void enable(FakeCommand &command);
    void list(FakeCommand &command);
    void status(FakeCommand &command);
    void append(FakeCommand &command);
    void create(FakeCommand &command);
    void notify(FakeCommand &command);

    // With one (fake_imap_folder.cpp).
    void select(FakeCommand &command, bool readOnly);
    void tellState(const FakeFolder &folder);
    void resync(const FakeFolder &folder, const QByteArrayList &point);
    void search(FakeCommand &command);
    void fetch(FakeCommand &command);
    void fetchOne(const FakeMail &mail, const QByteArrayList &items, bool modSeq);
    void store(FakeCommand &command);
    void tellChanges();
    [[nodiscard]] bool folderIsAsSelected() const;
    [[nodiscard]] std::vector<quint32> uidsOf(const QByteArray &set) const;
    [[nodiscard]] qsizetype sequenceOf(quint32 uid) const;
    void tellFlags(const FakeMail &mail, bool withUid);

    // Writing (fake_imap_wire.cpp).
    void line(const QByteArray &text);     ///< untagged: "* " goes in front
    void done(const QByteArray &text);     ///< tagged
    void refuse(const QByteArray &answer); ///< done(), or "BYE …" and the end
    void write(QByteArray bytes);
    void end();
    void tellSomething(); ///< that nobody asked for, and is true
    [[nodiscard]] QByteArray number(quint64 value);
    [[nodiscard]] QByteArray string(const QByteArray &value);
    [[nodiscard]] QByteArray name(const QString &folder);
    [[nodiscard]] QByteArray words(const QByteArrayList &list); ///< in parentheses
    [[nodiscard]] QByteArray statusOf(const QString &name, const QByteArrayList &items);
    [[nodiscard]] QByteArray modSeqOf(const FakeFolder &folder);
    [[nodiscard]] QString folderOf(const QByteArray &wire) const;
    /// False, and told to the client, when `extension` is not offered.
    [[nodiscard]] bool offered(const char *extension);
    void wrong(const QByteArray &what);

    FakeImapServer &m_server;
    FakeCommandReader m_reader;
    QByteArray m_output;
    QByteArray m_tag;
    bool m_ended = false;
    bool m_signedIn = false;
    bool m_idling = false;
    bool m_utf8 = false;
    bool m_qresync = false;
    bool m_condstore = false;
    bool m_answered = false;
    QString m_selected;
    quint32 m_uidValidity = 0;
    std::vector<quint32> m_view; ///< UIDs that the client has been told of, in their order
    quint64 m_told = 0;          ///< modifications up to here were told
    QStringList m_watched;       ///< by NOTIFY
    QMap<QString, QByteArray> m_watchedStatus;
};

/// "1:3,7" of ascending numbers.
[[nodiscard]] QByteArray fakeSet(const std::vector<quint32> &uids);

} // namespace otklik::test
