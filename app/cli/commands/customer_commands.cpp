// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/json.h"
#include "app/cli/text_table.h"

#include <QDir>
#include <QFile>

#include <iostream>
#include <optional>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace otklik::cli {

namespace {

struct CustomerArguments
{
    std::string address, other, query, dir;
    std::optional<std::string> name, phone, timeZone, mood, note; ///< given empty: to be cleared
    int limit = 100;
    bool yes = false;
};

void listCustomers(Context &context, const CustomerArguments &a)
{
    const workspace::ReadSession *session = context.read();
    if (!session)
        return;
    auto rows = session->customers(text(a.query), a.limit);
    if (!rows)
        return context.failed(rows.error());
    QJsonArray array;
    TextTable table({QStringLiteral("ADDRESS"), QStringLiteral("NAME"), QStringLiteral("COMPANY"),
                     QStringLiteral("OPEN"), QStringLiteral("TICKETS")});
    for (const ticket::CustomerRow &row : *rows) {
        array.append(toJson(row));
        table.add({row.address, row.name, row.company, QString::number(row.openTickets), QString::number(row.tickets)});
    }
    context.done({{QStringLiteral("customers"), array}}, table.toString());
}

QString cardText(const ticket::CustomerCard &card)
{
    QString shown = QStringLiteral("%1 <%2>\n").arg(card.name, card.address);
    if (!card.company.isEmpty())
        shown += QStringLiteral("%1 %2\n").arg(card.company, card.plan);
    shown +=
        QStringLiteral("%1 tickets, %2 open, %3 reopened\n").arg(card.tickets).arg(card.openTickets).arg(card.reopened);
    if (!card.note.isEmpty())
        shown += QStringLiteral("! %1\n").arg(card.note);
    for (const ticket::HistoryLine &line : card.history)
        shown += QStringLiteral("  %1  #%2  %3  %4\n")
                     .arg(line.at.toLocal().toString(QStringLiteral("yyyy-MM-dd")))
                     .arg(line.number)
                     .arg(ticket::toString(line.status), line.subject);
    return shown;
}

void showCustomer(Context &context, const CustomerArguments &a)
{
    const workspace::ReadSession *session = context.read();
    if (!session)
        return;
    auto card = session->customer(text(a.address));
    if (!card)
        return context.failed(card.error());
    context.done(toJson(*card), cardText(*card));
}

void setCustomer(Context &context, const CustomerArguments &a)
{
    workspace::Workspace *engine = context.workspace();
    if (!engine)
        return;
    QJsonObject fields;
    const auto put = [&fields](const char *name, const std::optional<std::string> &value) {
        if (value)
            fields[QLatin1String(name)] = textOrNull(text(*value));
    };
    put("name", a.name);
    put("phone", a.phone);
    put("timezone", a.timeZone);
    put("mood", a.mood);
    put("note", a.note);
    if (fields.isEmpty())
        return context.failed({ErrorCode::InvalidInput,
                               QStringLiteral("nothing to set: give --name, --phone, --timezone, --mood or --note")});
    context.ended(engine->setCustomer(text(a.address), fields));
}

struct CompanyArguments
{
    std::string domain;
    std::vector<std::string> others;
    std::optional<std::string> name, plan;
};

void setCompany(Context &context, const CompanyArguments &a)
{
    workspace::Workspace *engine = context.workspace();
    if (!engine)
        return;
    QJsonObject fields;
    if (a.name)
        fields[QStringLiteral("name")] = textOrNull(text(*a.name));
    if (a.plan)
        fields[QStringLiteral("plan")] = textOrNull(text(*a.plan));
    if (!a.others.empty())
        fields[QStringLiteral("domains")] = QJsonArray::fromStringList(texts(a.others));
    if (fields.isEmpty())
        return context.failed(
            {ErrorCode::InvalidInput, QStringLiteral("nothing to set: give --name, --plan or --also")});
    context.ended(engine->setCompany(text(a.domain), fields));
}

/// Everything about a person: the card, each ticket with its timeline, each mail as .eml.
Result<int> exportTo(const workspace::ReadSession &session, const ticket::CustomerCard &card, const QDir &dir,
                     Instant now)
{
    QJsonArray tickets;
    int written = 0;
    for (const ticket::HistoryLine &line : card.history) {
        auto row = session.ticket(line.key);
        if (!row)
            return tl::unexpected(row.error());
        auto timeline = session.timeline(line.key);
        if (!timeline)
            return tl::unexpected(timeline.error());
        QJsonObject json = toJson(*row, now);
        QJsonArray entries;
        for (const ticket::TimelineEntry &entry : *timeline) {
            entries.append(toJson(entry, nullptr));
            if (entry.message.isNone())
                continue;
            auto source = session.source(entry.message);
            if (!source)
                return tl::unexpected(source.error());
            QFile file(dir.filePath(QStringLiteral("%1.eml").arg(entry.id)));
            if (!file.open(QIODevice::WriteOnly) || file.write(*source) != source->size())
                return fail(ErrorCode::StorageFailed,
                            QStringLiteral("cannot write %1: %2").arg(file.fileName(), file.errorString()));
            ++written;
        }
        json[QStringLiteral("timeline")] = entries;
        tickets.append(json);
    }
    QFile file(dir.filePath(QStringLiteral("customer.json")));
    const QJsonObject all{{QStringLiteral("customer"), toJson(card)}, {QStringLiteral("tickets"), tickets}};
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(all).toJson()) < 0)
        return fail(ErrorCode::StorageFailed,
                    QStringLiteral("cannot write %1: %2").arg(file.fileName(), file.errorString()));
    return written;
}

