// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ticket/offers.h"
#include "core/ticket/ticket_row.h"
#include "core/ticket/timeline.h"
#include "ui/widgets/theme.h"

#include <QCoreApplication>

#include <functional>
#include <vector>

namespace otklik::ui {

/// What the conversation says, in the language of the windows.
class ConversationText final
{
    Q_DECLARE_TR_FUNCTIONS(otklik::ui::ConversationText)
public:
    [[nodiscard]] static QString status(ticket::Status status);
    [[nodiscard]] static QString priority(ticket::Priority priority);
    /// Known categories translated, others as they are.
    [[nodiscard]] static QString category(const QString &id);
    [[nodiscard]] static Token statusToken(ticket::Status status);
    [[nodiscard]] static QString person(const ticket::PersonRef &person);
    [[nodiscard]] static QString firstName(const ticket::PersonRef &person);
    /// What an event speaks of, by name.
    struct Names
    {
        std::vector<ticket::PersonRef> people;
        ticket::Key here;                                     ///< the ticket whose timeline it stands in
        std::function<QString(const ticket::Key &)> ticketOf; ///< "#12"; empty when it is not known
    };
    /// A decision as simple rich text: "<b>Anna</b> set priority to <b>High</b>"; everything foreign is escaped.
    [[nodiscard]] static QString event(const ticket::TimelineEntry &entry, const Names &names = {});
    [[nodiscard]] static QString changed(const ticket::PersonRef &by, int things);
    [[nodiscard]] static QString eventIcon(const QString &op);
    /// "Why is this here", empty for an unknown id.
    [[nodiscard]] static QString placeReason(const QString &id);
    /// The same for a late answer: `ticket` is the one it follows ("#12"), empty when it has no number yet.
    [[nodiscard]] static QString lateAnswer(const QString &ticket);
    /// True when the program put it on the ticket and it did not open it: that can be undone.
    [[nodiscard]] static bool mayBeSplitOff(const ticket::TimelineEntry &entry, const ticket::Key &ticket);
    /// Whom a mail of ours did not reach, and why.
    [[nodiscard]] static QString bounce(const ticket::TimelineEntry &entry);
    /// What is offered at a message, in words.
    struct OfferWords
    {
        QString icon, question, take, dismiss;
    };
    [[nodiscard]] static OfferWords offer(const ticket::Offer &offer, const ticket::TimelineEntry &entry);
    /// "Auto-reply", "Bounce" …; empty for a human message.
    [[nodiscard]] static QString automatic(const QString &id);
    [[nodiscard]] static QString automaticIcon(const QString &id);
    /// "Signed with S/MIME; …"; empty when it is neither signed nor encrypted.
    [[nodiscard]] static QString protection(const mime::Protection &protection);
    /// Of a mail that was too large to be taken; `size` on the server, 0 = not known.
    [[nodiscard]] static QString heldBack(qint64 size);
    [[nodiscard]] static QString lookAlike(const mime::LookAlike &twin);
    /// What our own server found out about the sender, several lines; empty when it told nothing.
    [[nodiscard]] static QString authentication(const mime::Authentication &authentication);
    /// Charsets to choose from, each with its name for people.
    [[nodiscard]] static std::vector<std::pair<QByteArray, QString>> charsets();
    [[nodiscard]] static QString sendState(const ticket::TimelineEntry &entry, const QString &stamp);
    [[nodiscard]] static QString promise(ticket::Promise promise);
    [[nodiscard]] static QString fileSize(qint64 bytes);
};

} // namespace otklik::ui
