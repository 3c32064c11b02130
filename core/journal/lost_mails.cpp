// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/lost_mails.h"

#include "core/journal/mail_form.h"

namespace otklik::journal {

DecodedMail decodeMail(const QByteArray &raw, const QByteArrayList &keys)
{
    DecodedMail decoded{Verdict::BadMac, {}, QStringLiteral("there is no key to read it with")};
    for (const QByteArray &key : keys) {
        decoded = decodeMail(raw, key);
        if (decoded.verdict != Verdict::BadMac)
            break;
    }
    return decoded;
}

Result<QByteArray> encodeAgain(const SealedEvent &event, const mime::EmailAddress &mailbox, const QString &sentence)
{
    MailForm form;
    form.mailbox = mailbox;
    form.messageIdStart = event.event.id + ".journal";
    form.date = event.event.at;
    form.sentence = sentence;
    form.contentType = QByteArrayLiteral("application/vnd.otklik.event+json");
    form.fileName = QStringLiteral("event.json");
    form.payload = event.json;
    const QByteArray mail = buildMail(form);
    if (mail.size() > kMaxImportMailSize)
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("a journal mail of %1 bytes is too large").arg(mail.size()));
    return mail;
}

std::vector<MissingEvent> missingEvents(const CausalOrder &order)
{
    using Place = std::pair<QByteArray, qint64>;
    const std::vector<CausalOrder::Held> held = order.held();
    std::set<Place> places;
    std::set<QByteArray> ids;
    for (const CausalOrder::Held &one : held) {
        places.emplace(one.event.event.writer, one.event.event.sequence);
        ids.insert(one.event.event.id);
    }
    std::map<std::pair<Place, QByteArray>, MissingEvent> missing;
    for (const CausalOrder::Held &one : held) {
        const Event &event = one.event.event;
        MissingEvent what;
        // The place before is free once it is given up; what its writer had seen is asked for then.
        if (event.sequence > order.appliedSequence(event.writer) + 1) {
            what = {event.writer, event.sequence - 1, event.by, {}, 0};
            if (!event.seenId.isEmpty() && !order.isApplied(event.seenId) && !ids.contains(event.seenId))
                what.event = event.seenId;
        } else {
            what.event = event.seenId;
        }
        const Place place(what.writer, what.sequence);
        if (places.contains(place) || ids.contains(what.event))
            continue;
        MissingEvent &known = missing.try_emplace(std::pair(place, what.event), what).first->second;
        ++known.waiting;
    }
    std::vector<MissingEvent> all;
    all.reserve(missing.size());
    for (const auto &[name, one] : missing)
        all.push_back(one);
    return all;
}

} // namespace otklik::journal
