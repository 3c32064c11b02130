// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/mime/invitation.h"
#include "ui/widgets/look.h"

#include <QFrame>

class QLabel;
class QVBoxLayout;

namespace otklik::ui {

/// A meeting that came by mail: what, when (in this desk's zone), where, who. Says what it is and offers nothing: an
/// answer to an invitation is a promise, and a person makes it.
class InvitationCard final : public QFrame
{
    Q_OBJECT
public:
    InvitationCard(const Look &look, const mime::Invitation &invitation, QWidget *parent = nullptr);
    /// "10 March 2026, 12:00–13:00"; empty when the mail tells no time.
    [[nodiscard]] static QString when(const mime::Invitation &invitation);
    [[nodiscard]] static QString people(const mime::Invitation &invitation);

private:
    void addRow(QVBoxLayout *column, const QString &icon, const QString &name, const QString &text);

    Look m_look;
};

} // namespace otklik::ui
