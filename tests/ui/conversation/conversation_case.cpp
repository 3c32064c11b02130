// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/conversation/conversation_case.h"

#include <QBuffer>
#include <QScrollArea>
#include <QTest>

namespace otklik::test {

using namespace ui;
using namespace std::chrono_literals;

ticket::TimelineEntry ConversationCase::message(const char *id, qint64 row, const char *name, const char *address,
                                                Instant at)
{
    ticket::TimelineEntry entry;
    entry.id = QString::fromLatin1(id);
    entry.message = MessageRow(row);
    entry.by = {QString::fromLatin1(address), QString::fromUtf8(name), {}};
    entry.at = at;
    return entry;
}

ticket::TimelineEntry ConversationCase::event(const char *op, const QJsonObject &data, Instant at)
{
    ticket::TimelineEntry entry;
    entry.kind = ticket::EntryKind::Event;
    entry.id = QString::fromLatin1(op) + QString::number(at.ms());
    entry.by = {QStringLiteral("anna@desk.example"), QStringLiteral("Anna Petrova"), {}};
    entry.op = QString::fromLatin1(op);
    entry.data = data;
    entry.at = at;
    return entry;
}

void ConversationCase::begin()
{
    QLocale::setDefault(QLocale(QLocale::English));
    m_presenter.reset();
    m_source = std::make_unique<ListConversationSource>();
    ticket::TicketRow &row = m_source->row;
    row.key = m_key;
    row.number = 4182;
    row.subject = QStringLiteral("Slow site, orders are being lost");
    row.status = ticket::Status::Open;
    row.priority = ticket::Priority::High;
    row.assignee = QStringLiteral("maria@desk.example");
    row.category = QStringLiteral("speed");
    row.tags = {QStringLiteral("vip"), QStringLiteral("speed")};
    row.createdAt = m_start;
    row.promise = ticket::Promise::Resolution;
    row.dueAt = m_source->fakeClock.now() + 72min;
    row.unread = true;
    auto first = message("m1", 1, "Irina Belova", "irina@velmora.example", m_start);
    first.preview = QStringLiteral("Good morning, since about 9:20 our shop opens in 15–20 seconds");
    ticket::MessageContent text;
    text.message = MessageRow(1);
    text.html =
        QStringLiteral("<p>Good morning, since about 9:20 our shop opens in 15–20 seconds, sometimes not at all. "
                       "Two customers have already called because they could not pay. Nobody changed anything "
                       "on our side. Please look at once, the spring sale starts today.</p>"
                       "<img src=\"https://t.example/a.png\"><img src=\"https://t.example/b.png\">");
    QImage picture(1280, 800, QImage::Format_RGB32);
    picture.fill(QColor(190, 205, 250));
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    picture.save(&buffer, "PNG");
    m_source->parts.insert(2, png);
    text.attachments = {{2, QStringLiteral("checkout-slow.png"), QStringLiteral("image/png"), 412 * 1024, false, {}},
                        {3, QStringLiteral("waterfall.har"), QStringLiteral("application/json"), 1153434, false, {}}};
    m_source->contents.insert(1, text);
    auto note = message("n1", 0, "Anna Petrova", "anna@desk.example", m_start + 9min);
    note.kind = ticket::EntryKind::Note;
    note.text =
        QStringLiteral("@Maria same machine as Tarnholm (#4165): disk wait on web-07 since 09:15. Hosting knows, "
                       "their number is H-2207. Please promise no time before they confirm.");
    auto ours = message("m2", 2, "Maria Orlova", "maria@desk.example", m_start + 18min);
    ours.direction = ticket::Direction::Out;
    ours.sendState = ticket::SendState::Sent;
    ours.to = {{QStringLiteral("irina@velmora.example"), QStringLiteral("Irina Belova"), {}}};
    ticket::MessageContent answer;
    answer.message = MessageRow(2);
    answer.text =
        QStringLiteral("Hello Irina, I see it too: the server under your shop answers slowly, the shop itself is "
                       "in order. Hosting is on it; I will write again by 13:45.\n\n"
                       "On Thu, 12 March 2026, Irina Belova wrote:\n> Good morning,\n> since about 9:20\n");
    m_source->contents.insert(2, answer);
    m_source->entries = {
        first, event("ticket.priority", {{QStringLiteral("priority"), QStringLiteral("high")}}, m_start + 4min), note,
        ours};
    m_presenter = std::make_unique<ConversationPresenter>(*m_source);
}

/// They are made a few at a time, and painted when all are there.
void ConversationCase::awaitCards(const ConversationView &view)
{
    const QWidget *page = view.findChild<QScrollArea *>(QStringLiteral("timeline"))->widget();
    QTRY_VERIFY(page->updatesEnabled());
}

std::unique_ptr<ConversationView> ConversationCase::shown(const QSize &size)
{
    auto view = std::make_unique<ConversationView>(m_look, *m_presenter);
    view->resize(size);
    view->show();
    m_presenter->show(m_key);
    awaitCards(*view);
    return view;
}

void ConversationCase::fillWithMessages(int count)
{
    m_source->entries.clear();
    for (int i = 0; i < count; ++i)
        m_source->entries.push_back(
            message(qPrintable(QStringLiteral("m%1").arg(i)), 1, "A", "a@x.example", m_start + i * 1min));
}

} // namespace otklik::test
