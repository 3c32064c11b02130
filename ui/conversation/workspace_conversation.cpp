// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversation/workspace_conversation.h"

#include "core/mime/message_parser.h"
#include "ui/models/error_text.h"

namespace otklik::ui {

namespace {

Result<MessageView> readView(const workspace::ReadSession &session, const ticket::TimelineEntry &entry, bool remote)
{
    auto content = session.content(entry.message);
    if (!content)
        return Failure(content.error());
    MessageView view = makeMessageView(entry.id, *content, remote);
    for (const ticket::AttachmentInfo &file : content->attachments) {
        if (!file.isInline || file.contentId.isEmpty())
            continue;
        // A picture that cannot be read leaves its frame; the text is shown all the same.
        auto bytes = session.inlinePart(entry.message, file.contentId);
        if (bytes)
            view.inlineImages.insert(QStringLiteral("cid:") + QString::fromLatin1(file.contentId), *bytes);
    }
    return view;
}

Result<MessageView> readInnerView(const workspace::ReadSession &session, const QByteArray &raw,
                                  const QByteArray &charset)
{
    auto content = session.contentOf(raw, charset);
    if (!content)
        return Failure(content.error());
    MessageView view = makeMessageView({}, *content, false);
    for (const ticket::AttachmentInfo &file : content->attachments)
        if (file.isInline && !file.contentId.isEmpty())
            if (auto bytes = mime::extractByContentId(raw, file.contentId))
                view.inlineImages.insert(QStringLiteral("cid:") + QString::fromUtf8(file.contentId), *bytes);
    return view;
}

template<typename T>
ConversationSource::Told<T> told(Result<T> result)
{
    if (!result)
        return tl::unexpected(ErrorText::of(result.error()));
    if constexpr (std::is_void_v<T>)
        return {};
    else
        return std::move(*result);
}

} // namespace

WorkspaceConversation::WorkspaceConversation(WorkspaceClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
}

ConversationSource::Told<ticket::TicketRow> WorkspaceConversation::ticket(const ticket::Key &key) const
{
    return told(m_client.read().ticket(key));
}

ConversationSource::Told<std::vector<ticket::TimelineEntry>>
WorkspaceConversation::timeline(const ticket::Key &key) const
{
    return told(m_client.read().timeline(key));
}

std::vector<ticket::PersonRef> WorkspaceConversation::specialists() const
{
    return m_client.read().specialists().value_or(std::vector<ticket::PersonRef>());
}

QStringList WorkspaceConversation::tags() const
{
    return m_client.read().tags().value_or(QStringList());
}

QStringList WorkspaceConversation::categories() const
{
    return ticket::defaultCategories();
}

void WorkspaceConversation::readBody(const ticket::TimelineEntry &entry, bool remoteImages,
                                     std::function<void(Told<MessageView>)> done)
{
    auto future = m_client.readInPool([entry, remoteImages](const workspace::ReadSession &session) {
        return readView(session, entry, remoteImages);
    });
    onResult(future, this, [this, remoteImages, done = std::move(done)](Result<MessageView> view) {
        if (view && remoteImages)
            m_images.fetchFor(std::move(*view), [done](MessageView complete) { done(std::move(complete)); });
        else
            done(told(std::move(view)));
    });
}

void WorkspaceConversation::readMail(const QByteArray &raw, const QByteArray &charset,
                                     std::function<void(Told<MessageView>)> done)
{
    auto future = m_client.readInPool(
        [raw, charset](const workspace::ReadSession &session) { return readInnerView(session, raw, charset); });
    onResult(future, this, [done = std::move(done)](Result<MessageView> view) { done(told(std::move(view))); });
}

void WorkspaceConversation::readPartOf(const QByteArray &raw, int part, std::function<void(Told<QByteArray>)> done)
{
    auto future =
        m_client.readInPool([raw, part](const workspace::ReadSession &) { return mime::extractPart(raw, part); });
    onResult(future, this, [done = std::move(done)](const Result<QByteArray> &bytes) { done(told(bytes)); });
}

void WorkspaceConversation::readAs(MessageRow message, const QByteArray &charset, Done done)
{
    decide([message, charset](workspace::Workspace &w) { return w.readAs(message, charset); }, std::move(done));
}

void WorkspaceConversation::readPart(MessageRow message, int part, std::function<void(Told<QByteArray>)> done)
{
    auto future = m_client.readInPool(
        [message, part](const workspace::ReadSession &session) { return session.attachment(message, part); });
    onResult(future, this, [done = std::move(done)](const Result<QByteArray> &bytes) { done(told(bytes)); });
}

void WorkspaceConversation::readSource(MessageRow message, std::function<void(Told<QByteArray>)> done)
{
    auto future =
        m_client.readInPool([message](const workspace::ReadSession &session) { return session.source(message); });
    onResult(future, this, [done = std::move(done)](const Result<QByteArray> &raw) { done(told(raw)); });
}

template<typename Order>
void WorkspaceConversation::decide(Order order, Done done)
{
    onResult(m_client.order(std::move(order)), this,
             [done = std::move(done)](const Result<void> &result) { done(told(result)); });
}

void WorkspaceConversation::setStatus(const ticket::Key &key, ticket::Status status, const QString &cause, Done done)
{
    decide([key, status, cause](workspace::Workspace &w) { return w.setStatus(key, status, cause); }, std::move(done));
}

void WorkspaceConversation::assign(const ticket::Key &key, const QString &address, Done done)
{
    decide([key, address](workspace::Workspace &w) { return w.assign(key, address); }, std::move(done));
}

void WorkspaceConversation::setPriority(const ticket::Key &key, ticket::Priority priority, Done done)
{
    decide([key, priority](workspace::Workspace &w) { return w.setPriority(key, priority); }, std::move(done));
}

void WorkspaceConversation::setCategory(const ticket::Key &key, const QString &category, Done done)
{
    decide([key, category](workspace::Workspace &w) { return w.setCategory(key, category); }, std::move(done));
}

void WorkspaceConversation::changeTags(const ticket::Key &key, const QStringList &add, const QStringList &remove,
                                       Done done)
{
    decide([key, add, remove](workspace::Workspace &w) { return w.changeTags(key, add, remove); }, std::move(done));
}

void WorkspaceConversation::snooze(const ticket::Key &key, Instant until, Done done)
{
    decide([key, until](workspace::Workspace &w) { return w.snooze(key, until); }, std::move(done));
}

void WorkspaceConversation::markRead(const ticket::Key &key, Done done)
{
    decide([key](workspace::Workspace &w) { return w.markRead(key, true); }, std::move(done));
}

void WorkspaceConversation::splitOff(const ticket::Key &key, const QString &message, Done done)
{
    decide(
        [key, message](workspace::Workspace &w) -> Result<void> {
            const auto made = w.split(key, {message});
            return made ? Result<void>() : tl::unexpected(made.error());
        },
        std::move(done));
}

void WorkspaceConversation::setRequester(const ticket::Key &key, const ticket::PersonRef &person,
                                         const QString &message, Done done)
{
    decide([key, person, message](workspace::Workspace &w) { return w.setRequester(key, person, message); },
           std::move(done));
}

void WorkspaceConversation::dismissOffer(const ticket::Key &key, const QString &message, const QString &offer,
                                         Done done)
{
    decide([key, message, offer](workspace::Workspace &w) { return w.dismissOffer(key, message, offer); },
           std::move(done));
}

void WorkspaceConversation::setFormSender(const QString &address, bool isForm, Done done)
{
    decide([address, isForm](workspace::Workspace &w) { return w.setFormSender(address, isForm); }, std::move(done));
}

void WorkspaceConversation::retrySend(OutboxRow row, Done done)
{
    decide([row](workspace::Workspace &w) { return w.retryOutbox(row); }, std::move(done));
}

void WorkspaceConversation::cancelSend(OutboxRow row, Done done)
{
    decide([row](workspace::Workspace &w) { return w.cancelOutbox(row); }, std::move(done));
}

void WorkspaceConversation::confirmSend(OutboxRow row, Done done)
{
    decide([row](workspace::Workspace &w) { return w.outboxArrived(row); }, std::move(done));
}

} // namespace otklik::ui