void exportCustomer(Context &context, const CustomerArguments &a)
{
    const workspace::ReadSession *session = context.read();
    if (!session)
        return;
    auto card = session->customer(text(a.address));
    if (!card)
        return context.failed(card.error());
    QDir dir(text(a.dir));
    if (!dir.mkpath(QStringLiteral(".")))
        return context.failed({ErrorCode::StorageFailed, QStringLiteral("cannot make %1").arg(dir.path())});
    auto written = exportTo(*session, *card, dir, context.clock().now());
    if (!written)
        return context.failed(written.error());
    context.done({{QStringLiteral("messages"), *written}, {QStringLiteral("dir"), dir.absolutePath()}},
                 QStringLiteral("%1 mails written to %2\n").arg(*written).arg(dir.absolutePath()));
}

/// Somebody at a terminal may answer; a script has to say --yes.
bool isConfirmed(const CustomerArguments &a)
{
    if (a.yes)
        return true;
#ifdef Q_OS_UNIX
    if (::isatty(STDIN_FILENO) != 1)
        return false;
    Context::complain(
        QStringLiteral("Erase what is known about %1? It cannot be undone. Write yes:").arg(text(a.address)));
    std::string line;
    std::getline(std::cin, line);
    return line == "yes";
#else
    return false;
#endif
}

QString erasureText(const QJsonObject &report)
{
    const QJsonObject erased = report[QLatin1String("erased")].toObject();
    QString shown = QStringLiteral("Erased: %1 cards, %2 drafts, %3 answers in the outbox.\n")
                        .arg(erased[QLatin1String("cards")].toArray().size())
                        .arg(erased[QLatin1String("drafts")].toInteger())
                        .arg(erased[QLatin1String("outbox")].toInteger());
    const QJsonArray mails = report[QLatin1String("kept")][QLatin1String("mails")].toArray();
    if (mails.isEmpty())
        return shown;
    shown +=
        QStringLiteral("The mailbox still has %1 mails; delete them there, then sync every desk:\n").arg(mails.size());
    for (const QJsonValue &mail : mails)
        shown += QStringLiteral("  %1  %2  UID %3  <%4>\n")
                     .arg(mail[QLatin1String("mailbox")].toString(), mail[QLatin1String("folder")].toString())
                     .arg(mail[QLatin1String("uid")].toInteger())
                     .arg(mail[QLatin1String("message_id")].toString());
    return shown;
}

