// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/channel_binding.h"

#include <QCryptographicHash>

#include <array>
#include <optional>

namespace otklik::net {

namespace {

using Hash = QCryptographicHash;

struct Signature
{
    const char *oid; ///< content of the DER, hex
    Hash::Algorithm hash;
};

// RFC 8017 A.2.4 (RSA), RFC 5758 §3.2 (ECDSA), RFC 5758 §3.1 (DSA).
constexpr std::array kSignatures{
    Signature{"2a864886f70d010104", Hash::Sha256}, // md5WithRSA
    Signature{"2a864886f70d010105", Hash::Sha256}, // sha1WithRSA
    Signature{"2a864886f70d01010e", Hash::Sha224}, Signature{"2a864886f70d01010b", Hash::Sha256},
    Signature{"2a864886f70d01010c", Hash::Sha384}, Signature{"2a864886f70d01010d", Hash::Sha512},
    Signature{"2a8648ce3d0401", Hash::Sha256}, // ecdsa-with-SHA1
    Signature{"2a8648ce3d040301", Hash::Sha224},   Signature{"2a8648ce3d040302", Hash::Sha256},
    Signature{"2a8648ce3d040303", Hash::Sha384},   Signature{"2a8648ce3d040304", Hash::Sha512},
    Signature{"2a8648ce380403", Hash::Sha256}, // dsa-with-SHA1
    Signature{"608648016503040302", Hash::Sha256},
};
const QByteArray kRsaPss = QByteArrayLiteral("2a864886f70d01010a");

// RFC 4055 §2.1; SHA-1 is the default where none is named.
constexpr std::array kHashes{
    Signature{"2b0e03021a", Hash::Sha256},         Signature{"608648016503040204", Hash::Sha224},
    Signature{"608648016503040201", Hash::Sha256}, Signature{"608648016503040202", Hash::Sha384},
    Signature{"608648016503040203", Hash::Sha512},
};

constexpr uchar kSequence = 0x30, kOid = 0x06, kFirstTagged = 0xA0;

/// Takes the next DER element off `rest`; its content, when it has this tag.
std::optional<QByteArray> take(QByteArray &rest, uchar tag)
{
    if (rest.size() < 2 || uchar(rest[0]) != tag)
        return std::nullopt;
    qsizetype length = uchar(rest[1]), start = 2;
    if (length & 0x80) {
        const qsizetype digits = length & 0x7F;
        if (digits == 0 || digits > 4 || rest.size() < 2 + digits)
            return std::nullopt;
        length = 0;
        for (qsizetype i = 0; i < digits; ++i)
            length = length << 8 | uchar(rest[2 + i]);
        start = 2 + digits;
    }
    if (length > rest.size() - start)
        return std::nullopt;
    const QByteArray content = rest.mid(start, length);
    rest = rest.mid(start + length);
    return content;
}

template<std::size_t size>
std::optional<Hash::Algorithm> hashOf(const QByteArray &oid, const std::array<Signature, size> &known)
{
    for (const Signature &candidate : known)
        if (oid.toHex() == candidate.oid)
            return candidate.hash;
    return std::nullopt;
}

/// RSASSA-PSS-params ::= SEQUENCE { [0] hashAlgorithm AlgorithmIdentifier DEFAULT sha1, … }
std::optional<Hash::Algorithm> pssHash(QByteArray parameters)
{
    auto sequence = take(parameters, kSequence);
    if (!sequence)
        return std::nullopt;
    auto tagged = take(*sequence, kFirstTagged);
    if (!tagged)
        return Hash::Sha256;
    auto algorithm = take(*tagged, kSequence);
    const auto oid = algorithm ? take(*algorithm, kOid) : std::nullopt;
    return oid ? hashOf(*oid, kHashes) : std::nullopt;
}

/// Certificate ::= SEQUENCE { tbsCertificate SEQUENCE, signatureAlgorithm SEQUENCE { OID, parameters }, … }
std::optional<Hash::Algorithm> signatureHash(QByteArray der)
{
    auto whole = take(der, kSequence);
    if (!whole || !take(*whole, kSequence))
        return std::nullopt;
    auto algorithm = take(*whole, kSequence);
    const auto oid = algorithm ? take(*algorithm, kOid) : std::nullopt;
    if (!oid)
        return std::nullopt;
    return oid->toHex() == kRsaPss ? pssHash(*algorithm) : hashOf(*oid, kSignatures);
}

} // namespace

QByteArray tlsServerEndPoint(const QSslCertificate &certificate)
{
    if (certificate.isNull())
        return {};
    const QByteArray der = certificate.toDer();
    const auto hash = signatureHash(der);
    return hash ? Hash::hash(der, *hash) : QByteArray();
}

} // namespace otklik::net
