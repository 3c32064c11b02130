// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/account_saving.h"

#include "ui/settings/account_form.h"

namespace otklik::ui {

QFuture<Result<void>> saveAccount(WorkspaceClient &client, const std::optional<workspace::Me> &me,
                                  const settings::AccountConfig &account, const SecretString &secret, bool isNew)
{
    return client.request<void>(
        [me, account, secret, isNew](workspace::Workspace &workspace, std::function<void(Result<void>)> done) {
            if (!isNew)
                workspace.changeAccount(account, secret, std::move(done));
            else if (me)
                workspace.setUp(*me, account, secret, std::move(done));
            else
                workspace.addAccount(account, secret, std::move(done));
        });
}

void askKeychain(WorkspaceClient &client, AccountForm *form)
{
    const auto asked =
        client.request<void>([](workspace::Workspace &workspace, std::function<void(Result<void>)> done) {
            workspace.tryKeychain(std::move(done));
        });
    onResult(asked, form, [form](const Result<void> &works) { form->setKeychainWorks(works.has_value()); });
}

} // namespace otklik::ui
