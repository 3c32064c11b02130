// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ticket/subject_token.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QRegularExpression>

namespace otklik::ticket {

namespace {

constexpr int kHashCharacters = 5;

QByteArray base32Prefix(const QByteArray &bytes, int characters)
{
    static constexpr char kAlphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
    QByteArray text;
    quint64 bits = 0;
    int have = 0;
    for (const char byte : bytes) {
        bits = (bits << 8) | static_cast<unsigned char>(byte);
        for (have += 8; have >= 5 && text.size() < characters; have -= 5)
            text.append(kAlphabet[(bits >> (have - 5)) & 31]);
        if (text.size() == characters)
            break;
    }
    return text;
}

QByteArray idHash(const QByteArray &local, const QByteArray &teamKey)
{
    constexpr int kCharacters = 8;
    return base32Prefix(QMessageAuthenticationCode::hash("message-id " + local, teamKey, QCryptographicHash::Sha256),
                        kCharacters);
}

const QRegularExpression &tokenPattern()
{
    static const QRegularExpression pattern(QStringLiteral(R"(\[\s*#\s*([0-9]{1,15})\s*-\s*([A-Za-z2-7]{5})\s*\])"));
    return pattern;
}

} // namespace

QString SubjectToken::toString() const
{
    return QStringLiteral("[#%1-%2]").arg(number).arg(QString::fromLatin1(hash));
}

SubjectToken makeSubjectToken(qint64 number, const Key &ticket, const QByteArray &teamKey)
{
    const QByteArray mac = QMessageAuthenticationCode::hash(QByteArray::number(number) + ticket.hex(), teamKey,
                                                            QCryptographicHash::Sha256);
    return {number, base32Prefix(mac, kHashCharacters)};
}

bool isGenuine(const SubjectToken &token, const Key &ticket, const QByteArray &teamKey)
{
    return !teamKey.isEmpty() && makeSubjectToken(token.number, ticket, teamKey) == token;
}

QByteArray makeOwnMessageId(const Key &ticket, const QByteArray &random, const QByteArray &domain,
                            const QByteArray &teamKey)
{
    QByteArray id = "t." + ticket.hex() + '.' + random;
    if (!teamKey.isEmpty())
        id += '.' + idHash(id, teamKey);
    return id + '@' + domain;
}

Key ticketOfOwnId(const QByteArray &messageId, const QByteArray &teamKey)
{
    const qsizetype at = messageId.indexOf('@');
    if (teamKey.isEmpty() || at < 0 || !messageId.startsWith("t."))
        return {};
    const QByteArray local = messageId.left(at);
    const QList<QByteArray> parts = local.split('.');
    if (parts.size() != 4 || parts[1].size() != 32)
        return {};
    const bool genuine = parts[3] == idHash(local.left(local.lastIndexOf('.')), teamKey);
    return genuine ? Key(parts[1]) : Key();
}

std::vector<SubjectToken> findSubjectTokens(QStringView subject)
{
    std::vector<SubjectToken> tokens;
    auto matches = tokenPattern().globalMatch(subject.toString());
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        tokens.push_back({match.captured(1).toLongLong(), match.captured(2).toLower().toLatin1()});
    }
    return tokens;
}

QString withoutSubjectTokens(const QString &subject)
{
    QString text = subject;
    return text.replace(tokenPattern(), QStringLiteral(" ")).simplified();
}

} // namespace otklik::ticket
