// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/answers/answers_source.h"
#include "ui/models/workspace_client.h"

#include <QHash>
#include <QObject>

namespace otklik::ui {

/// The answers of the profile's workspace.
class WorkspaceAnswers final : public QObject, public AnswersSource
{
    Q_OBJECT
public:
    explicit WorkspaceAnswers(WorkspaceClient &client, QObject *parent = nullptr);

    Told<std::vector<workspace::CannedRow>> cannedResponses(const QString &filter, const QString &language,
                                                            const ticket::Key &forTicket) const override;
    Told<workspace::RenderedAnswer> render(const QString &name, const QString &language, const ticket::Key &forTicket,
                                           const QHash<QString, QString> &answers) const override;
    void put(const workspace::CannedRow &canned, Done done) override;
    void remove(const QString &name, Done done) override;
    std::optional<workspace::CannedRow> draft(const workspace::CannedRow &of) const override;
    void keepDraft(const workspace::CannedRow &of, const workspace::CannedRow &typed, Done done) override;
    void dropDraft(const workspace::CannedRow &of, Done done) override;

private:
    template<typename Order>
    void decide(Order order, Done done);

    WorkspaceClient &m_client;
    /// By key, what was kept or dropped from here: the engine may not have written it yet when it is asked for again.
    QHash<ticket::Key, std::optional<workspace::CannedRow>> m_drafts;
};

} // namespace otklik::ui
