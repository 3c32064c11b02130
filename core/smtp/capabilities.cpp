// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/smtp/capabilities.h"

namespace otklik::smtp {

namespace {

/// Old servers write "AUTH=PLAIN LOGIN" beside or instead of "AUTH PLAIN LOGIN".
void addMechanisms(Capabilities &capabilities, const QList<QByteArray> &names, const QStringList &without)
{
    for (const QByteArray &name : names)
        if (!name.isEmpty() && !capabilities.auth.contains(name) && !without.contains(QLatin1String("AUTH=" + name)))
            capabilities.auth += name;
}

qint64 sizeLimit(const QList<QByteArray> &words)
{
    bool isNumber = false;
    const qint64 limit = words.value(0).toLongLong(&isNumber);
    return isNumber && limit > 0 ? limit : 0;
}

} // namespace

Capabilities parseCapabilities(const Reply &ehlo, const QStringList &without)
{
    Capabilities capabilities;
    for (qsizetype i = 1; i < ehlo.lines.size(); ++i) { // the first line is the server's name
        auto words = ehlo.lines[i].simplified().toUpper().split(' ');
        const bool isOldForm = words.first().startsWith("AUTH=");
        const QByteArray keyword = isOldForm ? QByteArrayLiteral("AUTH") : words.first();
        if (isOldForm)
            words.first().remove(0, 5);
        else
            words.removeFirst();
        if (without.contains(QLatin1String(keyword)))
            continue;
        if (keyword == "STARTTLS")
            capabilities.startTls = true;
        else if (keyword == "PIPELINING")
            capabilities.pipelining = true;
        else if (keyword == "CHUNKING")
            capabilities.chunking = true;
        else if (keyword == "DSN")
            capabilities.dsn = true;
        else if (keyword == "8BITMIME")
            capabilities.eightBitMime = true;
        else if (keyword == "SMTPUTF8")
            capabilities.smtpUtf8 = true;
        else if (keyword == "SIZE")
            capabilities.size = sizeLimit(words);
        else if (keyword == "AUTH")
            addMechanisms(capabilities, words, without);
    }
    return capabilities;
}

} // namespace otklik::smtp
