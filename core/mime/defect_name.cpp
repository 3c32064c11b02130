// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/mime/message_parser.h"

namespace otklik::mime {

QString defectName(Defect defect)
{
    switch (defect) {
    case Defect::TooLarge:
        return QStringLiteral("too-large");
    case Defect::HeadersTruncated:
        return QStringLiteral("headers-truncated");
    case Defect::NestingCut:
        return QStringLiteral("nesting-cut");
    case Defect::PartsCut:
        return QStringLiteral("parts-cut");
    case Defect::AddressesCut:
        return QStringLiteral("addresses-cut");
    case Defect::UndeclaredCharset:
        return QStringLiteral("undeclared-charset");
    case Defect::WrongCharset:
        return QStringLiteral("wrong-charset");
    case Defect::BrokenEncoding:
        return QStringLiteral("broken-encoding");
    case Defect::MissingBoundary:
        return QStringLiteral("missing-boundary");
    case Defect::DuplicateContentType:
        return QStringLiteral("duplicate-content-type");
    case Defect::NulBytes:
        return QStringLiteral("nul-bytes");
    case Defect::NoMessageId:
        return QStringLiteral("no-message-id");
    case Defect::NoDate:
        return QStringLiteral("no-date");
    case Defect::NoFrom:
        return QStringLiteral("no-from");
    case Defect::Undecodable:
        return QStringLiteral("undecodable");
    }
    return QStringLiteral("undecodable");
}

} // namespace otklik::mime
