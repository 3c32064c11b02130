// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/answers/workspace_answers.h"

#include "ui/models/error_text.h"

namespace otklik::ui {

namespace {

template<typename T>
AnswersSource::Told<T> told(const Result<T> &result)
{
    if (!result)
        return tl::unexpected(ErrorText::of(result.error()));
    if constexpr (std::is_void_v<T>)
        return {};
    else
        return *result;
}

} // namespace

WorkspaceAnswers::WorkspaceAnswers(WorkspaceClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
}

AnswersSource::Told<std::vector<workspace::CannedRow>>
WorkspaceAnswers::cannedResponses(const QString &filter, const QString &language, const ticket::Key &forTicket) const
{
    return told(m_client.read().cannedResponses(filter, language, forTicket));
}

AnswersSource::Told<workspace::RenderedAnswer> WorkspaceAnswers::render(const QString &name, const QString &language,
                                                                        const ticket::Key &forTicket,
                                                                        const QHash<QString, QString> &answers) const
{
    return told(m_client.read().renderCanned(name, language, forTicket, answers));
}

void WorkspaceAnswers::put(const workspace::CannedRow &canned, Done done)
{
    onResult(m_client.order([canned](workspace::Workspace &w) { return w.putCanned(canned); }), this,
             [done = std::move(done)](const Result<void> &result) { done(told(result)); });
}

void WorkspaceAnswers::remove(const QString &name, Done done)
{
    onResult(m_client.order([name](workspace::Workspace &w) { return w.removeCanned(name); }), this,
             [done = std::move(done)](const Result<void> &result) { done(told(result)); });
}

} // namespace otklik::ui
