// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QJsonDocument>
#include <QString>
#include <QStringList>

#include <map>
#include <vector>

/// The collection of real mail that $OTKLIK_MAIL_CORPUS names: mail/index.tsv lists it, mail/expected/ holds what other
/// programs make of it, html/ holds bodies.
class Corpus
{
public:
    struct Entry
    {
        QString path; ///< below mail/
        QString kind; ///< mail, mbox, text, html, tnef, proto
    };

    Corpus();
    [[nodiscard]] bool isThere() const { return !m_root.isEmpty(); }
    [[nodiscard]] const std::vector<Entry> &entries() const { return m_entries; }
    [[nodiscard]] std::vector<Entry> of(const QString &source, const QString &kind) const;
    [[nodiscard]] QStringList htmlFiles() const;
    [[nodiscard]] QByteArray mail(const QString &path) const { return read(QStringLiteral("mail/") + path); }
    [[nodiscard]] QByteArray expected(const QString &path) const
    {
        return read(QStringLiteral("mail/expected/") + path);
    }
    /// Every mail there is, those of an mbox one by one.
    [[nodiscard]] QByteArrayList allMails() const;
    /// Names below mail/expected/ of the files whose paths begin with `stem`.
    [[nodiscard]] QStringList expectedBeside(const QString &stem) const;
    [[nodiscard]] QJsonDocument expectedJson(const QString &path) const;
    [[nodiscard]] QByteArray read(const QString &path) const;

private:
    QString m_root;
    std::vector<Entry> m_entries;
};

/// How many expectations were met; says which were not.
class Score
{
public:
    explicit Score(QString what)
        : m_what(std::move(what))
    {
    }
    ~Score();
    Score(const Score &) = delete;
    Score &operator=(const Score &) = delete;
    void count(bool right, const QString &name);
    [[nodiscard]] int right() const { return m_right; }
    [[nodiscard]] int total() const { return m_total; }

private:
    QString m_what;
    int m_right = 0;
    int m_total = 0;
    QStringList m_wrong;
};

/// Words only: white space does not count.
[[nodiscard]] QString squeezed(const QString &text);
