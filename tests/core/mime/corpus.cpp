// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/mime/corpus.h"

#include <QDir>
#include <QFile>

#include <iostream>

namespace {

QByteArrayList splitMbox(const QByteArray &mbox)
{
    QByteArrayList mails;
    QByteArray mail;
    bool blank = true;
    for (const QByteArray &line : QByteArray(mbox).replace("\r\n", "\n").split('\n')) {
        if (blank && line.startsWith("From ")) {
            if (!mail.isEmpty())
                mails << mail;
            mail.clear();
        } else {
            mail += line + "\n";
        }
        blank = line.isEmpty();
    }
    if (!mail.isEmpty())
        mails << mail;
    return mails;
}

} // namespace

Corpus::Corpus()
    : m_root(qEnvironmentVariable("OTKLIK_MAIL_CORPUS"))
{
    if (m_root.isEmpty())
        return;
    const QList<QByteArray> lines = read(QStringLiteral("mail/index.tsv")).split('\n');
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const QList<QByteArray> fields = lines[i].split('\t');
        if (fields.size() > 2)
            m_entries.push_back({QString::fromUtf8(fields[0]), QString::fromUtf8(fields[1])});
    }
}

QByteArrayList Corpus::allMails() const
{
    QByteArrayList mails;
    for (const Entry &entry : m_entries) {
        const QByteArray bytes = mail(entry.path);
        if (entry.kind == QLatin1String("mbox"))
            mails += splitMbox(bytes);
        else if (!bytes.isEmpty())
            mails << bytes;
    }
    return mails;
}

std::vector<Corpus::Entry> Corpus::of(const QString &source, const QString &kind) const
{
    std::vector<Entry> found;
    for (const Entry &entry : m_entries)
        if (entry.path.startsWith(source + QLatin1Char('/')) && entry.kind == kind)
            found.push_back(entry);
    return found;
}

QStringList Corpus::htmlFiles() const
{
    QStringList files;
    for (const QString &name :
         QDir(m_root + QStringLiteral("/html")).entryList({QStringLiteral("*.html")}, QDir::Files, QDir::Name))
        files << QStringLiteral("html/") + name;
    for (const Entry &entry : m_entries)
        if (entry.kind == QLatin1String("html"))
            files << QStringLiteral("mail/") + entry.path;
    return files;
}

QStringList Corpus::expectedBeside(const QString &stem) const
{
    const QString folder = stem.section(QLatin1Char('/'), 0, -2) + QLatin1Char('/');
    QStringList files;
    for (const QString &name :
         QDir(m_root + QStringLiteral("/mail/expected/") + folder)
             .entryList({stem.section(QLatin1Char('/'), -1) + QLatin1Char('*')}, QDir::Files, QDir::Name))
        files << folder + name;
    return files;
}

QJsonDocument Corpus::expectedJson(const QString &path) const
{
    return QJsonDocument::fromJson(expected(path));
}

QByteArray Corpus::read(const QString &path) const
{
    QFile file(m_root + QLatin1Char('/') + path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Score::~Score()
{
    std::cout << m_what.toStdString() << ": " << m_right << " of " << m_total << '\n';
    for (const QString &name : m_wrong)
        std::cout << "    differs: " << name.toStdString() << '\n';
}

void Score::count(bool right, const QString &name)
{
    ++m_total;
    m_right += right ? 1 : 0;
    if (!right)
        m_wrong << name;
}

QString squeezed(const QString &text)
{
    QString words;
    for (const QChar c : text)
        if (!c.isSpace() && c != QChar::Nbsp)
            words += c;
    return words;
}
