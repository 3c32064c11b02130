// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>

#include <vector>

namespace otklik::test {

/// What some server offers after the sign-in.
struct ServerProfile
{
    QByteArray name; ///< letters and digits only
    QByteArrayList offers;
    bool keepsUidNext = true;
};

/// Everything that a FakeImapServer knows.
[[nodiscard]] QByteArrayList everyExtension();
/// Everything; everything but one, for each; nothing; and what well-known servers offer.
[[nodiscard]] const std::vector<ServerProfile> &serverProfiles();

} // namespace otklik::test
