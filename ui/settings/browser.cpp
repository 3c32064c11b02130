// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/browser.h"

#include <QCoreApplication>
#include <QDesktopServices>

namespace otklik::ui {

QFuture<Result<SecretString>> signInWithBrowser(WorkspaceClient &client, const settings::AccountConfig &account,
                                                const workspace::SignInClient &registered)
{
    const workspace::SignInPages pages{QCoreApplication::translate("SignInPage", "Signed in. You can close this page."),
                                       QCoreApplication::translate("SignInPage", "Not signed in. Otklik says why.")};
    return client.request<SecretString>(
        [account, registered, pages](workspace::Workspace &engine, std::function<void(Result<SecretString>)> done) {
            if (!registered.clientId.isEmpty())
                if (const auto kept = engine.setSignInClient(registered); !kept)
                    return done(Failure(kept.error()));
            const auto open = [](const QUrl &url) {
                QMetaObject::invokeMethod(qApp, [url] { QDesktopServices::openUrl(url); });
            };
            engine.signInWithBrowser(account, pages, open, std::move(done));
        });
}

void cancelBrowserSignIn(WorkspaceClient &client)
{
    client.order([](workspace::Workspace &engine) {
        engine.cancelSignIn();
        return true;
    });
}

} // namespace otklik::ui
