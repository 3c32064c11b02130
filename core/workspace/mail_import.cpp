// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/mail_import.h"

#include "core/mime/message_parser.h"
#include "core/sync/maildir.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace otklik::workspace {

namespace {

Result<QByteArray> readAll(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound, QStringLiteral("cannot read %1: %2").arg(path, file.errorString()));
    return file.readAll();
}

ImportedMail imported(QByteArray raw)
{
    return {raw, mime::parseMessage(raw).date, {QStringLiteral("\\Seen")}};
}

/// A mail begins at a "From " line behind an empty line; ">From " loses one mark.
std::vector<ImportedMail> splitMbox(const QByteArray &bytes)
{
    std::vector<ImportedMail> mails;
    QByteArray mail;
    bool inside = false;
    bool afterEmpty = true;
    const auto flush = [&] {
        if (!inside)
            return;
        if (mail.endsWith("\n\n"))
            mail.chop(1);
        mails.push_back(imported(std::exchange(mail, QByteArray())));
    };
    for (qsizetype at = 0; at < bytes.size();) {
        const qsizetype newline = bytes.indexOf('\n', at);
        const qsizetype end = newline < 0 ? bytes.size() : newline + 1;
        QByteArray line = bytes.mid(at, end - at);
        at = end;
        if (afterEmpty && line.startsWith("From ")) {
            flush();
            inside = true;
            afterEmpty = false;
            continue;
        }
        afterEmpty = line == "\n" || line == "\r\n";
        qsizetype marks = 0;
        while (marks < line.size() && line[marks] == '>')
            ++marks;
        if (marks > 0 && line.mid(marks).startsWith("From "))
            line.remove(0, 1);
        mail += line;
    }
    flush();
    return mails;
}

Result<std::vector<ImportedMail>> readEml(const QString &path)
{
    QStringList files{path};
    if (QFileInfo(path).isDir()) {
        files.clear();
        for (const QFileInfo &file : QDir(path).entryInfoList({QStringLiteral("*.eml")}, QDir::Files, QDir::Name))
            files << file.absoluteFilePath();
    }
    std::vector<ImportedMail> mails;
    for (const QString &file : files) {
        auto raw = readAll(file);
        if (!raw)
            return tl::unexpected(raw.error());
        mails.push_back(imported(std::move(*raw)));
    }
    return mails;
}

Result<std::vector<ImportedMail>> readMaildir(const QString &path)
{
    auto folder = sync::Maildir(path).scan(QStringLiteral("INBOX"));
    if (!folder)
        return tl::unexpected(folder.error());
    std::vector<ImportedMail> mails;
    for (const sync::Maildir::Entry &entry : folder->entries) {
        auto raw = sync::Maildir::read(entry);
        if (!raw)
            return tl::unexpected(raw.error());
        mails.push_back({std::move(*raw), entry.internalDate, entry.flags});
    }
    return mails;
}

} // namespace

Result<std::vector<ImportedMail>> readMailFiles(const QString &format, const QString &path)
{
    if (format == QLatin1String("eml"))
        return readEml(path);
    if (format == QLatin1String("maildir"))
        return readMaildir(path);
    if (format != QLatin1String("mbox"))
        return fail(ErrorCode::InvalidInput, QStringLiteral("no format %1: mbox, maildir or eml").arg(format));
    auto bytes = readAll(path);
    if (!bytes)
        return tl::unexpected(bytes.error());
    return splitMbox(*bytes);
}

async::Task<qint64> appendImported(sync::MailboxSession *session, std::vector<ImportedMail> mails)
{
    auto folders = co_await session->folders();
    if (!folders)
        co_return tl::unexpected(folders.error());
    sync::RemoteFolder inbox;
    for (const sync::RemoteFolder &folder : *folders)
        if (folder.role == sync::FolderRole::Inbox)
            inbox = folder;
    qint64 count = 0;
    for (const ImportedMail &mail : mails) {
        auto appended = co_await session->append(inbox, mail.raw, mail.flags, mail.date);
        if (!appended)
            co_return tl::unexpected(appended.error());
        if (appended->outcome == sync::Appended::Uncertain)
            co_return fail(ErrorCode::Uncertain, QStringLiteral("the connection was lost after %1 mails").arg(count));
        ++count;
    }
    co_return count;
}

} // namespace otklik::workspace
