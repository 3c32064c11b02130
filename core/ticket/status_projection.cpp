// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ticket/status_projection.h"

#include <algorithm>
#include <optional>
#include <tuple>

namespace otklik::ticket {

namespace {

/// An answer this soon after the ticket was solved belongs to the solution: the decision is made when Send is pressed,
/// the mail is there some time later.
constexpr std::chrono::milliseconds kAnswerAfterSolving = std::chrono::hours(24);

bool isDone(Status status)
{
    return status == Status::Solved || status == Status::Closed;
}

class Projector final
{
public:
    Projector(Instant createdAt, const StatusRules &rules)
        : m_rules(rules)
    {
        p.initiatedByUs = rules.createdByUs;
        p.statusSince = createdAt;
        p.spans.push_back({createdAt, Status::New, false, {}, {}});
    }

    void apply(const StatusChange &change)
    {
        const bool wasDone = isDone(p.status);
        const Status before = p.status;
        enter({change.at, change.status, false, change.by, change.assignee});
        if (isDone(change.status))
            finish(change.at, wasDone, before);
        else if (wasDone)
            ++p.reopened;
        if (change.status == Status::Pending)
            p.waitingSince = {};
    }

    void apply(const MailFact &mail)
    {
        if (mail.permanentBounceOfOurs)
            applyBounce(mail);
        else if (!mail.isHuman())
            return;
        else if (mail.forwarded)
            return;
        else if (mail.outgoing)
            applyAnswer(mail);
        else
            applyCustomerMail(mail);
    }

    StatusProjection p;

private:
    void enter(const StatusSpan &span)
    {
        if (span.status == p.status)
            return;
        p.status = span.status;
        p.statusSince = span.from;
        p.spans.push_back(span);
        if (!isDone(span.status)) {
            p.solvedAt = {};
            p.closesAt = {};
        }
    }

    void finish(Instant at, bool wasDone, Status before)
    {
        if (!wasDone)
            p.solvedAt = at;
        if (p.status == Status::Closed)
            p.closesAt = {};
        else if (!wasDone || before == Status::Closed)
            p.closesAt = p.solvedAt + m_rules.reopenPeriod;
        p.failedSend = false;
        p.waitingSince = {};
        if (Wait *wait = openWait())
            wait->dismissedAt = at;
    }

    void applyBounce(const MailFact &mail)
    {
        p.failedSend = true;
        if (isOver(mail.at))
            return;
        if (isDone(p.status))
            ++p.reopened;
        enter({mail.at, Status::Open, true, {}, lastAssignee()});
    }

    void applyAnswer(const MailFact &mail)
    {
        if (p.replies.empty() && p.firstCustomerAt.isNever())
            p.initiatedByUs = true;
        p.replies.push_back(mail.at);
        p.lastReplyAt = mail.at;
        p.failedSend = false;
        p.waitingSince = {};
        if (!p.waits.empty())
            answer(p.waits.back(), mail);
        if (p.firstResponseAt.isNever() && !p.firstCustomerAt.isNever() && !p.initiatedByUs) {
            p.firstResponseAt = mail.at;
            p.firstResponseBy = mail.by;
        }
        if (!mail.journalled && (p.status == Status::New || p.status == Status::Open))
            enter({mail.at, Status::Pending, true, mail.by, lastAssignee()});
    }

    static void answer(Wait &wait, const MailFact &mail)
    {
        if (!wait.answeredAt.isNever())
            return;
        if (!wait.dismissedAt.isNever() && mail.at - wait.dismissedAt > kAnswerAfterSolving)
            return;
        wait.dismissedAt = {};
        wait.answeredAt = mail.at;
        wait.answeredBy = mail.by;
    }

    void applyCustomerMail(const MailFact &mail)
    {
        const bool mereThanks = mail.courtesyOnly && !p.replies.empty();
        if (p.firstCustomerAt.isNever())
            p.firstCustomerAt = mail.at;
        p.lastCustomerAt = mail.at;
        if (isOver(mail.at)) {
            if (mereThanks)
                p.keptClosed.push_back(mail.key);
            return;
        }
        if (p.status == Status::Solved) {
            if (mereThanks) {
                p.keptSolved.push_back(mail.key);
                return;
            }
            ++p.reopened;
        }
        if (p.status != Status::New)
            enter({mail.at, Status::Open, true, mail.by, lastAssignee()});
        if (!mereThanks)
            startWaiting(mail.at);
    }

    void startWaiting(Instant at)
    {
        if (p.waitingSince.isNever())
            p.waitingSince = at;
        if (!openWait())
            p.waits.push_back({at, {}, {}, {}});
    }

    [[nodiscard]] bool isOver(Instant at) const
    {
        return p.status == Status::Closed || (p.status == Status::Solved && p.closesAt <= at);
    }
    [[nodiscard]] Wait *openWait()
    {
        if (p.waits.empty() || !p.waits.back().answeredAt.isNever() || !p.waits.back().dismissedAt.isNever())
            return nullptr;
        return &p.waits.back();
    }
    [[nodiscard]] QString lastAssignee() const { return p.spans.back().assignee; }

    StatusRules m_rules;
};

} // namespace

StatusProjection projectStatus(Instant createdAt, const std::vector<StatusChange> &history,
                               const std::vector<MailFact> &mails, const StatusRules &rules)
{
    std::vector<StatusChange> changes = history;
    std::stable_sort(changes.begin(), changes.end(),
                     [](const StatusChange &a, const StatusChange &b) { return a.at < b.at; });
    std::vector<MailFact> sorted = mails;
    for (MailFact &mail : sorted)
        mail.at = std::max(mail.at, mail.notBefore);
    std::sort(sorted.begin(), sorted.end(), [](const MailFact &a, const MailFact &b) {
        return std::tie(a.at, a.notBefore, a.key) < std::tie(b.at, b.notBefore, b.key);
    });
    Projector projector(createdAt, rules);
    auto change = changes.begin();
    for (const MailFact &mail : sorted) {
        for (; change != changes.end() && (change->at < mail.at || change->at <= mail.notBefore); ++change)
            projector.apply(*change);
        projector.apply(mail);
    }
    for (; change != changes.end(); ++change)
        projector.apply(*change);
    return projector.p;
}

} // namespace otklik::ticket
