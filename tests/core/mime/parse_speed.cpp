// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// How many mails of a folder of files (a Maildir's cur) one thread hashes and reads in a second:
//     mime_bench FOLDER [MOST]
// Without an argument OTKLIK_BENCH_MAIL names the folder; without both it is skipped (77).
#include "core/mime/message_parser.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>

#include <iostream>
#include <string>

namespace {

std::vector<QByteArray> mailsBelow(const QString &folder, std::size_t most)
{
    std::vector<QByteArray> mails;
    QDirIterator files(folder, QDir::Files);
    while (files.hasNext() && mails.size() < most) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly))
            mails.push_back(file.readAll());
    }
    return mails;
}

} // namespace

int main(int argc, char **argv)
{
    const QString folder = argc > 1 ? QString::fromLocal8Bit(argv[1]) : qEnvironmentVariable("OTKLIK_BENCH_MAIL");
    if (folder.isEmpty()) {
        std::cout << "OTKLIK_BENCH_MAIL is not set\n";
        return 77;
    }
    const std::vector<QByteArray> mails = mailsBelow(folder, argc > 2 ? std::stoul(argv[2]) : 50000);
    if (mails.empty()) {
        std::cerr << "no mail in " << folder.toStdString() << '\n';
        return 1;
    }
    qint64 bytes = 0;
    qint64 characters = 0;
    std::size_t files = 0;
    QElapsedTimer timer;
    timer.start();
    for (const QByteArray &raw : mails) {
        bytes += raw.size() + QCryptographicHash::hash(raw, QCryptographicHash::Sha256).size() - 32;
        const otklik::mime::Message message = otklik::mime::parseMessage(raw);
        characters += message.text.size();
        files += message.attachments.size();
    }
    const double seconds = double(std::max<qint64>(1, timer.nsecsElapsed())) / 1e9;
    std::cout << mails.size() << " mails of " << bytes / qint64(mails.size()) / 1024 << " kB with " << files
              << " files and " << characters << " characters in " << seconds
              << " s: " << qint64(double(mails.size()) / seconds) << " mails/s\n";
    return 0;
}
