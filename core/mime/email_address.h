// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QString>

#include <optional>

namespace otklik::mime {

/// A mail address `local@domain` (RFC 5322 addr-spec) that is safe to put into a header or an SMTP command: no CR,
/// LF, NUL or other control character, exactly one `@` outside quotes, both sides non-empty. The domain is kept in
/// lower case; comparison ignores case on both sides, as every real mail server does.
class EmailAddress final
{
public:
    EmailAddress() = default;
    /// nothing when `text` is not such an address. Angle brackets and white space around it are taken off.
    [[nodiscard]] static std::optional<EmailAddress> parse(QStringView text);

    [[nodiscard]] const QString &toString() const { return m_text; }
    [[nodiscard]] QString localPart() const;
    [[nodiscard]] QString domain() const;
    /// The form used as a key: all lower case.
    [[nodiscard]] QString key() const { return m_text.toLower(); }
    [[nodiscard]] bool isEmpty() const { return m_text.isEmpty(); }
    /// True when the local part has a character outside ASCII (needs SMTPUTF8, RFC 6531).
    [[nodiscard]] bool needsSmtpUtf8() const;

    friend bool operator==(const EmailAddress &a, const EmailAddress &b)
    {
        return a.m_text.compare(b.m_text, Qt::CaseInsensitive) == 0;
    }
    friend size_t qHash(const EmailAddress &a, size_t seed = 0) { return ::qHash(a.key(), seed); }

private:
    QString m_text;
};

} // namespace otklik::mime
