// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/secret_string.h"
#include "core/settings/account_config.h"
#include "core/workspace/desk_values.h"

#include <QObject>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace otklik::store {
struct Changes;
}

namespace otklik::workspace {

/// The engine of one profile and the one door to it for both programs. Lives on one thread with an event loop (the
/// engine thread of the desktop program, the main thread of the command line); every method is called there. Commands
/// take effect in the cache at once, also offline, and return when they are committed; they travel to the server with
/// the next sync. Network calls return through their callback, on the same thread, exactly once.
class Workspace final : public QObject
{
    Q_OBJECT
public:
    template<typename T>
    using Callback = std::function<void(Result<T>)>;

    /// Opens or makes the profile. StorageCorrupt when the cache is damaged or newer than the program.
    [[nodiscard]] static Result<std::unique_ptr<Workspace>> open(const QString &profileDir, const Clock &clock);
    /// For a profile that open() finds damaged: deletes a cache that does not open, so that the next open() makes a new
    /// one to sync into. StorageCorrupt, and nothing is touched, when it is config.json or local.sqlite that is damaged
    /// (what they hold exists nowhere else); Conflict when another program has the profile open.
    [[nodiscard]] static Result<void> dropCache(const QString &profileDir);
    /// Whether open() would fail because the profile is there and cannot be written. A ReadSession may do.
    [[nodiscard]] static bool isReadOnly(const QString &profileDir);
    /// Well when configuration and local.sqlite can be read: whatever is wrong, dropCache() and a sync mend it.
    [[nodiscard]] static Result<void> checkPrecious(const QString &profileDir);
    ~Workspace() override;

    /// True when this process holds the engine of the profile; only then does it talk to servers itself.
    [[nodiscard]] bool isOwner() const;
    [[nodiscard]] QString profileDir() const;
    [[nodiscard]] settings::ProfileConfig config() const;

    // --- profile and accounts
    /// Who is at this desk; the team learns it from the journal once there is a mailbox.
    [[nodiscard]] Result<void> initProfile(const QString &name, const QString &address, const QString &role);
    /// The secret goes where the account's password source says: into the keychain, or, unless it is empty, into the
    /// file. All or nothing: after a failure neither profile nor secret have changed.
    void addAccount(settings::AccountConfig account, SecretString secret, Callback<void> done);
    /// initProfile() and addAccount() in one go, for a folder that is no profile yet. `me.role` empty = as it was.
    void setUp(Me me, settings::AccountConfig account, SecretString secret, Callback<void> done);
    /// Of the account with the same name; an empty secret stays what it was.
    void changeAccount(settings::AccountConfig account, SecretString secret, Callback<void> done);
    /// Forgets the mailbox and the password that was kept for it; nothing is deleted on the server.
    void removeAccount(QString name, Callback<void> done);
    /// Who signs people in in their browser; the presets, and by name also what config.json describes.
    [[nodiscard]] std::vector<SignInProvider> signInProviders() const;
    [[nodiscard]] Result<SignInProvider> signInProvider(const QString &id) const;
    [[nodiscard]] Result<void> setSignInClient(const SignInClient &client);
    /// The person signs in with the provider of `account.oauth`, as `account.user` if he likes: `open` gets the address
    /// for his browser; the secret that comes of it is for addAccount(), changeAccount() and testAccount(). One at a
    /// time: another one ends it (Cancelled). RefusedByRule when no client id is known.
    void signInWithBrowser(settings::AccountConfig account, SignInPages pages, std::function<void(const QUrl &)> open,
                           Callback<SecretString> done);
    void cancelSignIn();
    /// Well when the system's keychain can be asked; else StorageFailed with words that say what to do.
    void tryKeychain(Callback<void> done);
    /// Each step as it ends: name ("resolve connect tls sign-in capabilities folders idle journal smtp"), ok, detail.
    struct TestStep
    {
        QString name;
        bool ok = false;
        QString detail;
        ErrorCode code = ErrorCode::Internal; ///< when not ok
        /// The same for a window to put in its words: resolve {address}, connect and smtp {host, port}, tls {protocol;
        /// none when not encrypted}, sign-in {user}, folders {names}, idle {"push" or "poll"}, journal {"off", "found"
        /// or "new"}.
        QStringList facts = {};
        std::optional<ServerCertificate> certificate = {}; ///< what the server showed, trusted or not
    };
    void testAccount(settings::AccountConfig account, SecretString secret, std::function<void(TestStep)> step,
                     Callback<void> done);
    /// Fills this (new) profile with the demo mailbox.
    [[nodiscard]] Result<void> makeDemo();

    // --- sync
    struct SyncOptions
    {
        QString account; ///< empty = all
    };
    /// Once: receives mail and journal, sends outbox and pending decisions. The JSON of `sync`.
    void syncOnce(SyncOptions options, Callback<QJsonObject> done);
    /// Stays connected, pushes and pulls by itself until stop(). Events of `sync --watch` come as watchEvent().
    void startWatching();
    void stop(std::function<void()> drained);
    /// Deletes the cache and syncs it anew; with an account only its part, what the others gave stays.
    void rebuild(QString account, Callback<QJsonObject> done);
    /// Canonical JSON of the shared state, and its SHA-256 (hex).
    [[nodiscard]] Result<QByteArray> stateDump() const;
    [[nodiscard]] Result<QByteArray> stateHash() const;
    [[nodiscard]] Result<QJsonObject> doctor(bool repair);
    /// Decisions that wait for lost ones, and giving those up: see JournalGaps.
    [[nodiscard]] Result<QJsonObject> journalGaps();
    [[nodiscard]] Result<QJsonObject> waiveJournalGaps();
    /// doctor(true), and a rebuild when the cache itself is damaged.
    void repair(Callback<QJsonObject> done);

