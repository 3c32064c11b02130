// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ticket/ticket_row.h"

#include <QHash>
#include <QStringList>

#include <vector>

namespace otklik::ticket {

enum class Mood { None, Calm, Tense, Upset };

/// One line of a customer's history: a ticket of his, newest first.
struct HistoryLine
{
    Key key;
    qint64 number = 0;
    QString subject;
    Channel channel = Channel::Mail;
    Status status = Status::New;
    Instant at;
    PersonRef solvedBy;
};

/// Everything the panel beside the conversation shows about one person.
struct CustomerCard
{
    QString address;
    QString name;
    QString company;
    QString plan;
    QStringList addresses; ///< all addresses of the person, the main one first
    /// Of these, the ones that a mail of ours did not reach for good and that have not written since; with the reason.
    QHash<QString, QString> notReached;
    QStringList phones;
    QStringList languages; ///< "ru", "en"
    QByteArray timeZone;   ///< IANA id, empty when unknown
    Mood mood = Mood::None;
    QString moodBy;
    Instant moodAt;
    QString note; ///< pinned note
    Instant firstSeen;
    int tickets = 0;
    int openTickets = 0;
    int reopened = 0;
    std::vector<HistoryLine> history;
};

/// A row of `customers`.
struct CustomerRow
{
    QString address, name, company;
    int tickets = 0, openTickets = 0;
    Instant lastAt;
};

} // namespace otklik::ticket
