// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/config_json.h"

#include <QJsonArray>

namespace otklik::settings {

namespace {

const QLatin1String kName("name"), kAddress("address"), kRole("role"), kInstallation("installation"),
    kAccounts("accounts"), kKind("kind"), kImap("imap"), kSmtp("smtp"), kHost("host"), kPort("port"),
    kSecurity("security"), kUser("user"), kPassword("password"), kFrom("from"), kCaFile("ca_file"), kFolders("folders"),
    kMaildir("maildir"), kJournal("journal"), kWithout("without"), kAuthservers("authserv_ids"), kCompress("compress"),
    kOAuth("oauth"), kSentCopy("sent_copy");

QString text(const QJsonObject &json, QLatin1String member)
{
    return json.value(member).toString();
}

QString kindName(PasswordSource::Kind kind)
{
    switch (kind) {
    case PasswordSource::Kind::Keychain:
        return QStringLiteral("keychain");
    case PasswordSource::Kind::Env:
        return QStringLiteral("env");
    case PasswordSource::Kind::File:
        return QStringLiteral("file");
    }
    return {};
}

Result<PasswordSource> passwordSourceFromJson(const QJsonObject &json)
{
    for (const auto kind : {PasswordSource::Kind::Keychain, PasswordSource::Kind::Env, PasswordSource::Kind::File})
        if (text(json, kFrom) == kindName(kind))
            return PasswordSource{kind, text(json, kName)};
    return fail(ErrorCode::InvalidInput, QStringLiteral("unknown source of a password: \"%1\"").arg(text(json, kFrom)));
}

QJsonObject serverToJson(const Server &server)
{
    return {{kHost, server.host}, {kPort, server.port}, {kSecurity, toString(server.security)}};
}

Result<Server> serverFromJson(const QJsonObject &json)
{
    const auto security = securityFromString(text(json, kSecurity));
    if (!security)
        return Failure(security.error());
    const qint64 port = json.value(kPort).toInteger(0);
    if (port < 1 || port > 65535)
        return fail(ErrorCode::InvalidInput, QStringLiteral("port %1 is not between 1 and 65535").arg(port));
    return Server{text(json, kHost), static_cast<quint16>(port), *security};
}

QJsonObject accountToJson(const AccountConfig &account, QJsonObject json)
{
    json.insert(kName, account.name);
    json.insert(kAddress, account.address);
    json.insert(kJournal, account.journal);
    json.insert(kFolders, QJsonArray::fromStringList(account.folders));
    if (account.authservers.isEmpty())
        json.remove(kAuthservers);
    else
        json.insert(kAuthservers, QJsonArray::fromStringList(account.authservers));
    if (account.kind == AccountKind::Maildir) {
        json.insert(kKind, QStringLiteral("maildir"));
        json.insert(kMaildir, account.maildir);
        return json;
    }
    json.insert(kKind, QStringLiteral("imap"));
    json.insert(kImap, serverToJson(account.imap));
    json.insert(kSmtp, serverToJson(account.smtp));
    json.insert(kUser, account.user);
    json.insert(kPassword,
                QJsonObject{{kFrom, kindName(account.passwordSource.kind)}, {kName, account.passwordSource.name}});
    json.insert(kCaFile, account.caFile);
    if (account.oauth.isEmpty())
        json.remove(kOAuth);
    else
        json.insert(kOAuth, account.oauth);
    json.insert(kWithout, QJsonArray::fromStringList(account.without));
    json.insert(kCompress, account.compress);
    json.insert(kSentCopy, toString(account.sentCopyBy));
    return json;
}

Result<void> readImap(AccountConfig &account, const QJsonObject &json)
{
    const auto imap = serverFromJson(json.value(kImap).toObject());
    if (!imap)
        return Failure(imap.error());
    const auto smtp = serverFromJson(json.value(kSmtp).toObject());
    if (!smtp)
        return Failure(smtp.error());
    const auto source = passwordSourceFromJson(json.value(kPassword).toObject());
    if (!source)
        return Failure(source.error());
    account.imap = *imap;
    account.smtp = *smtp;
    account.passwordSource = *source;
    account.user = text(json, kUser);
    account.caFile = text(json, kCaFile);
    account.compress = json.value(kCompress).toBool();
    account.oauth = text(json, kOAuth);
    account.sentCopyBy = sentCopyByFromString(text(json, kSentCopy)).value_or(SentCopyBy::Host);
    for (const QJsonValue &name : json.value(kWithout).toArray())
        account.without.append(name.toString().toUpper());
    return {};
}

Result<AccountConfig> accountFromJson(const QJsonObject &json)
{
    AccountConfig account;
    account.name = text(json, kName);
    account.address = text(json, kAddress);
    account.journal = json.value(kJournal).toBool(true);
    for (const QJsonValue &folder : json.value(kFolders).toArray())
        account.folders.append(folder.toString());
    for (const QJsonValue &server : json.value(kAuthservers).toArray())
        account.authservers.append(server.toString());
    account.maildir = text(json, kMaildir);
    const QString kind = text(json, kKind);
    if (kind == QLatin1String("maildir")) {
        account.kind = AccountKind::Maildir;
        return account;
    }
    if (kind != QLatin1String("imap"))
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("account %1 has unknown kind \"%2\"").arg(account.name, kind));
    if (auto read = readImap(account, json); !read)
        return Failure(read.error());
    return account;
}

QJsonObject accountBefore(const QJsonObject &before, const QString &name)
{
    for (const QJsonValue &account : before.value(kAccounts).toArray())
        if (text(account.toObject(), kName) == name)
            return account.toObject();
    return {};
}

} // namespace

QJsonObject profileToJson(const ProfileConfig &profile, const QJsonObject &before)
{
    QJsonObject json = before;
    json.insert(kName, profile.name);
    json.insert(kAddress, profile.address);
    json.insert(kRole, profile.role);
    json.insert(kInstallation, QString::fromLatin1(profile.installation));
    QJsonArray accounts;
    for (const AccountConfig &account : profile.accounts)
        accounts.append(accountToJson(account, accountBefore(before, account.name)));
    json.insert(kAccounts, accounts);
    return json;
}

Result<ProfileConfig> profileFromJson(const QJsonObject &json)
{
    ProfileConfig profile;
    profile.name = text(json, kName);
    profile.address = text(json, kAddress);
    profile.role = text(json, kRole);
    profile.installation = text(json, kInstallation).toLatin1();
    for (const QJsonValue &element : json.value(kAccounts).toArray()) {
        auto account = accountFromJson(element.toObject());
        if (!account)
            return Failure(account.error());
        profile.accounts.push_back(std::move(*account));
    }
    if (auto valid = validate(profile); !valid)
        return Failure(valid.error());
    return profile;
}

} // namespace otklik::settings