void eraseCustomer(Context &context, const CustomerArguments &a)
{
    workspace::Workspace *engine = context.workspace();
    const workspace::ReadSession *session = engine ? context.read() : nullptr;
    if (!session)
        return;
    if (auto card = session->customer(text(a.address)); !card)
        return context.failed(card.error());
    if (!isConfirmed(a))
        return context.failed(
            {ErrorCode::RefusedByRule, QStringLiteral("nothing was erased: say --yes; it cannot be undone")});
    auto report = engine->eraseCustomer(text(a.address));
    if (!report)
        return context.failed(report.error());
    context.done(*report, erasureText(*report));
}

} // namespace

void addCustomerCommands(CLI::App &app, Action &action)
{
    addCommand<CustomerArguments>(
        app, action, "customers", "who writes to us",
        [](CLI::App &command, CustomerArguments &a) {
            command.add_option("--query", a.query, "part of name, address or company");
            command.add_option("--limit", a.limit)->check(CLI::Range(1, 100000));
        },
        listCustomers);
    CLI::App *customer = app.add_subcommand("customer", "one customer");
    customer->require_subcommand(1);
    const auto address = [](CLI::App &command, CustomerArguments &a) {
        command.add_option("address", a.address)->required();
    };
    addCommand<CustomerArguments>(*customer, action, "show", "who, figures, history", address, showCustomer);
    addCommand<CustomerArguments>(
        *customer, action, "set", "change the card",
        [address](CLI::App &command, CustomerArguments &a) {
            address(command, a);
            command.add_option("--name", a.name);
            command.add_option("--phone", a.phone);
            command.add_option("--timezone", a.timeZone, "Europe/Moscow");
            command.add_option("--mood", a.mood)->check(CLI::IsMember({"calm", "tense", "upset", ""}));
            command.add_option("--note", a.note, "pinned note");
        },
        setCustomer);
    addCommand<CustomerArguments>(
        *customer, action, "merge", "two addresses of one person; the second stays the main one",
        [address](CLI::App &command, CustomerArguments &a) {
            address(command, a);
            command.add_option("into", a.other)->required();
        },
        [](Context &context, const CustomerArguments &a) {
            if (workspace::Workspace *engine = context.workspace())
                context.ended(engine->mergeCustomers(text(a.address), text(a.other)));
        });
    CLI::App *company = app.add_subcommand("company", "whom customers write for");
    company->require_subcommand(1);
    addCommand<CompanyArguments>(
        *company, action, "set", "name it; its customers are found by the domain of their addresses",
        [](CLI::App &command, CompanyArguments &a) {
            command.add_option("domain", a.domain)->required();
            command.add_option("--name", a.name);
            command.add_option("--plan", a.plan, "what it has booked");
            command.add_option("--also", a.others, "every further domain of it");
        },
        setCompany);
    CLI::App *sender = app.add_subcommand("sender", "an address that mail comes from");
    sender->require_subcommand(1);
    addCommand<CustomerArguments>(
        *sender, action, "form", "its mail is a form's: the customer is who Reply-To or the text names",
        [address](CLI::App &command, CustomerArguments &a) {
            address(command, a);
            command.add_flag("--off", a.yes, "it is a sender like any other");
        },
        [](Context &context, const CustomerArguments &a) {
            if (workspace::Workspace *engine = context.workspace())
                context.ended(engine->setFormSender(text(a.address), !a.yes));
        });
    addCommand<CustomerArguments>(
        *customer, action, "reached", "mail reaches this address again", address,
        [](Context &context, const CustomerArguments &a) {
            if (workspace::Workspace *engine = context.workspace())
                context.ended(
                    engine->setCustomer(text(a.address), {{QStringLiteral("reached"), context.clock().now().ms()}}));
        });
    addCommand<CustomerArguments>(
        *customer, action, "export", "everything about a person",
        [address](CLI::App &command, CustomerArguments &a) {
            address(command, a);
            command.add_option("dir", a.dir)->required();
        },
        exportCustomer);
    addCommand<CustomerArguments>(
        *customer, action, "erase", "forget what the team noted about a person",
        [address](CLI::App &command, CustomerArguments &a) {
            address(command, a);
            command.add_flag("--yes", a.yes, "do not ask");
        },
        eraseCustomer);
}

} // namespace otklik::cli
