// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/conversation/conversation_source.h"
#include "ui/conversation/remote_images.h"
#include "ui/models/workspace_client.h"

#include <QObject>

namespace otklik::ui {

/// The conversation's source over the workspace of the profile.
class WorkspaceConversation : public QObject, public ConversationSource
{
    Q_OBJECT
public:
    explicit WorkspaceConversation(WorkspaceClient &client, QObject *parent = nullptr);

    const Clock &clock() const override { return m_client.clock(); }
    Told<ticket::TicketRow> ticket(const ticket::Key &key) const override;
    Told<std::vector<ticket::TimelineEntry>> timeline(const ticket::Key &key) const override;
    std::vector<ticket::PersonRef> specialists() const override;
    QStringList tags() const override;
    QStringList categories() const override;
    void readBody(const ticket::TimelineEntry &entry, bool remoteImages,
                  std::function<void(Told<MessageView>)> done) override;
    void readMail(const QByteArray &raw, const QByteArray &charset,
                  std::function<void(Told<MessageView>)> done) override;
    void readPartOf(const QByteArray &raw, int part, std::function<void(Told<QByteArray>)> done) override;
    void readAs(MessageRow message, const QByteArray &charset, Done done) override;
    void readPart(MessageRow message, int part, std::function<void(Told<QByteArray>)> done) override;
    void readSource(MessageRow message, std::function<void(Told<QByteArray>)> done) override;
    void setStatus(const ticket::Key &key, ticket::Status status, const QString &cause, Done done) override;
    void assign(const ticket::Key &key, const QString &address, Done done) override;
    void setPriority(const ticket::Key &key, ticket::Priority priority, Done done) override;
    void setCategory(const ticket::Key &key, const QString &category, Done done) override;
    void changeTags(const ticket::Key &key, const QStringList &add, const QStringList &remove, Done done) override;
    void snooze(const ticket::Key &key, Instant until, Done done) override;
    void markRead(const ticket::Key &key, Done done) override;
    void splitOff(const ticket::Key &key, const QString &message, Done done) override;
    void setRequester(const ticket::Key &key, const ticket::PersonRef &person, const QString &message,
                      Done done) override;
    void dismissOffer(const ticket::Key &key, const QString &message, const QString &offer, Done done) override;
    void setFormSender(const QString &address, bool isForm, Done done) override;
    void retrySend(OutboxRow row, Done done) override;
    void cancelSend(OutboxRow row, Done done) override;
    void confirmSend(OutboxRow row, Done done) override;

private:
    template<typename Order>
    void decide(Order order, Done done);

    WorkspaceClient &m_client;
    RemoteImages m_images;
};

} // namespace otklik::ui
