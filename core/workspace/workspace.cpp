// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/workspace.h"

#include "core/mime/charset_text.h"
#include "core/mime/message_parser.h"
#include "core/store/doctor.h"
#include "core/store/gone_mail.h"
#include "core/store/ledger.h"
#include "core/store/message_repository.h"
#include "core/store/state_dump.h"
#include "core/store/timeline_queries.h"
#include "core/workspace/account_setup.h"
#include "core/workspace/account_sign_in.h"
#include "core/workspace/account_test.h"
#include "core/workspace/automatic_breaker.h"
#include "core/workspace/customer_erasure.h"
#include "core/workspace/demo_mailbox.h"
#include "core/workspace/engine_host.h"
#include "core/workspace/journal_gaps.h"
#include "core/workspace/mail_import.h"
#include "core/workspace/mailbox_access.h"
#include "core/workspace/profile_files.h"
#include "core/workspace/replies.h"
#include "core/workspace/ticket_decisions.h"

#include <QDir>
#include <QJsonArray>
#include <QLockFile>
#include <QTimer>

namespace otklik::workspace {

namespace {

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

/// A burst of mail is told as one line.
constexpr std::size_t kMostSingleEvents = 50;

bool isOnline(AccountHealth health)
{
    return health == AccountHealth::Syncing || health == AccountHealth::Online ||
           health == AccountHealth::MailboxFull || health == AccountHealth::PartlyRefused ||
           health == AccountHealth::SendingRefused || health == AccountHealth::SendingStalled;
}

bool isOffline(AccountHealth health)
{
    return health != AccountHealth::Connecting && health != AccountHealth::Idle && !isOnline(health);
}

} // namespace

class Workspace::Private
{
public:
    explicit Private(std::unique_ptr<Desk> opened)
        : desk(std::move(opened))
        , host(*desk)
        , accounts(*desk, host)
        , signIn(*desk)
        , decisions(*desk)
        , replies(*desk)
        , scope(QStringLiteral("workspace"))
    {
    }

