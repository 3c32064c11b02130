// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ticket/offers.h"
#include "ui/conversation/conversation_source.h"

#include <QObject>
#include <QSet>

namespace otklik::ui {

/// What the conversation shows and does, without widgets: one ticket at a time, its timeline, message bodies when they
/// come near the eye, and the decisions of the header.
class ConversationPresenter final : public QObject
{
    Q_OBJECT
public:
    explicit ConversationPresenter(ConversationSource &source, QObject *parent = nullptr);

    /// Empty key = nothing selected.
    void show(const ticket::Key &key);
    /// Reads the shown ticket again; the shell calls it when the ticket has changed.
    void reload();
    [[nodiscard]] const ticket::Key &key() const { return m_key; }
    [[nodiscard]] const ticket::TicketRow &row() const { return m_row; }
    [[nodiscard]] const std::vector<ticket::TimelineEntry> &timeline() const { return m_timeline; }
    [[nodiscard]] const ticket::TimelineEntry *entry(const QString &id) const;
    /// "#12"; empty when it is not known or has no number yet.
    [[nodiscard]] QString numberOf(const ticket::Key &key) const;
    /// "Why is this here" in words; empty when there are none.
    [[nodiscard]] QString whyHere(const ticket::TimelineEntry &entry) const;
    [[nodiscard]] ConversationSource &source() const { return m_source; }
    [[nodiscard]] Instant now() const { return m_source.clock().now(); }

    /// Senders whose remote images are always loaded (lower-case addresses); kept by the shell.
    void setTrustedSenders(const QStringList &addresses);
    void trustSender(const QString &address);

    /// Asks for the body of an entry; contentReady() follows, once per call that was not answered yet.
    void requestContent(const ticket::TimelineEntry &entry);
    void loadRemoteImages(const ticket::TimelineEntry &entry);
    void saveAttachment(MessageRow message, int part, const QString &path);
    /// partReady() follows: for a thumbnail or to open a harmless file.
    void requestPart(MessageRow message, int part);
    void requestSource(MessageRow message);
    /// nestedReady() follows, for a mail that is a part of this one.
    void openNested(MessageRow message, int part);
    /// contentReady() follows: the mail in that charset, from now on; empty = as the mail says.
    void readAs(const ticket::TimelineEntry &entry, const QByteArray &charset);

    void setStatus(ticket::Status status, const QString &cause = {});
    void assign(const QString &address);
    void setPriority(ticket::Priority priority);
    void setCategory(const QString &category);
    void changeTags(const QStringList &add, const QStringList &remove);
    void snooze(Instant until);
    void markRead();
    void splitOff(const QString &message);
    /// What offersOf() offered at a message is taken, turned down, or taken back after all.
    void takeOffer(const ticket::TimelineEntry &entry, const ticket::Offer &offer);
    void dismissOffer(const ticket::TimelineEntry &entry, ticket::OfferKind offer);
    void takeBackRequester(const ticket::TimelineEntry &entry);
    void takeBackForm(const QString &address);
    void retrySend(OutboxRow row);
    void cancelSend(OutboxRow row);
    void confirmSend(OutboxRow row);

Q_SIGNALS:
    /// Another ticket or none is shown.
    void shown();
    /// row() and timeline() were read.
    void loaded();
    void contentReady(const QString &entryId, const otklik::ui::MessageView &view);
    void partReady(otklik::MessageRow message, int part, const QByteArray &bytes);
    void sourceReady(const QByteArray &raw);
    void nestedReady(const QByteArray &raw, const otklik::ui::MessageView &view);
    void failed(const QString &sentence);
    void saved(const QString &path);
    void trustedSendersChanged(const QStringList &addresses);

private:
    void readBody(const ticket::TimelineEntry &entry, bool remoteImages);
    [[nodiscard]] ConversationSource::Done tellFailure();

    ConversationSource &m_source;
    ticket::Key m_key;
    ticket::TicketRow m_row;
    std::vector<ticket::TimelineEntry> m_timeline;
    QSet<QString> m_requested;
    QStringList m_trusted;
};

} // namespace otklik::ui
