// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/scram_client.h"

#include <QMessageAuthenticationCode>
#include <QPasswordDigestor>
#include <QRandomGenerator>

#include <array>

namespace otklik::net {

namespace {

constexpr int kLeastRounds = 4096; ///< RFC 7677 §4
constexpr int kMostRounds = 10'000'000;

QByteArray randomNonce()
{
    std::array<quint32, 6> random{};
    QRandomGenerator::system()->fillRange(random.data(), qsizetype(random.size()));
    return QByteArray(reinterpret_cast<const char *>(random.data()), sizeof random).toBase64();
}

/// The value of an attribute that must be the one at this place, "r=…".
std::optional<QByteArray> attribute(const QList<QByteArray> &parts, qsizetype index, char name)
{
    if (index >= parts.size() || parts[index].size() < 2 || parts[index][0] != name || parts[index][1] != '=')
        return std::nullopt;
    return parts[index].mid(2);
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

ScramClient::ScramClient(QByteArray user, SecretString password, const Options &options)
    : m_user(std::move(user))
    , m_password(std::move(password))
    , m_hash(options.hash)
    , m_channelBinding(options.channelBinding)
    , m_isBound(options.isBound)
    , m_nonce(options.nonce.isEmpty() ? randomNonce() : options.nonce)
{
}

Failure ScramClient::failure(ErrorCode code, const QString &what) const
{
    const auto name =
        m_hash == QCryptographicHash::Sha1 ? QStringLiteral("SCRAM-SHA-1") : QStringLiteral("SCRAM-SHA-256");
    return fail(code, name + (m_isBound ? QStringLiteral("-PLUS: ") : QStringLiteral(": ")) + what);
}

Failure ScramClient::violation(const char *what) const
{
    return failure(ErrorCode::ProtocolViolation, QLatin1String(what));
}

QByteArray ScramClient::hmac(const QByteArray &key, const QByteArray &message) const
{
    return QMessageAuthenticationCode::hash(message, key, m_hash);
}

/// "y" says: it could be had here, and you did not offer it. A server that did then knows that somebody hid it.
QByteArray ScramClient::gs2Header() const
{
    if (m_isBound)
        return "p=tls-server-end-point,,";
    return m_channelBinding.isEmpty() ? "n,," : "y,,";
}

QByteArray ScramClient::clientFirstBare() const
{
    return "n=" + escapedName(m_user) + ",r=" + m_nonce;
}

Result<QByteArray> ScramClient::initialResponse()
{
    m_step = Step::FirstSent;
    return gs2Header() + clientFirstBare();
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
    if (const auto error = attribute(parts, 0, 'e'))
        return refused(*error);
    const auto nonce = attribute(parts, 0, 'r');
    const auto salt64 = attribute(parts, 1, 's');
    const auto roundsText = attribute(parts, 2, 'i');
    if (!nonce || !salt64 || !roundsText)
        return violation("the server's first message is not one");
    if (!nonce->startsWith(m_nonce) || nonce->size() == m_nonce.size())
        return violation("the server's nonce does not extend ours");
    const auto salt = QByteArray::fromBase64Encoding(*salt64, QByteArray::AbortOnBase64DecodingErrors);
    if (!salt || (*salt).isEmpty())
        return violation("the server's salt is not one");
    bool isNumber = false;
    const int rounds = roundsText->toInt(&isNumber);
    if (!isNumber || rounds < kLeastRounds || rounds > kMostRounds)
        return violation("the server's number of rounds is not acceptable");

    const auto length = quint64(QCryptographicHash::hashLength(m_hash));
    const QByteArray salted =
        QPasswordDigestor::deriveKeyPbkdf2(m_hash, m_password.reveal().toUtf8(), *salt, rounds, length);
    const QByteArray binding = m_isBound ? gs2Header() + m_channelBinding : gs2Header();
    const QByteArray clientKey = hmac(salted, "Client Key");
    const QByteArray withoutProof = "c=" + binding.toBase64() + ",r=" + *nonce;
    const QByteArray authMessage = clientFirstBare() + ',' + serverFirst + ',' + withoutProof;
    const QByteArray signature = hmac(QCryptographicHash::hash(clientKey, m_hash), authMessage);
    QByteArray proof = clientKey;
    for (qsizetype i = 0; i < proof.size(); ++i)
        proof[i] = char(proof[i] ^ signature[i]);
    m_serverSignature = hmac(hmac(salted, "Server Key"), authMessage);
    m_step = Step::ProofSent;
    return withoutProof + ",p=" + proof.toBase64();
}

/// RFC 5802 §7, "server-error-value".
Failure ScramClient::refused(const QByteArray &error)
{
    if (error == "channel-bindings-dont-match")
        return failure(ErrorCode::TlsUntrusted, QStringLiteral("the server has shown another certificate than the one "
                                                               "seen here: somebody stands in between"));
    m_isKindUnknown = error == "unsupported-channel-binding-type" || error == "channel-binding-not-supported";
    return failure(ErrorCode::AuthRejected,
                   QStringLiteral("the server says %1").arg(QString::fromUtf8(error.left(80))));
}

Result<QByteArray> ScramClient::checkServerFinal(const QByteArray &serverFinal)
{
    const auto parts = serverFinal.split(',');
    if (const auto error = attribute(parts, 0, 'e'))
        return refused(*error);
    const auto verifier = attribute(parts, 0, 'v');
    if (!verifier)
        return violation("the server's last message is not one");
    if (!sameBytes(QByteArray::fromBase64(*verifier), m_serverSignature))
        return failure(ErrorCode::TlsUntrusted,
                       QStringLiteral("the server does not know the password: it is not who it says"));
    m_step = Step::Verified;
    return QByteArray();
}

bool ScramClient::wasBindingRefused() const
{
    return m_isBound && (m_step == Step::FirstSent || m_isKindUnknown);
}

Result<void> ScramClient::succeeded() const
{
    if (m_step != Step::Verified)
        return violation("the server says success without proof that it knows the password");
    return {};
}

} // namespace otklik::net
