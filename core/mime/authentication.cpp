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
constexpr std::size_t kMostFields = 1000;
constexpr std::size_t kMostChecks = 50;
constexpr const char *kResults = "authentication-results", *kReceived = "received";

struct Field
{
    QByteArray name; ///< lower case
    QString value;   ///< unfolded
};

/// The fields of the header in order, with the values of those that matter here.
std::vector<Field> fieldsOf(const QByteArray &raw)
{
    std::vector<Field> fields;
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
        Field field{line.first(std::max<qsizetype>(colon, 0)).trimmed().toByteArray().toLower(), {}};
        if (field.name == kResults || field.name == kReceived)
            field.value = QString::fromUtf8(line.sliced(colon + 1)).simplified();
        fields.push_back(std::move(field));
    }
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
    static const QRegularExpression spf(QStringLiteral("\\bsmtp\\.mail(?:from)?\\s*=\\s*([^\\s;]+)"), kOption);
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

QString serverIn(const QString &value)
{
    const QString server =
        withoutComments(value).section(QLatin1Char(';'), 0, 0).trimmed().section(QLatin1Char(' '), 0, 0);
    return server.contains(QLatin1Char('=')) ? QString() : server;
}

/// `anonymous`: who wrote a field that names nobody; empty when such a field is not to be believed.
void readResults(const Field &field, const QString &anonymous, Authentication &authentication)
{
    const QString server = serverIn(field.value);
    if (server.isEmpty() && anonymous.isEmpty())
        return;
    if (authentication.server.isEmpty())
        authentication.server = (server.isEmpty() ? anonymous : server).left(253);
    // Our server writes on top. What a field further down adds to a method that was told of already may be older
    // than our server.
    QSet<QString> before;
    for (const Authentication::Check &check : authentication.checks)
        before.insert(check.method);
    for (const QString &part : withoutComments(field.value).split(QLatin1Char(';')).mid(server.isEmpty() ? 0 : 1)) {
        auto check = checkIn(part);
        if (check && !before.contains(check->method) && authentication.checks.size() < kMostChecks)
            authentication.checks.push_back(std::move(*check));
    }
}

bool isHostOf(const QString &host, const QStringList &domains)
{
    return std::any_of(domains.begin(), domains.end(), [&host](const QString &domain) {
        return host == domain || host.endsWith(QLatin1Char('.') + domain);
    });
}

/// Who took a mail in. A sender chooses how he greets a server, which repeats that in its line: what says "by" twice,
/// in comments or not, tells nothing.
QString receivedBy(const QString &received)
{
    static const QRegularExpression by(QStringLiteral("(?:^|[\\s(])by\\s+([^\\s;()]+)"),
                                       QRegularExpression::CaseInsensitiveOption);
    return propertyIn(received, by).toLower();
}

/// A provider whose servers write a form that is known. What a sender writes himself stands below the line with which
/// the provider's border server took his mail in; so the first such line counts, and none of another server may stand
/// above it (a mail collected from a foreign mailbox has one). Of the fields only the topmost is looked at.
struct ReceivingServer
{
    enum class Place { AboveBorder, BelowBorder };
    QStringList mailHosts;     ///< domains where the mailbox is read
    QStringList own;           ///< domains of the hosts that pass a mail on inside
    QRegularExpression border; ///< name of the host that takes mail in
    QString program;           ///< how that line names the program behind the host; empty: not
    QString name;              ///< what results are signed with: empty = the border host
    bool isNameless = false;   ///< they are signed with nothing; the name is for people
    Place place = Place::AboveBorder;
    QByteArrayList between; ///< BelowBorder: fields that the provider may write in between
    QByteArrayList behind;  ///< BelowBorder: one of these it writes right behind; empty: not

    [[nodiscard]] bool isBorder(const QString &host, const QString &received) const
    {
        return border.match(host).hasMatch() && received.startsWith(QLatin1String("from "), Qt::CaseInsensitive) &&
               received.contains(program, Qt::CaseInsensitive);
    }

    [[nodiscard]] bool isInside(const QString &host, const QString &received) const
    {
        // Google passes mails on between addresses, which name no sender.
        static const QRegularExpression address(QStringLiteral("^(?:10\\.[\\d.]+|[0-9a-f]{1,4}:[0-9a-f:]+)$"));
        return isHostOf(host, own) ||
               (address.match(host).hasMatch() && received.startsWith(QLatin1String("by "), Qt::CaseInsensitive));
    }

