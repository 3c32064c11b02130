// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/guard_text.h"

#include <QLocale>

namespace otklik::ui {

QString GuardText::of(const workspace::SendObjection &objection)
{
    using Rule = workspace::SendObjection::Rule;
    const QString who = objection.who.join(QLatin1String(", "));
    const auto size = [](qint64 bytes) { return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat); };
    switch (objection.rule) {
    case Rule::NoRecipient:
        return tr("There is nobody to send it to.");
    case Rule::Empty:
        return tr("Nothing is written yet.");
    case Rule::Gap:
        return tr("A placeholder has no value: %1").arg(who);
    case Rule::NoFile:
        return tr("The text speaks of an attachment, but there is none. Send it all the same?");
    case Rule::NewMail:
        return tr("%1 wrote again while you were writing. Send your answer all the same?").arg(who);
    case Rule::Answered:
        return tr("%1 has answered already. Send your answer too?").arg(who);
    case Rule::OtherRecipients:
        return tr("%1 wrote last and would not get this answer. Send it all the same?").arg(who);
    case Rule::Newcomer:
        return tr("%1 was not in this conversation before and wrote last. Send your answer there?").arg(who);
    case Rule::TooLarge:
        return tr("The mail has about %1, your server takes %2 at most. Take files away, or send a link.")
            .arg(size(objection.size), size(objection.limit));
    }
    return {};
}

QString GuardText::of(const std::vector<workspace::SendObjection> &objections)
{
    QStringList sentences;
    for (const workspace::SendObjection &objection : objections)
        sentences << of(objection);
    return sentences.join(QLatin1Char('\n'));
}

} // namespace otklik::ui
