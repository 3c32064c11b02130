// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer: any bytes are an event, a journal mail or nothing; what reads as an event survives being signed, mailed
// and read again, and folds without harm.
#include "core/journal/event_codec.h"
#include "core/journal/fold.h"

#include <QJsonDocument>

#include <cstdlib>

using namespace otklik;
using namespace otklik::journal;

namespace {

const QByteArray kKey(32, 'k');

void expect(bool holds)
{
    if (!holds)
        std::abort();
}

void fold(const Event &event)
{
    std::map<QString, ObjectState> states;
    const auto lookup = [&](const QString &object) {
        const auto found = states.find(object);
        return found == states.end() ? ObjectState{object, {}, {}, {}, false, false} : found->second;
    };
    for (int turn = 0; turn < 2; ++turn) {
        const EventResult result = applyEvent(event, EventMeta::confirmed(event, event.at), lookup);
        expect(result.isVoid() ? result.changed.empty() : result.outcomes.size() == event.ops.size());
        for (const auto &[object, state] : result.changed)
            states.insert_or_assign(object, state);
    }
}

void goThere(const Event &event)
{
    const auto sealed = seal(event, kKey);
    if (!sealed)
        return; // a fraction
    const DecodedMail read = unseal(sealed->json, kKey);
    expect(read.verdict == Verdict::Good || read.verdict == Verdict::UnknownVersion);
    expect(read.events.size() == 1 && read.events.front().hash == sealed->hash);
    expect(unseal(sealed->json, QByteArray(32, 'x')).verdict == Verdict::BadMac);
    if (const auto mail =
            encodeMail(event, kKey, *mime::EmailAddress::parse(u"desk@otklik.test"), QStringLiteral("A decision"))) {
        const DecodedMail mailed = decodeMail(*mail, kKey);
        expect(mailed.verdict == read.verdict && mailed.events == read.events);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    (void)unseal(bytes, kKey);
    (void)decodeMail(bytes, kKey);
    const QJsonDocument json = QJsonDocument::fromJson(bytes);
    if (!json.isObject())
        return 0;
    if (const auto event = eventFromJson(json.object())) {
        fold(*event);
        goThere(*event);
    }
    return 0;
}
