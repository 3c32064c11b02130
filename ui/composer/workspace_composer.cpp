// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/workspace_composer.h"

#include "ui/composer/guard_text.h"
#include "ui/models/error_text.h"
#include "ui/widgets/time_text.h"

#include <QDir>
#include <QSaveFile>

#include <algorithm>
#include <memory>

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

QHash<QString, QString> WorkspaceComposer::notReached(const QStringList &addresses) const
{
    return m_client.read().notReached(addresses).value_or(QHash<QString, QString>());
}

ComposerSource::Told<ComposerSource::ForwardStart> WorkspaceComposer::startForward(const ticket::Key &key,
                                                                                   MessageRow message)
{
    const auto defaults = m_client.read().forwardDefaults(key, message);
    if (!defaults)
        return told(Result<ForwardStart>(Failure(defaults.error())));
    ForwardStart start;
    start.message = defaults->answerTo;
    start.draft.ticket = key;
    start.draft.kind = workspace::DraftKind::Forward;
    start.draft.subject = defaults->subject;
    for (const ticket::TimelineEntry &entry :
         m_client.read().timeline(key).value_or(std::vector<ticket::TimelineEntry>()))
        if (entry.message == start.message)
            start.about = QStringLiteral("%1, %2").arg(entry.by.name.isEmpty() ? entry.by.address : entry.by.name,
                                                       TimeText::full(entry.at.toLocal()));
    const auto files = keepFiles(key, defaults->attachments);
    if (!files)
        return tl::unexpected(files.error());
    start.draft.attachments = *files;
    return start;
}

ComposerSource::Told<QStringList>
WorkspaceComposer::keepFiles(const ticket::Key &key, const std::vector<workspace::AttachmentFile> &files) const
{
    QStringList paths;
    const QDir folder(m_client.profileDir() + QStringLiteral("/pasted/") + QString::fromLatin1(key.hex().left(16)));
    for (const workspace::AttachmentFile &one : files) {
        // Only the last part of the name: a mail must not choose the folder.
        const QString path = folder.filePath(QFileInfo(one.name).fileName());
        QSaveFile file(path);
        if (!folder.mkpath(QStringLiteral(".")) || !file.open(QIODevice::WriteOnly) ||
            file.write(one.bytes) != one.bytes.size() || !file.commit())
            return tl::unexpected(Fault{tr("%1 cannot be kept: %2").arg(path, file.errorString())});
        paths << path;
    }
    return paths;
}

ComposerSource::Told<workspace::Draft> WorkspaceComposer::draftOf(OutboxRow row)
{
    const auto written = m_client.read().outboxRequest(row);
    if (!written)
        return told(Result<workspace::Draft>(Failure(written.error())));
    const auto files = keepFiles(written->ticket, written->attachments);
    if (!files)
        return tl::unexpected(files.error());
    workspace::Draft draft;
    draft.ticket = written->ticket;
    draft.to = written->to;
    draft.cc = written->cc;
    draft.bcc = written->bcc;
    draft.subject = written->subject;
    draft.attachments = *files;
    return draft;
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
    // Written on the engine's thread, read here when its answer has come.
    const auto objections = std::make_shared<std::vector<workspace::SendObjection>>();
    onResult(m_client.order([asked, objections](workspace::Workspace &w) { return w.reply(asked, objections.get()); }),
             this, [done = std::move(done), objections](const Result<OutboxRow> &result) {
                 if (objections->empty())
                     return done(told(result));
                 const bool canOverride = std::ranges::all_of(*objections, &workspace::SendObjection::canOverride);
                 done(tl::unexpected(Fault{GuardText::of(*objections), true, canOverride}));
             });
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
