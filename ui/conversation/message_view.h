// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ticket/timeline.h"

#include <QHash>
#include <QImage>
#include <QString>

#include <vector>

namespace otklik::ui {

/// One message made ready to show: safe HTML (nothing remote, no scripts), quoted parts apart. Made in the pool.
struct MessageView
{
    QString id;         ///< TimelineEntry::id
    QString html;       ///< safe body without the folded parts
    QString foldedHtml; ///< quotes and signature, empty when there are none
    int foldedLines = 0;
    int blockedImages = 0; ///< remote images that were not loaded
    QStringList warnings;  ///< hosts that a link names but does not lead to, "shown host → real host"
    std::vector<mime::LookAlike> lookAlikes; ///< domains of the sender or of a link that can be taken for another
    QStringList defects;
    QString charset;
    bool charsetChosen = false; ///< by a person at this desk
    mime::Protection protection;
    std::optional<mime::Invitation> invitation;
    mime::Authentication authentication;
    QString answersGoTo; ///< another address than the sender's
    // of a mail that stands alone
    QString subject;
    Instant date;
    std::vector<ticket::PersonRef> from, to, cc;
    std::vector<ticket::AttachmentInfo> files;
    QHash<QString, QByteArray> inlineImages; ///< "cid:…" → bytes
    ticket::ContentHints hints;
};

/// Pure: sanitises and folds. `inlineImages` is filled by the caller.
[[nodiscard]] MessageView makeMessageView(const QString &id, const ticket::MessageContent &content,
                                          bool loadRemoteImages);

} // namespace otklik::ui
