// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/message.h"

#include <QByteArray>

namespace otklik::mime {

/// Sizes beyond which a mail is not a mail any more but an attack or an accident.
struct ParseLimits
{
    qsizetype message = qsizetype(1) << 28;  ///< as much as is taken from a server, so that no file is cut
    qsizetype text = 100 * 1024 * 1024;      ///< of one part that is shown
    qsizetype nestedMail = 32 * 1024 * 1024; ///< of a mail inside a mail, to search in
    qsizetype headerBlock = 1024 * 1024;
    qsizetype header = 64 * 1024;
    int addressMarks = 256; ///< ':' or '(' in one address header: each may nest in the MIME parser
    int depth = 50;
    int parts = 1000;
    int references = 200;
    int addresses = 1000;
    int nested = 8; ///< mails inside mails whose words are read
};

/// The same bytes where they are harmless (no copy); else a copy without an mbox's first line, with LF for lone CR,
/// over-long headers cut and nests of groups and comments in address headers flattened, anywhere in the mail. `defects`
/// says what was done.
[[nodiscard]] QByteArray withBoundedHeaders(const QByteArray &raw, const ParseLimits &limits,
                                            std::vector<Defect> &defects);

} // namespace otklik::mime
