// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/json.h"
#include "app/cli/text_table.h"

#include <QFileInfo>

#include <iostream>

namespace otklik::cli {

namespace {

struct InitArguments
{
    std::string name, address, role = "specialist";
};

struct AccountArguments
{
    std::string name, address, imap, imapSecurity = "tls", smtp, smtpSecurity = "tls", user, passwordEnv, passwordFile,
                                     caFile, maildir, oauth, clientId, clientSecret, authorizeUrl, tokenUrl, scopes;
    std::vector<std::string> folders, without, with, authservers;
    std::string sentCopy = "auto";
    bool noJournal = false, compress = false;
};

void initProfile(Context &context, const InitArguments &a)
{
    if (workspace::Workspace *engine = context.workspace())
        context.ended(engine->initProfile(text(a.name), text(a.address), text(a.role)));
}

Result<settings::Server> serverOf(const std::string &given, const std::string &security, quint16 tlsPort,
                                  quint16 plainPort)
{
    const auto how = settings::securityFromString(text(security));
    if (!how)
        return tl::unexpected(how.error());
    return settings::parseServer(text(given), *how, *how == settings::Security::Tls ? tlsPort : plainPort);
}

/// What the provider's preset knows need not be said.
AccountArguments completed(AccountArguments a, const workspace::SignInProvider &provider)
{
    const auto complete = [](std::string &server, std::string &security, const settings::Server &preset) {
        if (!server.empty() || preset.host.isEmpty())
            return;
        server = QStringLiteral("%1:%2").arg(preset.host).arg(preset.port).toStdString();
        security = settings::toString(preset.security).toStdString();
    };
    complete(a.imap, a.imapSecurity, provider.imap);
    complete(a.smtp, a.smtpSecurity, provider.smtp);
    if (a.user.empty())
        a.user = a.address;
    return a;
}

Result<settings::AccountConfig> imapAccountOf(const AccountArguments &a, settings::AccountConfig config)
{
    config.oauth = text(a.oauth);
    if (a.imap.empty() || a.smtp.empty() || a.user.empty())
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("an IMAP account needs --imap, --smtp and --user (or give --maildir)"));
    auto imap = serverOf(a.imap, a.imapSecurity, 993, 143);
    if (!imap)
        return tl::unexpected(imap.error());
    auto smtp = serverOf(a.smtp, a.smtpSecurity, 465, 587);
    if (!smtp)
        return tl::unexpected(smtp.error());
    config.imap = *imap;
    config.smtp = *smtp;
    config.user = text(a.user);
    for (const QString &name : texts(a.without))
        config.without.append(name.toUpper());
    config.compress = a.compress;
    config.sentCopyBy = settings::sentCopyByFromString(text(a.sentCopy)).value_or(settings::SentCopyBy::Host);
    using Kind = settings::PasswordSource::Kind;
    if (!a.passwordEnv.empty())
        config.passwordSource = {Kind::Env, text(a.passwordEnv)};
    else if (!a.passwordFile.empty())
        config.passwordSource = {Kind::File, QFileInfo(text(a.passwordFile)).absoluteFilePath()};
    return config;
}

Result<settings::AccountConfig> accountOf(const AccountArguments &a)
{
    settings::AccountConfig config;
    config.name = text(a.name);
    config.address = text(a.address);
    config.folders = texts(a.folders);
    config.authservers = texts(a.authservers);
    config.journal = !a.noJournal;
    if (!a.caFile.empty())
        config.caFile = QFileInfo(text(a.caFile)).absoluteFilePath();
    if (a.maildir.empty())
        return imapAccountOf(a, config);
    config.kind = settings::AccountKind::Maildir;
    config.maildir = QFileInfo(text(a.maildir)).absoluteFilePath();
    return config;
}

/// From the keyboard or standard input; goes into the keychain.
SecretString askSecret(const settings::AccountConfig &account)
{
    if (account.kind == settings::AccountKind::Maildir ||
        account.passwordSource.kind != settings::PasswordSource::Kind::Keychain)
        return {};
    Context::complain(QStringLiteral("Password of %1 at %2:").arg(account.user, account.imap.host));
    std::string line;
    std::getline(std::cin, line);
    return SecretString(QString::fromStdString(line));
}

workspace::SignInClient clientOf(const AccountArguments &a)
{
    return {text(a.oauth),        text(a.clientId), text(a.clientSecret),
            text(a.authorizeUrl), text(a.tokenUrl), text(a.scopes)};
}

/// In the browser, which may be another one than this terminal could open.
void signIn(Context &context, const settings::AccountConfig &account, std::function<void(SecretString)> then)
{
    const workspace::SignInPages pages{QStringLiteral("Signed in. You can close this page."),
                                       QStringLiteral("Not signed in. The terminal says why.")};
    const auto open = [](const QUrl &url) {
        Context::complain(
            QStringLiteral("Open this address in a browser of this computer and sign in; waiting for ten minutes:"));
        Context::complain(QString::fromLatin1(url.toEncoded()));
    };
    context.workspace()->signInWithBrowser(account, pages, open, [&context, then](Result<SecretString> secret) {
        if (!secret)
            return context.failed(secret.error());
        then(*secret);
    });
}

void addSignedIn(Context &context, const AccountArguments &a)
{
    workspace::Workspace *engine = context.workspace();
    if (!engine)
        return;
    if (auto set = engine->setSignInClient(clientOf(a)); !set)
        return context.failed(set.error());
    const auto provider = engine->signInProvider(text(a.oauth));
    if (!provider)
        return context.failed(provider.error());
    const auto account = accountOf(completed(a, *provider));
    if (!account)
        return context.failed(account.error());
    if (const auto valid = settings::validate(*account); !valid)
        return context.failed(valid.error());
    signIn(context, *account, [&context, engine, account = *account](const SecretString &secret) {
        engine->addAccount(account, secret, [&context](Result<void> added) { context.ended(added); });
    });
}

/// The account that the command names; nothing, and the command has failed, when there is none.
std::optional<settings::AccountConfig> namedAccount(Context &context, const AccountArguments &a)
{
    const workspace::Workspace *engine = context.workspace();
    if (!engine)
        return std::nullopt;
    const settings::ProfileConfig config = engine->config();
    if (const settings::AccountConfig *account = config.account(text(a.name)))
        return *account;
    context.failed({ErrorCode::NotFound, QStringLiteral("no account %1").arg(text(a.name))});
    return std::nullopt;
}

void signInAgain(Context &context, const AccountArguments &a)
{
    const auto account = namedAccount(context, a);
    if (!account)
        return;
    workspace::Workspace *engine = context.workspace();
    if (account->oauth.isEmpty())
        return context.failed(
            {ErrorCode::RefusedByRule, QStringLiteral("account %1 signs in with a password").arg(account->name)});
    signIn(context, *account, [&context, engine, account = *account](const SecretString &secret) {
        engine->changeAccount(account, secret, [&context](Result<void> changed) { context.ended(changed); });
    });
}

/// Extensions to leave alone, and such to use again.
void changeExtensions(Context &context, const AccountArguments &a)
{
    const auto account = namedAccount(context, a);
    if (!account)
        return;
    settings::AccountConfig changed = *account;
    for (const QString &name : texts(a.without))
        if (!changed.without.contains(name.toUpper()))
            changed.without.append(name.toUpper());
    for (const QString &name : texts(a.with))
        if (changed.without.removeAll(name.toUpper()) == 0)
            return context.failed(
                {ErrorCode::NotFound,
                 QStringLiteral("account %1 uses %2 already where it is offered").arg(account->name, name.toUpper())});
    context.workspace()->changeAccount(changed, {}, [&context](Result<void> done) { context.ended(done); });
}

void addAccount(Context &context, const AccountArguments &a)
{
    workspace::Workspace *engine = context.workspace();
    if (!engine)
        return;
    if (!a.oauth.empty())
        return addSignedIn(context, a);
    auto account = accountOf(a);
    if (!account)
        return context.failed(account.error());
    engine->addAccount(*account, askSecret(*account), [&context](Result<void> added) { context.ended(added); });
}

void listAccounts(Context &context)
{
    const workspace::ReadSession *session = context.read();
    if (!session)
        return;
    auto accounts = session->accounts();
    if (!accounts)
        return context.failed(accounts.error());
    QJsonArray array;
    TextTable table(
        {QStringLiteral("NAME"), QStringLiteral("KIND"), QStringLiteral("ADDRESS"), QStringLiteral("LAST SYNC")});
    for (const workspace::AccountStatus &status : *accounts) {
        array.append(toJson(status));
        table.add({status.name, status.kind, status.address,
                   status.lastSyncAt.isNever() ? QStringLiteral("never") : status.lastSyncAt.toIso()});
    }
    context.done({{QStringLiteral("accounts"), array}}, table.toString());
}

void testAccount(Context &context, const std::string &name)
{
    workspace::Workspace *engine = context.workspace();
    if (!engine)
        return;
    const settings::ProfileConfig config = engine->config();
    const settings::AccountConfig *account = config.account(text(name));
    if (!account)
        return context.failed({ErrorCode::NotFound, QStringLiteral("no account %1").arg(text(name))});
    auto steps = std::make_shared<QJsonArray>();
    const bool json = context.json;
    engine->testAccount(
        *account, {},
        [steps, json](const workspace::Workspace::TestStep &step) {
            QJsonObject object{{QStringLiteral("step"), step.name},
                               {QStringLiteral("ok"), step.ok},
                               {QStringLiteral("detail"), step.detail}};
            if (!step.ok)
                object[QStringLiteral("code")] = errorCodeName(step.code);
            steps->append(object);
            if (!json)
                Context::print(
                    QStringLiteral("%1  %2  %3\n")
                        .arg(step.ok ? QStringLiteral("ok  ") : QStringLiteral("FAIL"), step.name, step.detail));
        },
        [steps, &context](Result<void> result) {
            if (result)
                return context.done({{QStringLiteral("ok"), true}, {QStringLiteral("steps"), *steps}}, {});
            if (!context.json)
                return context.failed(result.error());
            context.failedWith({{QStringLiteral("ok"), false}, {QStringLiteral("steps"), *steps}}, result.error(),
                               exitCodeOf(result.error().code));
        });
}

void makeDemo(Context &context)
{
    workspace::Workspace *engine = context.workspace();
    if (!engine)
        return;
    if (auto made = engine->makeDemo(); !made)
        return context.failed(made.error());
    engine->syncOnce({}, [&context](Result<QJsonObject> report) {
        if (!report)
            return context.failed(report.error());
        context.done(*report, QStringLiteral("The demo mailbox is ready in %1\n").arg(context.profileDir));
    });
}

void declareAdd(CLI::App &command, AccountArguments &a)
{
    const auto security = CLI::IsMember({"tls", "starttls", "none"});
    command.add_option("name", a.name)->required();
    command.add_option("--address", a.address)->required();
    command.add_option("--imap", a.imap)->type_name("HOST:PORT");
    command.add_option("--imap-security", a.imapSecurity)->check(security);
    command.add_option("--smtp", a.smtp)->type_name("HOST:PORT");
    command.add_option("--smtp-security", a.smtpSecurity)->check(security);
    command.add_option("--user", a.user);
    auto *variable = command.add_option("--password-env", a.passwordEnv, "name of an environment variable");
    command.add_option("--password-file", a.passwordFile)->excludes(variable);
    command.add_option("--ca-file", a.caFile, "PEM with further trusted certificates");
    command.add_option("--folder", a.folders, "beside INBOX and Sent");
    command.add_option("--without", a.without, "an extension of IMAP or SMTP not to be used, as QRESYNC")
        ->type_name("EXTENSION");
    command.add_option("--sent-copy", a.sentCopy, "who files what was sent: auto goes by the SMTP server")
        ->check(CLI::IsMember({"auto", "server", "program"}));
    command
        .add_option("--authserv-id", a.authservers,
                    "whose Authentication-Results are believed: the name your own mail server signs them with")
        ->type_name("HOST");
    command.add_flag("--compress", a.compress, "compress also to this machine, as to the end of a tunnel");
    command.add_flag("--no-journal", a.noJournal, "decisions stay on this desk");
    command.add_option("--maildir", a.maildir, "a local mailbox, no server")->type_name("DIR");
    command
        .add_option("--oauth", a.oauth,
                    "sign in in the browser with google, microsoft, yandex, mailru, or another one described below")
        ->type_name("PROVIDER")
        ->excludes(variable);
    command.add_option("--client-id", a.clientId, "as this program is known to the provider; kept for all accounts");
    command.add_option("--client-secret", a.clientSecret, "where the provider gave one to a desktop program");
    command.add_option("--authorize-url", a.authorizeUrl)->type_name("URL");
    command.add_option("--token-url", a.tokenUrl)->type_name("URL");
    command.add_option("--scopes", a.scopes, "separated by spaces");
}

} // namespace

