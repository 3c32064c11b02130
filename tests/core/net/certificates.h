// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/server_certificate.h"

#include <QTemporaryDir>

namespace otklik::test {

/// Certificates of one test run, made once: a good one for localhost, and bad ones.
struct Certificates
{
    QTemporaryDir folder;
    ServerCertificate good;
    ServerCertificate otherHost;      ///< of the same CA, for mail.example.com
    ServerCertificate expired;        ///< of the same CA, for localhost, until 2020
    ServerCertificate selfSigned;     ///< for localhost, of no CA
    ServerCertificate selfSignedLeaf; ///< the same, and says itself that it is no authority

    [[nodiscard]] static const Certificates &get();
};

} // namespace otklik::test