    /// Index of the line of the border server; fields.size() when the mail did not come in by it.
    [[nodiscard]] std::size_t borderOf(const std::vector<Field> &fields) const
    {
        for (std::size_t i = 0; i < fields.size(); ++i) {
            if (fields[i].name != kReceived)
                continue;
            const QString host = receivedBy(fields[i].value);
            if (isBorder(host, fields[i].value))
                return i;
            if (!isInside(host, fields[i].value))
                break;
        }
        return fields.size();
    }

    [[nodiscard]] const Field *resultsIn(const std::vector<Field> &fields) const
    {
        const std::size_t at = borderOf(fields);
        const auto results =
            std::find_if(fields.begin(), fields.end(), [](const Field &field) { return field.name == kResults; });
        if (at == fields.size() || results == fields.end())
            return nullptr;
        const QString expected = isNameless ? QString() : name.isEmpty() ? receivedBy(fields[at].value) : name;
        if (serverIn(results->value).toLower() != expected)
            return nullptr;
        const auto borderLine = fields.begin() + std::ptrdiff_t(at);
        if (place == Place::AboveBorder)
            return results < borderLine ? &*results : nullptr;
        const bool follows = results > borderLine && std::all_of(borderLine + 1, results, [this](const Field &field) {
                                 return between.contains(field.name);
                             });
        const bool closed = behind.isEmpty() || (results + 1 != fields.end() && behind.contains((results + 1)->name));
        return follows && closed ? &*results : nullptr;
    }
};

/// As their mails of the years 2012 to 2026 have it. Google writes its results right below the line of mx.google.com,
/// Yandex below that of its "mxfront" and before its verdict on spam, the others above all that came from outside.
const ReceivingServer *receivingServerOf(const QString &mailHost)
{
    using Place = ReceivingServer::Place;
    const auto words = [](const char *text) { return QString::fromLatin1(text).split(QLatin1Char(' ')); };
    const auto host = [](const char *pattern) { return QRegularExpression(QLatin1String(pattern)); };
    static const std::vector<ReceivingServer> servers{
        {words("gmail.com googlemail.com"),
         words("google.com"),
         host("^mx\\.google\\.com$"),
         {},
         QStringLiteral("mx.google.com"),
         false,
         Place::BelowBorder,
         {"received-spf"},
         {}},
        {words("yandex.ru yandex.com yandex.by yandex.kz yandex.uz ya.ru"),
         words("yandex.net"),
         host("\\.yandex\\.net$"),
         QStringLiteral("(mxfront"),
         {},
         false,
         Place::BelowBorder,
         {"return-path", "x-yandex-front", "x-yandex-timemark", "x-yandex-fwd"},
         {"x-yandex-spam", "x-yandex-suid-status"}},
        {words("mail.ru"),
         words("mail.ru"),
         host("^mx\\d*\\.(?:i\\.)?mail\\.ru$"),
         {},
         QStringLiteral("mxs.mail.ru"),
         false,
         Place::AboveBorder,
         {},
         {}},
        {words("office365.com office.com outlook.com"),
         words("outlook.com office365.com"),
         host("\\.mail\\.protection\\.outlook\\.com$"),
         {},
         QStringLiteral("protection.outlook.com"),
         true,
         Place::AboveBorder,
         {},
         {}},
    };
    const auto found = std::find_if(servers.begin(), servers.end(), [&mailHost](const ReceivingServer &server) {
        return isHostOf(mailHost.toLower(), server.mailHosts);
    });
    return found == servers.end() ? nullptr : &*found;
}

} // namespace

Authentication readAuthentication(const QByteArray &raw, const QString &fromDomain, const QStringList &servers,
                                  const QString &mailHost)
{
    Authentication authentication;
    const std::vector<Field> fields = fieldsOf(raw);
    const ReceivingServer *known = servers.isEmpty() ? receivingServerOf(mailHost) : nullptr;
    if (known) {
        if (const Field *field = known->resultsIn(fields))
            readResults(*field, known->isNameless ? known->name : QString(), authentication);
    } else {
        const auto received =
            std::find_if(fields.begin(), fields.end(), [](const Field &field) { return field.name == kReceived; });
        // Without any Received nobody knows what came by mail and what was put there.
        const auto end = !servers.isEmpty() ? fields.end() : received == fields.end() ? fields.begin() : received;
        bool begun = false;
        for (auto field = fields.begin(); field != end; ++field) {
            // Our server writes its fields at once. What bears its name below a hop further down came along.
            if (begun && field->name == kReceived)
                break;
            if (field->name != kResults || (!servers.isEmpty() && !isOurs(serverIn(field->value), servers)))
                continue;
            readResults(*field, {}, authentication);
            begun = true;
        }
    }
    authentication.verdict = verdictOf(authentication.checks, fromDomain.toLower());
    return authentication;
}

} // namespace otklik::mime
