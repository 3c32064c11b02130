// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <vector>

namespace otklik::mime {

/// A file pasted into a text by uuencode ("begin 644 name" … "end"), as old programs and scripts send it.
struct UuFile
{
    qsizetype start = 0; ///< place of the whole block in the text, with its last line end
    qsizetype length = 0;
    QByteArray name;
    QByteArray bytes;
};

/// Complete blocks only: a text that merely says "begin 644" keeps its words. Linear in the size of `text`.
[[nodiscard]] std::vector<UuFile> findUuFiles(const QByteArray &text);
/// `text` without these blocks.
[[nodiscard]] QByteArray withoutUuFiles(const QByteArray &text, const std::vector<UuFile> &files);

} // namespace otklik::mime
