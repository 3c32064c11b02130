// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/gmime_tree.h"
#include "core/mime/message.h"

namespace otklik::mime {

/// What the MIME structure says about signatures and encryption; inline OpenPGP is found with the text.
[[nodiscard]] Protection protectionOf(const GmimeTree &tree);
/// A part that only programs read: a detached signature, the version part of an encrypted mail.
[[nodiscard]] bool isProtectionPart(const Leaf &leaf);
/// application/pkcs7-mime: the whole mail, wrapped.
[[nodiscard]] bool isSmimeWrap(const Leaf &leaf);

} // namespace otklik::mime