    // --- decisions on tickets
    /// `refused` as in reply(), of the mail that goes out with it.
    [[nodiscard]] Result<MadeTicket> newTicket(const NewTicketRequest &request,
                                               std::vector<SendObjection> *refused = nullptr);
    [[nodiscard]] Result<void> assign(const ticket::Key &ticket, const QString &address);
    [[nodiscard]] Result<void> setStatus(const ticket::Key &ticket, ticket::Status status, const QString &cause);
    [[nodiscard]] Result<void> setPriority(const ticket::Key &ticket, ticket::Priority priority);
    [[nodiscard]] Result<void> setCategory(const ticket::Key &ticket, const QString &category);
    [[nodiscard]] Result<void> changeTags(const ticket::Key &ticket, const QStringList &add, const QStringList &remove);
    [[nodiscard]] Result<void> addNote(const ticket::Key &ticket, const QString &text);
    [[nodiscard]] Result<void> snooze(const ticket::Key &ticket, Instant until);
    [[nodiscard]] Result<void> merge(const ticket::Key &ticket, const ticket::Key &into);
    /// Takes a merge back: `ticket` goes on by itself.
    [[nodiscard]] Result<void> unmerge(const ticket::Key &ticket);
    [[nodiscard]] Result<ticket::Key> split(const ticket::Key &ticket, const QStringList &messageContentKeys);
    [[nodiscard]] Result<void> link(const ticket::Key &ticket, const ticket::Key &other);
    /// The customer is somebody else than who opened the ticket: who wrote what one of us forwarded (`message`, a
    /// content key, may be empty). An empty address takes it back.
    [[nodiscard]] Result<void> setRequester(const ticket::Key &ticket, const ticket::PersonRef &person,
                                            const QString &message);
    /// Turns down what ticket::offersOf() offers at a message (content key); it stays turned down, at every desk.
    [[nodiscard]] Result<void> dismissOffer(const ticket::Key &ticket, const QString &message, const QString &offer);
    /// Mail from this address is a form's: the customer is who Reply-To, or a labelled line of its text, names.
    [[nodiscard]] Result<void> setFormSender(const QString &address, bool isForm);
    /// In which charset this desk reads a mail (not journalled; the mail stays as it is); empty = as the mail says.
    /// InvalidInput for one that is not known.
    [[nodiscard]] Result<void> readAs(MessageRow message, const QByteArray &charset);
    /// Local read mark of this desk (not journalled).
    [[nodiscard]] Result<void> markRead(const ticket::Key &ticket, bool read);

    // --- answers
    /// The send guard (architecture.md "Outbox") runs first: RefusedByRule names the rules in its detail, and
    /// `refused`, when given, holds them.
    [[nodiscard]] Result<OutboxRow> reply(const ReplyRequest &request, std::vector<SendObjection> *refused = nullptr);
    /// Calls back when the row is sent, failed, held or uncertain (`ticket reply --now`). With the failure of the
    /// connection when that keeps it waiting.
    void waitUntilSent(OutboxRow row, Callback<OutboxItem> done);
    /// Again (failed, uncertain, held; to those who were refused, when others got it), or now instead of later.
    [[nodiscard]] Result<void> retryOutbox(OutboxRow row);
    /// As long as its last bytes have not left, or of an uncertain one, which may have arrived all the same.
    [[nodiscard]] Result<void> cancelOutbox(OutboxRow row);
    /// Of an uncertain one: the person knows that it was sent.
    [[nodiscard]] Result<void> outboxArrived(OutboxRow row);
    [[nodiscard]] Result<void> saveDraft(const Draft &draft);
    [[nodiscard]] Result<void> dropDraft(const ticket::Key &ticket, DraftKind kind);
    [[nodiscard]] Result<void> putCanned(const CannedRow &canned);
    [[nodiscard]] Result<void> removeCanned(const QString &name);

    // --- customers
    [[nodiscard]] Result<void> setCustomer(const QString &address, const QJsonObject &fields);
    [[nodiscard]] Result<void> mergeCustomers(const QString &address, const QString &into);
    /// Clears the card on every desk of the team and deletes drafts and finished answers here; RefusedByRule while an
    /// answer to him is on its way. What it did and what it cannot do: JSON of the manual, "Privacy".
    [[nodiscard]] Result<QJsonObject> eraseCustomer(const QString &address);
    [[nodiscard]] Result<void> setCompany(const QString &domain, const QJsonObject &fields);

    // --- automatic mail
    /// What went out by itself and how its breaker stands: JSON of the manual, "Automatic mail".
    [[nodiscard]] Result<QJsonObject> automaticMail() const;
    /// A person has looked: the breaker closes, at every desk. RefusedByRule when it is not open.
    [[nodiscard]] Result<void> resumeAutomaticMail();

    // --- import
    /// format "mbox", "maildir" or "eml"; the mails go into the account's mailbox (IMAP APPEND or Maildir file).
    void importMail(QString format, QString path, QString account, Callback<qint64> done);

Q_SIGNALS:
    void changed(const otklik::workspace::ChangeSet &changes);
    void accountChanged(const otklik::workspace::AccountStatus &status);
    void watchEvent(const QJsonObject &event);

private:
    void tell(QJsonObject event);
    void tellChanges(const store::Changes &changes);
    void noteOnline(const AccountStatus &status);

    class Private;
    explicit Workspace(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace otklik::workspace
