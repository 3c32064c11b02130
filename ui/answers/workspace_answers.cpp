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

/// Drafts lie by ticket; an answer belongs to none, so its name makes the key.
ticket::Key draftKey(const workspace::CannedRow &of)
{
    return ticket::Key::ofContent("canned:" + of.name.toUtf8() + '\n' + of.language.toUtf8());
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

template<typename Order>
void WorkspaceAnswers::decide(Order order, Done done)
{
    onResult(m_client.order(std::move(order)), this,
             [done = std::move(done)](const Result<void> &result) { done(told(result)); });
}

void WorkspaceAnswers::put(const workspace::CannedRow &canned, Done done)
{
    decide([canned](workspace::Workspace &w) { return w.putCanned(canned); }, std::move(done));
}

void WorkspaceAnswers::remove(const QString &name, Done done)
{
    decide([name](workspace::Workspace &w) { return w.removeCanned(name); }, std::move(done));
}

std::optional<workspace::CannedRow> WorkspaceAnswers::draft(const workspace::CannedRow &of) const
{
    if (const auto own = m_drafts.constFind(draftKey(of)); own != m_drafts.constEnd())
        return *own;
    const auto kept = m_client.read().draft(draftKey(of), workspace::DraftKind::Canned).value_or(std::nullopt);
    if (!kept)
        return std::nullopt;
    workspace::CannedRow canned = of;
    canned.title = kept->subject;
    canned.name = kept->to.value(0);
    canned.language = kept->cc.value(0);
    canned.shortcut = kept->bcc.value(0);
    canned.body = kept->html;
    return canned;
}

void WorkspaceAnswers::keepDraft(const workspace::CannedRow &of, const workspace::CannedRow &typed, Done done)
{
    workspace::Draft draft;
    draft.ticket = draftKey(of);
    m_drafts.insert(draft.ticket, typed);
    draft.kind = workspace::DraftKind::Canned;
    draft.subject = typed.title;
    draft.to = QStringList(typed.name);
    draft.cc = QStringList(typed.language);
    draft.bcc = QStringList(typed.shortcut);
    draft.html = typed.body;
    decide([draft](workspace::Workspace &w) { return w.saveDraft(draft); }, std::move(done));
}

void WorkspaceAnswers::dropDraft(const workspace::CannedRow &of, Done done)
{
    m_drafts.insert(draftKey(of), std::nullopt);
    decide([key = draftKey(of)](workspace::Workspace &w) { return w.dropDraft(key, workspace::DraftKind::Canned); },
           std::move(done));
}

} // namespace otklik::ui
