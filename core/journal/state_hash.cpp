// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/journal/state_hash.h"

#include "core/journal/canonical_json.h"

#include <QCryptographicHash>

#include <QtEndian>

namespace otklik::journal {

namespace {

using Words = std::array<quint32, 8>;

Words wordsOf(const QByteArray &digest)
{
    Words words{};
    for (std::size_t i = 0; i < words.size(); ++i)
        words[i] = qFromBigEndian<quint32>(digest.constData() + 4 * (7 - i));
    return words;
}

Words hashWords(const ObjectState &state)
{
    const auto bytes = canonicalJson(objectStateToJson(state));
    Q_ASSERT(bytes); // reducers and objectStateFromJson() let no fraction in
    return wordsOf(QCryptographicHash::hash(*bytes, QCryptographicHash::Sha256));
}

} // namespace

Result<QByteArray> stateHash(const QJsonObject &dump)
{
    const auto bytes = canonicalJson(dump);
    if (!bytes)
        return Failure(bytes.error());
    return sha256Hex(*bytes);
}

FoldHash FoldHash::of(const std::map<QString, ObjectState> &states)
{
    FoldHash hash;
    for (const auto &[object, state] : states)
        hash.add(state);
    return hash;
}

Result<FoldHash> FoldHash::fromHex(const QByteArray &hex)
{
    const QByteArray digest = QByteArray::fromHex(hex);
    if (digest.size() != 32 || digest.toHex() != hex)
        return fail(ErrorCode::InvalidInput, QStringLiteral("not a fold hash"));
    FoldHash hash;
    hash.m_sum = wordsOf(digest);
    return hash;
}

void FoldHash::add(const ObjectState &state)
{
    const Words words = hashWords(state);
    quint64 carry = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        carry += quint64(m_sum[i]) + words[i];
        m_sum[i] = static_cast<quint32>(carry);
        carry >>= 32;
    }
}

void FoldHash::remove(const ObjectState &state)
{
    const Words words = hashWords(state);
    quint64 borrow = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const quint64 difference = quint64(m_sum[i]) - words[i] - borrow;
        m_sum[i] = static_cast<quint32>(difference);
        borrow = difference >> 63;
    }
}

QByteArray FoldHash::toHex() const
{
    QByteArray digest(32, '\0');
    for (std::size_t i = 0; i < m_sum.size(); ++i)
        qToBigEndian(m_sum[i], digest.data() + 4 * (7 - i));
    return digest.toHex();
}

} // namespace otklik::journal