    std::unique_ptr<Desk> desk;
    EngineHost host;
    AccountSetup accounts;
    AccountSignIn signIn;
    TicketDecisions decisions;
    Replies replies;
    async::TaskScope scope;
    QHash<QString, bool> online;
    bool watching = false;
    bool stopped = false;
};

Workspace::Workspace(std::unique_ptr<Private> opened)
    : d(std::move(opened))
{
    connect(&d->host, &EngineHost::statusChanged, this, [this](const AccountStatus &status) {
        Q_EMIT accountChanged(status);
        noteOnline(status);
    });
    connect(&d->host, &EngineHost::changes, this, &Workspace::tellChanges);
    connect(&d->host, &EngineHost::roundEnded, this, [this](const QJsonObject &report) {
        const qint64 applied = report[QLatin1String("journal")][QLatin1String("applied")].toInteger();
        if (applied > 0)
            tell({{key("event"), key("journal.applied")}, {key("count"), applied}});
    });
    connect(&d->host, &EngineHost::answersSent, this, [this](int count) {
        tell({{key("event"), key("outbox.sent")}, {key("count"), count}});
    });
    d->desk->onNews = [this] { d->host.nudge(); };
}

Workspace::~Workspace() = default;

Result<std::unique_ptr<Workspace>> Workspace::open(const QString &profileDir, const Clock &clock)
{
    if (auto writable = checkWritable(profileDir); !writable)
        return tl::unexpected(writable.error());
    auto target = std::make_shared<Workspace *>(nullptr);
    auto desk = Desk::open(profileDir, clock, [target](const ChangeSet &changes) {
        if (*target)
            Q_EMIT(*target)->changed(changes);
    });
    if (!desk)
        return tl::unexpected(desk.error());
    std::unique_ptr<Workspace> workspace(new Workspace(std::make_unique<Private>(std::move(*desk))));
    *target = workspace.get();
    workspace->d->host.own();
    return workspace;
}

Result<void> Workspace::checkPrecious(const QString &profileDir)
{
    if (auto settings = settings::Settings::open(configPath(profileDir)); !settings)
        return tl::unexpected(settings.error());
    return store::Database::checkLocal(profileDir);
}

bool Workspace::isReadOnly(const QString &profileDir)
{
    return !checkWritable(profileDir);
}

Result<void> Workspace::dropCache(const QString &profileDir)
{
    if (auto precious = checkPrecious(profileDir); !precious)
        return precious;
    QLockFile lock(lockPath(profileDir));
    if (!takeProfileLock(lock))
        return fail(ErrorCode::Conflict, QStringLiteral("another program has this profile open; close it first"));
    return store::Database::removeCache(profileDir);
}

bool Workspace::isOwner() const
{
    return d->host.isOwner();
}

QString Workspace::profileDir() const
{
    return d->desk->profileDir();
}

settings::ProfileConfig Workspace::config() const
{
    return d->desk->profile();
}

void Workspace::tell(QJsonObject event)
{
    if (!d->watching)
        return;
    event[key("at")] = d->desk->clock().now().toIso();
    Q_EMIT watchEvent(event);
}

void Workspace::noteOnline(const AccountStatus &status)
{
    const auto known = d->online.constFind(status.name);
    const bool was = known != d->online.constEnd() && *known;
    if (isOnline(status.health) && !was) {
        d->online[status.name] = true;
        tell({{key("event"), key("state.online")}, {key("account"), status.name}});
    } else if (isOffline(status.health) && (was || known == d->online.constEnd())) {
        d->online[status.name] = false;
        tell({{key("event"), key("state.offline")}, {key("account"), status.name}, {key("reason"), status.detail}});
    }
}

void Workspace::tellChanges(const store::Changes &changes)
{
    if (!d->watching)
        return;
    if (changes.newMessages.size() > kMostSingleEvents) {
        tell({{key("event"), key("message.new")}, {key("count"), qint64(changes.newMessages.size())}});
    } else {
        const store::TimelineQueries timeline(d->desk->store().database());
        for (const MessageRow row : changes.newMessages) {
            auto entry = timeline.message(row);
            if (entry)
                tell({{key("event"), key("message.new")},
                      {key("message_id"), entry->messageId},
                      {key("subject"), entry->subject},
                      {key("from"), entry->by.address}});
        }
    }
    if (!changes.tickets.isEmpty())
        tell({{key("event"), key("ticket.changed")}, {key("count"), changes.tickets.size()}});
}

// --- profile and accounts

Result<void> Workspace::initProfile(const QString &name, const QString &address, const QString &role)
{
    return d->accounts.introduce({name, address, role});
}
void Workspace::addAccount(settings::AccountConfig account, SecretString secret, Callback<void> done)
{
    d->accounts.add({}, account, secret, std::move(done));
}

void Workspace::setUp(Me me, settings::AccountConfig account, SecretString secret, Callback<void> done)
{
    d->accounts.add(me, account, secret, std::move(done));
}
void Workspace::changeAccount(settings::AccountConfig account, SecretString secret, Callback<void> done)
{
    d->accounts.change(account, secret, std::move(done));
}
void Workspace::removeAccount(QString name, Callback<void> done)
{
    d->accounts.remove(name, std::move(done));
}
std::vector<SignInProvider> Workspace::signInProviders() const
{
    return d->signIn.providers();
}
Result<SignInProvider> Workspace::signInProvider(const QString &id) const
{
    return d->signIn.provider(id);
}
Result<void> Workspace::setSignInClient(const SignInClient &client)
{
    return d->signIn.setClient(client);
}
void Workspace::signInWithBrowser(settings::AccountConfig account, SignInPages pages,
                                  std::function<void(const QUrl &)> open, Callback<SecretString> done)
{
    d->signIn.start(account, pages, open, std::move(done));
}
void Workspace::cancelSignIn()
{
    d->signIn.cancel();
}
void Workspace::tryKeychain(Callback<void> done)
{
    d->accounts.tryKeychain(std::move(done));
}

namespace {

async::Task<void> runTest(settings::AccountConfig account, SecretString secret,
                          std::function<void(Workspace::TestStep)> step, Workspace::Callback<void> done,
                          std::stop_token stop)
{
    auto tested = co_await testAccountSteps(account, secret, step, stop);
    done(tested);
    co_return Result<void>();
}

async::Task<void> runImport(settings::AccountConfig account, SecretString secret, std::vector<ImportedMail> mails,
                            Workspace::Callback<qint64> done, std::stop_token stop)
{
    auto session = co_await openMailbox(account, secret, stop);
    if (!session) {
        done(tl::unexpected(session.error()));
        co_return Result<void>();
    }
    auto count = co_await appendImported(session->get(), std::move(mails));
    auto closed = co_await (*session)->close();
    Q_UNUSED(closed) // what counts is what was stored
    done(count);
    co_return Result<void>();
}

} // namespace

void Workspace::testAccount(settings::AccountConfig account, SecretString secret, std::function<void(TestStep)> step,
                            Callback<void> done)
{
    if (auto valid = settings::validate(account); !valid)
        return done(valid);
    const auto run = [this, account, step, done](Result<SecretString> password) {
        if (!password) {
            step({key("sign-in"), false, password.error().detail, password.error().code});
            return done(tl::unexpected(password.error()));
        }
        d->scope.start(QStringLiteral("account test"), runTest(account, *password, step, done, d->scope.stopToken()));
    };
    if (!secret.isEmpty() && !account.oauth.isEmpty()) {
        const auto tokens = oauth::TokenSet::fromSecret(secret);
        return run(tokens ? Result<SecretString>(tokens->accessToken) : tl::unexpected(tokens.error()));
    }
    if (!secret.isEmpty())
        return run(secret);
    d->host.readSecret(account, {}, run);
}

Result<void> Workspace::makeDemo()
{
    if (!d->desk->profile().accounts.empty())
        return fail(ErrorCode::Conflict,
                    QStringLiteral("this profile has an account already; name an empty folder with --profile"));
    auto identity = demoIdentity();
    if (!identity)
        return tl::unexpected(identity.error());
    const QString path = QDir(d->desk->profileDir()).absoluteFilePath(QStringLiteral("demo-mailbox"));
    if (auto written = writeDemoMailbox(path, d->desk->clock().now()); !written)
        return written;
    settings::AccountConfig account;
    account.name = identity->mailboxName;
    account.address = identity->mailboxAddress;
    account.kind = settings::AccountKind::Maildir;
    account.maildir = path;
    auto profile = d->accounts.profileWith({identity->name, identity->address, identity->role});
    if (!profile)
        return tl::unexpected(profile.error());
    profile->accounts.push_back(account);
    if (auto saved = d->desk->saveProfile(*profile); !saved) // the demo's own journal knows the team
        return saved;
    d->host.reload();
    return {};
}

// --- sync

void Workspace::syncOnce(SyncOptions options, Callback<QJsonObject> done)
{
    d->host.syncOnce(options.account, std::move(done));
}

void Workspace::startWatching()
{
    d->watching = true;
    d->host.startWatching();
}

void Workspace::stop(std::function<void()> drained)
{
    if (std::exchange(d->stopped, true))
        return drained();
    d->desk->feed().flush();
    d->scope.requestStop();
    d->host.stop(std::move(drained));
}

void Workspace::rebuild(QString account, Callback<QJsonObject> done)
{
    if (!d->host.own())
        return done(fail(ErrorCode::Conflict, QStringLiteral("another program has this profile open; close it first")));
    if (!account.isEmpty() && !d->desk->profile().account(account))
        return done(fail(ErrorCode::NotFound, QStringLiteral("no account %1").arg(account)));
    const bool watching = d->watching;
    d->host.dropEngines([this, account, done, watching] {
        if (d->stopped)
            return done(fail(ErrorCode::Cancelled, QStringLiteral("the program is closing")));
        const bool ofMany = !account.isEmpty() && d->desk->profile().accounts.size() > 1;
        auto renewed = ofMany ? d->desk->forgetAccount(account) : d->desk->renewCache();
        // A part of a damaged cache cannot be renewed.
        const bool whole = !ofMany || (!renewed && renewed.error().code == ErrorCode::StorageCorrupt);
        if (ofMany && whole)
            renewed = d->desk->renewCache();
        if (!renewed)
            return done(tl::unexpected(renewed.error()));
        if (watching)
            d->host.startWatching();
        d->host.syncOnce(whole ? QString() : account, done);
    });
}

Result<QByteArray> Workspace::stateDump() const
{
    return store::stateDump(d->desk->store().database());
}

Result<QByteArray> Workspace::stateHash() const
{
    return store::stateHashOf(d->desk->store().database());
}

Result<QJsonObject> Workspace::doctor(bool repair)
{
    d->desk->store().refresh();
    store::Doctor doctor(d->desk->store(), [](const QByteArray &raw) { return mime::parseMessage(raw); });
    auto findings = doctor.examine(repair);
    if (!findings)
        return tl::unexpected(findings.error());
    bool well = true;
    QJsonArray checks, problems;
    for (const store::Finding &finding : *findings) {
        checks.append(finding.check);
        if (finding.isWell())
            continue;
        well = well && finding.repaired;
        problems.append(QJsonObject{
            {key("check"), finding.check}, {key("message"), finding.detail}, {key("repaired"), finding.repaired}});
    }
    store::GoneMail gone(d->desk->store().database(), [](const QByteArray &raw) { return mime::parseMessage(raw); });
    if (repair && well) {
        if (auto forgotten = gone.forgetAll(); !forgotten)
            return tl::unexpected(forgotten.error());
    }
    auto left = gone.count();
    if (!left)
        return tl::unexpected(left.error());
    if (repair)
        d->desk->feed().addEverything();
    const auto folders = store::Ledger(d->desk->store().database()).folders({});
    if (!folders)
        return tl::unexpected(folders.error());
    store::LedgerSum sum;
    for (const store::LedgerFolder &folder : *folders)
        sum.add(folder.sum);
    return QJsonObject{{key("ok"), well},
                       {key("checks"), checks},
                       {key("findings"), problems},
                       {key("gone_mails"), *left},
                       {key("ledger"), toJson(sum)}};
}

Result<QJsonObject> Workspace::journalGaps()
{
    return JournalGaps(*d->desk).report();
}

Result<QJsonObject> Workspace::waiveJournalGaps()
{
    return JournalGaps(*d->desk).waive();
}

namespace {

/// Damage in the file itself: nothing in it can be computed from the rest of it.
bool needsNewCache(const QJsonObject &report)
{
    const QJsonArray findings = report[QLatin1String("findings")].toArray();
    return std::any_of(findings.begin(), findings.end(), [](const QJsonValue &finding) {
        const QString check = finding[QLatin1String("check")].toString();
        return !finding[QLatin1String("repaired")].toBool() &&
               (check == QLatin1String("integrity") || check == QLatin1String("foreign-keys"));
    });
}

} // namespace

void Workspace::repair(Callback<QJsonObject> done)
{
    auto report = doctor(true);
    if (report ? !needsNewCache(*report) : report.error().code != ErrorCode::StorageCorrupt)
        return done(std::move(report));
    const QString damage =
        report ? (*report)[QLatin1String("findings")][0][QLatin1String("message")].toString() : report.error().detail;
    rebuild({}, [this, damage, done](Result<QJsonObject> rebuilt) {
        if (!rebuilt)
            return done(std::move(rebuilt));
        auto after = doctor(true);
        if (after) {
            QJsonArray findings = (*after)[QLatin1String("findings")].toArray();
            findings.prepend(
                QJsonObject{{key("check"), key("integrity")}, {key("message"), damage}, {key("repaired"), true}});
            (*after)[key("findings")] = findings;
            (*after)[key("sync")] = *rebuilt;
        }
        done(std::move(after));
    });
}

// --- decisions

Result<MadeTicket> Workspace::newTicket(const NewTicketRequest &request, std::vector<SendObjection> *refused)
{
    return d->replies.newTicket(request, refused);
}
Result<void> Workspace::assign(const ticket::Key &ticket, const QString &address)
{
    return d->decisions.assign(ticket, address);
}
Result<void> Workspace::setStatus(const ticket::Key &ticket, ticket::Status status, const QString &cause)
{
    return d->decisions.setStatus(ticket, status, cause);
}
Result<void> Workspace::setPriority(const ticket::Key &ticket, ticket::Priority priority)
{
    return d->decisions.setPriority(ticket, priority);
}
Result<void> Workspace::setCategory(const ticket::Key &ticket, const QString &category)
{
    return d->decisions.setCategory(ticket, category);
}
Result<void> Workspace::changeTags(const ticket::Key &ticket, const QStringList &add, const QStringList &remove)
{
    return d->decisions.changeTags(ticket, add, remove);
}
Result<void> Workspace::addNote(const ticket::Key &ticket, const QString &text)
{
    return d->decisions.addNote(ticket, text);
}
Result<void> Workspace::snooze(const ticket::Key &ticket, Instant until)
{
    return d->decisions.snooze(ticket, until);
}
Result<void> Workspace::merge(const ticket::Key &ticket, const ticket::Key &into)
{
    return d->decisions.merge(ticket, into);
}
Result<void> Workspace::unmerge(const ticket::Key &ticket)
{
    return d->decisions.unmerge(ticket);
}
Result<ticket::Key> Workspace::split(const ticket::Key &ticket, const QStringList &messages)
{
    return d->decisions.split(ticket, messages);
}
Result<void> Workspace::link(const ticket::Key &ticket, const ticket::Key &other)
{
    return d->decisions.link(ticket, other);
}

Result<void> Workspace::setRequester(const ticket::Key &ticket, const ticket::PersonRef &person, const QString &message)
{
    return d->decisions.setRequester(ticket, person, message);
}
Result<void> Workspace::dismissOffer(const ticket::Key &ticket, const QString &message, const QString &offer)
{
    return d->decisions.dismissOffer(ticket, message, offer);
}
Result<void> Workspace::setFormSender(const QString &address, bool isForm)
{
    return d->decisions.setFormSender(address, isForm);
}

Result<void> Workspace::markRead(const ticket::Key &ticket, bool read)
{
    auto changes = d->desk->store().markRead(ticket, read);
    if (!changes)
        return tl::unexpected(changes.error());
    d->desk->feed().add(*changes);
    return {};
}

Result<void> Workspace::readAs(MessageRow message, const QByteArray &charset)
{
    if (!charset.isEmpty() && !mime::isKnownCharset(charset))
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("unknown charset \"%1\"").arg(QString::fromLatin1(charset)));
    return store::MessageRepository(d->desk->store().database()).chooseCharset(message, charset);
}

