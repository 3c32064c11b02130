// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ticket/company_of.h"

#include <QSet>
#include <QStringList>

namespace otklik::ticket {

namespace {

const QSet<QString> &freeMailDomains()
{
    static const QSet<QString> domains = [] {
        const QStringList list =
            QStringLiteral(
                "gmail.com googlemail.com mail.ru bk.ru list.ru inbox.ru internet.ru xmail.ru vk.com ya.ru "
                "narod.ru rambler.ru lenta.ru autorambler.ru myrambler.ru ro.ru rambler.ua outlook.com "
                "hotmail.com live.com live.ru msn.com icloud.com me.com mac.com proton.me protonmail.com "
                "protonmail.ch pm.me ukr.net i.ua meta.ua bigmir.net aol.com gmx.com gmx.de gmx.net web.de "
                "t-online.de freenet.de mail.com email.com zoho.com fastmail.com fastmail.fm hey.com "
                "tutanota.com tutamail.com tuta.io tuta.com mailbox.org posteo.de mail.kz tut.by qq.com "
                "163.com 126.com yeah.net sina.com naver.com daum.net orange.fr free.fr laposte.net wanadoo.fr "
                "libero.it virgilio.it seznam.cz email.cz centrum.cz wp.pl o2.pl onet.pl interia.pl abv.bg "
                "mail.bg duck.com pochta.ru e-mail.ru km.ru nm.ru hotbox.ru comcast.net verizon.net att.net "
                "sbcglobal.net btinternet.com rocketmail.com ymail.com")
                .split(QLatin1Char(' '));
        return QSet<QString>(list.begin(), list.end());
    }();
    return domains;
}

/// Providers with one domain per country: yandex.ru, yandex.com.tr, yahoo.co.uk, hotmail.fr, outlook.de.
bool isNationalFreeMail(const QString &domain)
{
    const auto dot = domain.indexOf(QLatin1Char('.'));
    const QString first = domain.left(dot);
    static const QSet<QString> providers{
        QStringLiteral("yandex"),  QStringLiteral("yahoo"),   QStringLiteral("hotmail"),
        QStringLiteral("outlook"), QStringLiteral("live"),    QStringLiteral("gmx"),
        QStringLiteral("zoho"),    QStringLiteral("rambler"), QStringLiteral("proton")};
    if (!providers.contains(first))
        return false;
    const QStringList rest = domain.mid(dot + 1).split(QLatin1Char('.'));
    return rest.size() == 1 ? rest[0].size() <= 3
                            : rest.size() == 2 && (rest[0] == QLatin1String("co") || rest[0] == QLatin1String("com"));
}

} // namespace

bool isFreeMailDomain(const QString &domain)
{
    const QString lower = domain.toLower();
    return freeMailDomains().contains(lower) || isNationalFreeMail(lower);
}

QString companyDomainOf(const QString &address)
{
    QString text = address.trimmed();
    if (text.startsWith(QLatin1Char('<')) && text.endsWith(QLatin1Char('>')))
        text = text.mid(1, text.size() - 2);
    const auto at = text.lastIndexOf(QLatin1Char('@'));
    const QString domain = text.mid(at + 1).toLower();
    if (at <= 0 || !domain.contains(QLatin1Char('.')) || domain.startsWith(QLatin1Char('[')) ||
        domain.startsWith(QLatin1Char('.')) || domain.endsWith(QLatin1Char('.')))
        return {};
    return isFreeMailDomain(domain) ? QString() : domain;
}

} // namespace otklik::ticket
