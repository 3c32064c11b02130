// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/ticket/ticket_row.h"
#include "core/ticket/timeline.h"
#include "ui/conversation/message_view.h"

#include <tl/expected.hpp>

#include <functional>

namespace otklik::ui {

/// What the conversation reads and decides. An error is a sentence for the person already. Callbacks come exactly once
/// on the UI thread, at once or later, and not after the source is gone. UI thread only.
class ConversationSource
{
public:
    virtual ~ConversationSource() = default;
    template<typename T>
    using Told = tl::expected<T, QString>;
    using Done = std::function<void(Told<void>)>;

    [[nodiscard]] virtual const Clock &clock() const = 0;
    [[nodiscard]] virtual Told<ticket::TicketRow> ticket(const ticket::Key &key) const = 0;
    [[nodiscard]] virtual Told<std::vector<ticket::TimelineEntry>> timeline(const ticket::Key &key) const = 0;
    [[nodiscard]] virtual std::vector<ticket::PersonRef> specialists() const = 0;
    [[nodiscard]] virtual QStringList tags() const = 0;
    [[nodiscard]] virtual QStringList categories() const = 0;

    /// `remoteImages`: the person asked for them; they are fetched before the callback.
    virtual void readBody(const ticket::TimelineEntry &entry, bool remoteImages,
                          std::function<void(Told<MessageView>)> done) = 0;
    /// A mail that lies inside another one, from its bytes. `charset` to read it in; empty = as it says.
    virtual void readMail(const QByteArray &raw, const QByteArray &charset,
                          std::function<void(Told<MessageView>)> done) = 0;
    /// A part of it.
    virtual void readPartOf(const QByteArray &raw, int part, std::function<void(Told<QByteArray>)> done) = 0;
    /// The charset to read a mail in from now on, at this desk; empty = as the mail says.
    virtual void readAs(MessageRow message, const QByteArray &charset, Done done) = 0;
    virtual void readPart(MessageRow message, int part, std::function<void(Told<QByteArray>)> done) = 0;
    virtual void readSource(MessageRow message, std::function<void(Told<QByteArray>)> done) = 0;

    /// `cause`: why it happened, with solved; else empty.
    virtual void setStatus(const ticket::Key &key, ticket::Status status, const QString &cause, Done done) = 0;
    virtual void assign(const ticket::Key &key, const QString &address, Done done) = 0;
    virtual void setPriority(const ticket::Key &key, ticket::Priority priority, Done done) = 0;
    virtual void setCategory(const ticket::Key &key, const QString &category, Done done) = 0;
    virtual void changeTags(const ticket::Key &key, const QStringList &add, const QStringList &remove, Done done) = 0;
    virtual void snooze(const ticket::Key &key, Instant until, Done done) = 0;
    virtual void markRead(const ticket::Key &key, Done done) = 0;
    /// A message (its content key) onto a ticket of its own.
    virtual void splitOff(const ticket::Key &key, const QString &message, Done done) = 0;
    /// Workspace::setRequester(), dismissOffer() and setFormSender().
    virtual void setRequester(const ticket::Key &key, const ticket::PersonRef &person, const QString &message,
                              Done done) = 0;
    virtual void dismissOffer(const ticket::Key &key, const QString &message, const QString &offer, Done done) = 0;
    virtual void setFormSender(const QString &address, bool isForm, Done done) = 0;
    virtual void retrySend(OutboxRow row, Done done) = 0;
    virtual void cancelSend(OutboxRow row, Done done) = 0;
    /// Of an uncertain one: it was sent.
    virtual void confirmSend(OutboxRow row, Done done) = 0;
};

} // namespace otklik::ui
