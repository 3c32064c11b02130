// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/composer_presenter.h"

#include <QPointer>

namespace otklik::ui {

using workspace::Draft;
using workspace::DraftKind;

ComposerPresenter::ComposerPresenter(ComposerSource &source, QObject *parent)
    : QObject(parent)
    , m_source(source)
{
}

ComposerPresenter::~ComposerPresenter()
{
    flush();
}

void ComposerPresenter::show(const ticket::Key &key)
{
    if (key == m_draft.ticket)
        return;
    flush();
    openKept(key, DraftKind::Reply);
}

QHash<QString, QString> ComposerPresenter::notReached() const
{
    if (m_draft.kind == DraftKind::Note)
        return {};
    QStringList bare;
    for (const QString &one : m_draft.to + m_draft.cc + m_draft.bcc) {
        const qsizetype bracket = one.lastIndexOf(QLatin1Char('<'));
        QString address = bracket < 0 ? one : one.mid(bracket + 1);
        bare << address.remove(QLatin1Char('>')).trimmed();
    }
    return m_source.notReached(bare);
}

void ComposerPresenter::setKind(DraftKind kind)
{
    if (kind == m_draft.kind)
        return;
    flush();
    openKept(m_draft.ticket, kind);
}

void ComposerPresenter::forward(MessageRow message)
{
    if (message.isNone() || message == m_forwardOf.value(m_draft.ticket))
        return setKind(DraftKind::Forward);
    flush();
    m_forwardOf.insert(m_draft.ticket, message);
    // Another mail begins anew: the files of the one before must not go along.
    open(m_draft.ticket, DraftKind::Forward, {});
}

void ComposerPresenter::openKept(const ticket::Key &key, DraftKind kind)
{
    open(key, kind, key.isEmpty() ? std::nullopt : m_source.draft(key, kind));
}

void ComposerPresenter::open(ticket::Key key, DraftKind kind, const std::optional<Draft> &kept)
{
    ++m_opened;
    m_draft = {};
    m_draft.ticket = std::move(key);
    m_draft.kind = kind;
    m_answerTo = {};
    m_standing.clear();
    m_others.clear();
    m_forwards.clear();
    m_isReadingForward = false;
    m_save.forget();
    if (!m_draft.ticket.isEmpty() && kind == DraftKind::Reply)
        beginReply();
    if (kept)
        m_draft = *kept;
    Q_EMIT opened();
    if (!m_draft.ticket.isEmpty() && kind == DraftKind::Forward)
        beginForward(kept.has_value());
}

void ComposerPresenter::beginReply()
{
    const auto defaults = m_source.replyDefaults(m_draft.ticket, true);
    if (!defaults)
        return;
    m_draft.to = defaults->to;
    m_others = defaults->cc; // they get it when everybody is answered
    m_draft.bcc = defaults->bcc;
    m_draft.subject = defaults->subject;
    m_answerTo = defaults->answerTo;
    m_standing = defaults->standing;
}

void ComposerPresenter::beginForward(bool begun)
{
    m_isReadingForward = true;
    const QPointer<ComposerPresenter> self(this);
    m_source.startForward(m_draft.ticket, m_forwardOf.value(m_draft.ticket),
                          [self, begun, opened = m_opened](const auto &start) {
                              if (!self || self->m_opened != opened)
                                  return;
                              self->m_isReadingForward = false;
                              if (start)
                                  return self->takeForward(*start, begun);
                              // There is nothing to forward: then it is a reply.
                              self->flush();
                              self->openKept(self->m_draft.ticket, DraftKind::Reply);
                              Q_EMIT self->failed(start.error().sentence);
                          });
}

void ComposerPresenter::takeForward(const ComposerSource::ForwardStart &start, bool begun)
{
    m_answerTo = start.message;
    m_forwards = start.about;
    if (!begun) { // what was typed meanwhile stays
        m_draft.subject = start.draft.subject;
        m_draft.attachments = start.draft.attachments + m_draft.attachments;
    }
    Q_EMIT opened();
}

void ComposerPresenter::answerAll(bool toAll)
{
    const auto defaults = m_source.replyDefaults(m_draft.ticket, toAll);
    if (!defaults) {
        Q_EMIT failed(defaults.error().sentence);
        return;
    }
    m_draft.to = defaults->to;
    m_draft.cc = defaults->cc;
    Q_EMIT opened();
}

void ComposerPresenter::edited(Draft draft)
{
    draft.ticket = m_draft.ticket;
    draft.kind = m_draft.kind;
    draft.updatedAt = m_draft.updatedAt;
    if (draft == m_draft)
        return;
    m_draft = std::move(draft);
    m_save.edited();
}

void ComposerPresenter::flush()
{
    m_save.flush();
}

void ComposerPresenter::keep()
{
    if (m_draft.ticket.isEmpty())
        return;
    m_draft.updatedAt = m_source.clock().now();
    const QPointer<ComposerPresenter> self(this);
    m_source.saveDraft(m_draft, [self, at = m_draft.updatedAt](const auto &done) {
        if (!self)
            return;
        if (done)
            Q_EMIT self->draftSaved(at);
        else
            Q_EMIT self->failed(done.error().sentence);
    });
}

void ComposerPresenter::dropDraft()
{
    m_save.forget();
    const QPointer<ComposerPresenter> self(this);
    m_source.dropDraft(m_draft.ticket, m_draft.kind, [self](const auto &done) {
        if (self && !done)
            Q_EMIT self->failed(done.error().sentence);
    });
}

void ComposerPresenter::send(const Letter &letter)
{
    if (m_sendingNow)
        return;
    if (m_isReadingForward) {
        Q_EMIT failed(tr("The mail that is forwarded is still being read. Try again in a moment."));
        return;
    }
    flush();
    workspace::ReplyRequest request;
    request.ticket = m_draft.ticket;
    request.answerTo = m_answerTo;
    request.to = m_draft.to;
    request.cc = m_draft.cc;
    request.bcc = m_draft.bcc;
    request.subject = m_draft.subject;
    request.forward = m_draft.kind == DraftKind::Forward;
    request.text = letter.text;
    request.html = letter.html;
    request.attachments = letter.attachments;
    request.canned = letter.canned;
    request.solve = letter.solve;
    request.sendAt = letter.sendAt;
    request.standing = m_standing;
    request.undoSeconds = letter.sendAt.isNever() ? kUndoSeconds : 0;
    m_sendingNow = true;
    const QPointer<ComposerPresenter> self(this);
    m_source.reply(request, letter.ignoreWarnings, [self, draft = m_draft, letter](const auto &row) {
        if (!self)
            return;
        self->m_sendingNow = false;
        if (row)
            self->sent(draft, letter, *row);
        else if (row.error().isRule)
            self->stop(draft, row.error());
        else
            Q_EMIT self->failed(row.error().sentence);
    });
}

/// Once the person has read what came in, he is not asked about it again.
void ComposerPresenter::stop(const Draft &draft, const ComposerSource::Fault &fault)
{
    const bool here = m_draft.ticket == draft.ticket && m_draft.kind == draft.kind;
    if (here && m_draft.kind == DraftKind::Reply)
        if (const auto now = m_source.replyDefaults(m_draft.ticket, false))
            m_standing = now->standing;
    Q_EMIT refused(fault.sentence, fault.canOverride);
}

void ComposerPresenter::sent(const Draft &draft, const Letter &letter, OutboxRow row)
{
    m_held = Held{row, draft};
    if (m_draft.ticket == draft.ticket && m_draft.kind == draft.kind) {
        dropDraft();
        // After a forward the customer still waits for his answer.
        if (draft.kind == DraftKind::Forward)
            openKept(draft.ticket, DraftKind::Reply);
        else
            open(draft.ticket, draft.kind, {}); // the draft is on its way out, it may still be there to read
    } else {
        m_source.dropDraft(draft.ticket, draft.kind, [](const auto &) {});
    }
    Q_EMIT sending(letter.sendAt.isNever() ? kUndoSeconds : 0);
}

void ComposerPresenter::hold(OutboxRow row, const Draft &written)
{
    m_held = Held{row, written};
    Q_EMIT sending(kUndoSeconds);
}

void ComposerPresenter::undo()
{
    if (!m_held)
        return;
    flush(); // so that bringBack() finds what was typed since, wherever that was
    const QPointer<ComposerPresenter> self(this);
    m_source.cancelOutbox(m_held->row, [self, held = *m_held](const auto &done) {
        if (!self)
            return;
        if (!done) {
            Q_EMIT self->failed(done.error().sentence);
            return;
        }
        if (self->m_held && self->m_held->row == held.row)
            self->m_held.reset();
        self->bringBack(held.draft);
        Q_EMIT self->undone();
    });
}

void ComposerPresenter::bringBack(const Draft &sent)
{
    const bool here = m_draft.ticket == sent.ticket && m_draft.kind == sent.kind;
    const auto since = here ? std::optional(m_draft) : m_source.draft(sent.ticket, sent.kind);
    Draft draft = sent;
    if (since) {
        // Its recipients are those who were chosen; who was added since is added.
        const auto defaults = m_source.replyDefaults(sent.ticket, true);
        const QStringList known = defaults ? defaults->to : QStringList();
        const auto add = [](QStringList &list, const QStringList &more, const QStringList &but) {
            for (const QString &one : more)
                if (!list.contains(one) && !but.contains(one))
                    list << one;
        };
        add(draft.to, since->to, known);
        add(draft.cc, since->cc, {});
        add(draft.bcc, since->bcc, {});
        add(draft.attachments, since->attachments, {});
        draft.html += since->html;
    }
    if (m_draft.ticket != sent.ticket)
        return saveElsewhere(draft);
    flush();
    open(sent.ticket, sent.kind, draft);
    keep();
}

void ComposerPresenter::saveElsewhere(const Draft &draft)
{
    const QPointer<ComposerPresenter> self(this);
    m_source.saveDraft(draft, [self](const auto &done) {
        if (self && !done)
            Q_EMIT self->failed(done.error().sentence);
    });
}

void ComposerPresenter::addNote(const QString &text)
{
    flush();
    const QPointer<ComposerPresenter> self(this);
    m_source.addNote(m_draft.ticket, text, [self, key = m_draft.ticket](const auto &done) {
        if (!self)
            return;
        if (!done) {
            Q_EMIT self->failed(done.error().sentence);
            return;
        }
        if (self->m_draft.ticket == key && self->m_draft.kind == DraftKind::Note) {
            self->dropDraft();
            self->open(key, DraftKind::Note, {});
        }
        Q_EMIT self->noteAdded();
    });
}

void ComposerPresenter::takeBack(OutboxRow row, const QString &html)
{
    const QPointer<ComposerPresenter> self(this);
    m_source.draftOf(row, [self, row, html](const auto &written) {
        if (!self)
            return;
        if (!written) {
            Q_EMIT self->failed(written.error().sentence);
            return;
        }
        self->m_source.cancelOutbox(row, [self, html, written = *written](const auto &done) {
            if (!self)
                return;
            if (!done)
                Q_EMIT self->failed(done.error().sentence);
            else
                self->putBack(written, html);
        });
    });
}

void ComposerPresenter::putBack(const Draft &written, const QString &html)
{
    const bool here = m_draft.ticket == written.ticket;
    if (here)
        setKind(DraftKind::Reply);
    Draft draft = here ? m_draft : m_source.draft(written.ticket, DraftKind::Reply).value_or(Draft());
    const bool begun = !draft.html.isEmpty();
    if (!here && !begun)
        draft.subject = written.subject;
    draft.ticket = written.ticket;
    // What was being written already stays, below, and so do its recipients.
    draft.html = html + draft.html;
    if (!begun) {
        draft.to = written.to;
        draft.cc = written.cc;
        draft.bcc = written.bcc;
    }
    for (const QString &file : written.attachments)
        if (!draft.attachments.contains(file))
            draft.attachments << file;
    if (!here)
        return saveElsewhere(draft);
    m_draft = draft;
    keep();
    Q_EMIT opened();
}

} // namespace otklik::ui
