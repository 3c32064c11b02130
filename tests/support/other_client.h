// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QString>
#include <QTcpSocket>

#include <memory>

namespace otklik::test {

/// A second mail program on a mailbox of a private server: plain text on loopback, one command after the other. None of
/// our code for IMAP is in it, so it may disagree with it. Needs LITERAL+; reads no literals.
class OtherClient final
{
public:
    [[nodiscard]] static Result<std::unique_ptr<OtherClient>> signIn(quint16 port, const QString &user,
                                                                     const QString &password);
    /// The untagged lines; ServerRefused with the server's words when the answer is not OK.
    [[nodiscard]] Result<QByteArrayList> run(const QByteArray &command);
    /// `date` in IMAP's form, "23-Nov-2026 07:00:00 +0000"; empty for now.
    [[nodiscard]] Result<void> append(const QByteArray &folder, const QByteArray &raw, const QByteArray &date = {});

private:
    [[nodiscard]] Result<QByteArray> readLine();

    QTcpSocket m_socket;
    int m_tag = 0;
};

} // namespace otklik::test
