// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ticket_words.h"

#include <QHash>

namespace otklik::ui {

namespace {

QString ownWords(QString id)
{
    id.replace(QLatin1Char('-'), QLatin1Char(' '));
    return id.left(1).toUpper() + id.mid(1);
}

} // namespace

QString TicketWords::category(const QString &id)
{
    const QHash<QString, QString> known{{QString(), tr("No category")},
                                        {QStringLiteral("availability"), tr("Availability")},
                                        {QStringLiteral("speed"), tr("Speed")},
                                        {QStringLiteral("hosting"), tr("Hosting")},
                                        {QStringLiteral("third-party-service"), tr("Third-party service")},
                                        {QStringLiteral("banner"), tr("Banner")},
                                        {QStringLiteral("update"), tr("Update")},
                                        {QStringLiteral("content-help"), tr("Content help")},
                                        {QStringLiteral("content-edit"), tr("Content edit")},
                                        {QStringLiteral("structure-change"), tr("Structure change")},
                                        {QStringLiteral("counters-scripts"), tr("Counters and scripts")},
                                        {QStringLiteral("account-billing"), tr("Account and billing")},
                                        {QStringLiteral("other"), tr("Other")}};
    const auto found = known.constFind(id);
    return found == known.cend() ? ownWords(id) : *found;
}

QString TicketWords::cause(const QString &id)
{
    const QHash<QString, QString> known{{QString(), tr("No cause given")},
                                        {QStringLiteral("own-mistake"), tr("Customer's own mistake")},
                                        {QStringLiteral("defect"), tr("Defect")},
                                        {QStringLiteral("hosting"), tr("Hosting")},
                                        {QStringLiteral("third-party"), tr("Third party")},
                                        {QStringLiteral("configuration"), tr("Configuration")},
                                        {QStringLiteral("content"), tr("Content")},
                                        {QStringLiteral("question"), tr("Question")},
                                        {QStringLiteral("wish"), tr("Wish")},
                                        {QStringLiteral("other"), tr("Other")}};
    const auto found = known.constFind(id);
    return found == known.cend() ? ownWords(id) : *found;
}

} // namespace otklik::ui
