// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/scram_client.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QPasswordDigestor>
#include <QRandomGenerator>

#include <array>

namespace otklik::net {

namespace {

constexpr int kLeastRounds = 4096; ///< RFC 7677 §4
constexpr int kMostRounds = 10'000'000;
constexpr auto kHash = QCryptographicHash::Sha256;
const QByteArray kGs2Header = QByteArrayLiteral("n,,");

QByteArray randomNonce()
{
    std::array<quint32, 6> random{};
    QRandomGenerator::system()->fillRange(random.data(), qsizetype(random.size()));
    return QByteArray(reinterpret_cast<const char *>(random.data()), sizeof random).toBase64();
}

QByteArray hmac(const QByteArray &key, const QByteArray &message)
{
    return QMessageAuthenticationCode::hash(message, key, kHash);
}

/// The value of an attribute that must be the one at this place, "r=…".
std::optional<QByteArray> attribute(const QList<QByteArray> &parts, qsizetype index, char name)
{
    if (index >= parts.size() || parts[index].size() < 2 || parts[index][0] != name || parts[index][1] != '=')
        return std::nullopt;
    return parts[index].mid(2);
}

Failure violation(const char *what)
{
    return fail(ErrorCode::ProtocolViolation, QStringLiteral("SCRAM-SHA-256: ") + QLatin1String(what));
}

QByteArray escapedName(QByteArray user)
{
    return user.replace('=', "=3D").replace(',', "=2C");
}

/// Takes as long for every input of the same length.
bool sameBytes(const QByteArray &a, const QByteArray &b)
{
    if (a.size() != b.size())
        return false;
    unsigned difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference |= unsigned(uchar(a[i])) ^ uchar(b[i]);
    return difference == 0;
}

} // namespace

ScramClient::ScramClient(QByteArray user, SecretString password, QByteArray nonce)
    : m_user(std::move(user))
    , m_password(std::move(password))
    , m_nonce(nonce.isEmpty() ? randomNonce() : std::move(nonce))
{
}

QByteArray ScramClient::clientFirstBare() const
{
    return "n=" + escapedName(m_user) + ",r=" + m_nonce;
}

Result<QByteArray> ScramClient::initialResponse()
{
    m_step = Step::FirstSent;
    return kGs2Header + clientFirstBare();
}

Result<QByteArray> ScramClient::respond(const QByteArray &challenge)
{
    switch (m_step) {
    case Step::Start:
        if (!challenge.isEmpty())
            return violation("the first challenge is not empty");
        return initialResponse();
    case Step::FirstSent:
        return answerServerFirst(challenge);
    case Step::ProofSent:
        return checkServerFinal(challenge);
    case Step::Verified:
        break;
    }
    return violation("one challenge too many");
}

Result<QByteArray> ScramClient::answerServerFirst(const QByteArray &serverFirst)
{
    const auto parts = serverFirst.split(',');
    const auto nonce = attribute(parts, 0, 'r');
    const auto salt64 = attribute(parts, 1, 's');
    const auto roundsText = attribute(parts, 2, 'i');
    if (!nonce || !salt64 || !roundsText)
        return violation("the server's first message is not one");
    if (!nonce->startsWith(m_nonce) || nonce->size() == m_nonce.size())
        return violation("the server's nonce does not extend ours");
    const auto salt = QByteArray::fromBase64Encoding(*salt64, QByteArray::AbortOnBase64DecodingErrors);
    bool isNumber = false;
    const int rounds = roundsText->toInt(&isNumber);
    if (!salt || (*salt).isEmpty() || !isNumber || rounds < kLeastRounds || rounds > kMostRounds)
        return violation("salt or number of rounds not acceptable");

    const QByteArray salted =
        QPasswordDigestor::deriveKeyPbkdf2(kHash, m_password.reveal().toUtf8(), *salt, rounds, quint64(32));
    const QByteArray clientKey = hmac(salted, "Client Key");
    const QByteArray withoutProof = "c=" + kGs2Header.toBase64() + ",r=" + *nonce;
    const QByteArray authMessage = clientFirstBare() + ',' + serverFirst + ',' + withoutProof;
    const QByteArray signature = hmac(QCryptographicHash::hash(clientKey, kHash), authMessage);
    QByteArray proof = clientKey;
    for (qsizetype i = 0; i < proof.size(); ++i)
        proof[i] = char(proof[i] ^ signature[i]);
    m_serverSignature = hmac(hmac(salted, "Server Key"), authMessage);
    m_step = Step::ProofSent;
    return withoutProof + ",p=" + proof.toBase64();
}

Result<QByteArray> ScramClient::checkServerFinal(const QByteArray &serverFinal)
{
    const auto parts = serverFinal.split(',');
    if (const auto error = attribute(parts, 0, 'e'))
        return fail(ErrorCode::AuthRejected,
                    QStringLiteral("SCRAM-SHA-256: the server says %1").arg(QString::fromUtf8(error->left(80))));
    const auto verifier = attribute(parts, 0, 'v');
    if (!verifier)
        return violation("the server's last message is not one");
    if (!sameBytes(QByteArray::fromBase64(*verifier), m_serverSignature))
        return fail(ErrorCode::TlsUntrusted,
                    QStringLiteral("SCRAM-SHA-256: the server does not know the password: it is not who it says"));
    m_step = Step::Verified;
    return QByteArray();
}

Result<void> ScramClient::succeeded() const
{
    if (m_step != Step::Verified)
        return violation("the server says success without proof that it knows the password");
    return {};
}

} // namespace otklik::net