void addProfileCommands(CLI::App &app, Action &action)
{
    const auto nothing = [](CLI::App &, NoArguments &) {};
    CLI::App *profile = app.add_subcommand("profile", "who I am");
    profile->require_subcommand(1);
    addCommand<InitArguments>(
        *profile, action, "init", "makes a profile",
        [](CLI::App &command, InitArguments &a) {
            command.add_option("--name", a.name)->required();
            command.add_option("--address", a.address)->required();
            command.add_option("--role", a.role)->check(CLI::IsMember({"specialist", "lead", "trainee"}));
        },
        initProfile);
    CLI::App *account = app.add_subcommand("account", "mailboxes");
    account->require_subcommand(1);
    addCommand<AccountArguments>(*account, action, "add", "adds a mailbox", declareAdd, addAccount);
    addCommand<NoArguments>(*account, action, "list", "all of them", nothing,
                            [](Context &context, const NoArguments &) { listAccounts(context); });
    const auto name = [](CLI::App &command, AccountArguments &a) { command.add_option("name", a.name)->required(); };
    addCommand<AccountArguments>(*account, action, "sign-in", "signs in in the browser again", name, signInAgain);
    addCommand<AccountArguments>(
        *account, action, "change", "which extensions of its servers are used",
        [](CLI::App &command, AccountArguments &a) {
            command.add_option("name", a.name)->required();
            command.add_option("--without", a.without, "an extension of IMAP or SMTP not to be used, as QRESYNC")
                ->type_name("EXTENSION");
            command.add_option("--with", a.with, "one to be used again")->type_name("EXTENSION");
        },
        changeExtensions);
    addCommand<AccountArguments>(*account, action, "test", "each step from resolve to smtp", name,
                                 [](Context &context, const AccountArguments &a) { testAccount(context, a.name); });
    addCommand<AccountArguments>(
        *account, action, "remove", "forgets a mailbox; nothing is deleted on the server", name,
        [](Context &context, const AccountArguments &a) {
            if (workspace::Workspace *engine = context.workspace())
                engine->removeAccount(text(a.name), [&context](Result<void> removed) { context.ended(removed); });
        });
    addCommand<NoArguments>(app, action, "demo", "makes the demo profile", nothing,
                            [](Context &context, const NoArguments &) { makeDemo(context); });
}

} // namespace otklik::cli
