// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversation/conversation_text.h"

#include "core/base/instant.h"
#include "ui/models/ticket_words.h"

#include <QJsonArray>
#include <QLocale>

namespace otklik::ui {

using namespace ticket;

QString ConversationText::status(Status status)
{
    switch (status) {
    case Status::New:
        return tr("New", "status");
    case Status::Open:
        return tr("Open", "status");
    case Status::Pending:
        return tr("Pending", "status");
    case Status::OnHold:
        return tr("On hold", "status");
    case Status::Solved:
        return tr("Solved", "status");
    case Status::Closed:
        return tr("Closed", "status");
    }
    return {};
}

QString ConversationText::priority(Priority priority)
{
    switch (priority) {
    case Priority::Low:
        return tr("Low", "priority");
    case Priority::Normal:
        return tr("Normal", "priority");
    case Priority::High:
        return tr("High", "priority");
    case Priority::Urgent:
        return tr("Urgent", "priority");
    }
    return {};
}

QString ConversationText::category(const QString &id)
{
    return TicketWords::category(id);
}

Token ConversationText::statusToken(Status status)
{
    switch (status) {
    case Status::New:
        return Token::VioletL;
    case Status::Open:
        return Token::Accent;
    case Status::Pending:
    case Status::OnHold:
        return Token::AmberL;
    case Status::Solved:
        return Token::GreenL;
    case Status::Closed:
        return Token::Field;
    }
    return Token::Field;
}

QString ConversationText::person(const PersonRef &person)
{
    return person.name.isEmpty() ? person.address : person.name;
}

QString ConversationText::firstName(const PersonRef &person)
{
    return person.name.isEmpty() ? person.address : person.name.section(QLatin1Char(' '), 0, 0);
}

QString ConversationText::changed(const PersonRef &by, int things)
{
    return tr("%1 changed %n thing(s)", nullptr, things)
        .arg(QStringLiteral("<b>%1</b>").arg(firstName(by).toHtmlEscaped()));
}

QString ConversationText::eventIcon(const QString &op)
{
    static const QHash<QString, QString> icons{{QStringLiteral("ticket.opened"), QStringLiteral("mail")},
                                               {QStringLiteral("ticket.created"), QStringLiteral("plus")},
                                               {QStringLiteral("ticket.status"), QStringLiteral("check")},
                                               {QStringLiteral("ticket.assign"), QStringLiteral("user")},
                                               {QStringLiteral("ticket.priority"), QStringLiteral("flag")},
                                               {QStringLiteral("ticket.category"), QStringLiteral("folder")},
                                               {QStringLiteral("ticket.tags"), QStringLiteral("tag")},
                                               {QStringLiteral("ticket.snooze"), QStringLiteral("snooze")},
                                               {QStringLiteral("ticket.merged"), QStringLiteral("merge")},
                                               {QStringLiteral("ticket.unmerged"), QStringLiteral("split")},
                                               {QStringLiteral("ticket.split"), QStringLiteral("split")},
                                               {QStringLiteral("ticket.link"), QStringLiteral("link")},
                                               {QStringLiteral("ticket.placed"), QStringLiteral("swap")},
                                               {QStringLiteral("ticket.subject"), QStringLiteral("edit")},
                                               {QStringLiteral("ticket.requester"), QStringLiteral("user")},
                                               {QStringLiteral("ticket.reply"), QStringLiteral("reply")}};
    return icons.value(op, QStringLiteral("history"));
}

QString ConversationText::placeReason(const QString &id)
{
    if (id == QLatin1String("journal-opened"))
        return tr("This message opened the ticket.");
    if (id == QLatin1String("journal-split"))
        return tr("It was split off from another ticket by hand.");
    if (id == QLatin1String("journal-placed"))
        return tr("It was put here by hand.");
    if (id == QLatin1String("journal-reply"))
        return tr("It is an answer that was written here.");
    if (id == QLatin1String("references"))
        return tr("It refers to an earlier message of this ticket.");
    if (id == QLatin1String("in-reply-to"))
        return tr("It answers an earlier message of this ticket.");
    if (id == QLatin1String("bounce-report"))
        return tr("It reports that an answer of this ticket could not be delivered.");
    if (id == QLatin1String("subject-token"))
        return tr("Its subject names this ticket and the sender takes part in it.");
    if (id == QLatin1String("no-relation"))
        return tr("It belongs to no earlier message, so it opened a ticket.");
    if (id == QLatin1String("shared-reference"))
        return tr("It answers the same message as an earlier one of this ticket; that message never came here.");
    if (id == QLatin1String("same-mail"))
        return tr("It is the same message as an earlier one; it came to another mailbox as well.");
    if (id == QLatin1String("other-header"))
        return tr("It names a message of this ticket in a header that a server on the way added.");
    if (id == QLatin1String("thread-index"))
        return tr("In Outlook it is of the same conversation as an earlier message of this ticket.");
    if (id == QLatin1String("partner-number"))
        return tr("The same sender's desk named the same number in an earlier message of this ticket.");
    if (id == QLatin1String("quoted-token"))
        return tr("What it quotes names this ticket, and the sender takes part in it.");
    return {};
}

QString ConversationText::lateAnswer(const QString &ticket)
{
    return ticket.isEmpty() ? tr("A late answer to an earlier ticket, which was closed; this ticket follows it.")
                            : tr("A late answer to %1, which was closed; this ticket follows it.").arg(ticket);
}

bool ConversationText::mayBeSplitOff(const ticket::TimelineEntry &entry, const ticket::Key &ticket)
{
    return entry.kind == ticket::EntryKind::Message && !entry.message.isNone() &&
           !entry.placeReason.startsWith(QLatin1String("journal-")) && entry.id.toLatin1() != ticket.hex();
}

QString ConversationText::bounce(const ticket::TimelineEntry &entry)
{
    const QString who = entry.notReached.join(QLatin1String(", "));
    const QString sentence =
        entry.gaveUp ? tr("Not delivered to %1.").arg(who) : tr("Delayed on the way to %1.").arg(who);
    return entry.bounceReason.isEmpty() ? sentence : sentence + QLatin1Char(' ') + entry.bounceReason;
}

ConversationText::OfferWords ConversationText::offer(const Offer &offer, const TimelineEntry &entry)
{
    const QString who = offer.person.name.isEmpty()
                            ? offer.person.address
                            : QStringLiteral("%1 <%2>").arg(offer.person.name, offer.person.address);
    const bool isReplyTo = entry.fromUs && offer.person.address == entry.replyTo.address;
    switch (offer.kind) {
    case OfferKind::Split:
        return {QStringLiteral("split"), tr("The subject is another one than before. Another matter?"),
                tr("Put it on a ticket of its own"), tr("Same matter")};
    case OfferKind::Requester:
        return {QStringLiteral("userplus"),
                (isReplyTo ? tr("Answers to this mail go to %1. Is that the customer?")
                           : tr("The forwarded mail is from %1. Is that the customer?"))
                    .arg(who),
                tr("Yes, that is the customer"), tr("No")};
    case OfferKind::FormSender:
        return {QStringLiteral("reply"), tr("Answers to this mail go to %1. Is %2 a form?").arg(who, entry.by.address),
                tr("Yes, take Reply-To as the customer from now on"), tr("No")};
    }
    return {};
}

QString ConversationText::automatic(const QString &id)
{
    if (id.isEmpty())
        return {};
    if (id == QLatin1String("bounce"))
        return tr("Delivery report");
    if (id == QLatin1String("auto-reply"))
        return tr("Auto-reply");
    if (id == QLatin1String("list"))
        return tr("Mailing list");
    if (id == QLatin1String("receipt"))
        return tr("Read receipt");
    return tr("Automatic mail");
}

QString ConversationText::automaticIcon(const QString &id)
{
    static const QHash<QString, QString> icons{{QStringLiteral("bounce"), QStringLiteral("alert")},
                                               {QStringLiteral("auto-reply"), QStringLiteral("sun")},
                                               {QStringLiteral("list"), QStringLiteral("list")},
                                               {QStringLiteral("receipt"), QStringLiteral("eye")}};
    return icons.value(id, QStringLiteral("gear"));
}

QString ConversationText::sendState(const TimelineEntry &entry, const QString &stamp)
{
    switch (entry.sendState) {
    case SendState::None:
        return stamp;
    case SendState::Waiting:
        return entry.refused.empty() ? tr("Waiting to be sent") : tr("Not sent to all yet");
    case SendState::Sending:
    case SendState::HandingOver:
        return tr("Sending…");
    case SendState::Sent:
        return tr("Sent %1").arg(stamp);
    case SendState::Failed:
        return tr("Not sent");
    case SendState::Uncertain:
        return tr("Perhaps sent");
    case SendState::Held:
        return tr("Held back");
    }
    return stamp;
}

QString ConversationText::promise(Promise promise)
{
    switch (promise) {
    case Promise::None:
        return {};
    case Promise::FirstResponse:
        return tr("First response");
    case Promise::NextResponse:
        return tr("Next response");
    case Promise::Resolution:
        return tr("Resolution");
    }
    return {};
}

QString ConversationText::fileSize(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, bytes < 1024 * 1024 ? 0 : 1, QLocale::DataSizeTraditionalFormat);
}

