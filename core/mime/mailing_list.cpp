// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/mailing_list.h"

#include "core/mime/gmime_tree.h"

#include <QRegularExpression>

#include <algorithm>

namespace otklik::mime {

namespace {

constexpr auto kOptions = QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption;

bool has(const GmimeTree &tree, const char *name)
{
    return !tree.header(name).isEmpty();
}

/// "'Irina Belova' via Support"
QString nameWithoutList(const QString &name)
{
    static const QRegularExpression via(QStringLiteral("^[\"']?(.+?)[\"']?\\s+(?:via|über|через)\\s+.+$"), kOptions);
    const QRegularExpressionMatch match = via.match(name);
    return match.hasMatch() ? match.captured(1) : name;
}

} // namespace

bool MailingList::isAt(const EmailAddress &address) const
{
    // RFC 2919 §3 has no @: support@example.com is the list support.example.com
    return !address.isEmpty() && (id == address.key().replace(QLatin1Char('@'), QLatin1Char('.')) ||
                                  std::any_of(addresses.begin(), addresses.end(), [&address](const EmailAddress &one) {
                                      return one.key() == address.key();
                                  }));
}

bool isList(const GmimeTree &tree)
{
    const QByteArray precedence = tree.header("precedence").toLower();
    return has(tree, "list-id") || has(tree, "list-post") || has(tree, "list-unsubscribe") || precedence == "list" ||
           precedence == "bulk" || has(tree, "x-mailing-list");
}

// "Support <support.example.com>" (RFC 2919 §3), "<mailto:support@example.com>" (RFC 2369 §3.4), and "list
// support@example.com; contact owner@example.com" of Google and Yahoo.
MailingList listOf(const GmimeTree &tree)
{
    MailingList list;
    const QString id = QString::fromUtf8(tree.header("list-id").left(1000)).toLower();
    list.id = (id.contains(QLatin1Char('<')) ? id.section(QLatin1Char('<'), -1).section(QLatin1Char('>'), 0, 0) : id)
                  .simplified();
    static const QRegularExpression post(QStringLiteral("<\\s*mailto:([^<>?\\s]+)"), kOptions);
    static const QRegularExpression name(QStringLiteral("^\\s*list\\s+([^;\\s]+)"), kOptions);
    const auto add = [&](const QRegularExpression &pattern, const char *header) {
        const QString found = pattern.match(QString::fromUtf8(tree.header(header).left(2000))).captured(1);
        if (const auto address =
                EmailAddress::parse(QString::fromUtf8(QByteArray::fromPercentEncoding(found.toUtf8()))))
            list.addresses.push_back(*address);
    };
    add(post, "list-post");
    add(name, "mailing-list");
    return list;
}

std::optional<Mailbox> writerBehindList(const Message &message, const GmimeTree &tree,
                                        const std::vector<Mailbox> &candidates)
{
    if (message.from.empty() || !isList(tree))
        return std::nullopt;
    const MailingList list = listOf(tree);
    if (!list.isAt(message.from.front().address))
        return std::nullopt;
    const auto found = std::find_if(candidates.begin(), candidates.end(), [&list](const Mailbox &one) {
        return !one.address.isEmpty() && !list.isAt(one.address);
    });
    if (found == candidates.end())
        return std::nullopt;
    Mailbox writer = *found;
    if (writer.name.isEmpty())
        writer.name = nameWithoutList(message.from.front().name);
    return writer;
}

} // namespace otklik::mime
