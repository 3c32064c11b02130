// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/conversation/list_conversation_source.h"
#include "ui/conversation/conversation_view.h"
#include "ui/widgets/theme.h"

#include <QObject>

#include <memory>

namespace otklik::test {

/// A conversation of two mails, a note and a decision, and the window that shows it. Each test starts with begin().
class ConversationCase : public QObject
{
protected:
    void begin();
    std::unique_ptr<ui::ConversationView> shown(const QSize &size = {514, 640});
    ticket::TimelineEntry message(const char *id, qint64 row, const char *name, const char *address, Instant at);
    ticket::TimelineEntry event(const char *op, const QJsonObject &data, Instant at);
    void awaitCards(const ui::ConversationView &view);
    void fillWithMessages(int count);

    ui::Theme m_theme;
    ui::IconStore m_icons{m_theme};
    ui::Look m_look{m_theme, m_icons};
    std::unique_ptr<ListConversationSource> m_source;
    std::unique_ptr<ui::ConversationPresenter> m_presenter;
    Instant m_start = Instant::fromIso(QStringLiteral("2026-03-12T09:32:00Z"));
    const ticket::Key m_key{QByteArray("0123456789abcdef0123456789abcdef")};
};

} // namespace otklik::test
