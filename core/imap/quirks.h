// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/imap/protocol/response.h"

#include <QByteArrayList>
#include <QString>

namespace otklik::imap {

/// By what a server can be recognised; what is not known yet is empty.
struct ServerTraits
{
    QString host;
    QByteArray greeting;
    Capabilities capabilities;
    ServerId id;
};

/// What such a server offers and does not do right: not to be used, whatever it announces.
[[nodiscard]] QByteArrayList unreliableExtensions(const ServerTraits &server);

} // namespace otklik::imap
