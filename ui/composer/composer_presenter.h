// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/composer/composer_source.h"
#include "ui/models/draft_timer.h"
#include "ui/models/undo_time.h"

#include <QHash>
#include <QObject>

namespace otklik::ui {

/// What is being written for one ticket, without widgets: its drafts, saved as typed, the send guard's answers, the
/// held sending and its undo.
class ComposerPresenter final : public QObject
{
    Q_OBJECT
public:
    explicit ComposerPresenter(ComposerSource &source, QObject *parent = nullptr);
    /// Saves what is not saved yet.
    ~ComposerPresenter() override;

    /// Another ticket; its draft, else the defaults of an answer, come with opened().
    void show(const ticket::Key &key);
    void setKind(workspace::DraftKind kind);
    /// A forward of `message`; none = the one begun before, else the newest mail of the customer.
    void forward(MessageRow message);
    /// Recipients of the answer again, with or without everybody else.
    void answerAll(bool toAll);
    /// Somebody beside the sender got the mail that is answered.
    [[nodiscard]] bool hasOthers() const { return !m_others.isEmpty(); }
    /// Who wrote what goes along with a forward, and when; else empty.
    [[nodiscard]] QString forwards() const { return m_forwards; }
    [[nodiscard]] const ticket::Key &key() const { return m_draft.ticket; }
    [[nodiscard]] workspace::DraftKind kind() const { return m_draft.kind; }
    [[nodiscard]] const workspace::Draft &draft() const { return m_draft; }
    [[nodiscard]] Instant now() const { return m_source.clock().now(); }
    /// Recipients of the draft that a mail of ours did not reach, with the server's reason.
    [[nodiscard]] QHash<QString, QString> notReached() const;

    /// What the editor holds now; saved within DraftTimer::kKeepAfterMs. Ticket, kind and time are filled in here.
    void edited(workspace::Draft draft);
    void flush();

    struct Letter
    {
        QString text, html;
        std::vector<workspace::AttachmentFile> attachments;
        QString canned;
        bool solve = false;
        Instant sendAt;
        bool ignoreWarnings = false;
    };
    /// Recipients and subject are those of the draft.
    void send(const Letter &letter);
    /// A mail that was not written here, the first of a new ticket, and leaves after kUndoSeconds: undo() makes
    /// `written` of it, an answer on that ticket.
    void hold(OutboxRow row, const workspace::Draft &written);
    void undo();
    void addNote(const QString &text);
    /// Puts text back that was in an answer which could not be sent, after taking that answer out of the outbox.
    void takeBack(OutboxRow row, const QString &html);

Q_SIGNALS:
    /// draft() is another one: the editor shows it.
    void opened();
    void draftSaved(otklik::Instant at);
    /// `canOverride`: "Send anyway" makes sense.
    void refused(const QString &sentence, bool canOverride);
    void failed(const QString &sentence);
    /// Held for `seconds`; 0 = it goes when it was asked for later.
    void sending(int seconds);
    void undone();
    void noteAdded();

private:
    /// With what is kept of it, else with its defaults.
    void open(ticket::Key key, workspace::DraftKind kind, const std::optional<workspace::Draft> &kept);
    void openKept(const ticket::Key &key, workspace::DraftKind kind);
    void beginReply();
    /// `begun`: its files are known, only the mail that goes along is not.
    void beginForward(bool begun);
    void takeForward(const ComposerSource::ForwardStart &start, bool begun);
    /// An answer that was taken back in time, before what was written since.
    void bringBack(const workspace::Draft &sent);
    void putBack(const workspace::Draft &written, const QString &html);
    void saveElsewhere(const workspace::Draft &draft);
    void stop(const workspace::Draft &draft, const ComposerSource::Fault &fault);
    void sent(const workspace::Draft &draft, const Letter &letter, OutboxRow row);
    void keep();
    void dropDraft();

    ComposerSource &m_source;
    workspace::Draft m_draft;
    MessageRow m_answerTo;
    QByteArray m_standing; ///< what the person has seen of the ticket
    QStringList m_others;
    QString m_forwards;
    QHash<ticket::Key, MessageRow> m_forwardOf; ///< where it was chosen
    int m_opened = 0;                           ///< counts, so that a late answer to an older one is known
    bool m_isReadingForward = false;
    bool m_sendingNow = false;
    DraftTimer m_save{[this] { keep(); }};
    struct Held
    {
        OutboxRow row;
        workspace::Draft draft;
    };
    std::optional<Held> m_held;
};

} // namespace otklik::ui
