// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/features.h"

#include "ui/shell/desk_conversation.h"

namespace otklik::ui {

Features makeFeatures(const Look &look, WorkspaceClient &client, QWidget *parent)
{
    Features features;
    auto *desk = new DeskConversation(look, client, parent);
    features.conversation = desk;
    features.showTicket = [desk](const ticket::Key &key) { desk->showTicket(key); };
    features.focusConversation = [desk] { desk->focusConversation(); };
    features.reply = [desk] { desk->startReply(); };
    features.note = [desk] { desk->startNote(); };
    return features;
}

} // namespace otklik::ui