// --- answers

Result<OutboxRow> Workspace::reply(const ReplyRequest &request, std::vector<SendObjection> *refused)
{
    return d->replies.reply(request, refused);
}

void Workspace::waitUntilSent(OutboxRow row, Callback<OutboxItem> done)
{
    auto item = d->replies.item(row);
    if (!item)
        return done(tl::unexpected(item.error()));
    d->host.syncOnce(item->account, [this, row, done = std::move(done)](Result<QJsonObject> report) {
        auto after = d->replies.item(row);
        if (!after)
            return done(tl::unexpected(after.error()));
        const QJsonObject account =
            report ? (*report)[QLatin1String("accounts")].toArray().first().toObject() : QJsonObject();
        if (after->state == ticket::SendState::Waiting && after->error.isEmpty()) {
            if (!report)
                return done(tl::unexpected(report.error()));
            const QJsonObject error = account[QLatin1String("error")].toObject();
            if (!error.isEmpty())
                return done(fail(errorCodeNamed(error[QLatin1String("code")].toString()),
                                 QStringLiteral("outbox %1 is waiting: %2")
                                     .arg(row.value())
                                     .arg(error[QLatin1String("message")].toString())));
        }
        done(*after);
    });
}

Result<void> Workspace::retryOutbox(OutboxRow row)
{
    return d->replies.retry(row);
}
Result<void> Workspace::cancelOutbox(OutboxRow row)
{
    return d->replies.cancel(row);
}
Result<void> Workspace::outboxArrived(OutboxRow row)
{
    return d->replies.arrived(row);
}

