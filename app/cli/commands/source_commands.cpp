// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QSaveFile>

namespace otklik::cli {

namespace {

struct SourceArguments
{
    std::string ticket, message, out;
};

Error cannotWrite(const QString &name, const QString &why)
{
    return {ErrorCode::StorageFailed, QStringLiteral("cannot write %1: %2").arg(name, why)};
}

Result<void> writeNew(const QString &name, const QByteArray &bytes)
{
    QFile file(name);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly) || file.write(bytes) != bytes.size() || !file.flush())
        return tl::unexpected(cannotWrite(name, file.errorString()));
    return {};
}

Result<std::vector<ticket::TimelineEntry>> mailsOf(const workspace::ReadSession &session, const ticket::Key &key)
{
    auto timeline = session.timeline(key);
    if (timeline)
        std::erase_if(*timeline, [](const ticket::TimelineEntry &entry) { return entry.message.isNone(); });
    return timeline;
}

Result<QByteArray> sourceOf(const workspace::ReadSession &session, const ticket::Key &key, const QString &id)
{
    const auto mails = mailsOf(session, key);
    if (!mails)
        return tl::unexpected(mails.error());
    for (const ticket::TimelineEntry &entry : *mails)
        if (entry.id == id)
            return session.source(entry.message);
    return fail(ErrorCode::NotFound, QStringLiteral("no message %1 on this ticket").arg(id));
}

void showSource(Context &context, const SourceArguments &a)
{
    const auto row = context.ticket(text(a.ticket));
    if (!row)
        return;
    const auto source = sourceOf(*context.read(), row->key, text(a.message));
    if (!source)
        return context.failed(source.error());
    QJsonObject json{{QStringLiteral("message"), text(a.message)}, {QStringLiteral("size"), source->size()}};
    if (!a.out.empty()) {
        QSaveFile file(text(a.out));
        if (!file.open(QIODevice::WriteOnly) || file.write(*source) != source->size() || !file.commit())
            return context.failed(cannotWrite(text(a.out), file.errorString()));
        json[QStringLiteral("out")] = text(a.out);
        return context.done(json, QStringLiteral("%1 bytes written to %2\n").arg(source->size()).arg(text(a.out)));
    }
    if (context.json) {
        json[QStringLiteral("base64")] = QString::fromLatin1(source->toBase64());
        return context.done(json, {});
    }
    std::fwrite(source->constData(), 1, size_t(source->size()), stdout);
    std::fflush(stdout);
    context.finish(kDone);
}

/// "a.txt", "a (2).txt", … : the first that is not in the folder yet.
QString freeName(const QDir &dir, const QString &name)
{
    if (!QFileInfo(dir.filePath(name)).isSymLink() && !dir.exists(name))
        return name;
    const QFileInfo parts(name);
    for (int i = 2;; ++i) {
        QString next = QStringLiteral("%1 (%2)").arg(parts.completeBaseName()).arg(i);
        if (!parts.suffix().isEmpty())
            next += QLatin1Char('.') + parts.suffix();
        if (!QFileInfo(dir.filePath(next)).isSymLink() && !dir.exists(next))
            return next;
    }
}

Result<QJsonArray> saveFiles(const workspace::ReadSession &session, const std::vector<ticket::TimelineEntry> &mails,
                             const QString &onlyMessage, const QDir &dir)
{
    QJsonArray saved;
    for (const ticket::TimelineEntry &entry : mails) {
        if (!onlyMessage.isEmpty() && entry.id != onlyMessage)
            continue;
        const auto content = session.content(entry.message);
        if (!content)
            return tl::unexpected(content.error());
        for (const ticket::AttachmentInfo &file : content->attachments) {
            const auto bytes = session.attachment(entry.message, file.part);
            if (!bytes)
                return tl::unexpected(bytes.error());
            const QString name = freeName(dir, file.name);
            if (auto written = writeNew(dir.filePath(name), *bytes); !written)
                return tl::unexpected(written.error());
            saved.append(QJsonObject{{QStringLiteral("message"), entry.id},
                                     {QStringLiteral("name"), file.name},
                                     {QStringLiteral("file"), name},
                                     {QStringLiteral("size"), bytes->size()}});
        }
    }
    return saved;
}

void saveAttachments(Context &context, const SourceArguments &a)
{
    const auto row = context.ticket(text(a.ticket));
    if (!row)
        return;
    const auto mails = mailsOf(*context.read(), row->key);
    if (!mails)
        return context.failed(mails.error());
    const QDir dir(text(a.out));
    if (!dir.mkpath(QStringLiteral(".")))
        return context.failed({ErrorCode::StorageFailed, QStringLiteral("cannot make %1").arg(dir.path())});
    const auto saved = saveFiles(*context.read(), *mails, text(a.message), dir);
    if (!saved)
        return context.failed(saved.error());
    context.done({{QStringLiteral("files"), *saved}, {QStringLiteral("dir"), dir.absolutePath()}},
                 QStringLiteral("%1 files written to %2\n").arg(saved->size()).arg(dir.absolutePath()));
}

} // namespace

void addSourceCommands(CLI::App &ticketCommand, Action &action)
{
    addCommand<SourceArguments>(
        ticketCommand, action, "source", "a mail as it came, byte for byte",
        [](CLI::App &command, SourceArguments &a) {
            command.add_option("ticket", a.ticket, "number")->required();
            command.add_option("--message", a.message, "id of the message, as ticket show prints it")->required();
            command.add_option("--out", a.out, "a file; else standard output");
        },
        showSource);
    addCommand<SourceArguments>(
        ticketCommand, action, "attachments", "save the files of a ticket's mails",
        [](CLI::App &command, SourceArguments &a) {
            command.add_option("ticket", a.ticket, "number")->required();
            command.add_option("--out", a.out, "a folder; nothing in it is overwritten")->required();
            command.add_option("--message", a.message, "only of this message");
        },
        saveAttachments);
}

} // namespace otklik::cli