QString ConversationText::protection(const mime::Protection &protection)
{
    using Scheme = mime::Protection::Scheme;
    if (protection.scheme == Scheme::None)
        return {};
    const QString scheme = protection.scheme == Scheme::Smime ? QStringLiteral("S/MIME") : QStringLiteral("OpenPGP");
    if (protection.isEncrypted)
        return tr("Encrypted with %1: it cannot be read here. Save the attached file and open it with a program that "
                  "has "
                  "the key.")
            .arg(scheme);
    if (protection.isOpaque)
        return tr("Signed with %1 in a way that wraps the text: it cannot be read here. Save the attached file and "
                  "open it "
                  "with another mail program.")
            .arg(scheme);
    return tr("Signed with %1; the signature was not checked.").arg(scheme);
}

QString ConversationText::heldBack(qint64 size)
{
    if (size <= 0)
        return tr(
            "This mail is too large to be fetched. It lies whole in the mailbox on the server; here are its header "
            "and the beginning of its text, without its files.");
    return tr("This mail is too large to be fetched (%1). It lies whole in the mailbox on the server; here are its "
              "header and the beginning of its text, without its files.")
        .arg(fileSize(size));
}

QString ConversationText::lookAlike(const mime::LookAlike &twin)
{
    return twin.looksLike.isEmpty()
               ? tr("%1 mixes letters of several alphabets: it may be made to look like another name.").arg(twin.domain)
               : tr("%1 looks like %2, but is another domain.").arg(twin.domain, twin.looksLike);
}

