// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace otklik::mime {

struct SanitizeOptions
{
    bool allowRemoteImages = false; ///< the person asked for them, for this message or sender
    bool splitQuotes = false;       ///< what the writer quoted goes into `quotedHtml`
};

/// A link whose visible text names another host than it leads to.
struct SuspiciousLink
{
    QString shownHost;
    QString realHost;
    bool operator==(const SuspiciousLink &) const = default;
};

struct SanitizedHtml
{
    QString html;          ///< only elements, attributes and styles of an allow-list; safe for a rich text view
    QString quotedHtml;    ///< as safe; words written between quotes stay in `html`
    int blockedImages = 0; ///< remote images left out
    int removed = 0;       ///< elements taken out: scripts, forms, frames …
    std::vector<SuspiciousLink> suspiciousLinks;
    QStringList linkHosts; ///< where links lead to, each once, at most 100
};

/// Nothing of the result runs, submits, navigates by itself or loads from the network (cid: images stay; data: images
/// of the usual types stay). Colours are kept only where both ground and text are named on the same element, so that
/// nothing becomes unreadable on another ground. Total and bounded.
[[nodiscard]] SanitizedHtml sanitizeHtml(const QString &html, const SanitizeOptions &options = {});

} // namespace otklik::mime
