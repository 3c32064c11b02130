// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ticket/timeline.h"
#include "ui/widgets/look.h"

#include <QAbstractButton>

namespace otklik::ui {

/// One attached file, 40 px high: thumbnail or icon, name, size. Click opens harmless types and mails, and saves the
/// others.
class AttachmentCard final : public QAbstractButton
{
    Q_OBJECT
public:
    AttachmentCard(const Look &look, const ticket::AttachmentInfo &file, QWidget *parent = nullptr);
    void setThumbnail(const QByteArray &bytes);
    [[nodiscard]] const ticket::AttachmentInfo &file() const { return m_file; }
    [[nodiscard]] bool wantsThumbnail() const;
    /// Pictures, plain text and PDF: nothing that runs when opened.
    [[nodiscard]] static bool isHarmless(const ticket::AttachmentInfo &file);
    /// A mail, which this program shows itself.
    [[nodiscard]] static bool isMail(const ticket::AttachmentInfo &file);
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void openRequested(const otklik::ticket::AttachmentInfo &file);
    void saveRequested(const otklik::ticket::AttachmentInfo &file);

protected:
    void paintEvent(QPaintEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    [[nodiscard]] QString detail() const;

    Look m_look;
    ticket::AttachmentInfo m_file;
    QPixmap m_thumbnail;
    QSize m_pictureSize;
};

} // namespace otklik::ui
