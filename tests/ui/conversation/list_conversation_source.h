// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fake_clock.h"
#include "ui/conversation/conversation_source.h"

#include <QHash>

namespace otklik::test {

/// A conversation out of lists; remembers what was ordered.
class ListConversationSource final : public ui::ConversationSource
{
public:
    FakeClock fakeClock{Instant::fromIso(QStringLiteral("2026-03-12T11:20:00Z"))};
    ticket::TicketRow row;
    std::vector<ticket::TimelineEntry> entries;
    QHash<qint64, ticket::MessageContent> contents;
    QHash<int, QByteArray> parts;
    QStringList orders;
    QString refusal; ///< not empty: every order fails with it

    const Clock &clock() const override { return fakeClock; }
    Told<ticket::TicketRow> ticket(const ticket::Key &) const override { return row; }
    Told<std::vector<ticket::TimelineEntry>> timeline(const ticket::Key &) const override { return entries; }
    std::vector<ticket::PersonRef> specialists() const override
    {
        return {{QStringLiteral("maria@desk.example"), QStringLiteral("Maria Orlova"), {}},
                {QStringLiteral("anna@desk.example"), QStringLiteral("Anna Petrova"), {}}};
    }
    QStringList tags() const override { return {QStringLiteral("dns"), QStringLiteral("vip")}; }
    QStringList categories() const override { return {QStringLiteral("speed"), QStringLiteral("hosting")}; }
    void readBody(const ticket::TimelineEntry &entry, bool remoteImages,
                  std::function<void(Told<ui::MessageView>)> done) override
    {
        orders << QStringLiteral("body %1%2").arg(entry.id, remoteImages ? QStringLiteral(" remote") : QString());
        done(ui::makeMessageView(entry.id, contents.value(entry.message.value()), remoteImages));
    }
    void readMail(const QByteArray &raw, const QByteArray &charset,
                  std::function<void(Told<ui::MessageView>)> done) override
    {
        ticket::MessageContent content;
        content.charset = charset.isEmpty() ? QStringLiteral("us-ascii") : QString::fromLatin1(charset);
        content.charsetChosen = !charset.isEmpty();
        content.text =
            QString::fromUtf8(raw) + (charset.isEmpty() ? QString() : QLatin1String(" in ") + content.charset);
        content.subject = QStringLiteral("inside");
        content.from = {{QStringLiteral("inner@x.example"), {}, {}}};
        done(ui::makeMessageView({}, content, false));
    }
    void readPartOf(const QByteArray &, int part, std::function<void(Told<QByteArray>)> done) override
    {
        done(parts.value(part));
    }
    void readAs(MessageRow message, const QByteArray &charset, Done done) override
    {
        contents[message.value()].charset = QString::fromLatin1(charset);
        contents[message.value()].charsetChosen = !charset.isEmpty();
        order(QStringLiteral("read %1 as %2").arg(message.value()).arg(QString::fromLatin1(charset)), done);
    }
    void readPart(MessageRow, int part, std::function<void(Told<QByteArray>)> done) override
    {
        done(parts.value(part));
    }
    void readSource(MessageRow message, std::function<void(Told<QByteArray>)> done) override
    {
        done(QByteArray("Subject: source of ") + QByteArray::number(message.value()));
    }
    void setStatus(const ticket::Key &, ticket::Status status, const QString &cause, Done done) override
    {
        order(QStringLiteral("status ") + ticket::toString(status) +
                  (cause.isEmpty() ? QString() : QLatin1Char(' ') + cause),
              done);
    }
    void assign(const ticket::Key &, const QString &address, Done done) override
    {
        order(QStringLiteral("assign ") + address, done);
    }
    void setPriority(const ticket::Key &, ticket::Priority priority, Done done) override
    {
        order(QStringLiteral("priority ") + ticket::toString(priority), done);
    }
    void setCategory(const ticket::Key &, const QString &category, Done done) override
    {
        order(QStringLiteral("category ") + category, done);
    }
    void changeTags(const ticket::Key &, const QStringList &add, const QStringList &remove, Done done) override
    {
        order(QStringLiteral("tags +%1 -%2").arg(add.join(u','), remove.join(u',')), done);
    }
    void snooze(const ticket::Key &, Instant until, Done done) override
    {
        order(QStringLiteral("snooze ") + until.toIso(), done);
    }
    void markRead(const ticket::Key &, Done done) override { order(QStringLiteral("read"), done); }
    void splitOff(const ticket::Key &, const QString &message, Done done) override
    {
        order(QStringLiteral("split %1").arg(message), done);
    }
    void setRequester(const ticket::Key &, const ticket::PersonRef &person, const QString &message, Done done) override
    {
        order(QStringLiteral("requester %1 %2").arg(person.address, message), done);
    }
    void dismissOffer(const ticket::Key &, const QString &message, const QString &offer, Done done) override
    {
        order(QStringLiteral("dismiss %1 %2").arg(offer, message), done);
    }
    void setFormSender(const QString &address, bool isForm, Done done) override
    {
        order(QStringLiteral("form %1 %2").arg(address).arg(isForm), done);
    }
    void retrySend(OutboxRow out, Done done) override { order(QStringLiteral("retry %1").arg(out.value()), done); }
    void cancelSend(OutboxRow out, Done done) override { order(QStringLiteral("cancel %1").arg(out.value()), done); }
    void confirmSend(OutboxRow out, Done done) override { order(QStringLiteral("arrived %1").arg(out.value()), done); }

private:
    void order(const QString &what, const Done &done)
    {
        orders << what;
        if (refusal.isEmpty())
            done({});
        else
            done(tl::unexpected(refusal));
    }
};

} // namespace otklik::test
