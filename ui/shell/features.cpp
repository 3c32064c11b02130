// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/features.h"

#include "ui/widgets/empty_state.h"

#include <QCoreApplication>

namespace otklik::ui {

Features makeFeatures(const Look &look, WorkspaceClient &client, QWidget *parent)
{
    Q_UNUSED(client)
    Features features;
    auto *nothing = new EmptyState(look, parent);
    nothing->set(QCoreApplication::translate("otklik::ui::Features", "No ticket selected"),
                 QCoreApplication::translate("otklik::ui::Features", "Choose one in the queue."));
    nothing->setFocusPolicy(Qt::StrongFocus);
    nothing->setAccessibleName(QCoreApplication::translate("otklik::ui::Features", "Conversation"));
    features.conversation = nothing;
    return features;
}

} // namespace otklik::ui
