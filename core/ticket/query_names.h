// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ticket/query_terms.h"

#include <array>

namespace otklik::ticket {

struct QueryFieldName
{
    const char *name;
    QueryField field;
};

inline constexpr std::array kQueryFields{QueryFieldName{"status", QueryField::Status},
                                         QueryFieldName{"assignee", QueryField::Assignee},
                                         QueryFieldName{"tag", QueryField::Tag},
                                         QueryFieldName{"category", QueryField::Category},
                                         QueryFieldName{"cause", QueryField::Cause},
                                         QueryFieldName{"priority", QueryField::Priority},
                                         QueryFieldName{"customer", QueryField::Customer},
                                         QueryFieldName{"company", QueryField::Company},
                                         QueryFieldName{"mailbox", QueryField::Mailbox},
                                         QueryFieldName{"channel", QueryField::Channel},
                                         QueryFieldName{"is", QueryField::Is},
                                         QueryFieldName{"has", QueryField::Has},
                                         QueryFieldName{"created", QueryField::Created},
                                         QueryFieldName{"updated", QueryField::Updated},
                                         QueryFieldName{"solved", QueryField::Solved},
                                         QueryFieldName{"due", QueryField::Due},
                                         QueryFieldName{"waiting", QueryField::Waiting},
                                         QueryFieldName{"number", QueryField::Number}};

/// is:unsolved = neither solved nor closed; is:waiting = a customer mail is unanswered; is:failed = an answer of ours
/// failed.
inline constexpr std::array kIsValues{"unread", "overdue", "snoozed", "unassigned", "unsolved", "waiting", "failed"};
/// has:bounce … has:robot = a mail of that kind is on it (mime::AutoKind); only the store knows.
inline constexpr std::array kHasValues{"attachment", "note", "bounce", "auto-reply", "list", "receipt", "robot"};

} // namespace otklik::ticket
