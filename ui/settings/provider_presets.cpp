// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/provider_presets.h"

#include <QStringList>

namespace otklik::ui {

std::optional<ProviderPreset> presetFor(const QString &address)
{
    struct Row
    {
        const char *domains;
        const char *imap;
        const char *smtp;
        quint16 port;
        bool startTls;
    };
    static constexpr Row kRows[] = {
        {"yandex.ru yandex.com ya.ru yandex.by yandex.kz", "imap.yandex.ru", "smtp.yandex.ru", 465, false},
        {"mail.ru bk.ru list.ru inbox.ru internet.ru", "imap.mail.ru", "smtp.mail.ru", 465, false},
        {"gmail.com googlemail.com", "imap.gmail.com", "smtp.gmail.com", 465, false},
        {"outlook.com hotmail.com live.com", "outlook.office365.com", "smtp.office365.com", 587, true},
        {"icloud.com me.com mac.com", "imap.mail.me.com", "smtp.mail.me.com", 587, true},
        {"rambler.ru lenta.ru ro.ru", "imap.rambler.ru", "smtp.rambler.ru", 465, false}};
    const QString domain = address.section(QLatin1Char('@'), -1).toLower();
    for (const Row &row : kRows)
        if (QString::fromLatin1(row.domains).split(QLatin1Char(' ')).contains(domain))
            return ProviderPreset{QString::fromLatin1(row.imap), QString::fromLatin1(row.smtp), row.port, row.startTls};
    return std::nullopt;
}

} // namespace otklik::ui
