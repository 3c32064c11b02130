// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/composer/composer_source.h"
#include "ui/models/workspace_client.h"

#include <QObject>

namespace otklik::ui {

/// The composer's source over the workspace of the profile.
class WorkspaceComposer final : public QObject, public ComposerSource
{
    Q_OBJECT
public:
    explicit WorkspaceComposer(WorkspaceClient &client, QObject *parent = nullptr);

    const Clock &clock() const override { return m_client.clock(); }
    std::optional<workspace::Draft> draft(const ticket::Key &key, workspace::DraftKind kind) const override;
    Told<workspace::ReplyRequest> replyDefaults(const ticket::Key &key, bool toAll) const override;
    void startForward(const ticket::Key &key, MessageRow message, Got<ForwardStart> got) override;
    QHash<QString, QString> notReached(const QStringList &addresses) const override;
    void saveDraft(const workspace::Draft &draft, Done done) override;
    void dropDraft(const ticket::Key &key, workspace::DraftKind kind, Done done) override;
    void reply(const workspace::ReplyRequest &request, bool ignoreWarnings,
               std::function<void(Told<OutboxRow>)> done) override;
    void cancelOutbox(OutboxRow row, Done done) override;
    void draftOf(OutboxRow row, Got<workspace::Draft> got) override;
    void addNote(const ticket::Key &key, const QString &text, Done done) override;

private:
    template<typename Order>
    void decide(Order order, Done done);

    WorkspaceClient &m_client;
};

} // namespace otklik::ui
