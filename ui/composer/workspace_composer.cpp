// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/workspace_composer.h"

#include "ui/models/error_text.h"
#include "ui/models/guard_text.h"
#include "ui/widgets/time_text.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

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

bool holds(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.size() == bytes.size() && file.open(QIODevice::ReadOnly) && file.readAll() == bytes;
}

/// "log.txt", "log (2).txt" …
QString numbered(const QString &name, int number)
{
    if (number < 2)
        return name;
    const qsizetype dot = name.lastIndexOf(QLatin1Char('.'));
    const qsizetype end = dot > 0 ? dot : name.size();
    return QStringLiteral("%1 (%2)%3").arg(name.left(end), QString::number(number), name.mid(end));
}

/// A file of these bytes that is not among `taken`, under that name or one next to it. What is there already is what
/// another draft of the ticket sends: it stays as it is.
Result<QString> keepFile(const QDir &folder, const workspace::AttachmentFile &one, const QStringList &taken)
{
    // Only the last part of the name: a mail must not choose the folder.
    const QString named = QFileInfo(one.name).fileName();
    const QString name = named.isEmpty() ? QStringLiteral("attachment") : named;
    for (int number = 1;; ++number) {
        const QString path = folder.filePath(numbered(name, number));
        if (taken.contains(path))
            continue;
        if (QFileInfo::exists(path)) {
            if (holds(path, one.bytes))
                return path;
            continue;
        }
        QFile file(path);
        const bool isNew = file.open(QIODevice::NewOnly);
        if (!isNew && QFileInfo::exists(path))
            continue; // another one was faster
        if (isNew && file.write(one.bytes) == one.bytes.size() && file.flush())
            return path;
        const QString why = file.errorString();
        if (isNew)
            file.remove();
        return fail(ErrorCode::StorageFailed, QStringLiteral("%1: %2").arg(path, why));
    }
}

/// Where the files of drafts are until they are sent.
Result<QStringList> keepFiles(const QString &profileDir, const ticket::Key &key,
                              const std::vector<workspace::AttachmentFile> &files)
{
    const QDir folder(profileDir + QStringLiteral("/pasted/") + QString::fromLatin1(key.hex().left(16)));
    if (!files.empty() && !folder.mkpath(QStringLiteral(".")))
        return fail(ErrorCode::StorageFailed, folder.path());
    QStringList paths;
    for (const workspace::AttachmentFile &one : files) {
        const auto path = keepFile(folder, one, paths);
        if (!path)
            return tl::unexpected(path.error());
        paths << *path;
    }
    return paths;
}

/// In the pool.
Result<ComposerSource::ForwardStart> forwardOf(const workspace::ReadSession &read, const ticket::Key &key,
                                               MessageRow message, const QString &profileDir)
{
    const auto defaults = read.forwardDefaults(key, message);
    if (!defaults)
        return tl::unexpected(defaults.error());
    ComposerSource::ForwardStart start;
    start.message = defaults->answerTo;
    start.draft.ticket = key;
    start.draft.kind = workspace::DraftKind::Forward;
    start.draft.subject = defaults->subject;
    const auto timeline = read.timeline(key);
    if (!timeline)
        return tl::unexpected(timeline.error());
    for (const ticket::TimelineEntry &entry : *timeline)
        if (entry.message == start.message)
            start.about = QStringLiteral("%1, %2").arg(entry.by.name.isEmpty() ? entry.by.address : entry.by.name,
                                                       TimeText::full(entry.at.toLocal()));
    const auto files = keepFiles(profileDir, key, defaults->attachments);
    if (!files)
        return tl::unexpected(files.error());
    start.draft.attachments = *files;
    return start;
}

/// In the pool: an answer of the outbox as a draft.
Result<workspace::Draft> writtenIn(const workspace::ReadSession &read, OutboxRow row, const QString &profileDir)
{
    const auto written = read.outboxRequest(row);
    if (!written)
        return tl::unexpected(written.error());
    const auto files = keepFiles(profileDir, written->ticket, written->attachments);
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

void WorkspaceComposer::startForward(const ticket::Key &key, MessageRow message, Got<ForwardStart> got)
{
    const auto begin = [key, message, profile = m_client.profileDir()](const workspace::ReadSession &read) {
        return forwardOf(read, key, message, profile);
    };
    onResult(m_client.readInPool(begin), this,
             [got = std::move(got)](const Result<ForwardStart> &start) { got(told(start)); });
}

void WorkspaceComposer::draftOf(OutboxRow row, Got<workspace::Draft> got)
{
    const auto find = [row, profile = m_client.profileDir()](const workspace::ReadSession &read) {
        return writtenIn(read, row, profile);
    };
    onResult(m_client.readInPool(find), this,
             [got = std::move(got)](const Result<workspace::Draft> &draft) { got(told(draft)); });
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
