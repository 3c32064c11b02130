// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversation/conversation_presenter.h"

#include "ui/conversation/conversation_text.h"

#include <QPointer>
#include <QSaveFile>

namespace otklik::ui {

ConversationPresenter::ConversationPresenter(ConversationSource &source, QObject *parent)
    : QObject(parent)
    , m_source(source)
{
}

void ConversationPresenter::show(const ticket::Key &key)
{
    m_key = key;
    m_requested.clear();
    Q_EMIT shown();
    reload();
}

void ConversationPresenter::reload()
{
    m_timeline.clear();
    m_row = {};
    if (!m_key.isEmpty()) {
        auto row = m_source.ticket(m_key);
        auto timeline = m_source.timeline(m_key);
        if (row && timeline) {
            m_row = std::move(*row);
            m_timeline = std::move(*timeline);
        } else {
            Q_EMIT failed(row ? timeline.error() : row.error());
        }
    }
    Q_EMIT loaded();
}

const ticket::TimelineEntry *ConversationPresenter::entry(const QString &id) const
{
    const auto found = std::find_if(m_timeline.begin(), m_timeline.end(), [&](const auto &e) { return e.id == id; });
    return found == m_timeline.end() ? nullptr : &*found;
}

QString ConversationPresenter::numberOf(const ticket::Key &key) const
{
    const auto row = m_source.ticket(key);
    return row && row->number > 0 ? QStringLiteral("#%1").arg(row->number) : QString();
}

QString ConversationPresenter::whyHere(const ticket::TimelineEntry &entry) const
{
    return entry.lateAnswerTo.isEmpty() ? ConversationText::placeReason(entry.placeReason)
                                        : ConversationText::lateAnswer(numberOf(entry.lateAnswerTo));
}

void ConversationPresenter::setTrustedSenders(const QStringList &addresses)
{
    m_trusted = addresses;
}

void ConversationPresenter::trustSender(const QString &address)
{
    if (m_trusted.contains(address.toLower()))
        return;
    m_trusted << address.toLower();
    Q_EMIT trustedSendersChanged(m_trusted);
    for (const ticket::TimelineEntry &entry : std::vector(m_timeline))
        if (entry.by.address.compare(address, Qt::CaseInsensitive) == 0)
            loadRemoteImages(entry);
}

void ConversationPresenter::requestContent(const ticket::TimelineEntry &entry)
{
    if (entry.message.isNone() || m_requested.contains(entry.id))
        return;
    m_requested.insert(entry.id);
    readBody(entry, m_trusted.contains(entry.by.address.toLower()));
}

void ConversationPresenter::loadRemoteImages(const ticket::TimelineEntry &entry)
{
    readBody(entry, true);
}

void ConversationPresenter::readBody(const ticket::TimelineEntry &entry, bool remoteImages)
{
    if (entry.message.isNone())
        return;
    const QPointer<ConversationPresenter> self(this);
    m_source.readBody(entry, remoteImages, [self, asked = m_key, id = entry.id](const auto &view) {
        if (!self || asked != self->m_key)
            return;
        self->m_requested.remove(id);
        if (view)
            Q_EMIT self->contentReady(id, *view);
        else
            Q_EMIT self->failed(view.error());
    });
}

void ConversationPresenter::saveAttachment(MessageRow message, int part, const QString &path)
{
    const QPointer<ConversationPresenter> self(this);
    m_source.readPart(message, part, [self, path](const auto &bytes) {
        if (!self)
            return;
        if (!bytes) {
            Q_EMIT self->failed(bytes.error());
            return;
        }
        QSaveFile file(path);
        if (file.open(QIODevice::WriteOnly) && file.write(*bytes) == bytes->size() && file.commit())
            Q_EMIT self->saved(path);
        else
            Q_EMIT self->failed(tr("The file could not be written: %1").arg(file.errorString()));
    });
}

void ConversationPresenter::requestPart(MessageRow message, int part)
{
    const QPointer<ConversationPresenter> self(this);
    m_source.readPart(message, part, [self, message, part](const auto &bytes) {
        if (!self)
            return;
        if (bytes)
            Q_EMIT self->partReady(message, part, *bytes);
        else
            Q_EMIT self->failed(bytes.error());
    });
}

void ConversationPresenter::requestSource(MessageRow message)
{
    const QPointer<ConversationPresenter> self(this);
    m_source.readSource(message, [self](const auto &raw) {
        if (!self)
            return;
        if (raw)
            Q_EMIT self->sourceReady(*raw);
        else
            Q_EMIT self->failed(raw.error());
    });
}

void ConversationPresenter::openNested(MessageRow message, int part)
{
    const QPointer<ConversationPresenter> self(this);
    m_source.readPart(message, part, [self](const auto &raw) {
        if (!self)
            return;
        if (!raw) {
            Q_EMIT self->failed(raw.error());
            return;
        }
        self->m_source.readMail(*raw, {}, [self, bytes = *raw](const auto &view) {
            if (!self)
                return;
            if (view)
                Q_EMIT self->nestedReady(bytes, *view);
            else
                Q_EMIT self->failed(view.error());
        });
    });
}

void ConversationPresenter::readAs(const ticket::TimelineEntry &entry, const QByteArray &charset)
{
    const QPointer<ConversationPresenter> self(this);
    m_source.readAs(entry.message, charset, [self, entry](const auto &done) {
        if (!self)
            return;
        if (done)
            self->readBody(entry, self->m_trusted.contains(entry.by.address.toLower()));
        else
            Q_EMIT self->failed(done.error());
    });
}

ConversationSource::Done ConversationPresenter::tellFailure()
{
    return [self = QPointer<ConversationPresenter>(this)](const auto &done) {
        if (self && !done)
            Q_EMIT self->failed(done.error());
    };
}

void ConversationPresenter::setStatus(ticket::Status status, const QString &cause)
{
    m_source.setStatus(m_key, status, cause, tellFailure());
}

void ConversationPresenter::assign(const QString &address)
{
    m_source.assign(m_key, address, tellFailure());
}

void ConversationPresenter::setPriority(ticket::Priority priority)
{
    m_source.setPriority(m_key, priority, tellFailure());
}

void ConversationPresenter::setCategory(const QString &category)
{
    m_source.setCategory(m_key, category, tellFailure());
}

void ConversationPresenter::changeTags(const QStringList &add, const QStringList &remove)
{
    m_source.changeTags(m_key, add, remove, tellFailure());
}

void ConversationPresenter::snooze(Instant until)
{
    m_source.snooze(m_key, until, tellFailure());
}

void ConversationPresenter::markRead()
{
    if (m_row.unread)
        m_source.markRead(m_key, tellFailure());
}

void ConversationPresenter::splitOff(const QString &message)
{
    m_source.splitOff(m_key, message, tellFailure());
}

void ConversationPresenter::takeOffer(const ticket::TimelineEntry &entry, const ticket::Offer &offer)
{
    switch (offer.kind) {
    case ticket::OfferKind::Split:
        return splitOff(entry.id);
    case ticket::OfferKind::Requester:
        return m_source.setRequester(m_key, offer.person, entry.id, tellFailure());
    case ticket::OfferKind::FormSender:
        return m_source.setFormSender(entry.by.address, true, tellFailure());
    }
}

void ConversationPresenter::dismissOffer(const ticket::TimelineEntry &entry, ticket::OfferKind offer)
{
    m_source.dismissOffer(m_key, entry.id, ticket::toString(offer), tellFailure());
}

void ConversationPresenter::takeBackRequester(const ticket::TimelineEntry &entry)
{
    m_source.setRequester(m_key, {}, entry.id, tellFailure());
}

void ConversationPresenter::takeBackForm(const QString &address)
{
    m_source.setFormSender(address, false, tellFailure());
}

void ConversationPresenter::retrySend(OutboxRow row)
{
    m_source.retrySend(row, tellFailure());
}

void ConversationPresenter::cancelSend(OutboxRow row)
{
    m_source.cancelSend(row, tellFailure());
}

void ConversationPresenter::confirmSend(OutboxRow row)
{
    m_source.confirmSend(row, tellFailure());
}

} // namespace otklik::ui
