// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/team_introduction.h"

#include "core/journal/typed_states.h"

namespace otklik::workspace {

std::optional<journal::Op> introductionOf(const settings::ProfileConfig &profile, store::Store &store)
{
    const QString object = QStringLiteral("specialist:") + profile.address;
    const auto known = journal::SpecialistState::read(store.journal().states().state(object));
    if (profile.address.isEmpty() || (known.name == profile.name && known.role == profile.role))
        return {};
    const QJsonObject data{{QStringLiteral("name"), profile.name}, {QStringLiteral("role"), profile.role}};
    return journal::Op{QStringLiteral("specialist.set"), object, data, {}};
}

} // namespace otklik::workspace
