// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/workspace/desk_values.h"

#include <tl/expected.hpp>

#include <QHash>

#include <functional>
#include <optional>

namespace otklik::ui {

/// What the composer reads and orders. Errors are sentences for the person already. Callbacks come exactly once on the
/// UI thread, at once or later. UI thread only.
class ComposerSource
{
public:
    virtual ~ComposerSource() = default;
    /// A refusal by the send guard can be overridden when it is only a warning.
    struct Fault
    {
        QString sentence;
        bool isRule = false;
        bool canOverride = false;
    };
    template<typename T>
    using Told = tl::expected<T, Fault>;
    using Done = std::function<void(Told<void>)>;

    [[nodiscard]] virtual const Clock &clock() const = 0;
    [[nodiscard]] virtual std::optional<workspace::Draft> draft(const ticket::Key &key,
                                                                workspace::DraftKind kind) const = 0;
    [[nodiscard]] virtual Told<workspace::ReplyRequest> replyDefaults(const ticket::Key &key, bool toAll) const = 0;
    template<typename T>
    using Got = std::function<void(Told<T>)>;
    struct ForwardStart
    {
        workspace::Draft draft;
        MessageRow message;
        QString about; ///< who wrote what goes along, and when, for the person
    };
    /// The start of a forward of `message`, or of the newest customer mail; its files are kept on disk until the draft
    /// is sent.
    virtual void startForward(const ticket::Key &key, MessageRow message, Got<ForwardStart> got) = 0;
    /// Of these the addresses that a mail of ours did not reach, with the server's reason (may be empty).
    [[nodiscard]] virtual QHash<QString, QString> notReached(const QStringList &addresses) const = 0;
    virtual void saveDraft(const workspace::Draft &draft, Done done) = 0;
    virtual void dropDraft(const ticket::Key &key, workspace::DraftKind kind, Done done) = 0;
    /// `ignoreWarnings`: the person has read them and sends all the same.
    virtual void reply(const workspace::ReplyRequest &request, bool ignoreWarnings,
                       std::function<void(Told<OutboxRow>)> done) = 0;
    virtual void cancelOutbox(OutboxRow row, Done done) = 0;
    /// Recipients and files of an answer in the outbox, for another try at writing it; its files are kept on disk.
    virtual void draftOf(OutboxRow row, Got<workspace::Draft> got) = 0;
    virtual void addNote(const ticket::Key &key, const QString &text, Done done) = 0;
};

} // namespace otklik::ui
