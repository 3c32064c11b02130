// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/workspace_composer.h"

#include "ui/models/error_text.h"

namespace otklik::ui {

namespace {

template<typename T>
ComposerSource::Told<T> told(const Result<T> &result)
{
    if (!result)
        return tl::unexpected(
            ComposerSource::Fault{ErrorText::of(result.error()), result.error().code == ErrorCode::RefusedByRule});
    if constexpr (std::is_void_v<T>)
        return {};
    else
        return *result;
}

} // namespace

WorkspaceComposer::WorkspaceComposer(WorkspaceClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
}

std::optional<workspace::Draft> WorkspaceComposer::draft(const ticket::Key &key, workspace::DraftKind kind) const
{
    return m_client.read().draft(key, kind).value_or(std::nullopt);
}

ComposerSource::Told<workspace::ReplyRequest> WorkspaceComposer::replyDefaults(const ticket::Key &key, bool toAll) const
{
    return told(m_client.read().replyDefaults(key, MessageRow(), toAll));
}

template<typename Order>
void WorkspaceComposer::decide(Order order, Done done)
{
    onResult(m_client.order(std::move(order)), this,
             [done = std::move(done)](const Result<void> &result) { done(told(result)); });
}

void WorkspaceComposer::saveDraft(const workspace::Draft &draft, Done done)
{
    decide([draft](workspace::Workspace &w) { return w.saveDraft(draft); }, std::move(done));
}

void WorkspaceComposer::dropDraft(const ticket::Key &key, workspace::DraftKind kind, Done done)
{
    decide([key, kind](workspace::Workspace &w) { return w.dropDraft(key, kind); }, std::move(done));
}

void WorkspaceComposer::reply(const workspace::ReplyRequest &request, bool ignoreWarnings,
                              std::function<void(Told<OutboxRow>)> done)
{
    workspace::ReplyRequest asked = request;
    asked.ignoreWarnings = ignoreWarnings;
    onResult(m_client.order([asked](workspace::Workspace &w) { return w.reply(asked); }), this,
             [done = std::move(done)](const Result<OutboxRow> &result) { done(told(result)); });
}

void WorkspaceComposer::cancelOutbox(OutboxRow row, Done done)
{
    decide([row](workspace::Workspace &w) { return w.cancelOutbox(row); }, std::move(done));
}

void WorkspaceComposer::addNote(const ticket::Key &key, const QString &text, Done done)
{
    decide([key, text](workspace::Workspace &w) { return w.addNote(key, text); }, std::move(done));
}

} // namespace otklik::ui
