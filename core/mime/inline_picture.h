// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/message.h"

#include <QSet>

namespace otklik::mime {

/// Ids that a page names ("cid:…", RFC 2392), as Content-ID spells them.
[[nodiscard]] QSet<QByteArray> picturesNamedIn(const QString &html);
/// Of the size of a logo under a signature.
[[nodiscard]] bool isSmallPicture(const Attachment &attachment);
/// Decides once the text is known: a picture that the page names by cid: is part of it (Attachment::isInline), any
/// other is a file, however it was declared, so that none is lost.
void settlePictures(Message &message);

} // namespace otklik::mime
