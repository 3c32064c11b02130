// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/authentication.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <optional>

namespace otklik::mime {

namespace {

constexpr qsizetype kMostHeaders = 1024 * 1024;
constexpr std::size_t kMostFields = 50;

struct Field
{
    QString value; ///< unfolded
    bool aboveReceived = false;
};

std::vector<Field> resultFields(const QByteArray &raw)
{
    std::vector<Field> fields;
    bool received = false;
    for (qsizetype at = 0; at < std::min(raw.size(), kMostHeaders) && fields.size() < kMostFields;) {
        qsizetype end = at;
        do {
            const qsizetype newline = raw.indexOf('\n', end);
            end = newline < 0 ? raw.size() : newline + 1;
        } while (end < raw.size() && (raw[end] == ' ' || raw[end] == '\t'));
        const QByteArrayView line = QByteArrayView(raw).sliced(at, end - at);
        at = end;
        if (line.trimmed().isEmpty())
            break;
        const qsizetype colon = line.indexOf(':');
        const QByteArray name = line.first(std::max<qsizetype>(colon, 0)).trimmed().toByteArray().toLower();
        received |= name == "received";
        if (name == "authentication-results")
            fields.push_back({QString::fromUtf8(line.sliced(colon + 1)).simplified(), !received});
    }
    // Without any Received nobody knows what came by mail and what was put there.
    if (!received)
        for (Field &field : fields)
            field.aboveReceived = false;
    return fields;
}

/// Comments (RFC 5322 §3.2.2) out; what stands in quotes stays, without them and as one word. A sender chooses what
/// stands in the quotes of his own address, which servers repeat: it ends neither a comment nor a word.
QString withoutComments(const QString &text)
{
    QString bare;
    int depth = 0;
    bool quoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == QLatin1Char('\\'))
            ++i;
        else if (c == QLatin1Char('"'))
            quoted = !quoted;
        else if (c == QLatin1Char('(') && !quoted)
            ++depth;
        else if (c == QLatin1Char(')') && !quoted)
            depth = std::max(0, depth - 1);
        else if (depth == 0)
            bare += quoted && (c == QLatin1Char(';') || c.isSpace()) ? QLatin1Char('_') : c;
    }
    return bare;
}

bool isOurs(const QString &server, const QStringList &ours)
{
    return std::any_of(ours.begin(), ours.end(), [&server](const QString &own) {
        return own.startsWith(QLatin1Char('.')) ? server.endsWith(own, Qt::CaseInsensitive)
                                                : server.compare(own, Qt::CaseInsensitive) == 0;
    });
}

QString domainOf(const QString &value)
{
    return value.section(QLatin1Char('@'), -1).toLower();
}

/// Value of a property; empty unless it stands there just once: what a sender slips into a comment must not count.
QString propertyIn(const QString &part, const QRegularExpression &property)
{
    auto found = property.globalMatch(part);
    const QString value = found.hasNext() ? found.next().captured(1) : QString();
    return found.hasNext() ? QString() : value;
}

/// The domain that a method speaks of: for SPF the sender of the envelope, never the name in HELO beside it.
QString domainIn(const QString &part, const QString &method)
{
    constexpr auto kOption = QRegularExpression::CaseInsensitiveOption;
    static const QRegularExpression spf(QStringLiteral("\\bsmtp\\.mailfrom\\s*=\\s*([^\\s;]+)"), kOption);
    static const QRegularExpression dkim(QStringLiteral("\\bheader\\.d\\s*=\\s*([^\\s;]+)"), kOption);
    static const QRegularExpression identity(QStringLiteral("\\bheader\\.i\\s*=\\s*([^\\s;]+)"), kOption);
    static const QRegularExpression dmarc(QStringLiteral("\\bheader\\.from\\s*=\\s*([^\\s;]+)"), kOption);
    if (method == QLatin1String("spf"))
        return propertyIn(part, spf);
    if (method == QLatin1String("dmarc"))
        return propertyIn(part, dmarc);
    return dkim.match(part).hasMatch() ? propertyIn(part, dkim) : propertyIn(part, identity);
}

/// "dkim=pass header.d=example.org"
std::optional<Authentication::Check> checkIn(const QString &part)
{
    static const QRegularExpression head(QStringLiteral("^\\s*(spf|dkim|dmarc)(?:\\s*/\\s*\\d+)?\\s*=\\s*(\\w+)"),
                                         QRegularExpression::CaseInsensitiveOption);
    const auto match = head.match(part);
    if (!match.hasMatch())
        return std::nullopt;
    Authentication::Check check;
    check.method = match.captured(1).toLower();
    check.result = match.captured(2).toLower();
    check.domain = domainOf(domainIn(part, check.method)).left(253);
    return check;
}

/// Relaxed alignment (RFC 7489 §3.1), without a list of public suffixes: one domain lies below the other.
bool belongsTo(const QString &checked, const QString &from)
{
    return checked.contains(QLatin1Char('.')) && !from.isEmpty() &&
           (checked == from || checked.endsWith(QLatin1Char('.') + from) || from.endsWith(QLatin1Char('.') + checked));
}

Authentication::Verdict verdictOf(const std::vector<Authentication::Check> &checks, const QString &from)
{
    using Verdict = Authentication::Verdict;
    bool failed = false;
    bool signedWell = false;
    for (const Authentication::Check &check : checks) {
        if (check.method == QLatin1String("dmarc") && check.result == QLatin1String("pass") &&
            (check.domain.isEmpty() || belongsTo(check.domain, from)))
            return Verdict::Passed;
        if (check.method == QLatin1String("dmarc") && check.result == QLatin1String("fail"))
            return Verdict::Failed;
        if (check.result == QLatin1String("pass") && belongsTo(check.domain, from))
            signedWell = true;
        // A forwarder breaks SPF without harm; only both together mean something.
        failed |= check.result == QLatin1String("fail");
    }
    return signedWell ? Verdict::Passed : failed ? Verdict::Failed : Verdict::Unknown;
}

} // namespace

Authentication readAuthentication(const QByteArray &raw, const QString &fromDomain, const QStringList &servers)
{
    Authentication authentication;
    QSet<QString> told;
    for (const Field &field : resultFields(raw)) {
        const QStringList parts = withoutComments(field.value).split(QLatin1Char(';'));
        const QString server = parts.first().trimmed().section(QLatin1Char(' '), 0, 0);
        if (server.contains(QLatin1Char('=')) || server.isEmpty())
            continue; // names nobody
        if (servers.isEmpty() ? !field.aboveReceived : !isOurs(server, servers))
            continue;
        if (authentication.server.isEmpty())
            authentication.server = server.left(253);
        // Our server writes on top. What a field further down adds to a method that was told of already may be older
        // than our server.
        const QSet<QString> before = told;
        for (const QString &part : parts.mid(1)) {
            auto check = checkIn(part);
            if (!check || before.contains(check->method) || authentication.checks.size() >= kMostFields)
                continue;
            told.insert(check->method);
            authentication.checks.push_back(std::move(*check));
        }
    }
    authentication.verdict = verdictOf(authentication.checks, fromDomain.toLower());
    return authentication;
}

} // namespace otklik::mime
