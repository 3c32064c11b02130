// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/database.h"
#include "core/ticket/ticket.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace otklik::store {

struct CannedResponse
{
    QString name;     ///< "dns-propagation"
    QString language; ///< "ru", "en"
    QString title;
    QString shortcut; ///< ";dns"
    QString subject;
    QString body; ///< template text
    QStringList tags;
    int uses = 0;
    int usesInSimilar = 0;

    bool operator==(const CannedResponse &) const = default;
};

/// Canned responses, read. On any connection.
class CannedQueries final
{
public:
    explicit CannedQueries(Database &database);

    /// Those in which all words of `text` stand in some inflection, or that list() finds by it; one variant a name, the
    /// one that was found. Best places first.
    [[nodiscard]] Result<std::vector<CannedResponse>> speakingOf(const QString &text) const;
    /// Ranked: `filter` in shortcut, name, title, body of any variant; then used on tickets of the same category,
    /// company or requester as `forTicket`; then use. One row a name: in `language` when there is that variant, else
    /// the first.
    [[nodiscard]] Result<std::vector<CannedResponse>> list(const QString &filter, const QString &language,
                                                           const ticket::Key &forTicket) const;
    [[nodiscard]] Result<std::vector<CannedResponse>> variants(const QString &name) const;
    /// In the language, else the first variant. NotFound.
    [[nodiscard]] Result<CannedResponse> find(const QString &name, const QString &language) const;
    [[nodiscard]] Result<CannedResponse> byShortcut(const QString &shortcut, const QString &language) const;

private:
    Database &m_database;
};

} // namespace otklik::store