QString ConversationText::authentication(const mime::Authentication &authentication)
{
    if (authentication.server.isEmpty())
        return {};
    using Verdict = mime::Authentication::Verdict;
    QStringList lines;
    switch (authentication.verdict) {
    case Verdict::Passed:
        lines << tr("The mail comes from the domain it names.");
        break;
    case Verdict::Failed:
        lines << tr("The mail does not come from the domain it names, or somebody changed it on the way.");
        break;
    case Verdict::Unknown:
        lines << tr("Nothing vouches for the sender's domain.");
        break;
    }
    for (const mime::Authentication::Check &check : authentication.checks)
        lines << (check.method.toUpper() + QStringLiteral(": ") + check.result +
                  (check.domain.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(check.domain)));
    lines << tr("Checked by %1").arg(authentication.server);
    return lines.join(QLatin1Char('\n'));
}

std::vector<std::pair<QByteArray, QString>> ConversationText::charsets()
{
    return {{"utf-8", tr("Unicode (%1)").arg(QStringLiteral("UTF-8"))},
            {"windows-1251", tr("Cyrillic (%1)").arg(QStringLiteral("Windows-1251"))},
            {"koi8-r", tr("Cyrillic (%1)").arg(QStringLiteral("KOI8-R"))},
            {"koi8-u", tr("Cyrillic (%1)").arg(QStringLiteral("KOI8-U"))},
            {"iso-8859-5", tr("Cyrillic (%1)").arg(QStringLiteral("ISO-8859-5"))},
            {"ibm866", tr("Cyrillic (%1)").arg(QStringLiteral("CP866"))},
            {"windows-1252", tr("Western (%1)").arg(QStringLiteral("Windows-1252"))},
            {"windows-1250", tr("Central European (%1)").arg(QStringLiteral("Windows-1250"))},
            {"iso-8859-2", tr("Central European (%1)").arg(QStringLiteral("ISO-8859-2"))},
            {"windows-1253", tr("Greek (%1)").arg(QStringLiteral("Windows-1253"))},
            {"windows-1254", tr("Turkish (%1)").arg(QStringLiteral("Windows-1254"))},
            {"windows-1255", tr("Hebrew (%1)").arg(QStringLiteral("Windows-1255"))},
            {"windows-1256", tr("Arabic (%1)").arg(QStringLiteral("Windows-1256"))},
            {"gb18030", tr("Chinese (%1)").arg(QStringLiteral("GB18030"))},
            {"big5", tr("Chinese (%1)").arg(QStringLiteral("Big5"))},
            {"shift_jis", tr("Japanese (%1)").arg(QStringLiteral("Shift_JIS"))},
            {"euc-jp", tr("Japanese (%1)").arg(QStringLiteral("EUC-JP"))},
            {"iso-2022-jp", tr("Japanese (%1)").arg(QStringLiteral("ISO-2022-JP"))},
            {"euc-kr", tr("Korean (%1)").arg(QStringLiteral("EUC-KR"))},
            {"utf-16", tr("Unicode (%1)").arg(QStringLiteral("UTF-16"))}};
}

} // namespace otklik::ui
