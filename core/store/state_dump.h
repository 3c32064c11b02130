// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/database.h"

namespace otklik::store {

/// The shared state as canonical JSON: tickets by key with what mail and confirmed journal say, notes, canned
/// responses, contacts, companies, specialists. Nothing that only this workstation knows, nothing that depends on a
/// clock. Equal on every workstation that has applied the same journal and mail.
[[nodiscard]] Result<QByteArray> stateDump(Database &database);
/// SHA-256 of it, hex.
[[nodiscard]] Result<QByteArray> stateHashOf(Database &database);

} // namespace otklik::store
