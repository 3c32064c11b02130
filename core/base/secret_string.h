// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace otklik {

/// A password or token. It is wiped when it goes, and has no stream or debug operator, so it cannot be logged by
/// mistake; `reveal()` is the one place to search for.
class SecretString final
{
public:
    SecretString() = default;
    explicit SecretString(QString value)
        : m_value(std::move(value))
    {
    }
    SecretString(const SecretString &) = default;
    SecretString(SecretString &&) = default;
    SecretString &operator=(const SecretString &) = default;
    SecretString &operator=(SecretString &&) = default;
    ~SecretString() { m_value.fill(QLatin1Char('\0')); }

    [[nodiscard]] const QString &reveal() const { return m_value; }
    [[nodiscard]] bool isEmpty() const { return m_value.isEmpty(); }

private:
    QString m_value;
};

} // namespace otklik