Result<void> Workspace::saveDraft(const Draft &draft)
{
    return d->desk->store().drafts().save({draft.ticket, int(draft.kind), draft.html, draft.to, draft.cc, draft.bcc,
                                           draft.subject, draft.attachments, draft.caret, d->desk->clock().now()});
}

Result<void> Workspace::dropDraft(const ticket::Key &ticket, DraftKind kind)
{
    return d->desk->store().drafts().drop(ticket, int(kind));
}

Result<void> Workspace::putCanned(const CannedRow &canned)
{
    return d->decisions.putCanned(canned);
}
Result<void> Workspace::removeCanned(const QString &name)
{
    return d->decisions.removeCanned(name);
}

// --- customers

Result<void> Workspace::setCustomer(const QString &address, const QJsonObject &fields)
{
    return d->decisions.setCustomer(address, fields);
}
Result<void> Workspace::mergeCustomers(const QString &address, const QString &into)
{
    return d->decisions.mergeCustomers(address, into);
}
Result<QJsonObject> Workspace::eraseCustomer(const QString &address)
{
    return CustomerErasure(*d->desk).erase(address);
}
Result<void> Workspace::setCompany(const QString &domain, const QJsonObject &fields)
{
    return d->decisions.setCompany(domain, fields);
}

// --- automatic mail

Result<QJsonObject> Workspace::automaticMail() const
{
    return AutomaticBreaker(*d->desk).state();
}
Result<void> Workspace::resumeAutomaticMail()
{
    return AutomaticBreaker(*d->desk).resume();
}

// --- import

void Workspace::importMail(QString format, QString path, QString account, Callback<qint64> done)
{
    const settings::ProfileConfig profile = d->desk->profile();
    const settings::AccountConfig *config = profile.account(account);
    if (!config)
        return done(fail(ErrorCode::NotFound, QStringLiteral("no account %1").arg(account)));
    auto mails = readMailFiles(format, path);
    if (!mails)
        return done(tl::unexpected(mails.error()));
    const auto run = [this, found = *config, shared = std::make_shared<std::vector<ImportedMail>>(std::move(*mails)),
                      done](Result<SecretString> password) {
        if (!password)
            return done(tl::unexpected(password.error()));
        d->scope.start(QStringLiteral("import"),
                       runImport(found, *password, std::move(*shared), done, d->scope.stopToken()));
    };
    d->host.readSecret(*config, {}, run);
}

} // namespace otklik::workspace
