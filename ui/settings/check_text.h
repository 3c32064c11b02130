// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/workspace.h"

#include <QCoreApplication>
#include <QString>

#include <optional>

namespace otklik::ui {

/// The lines of an account's checks, in their order.
enum class Check { Connect, Encryption, SignIn, Folders, Push, Journal, Sending };

/// What the checks of an account say, in words for a person.
class CheckText final
{
    Q_DECLARE_TR_FUNCTIONS(otklik::ui::CheckText)
public:
    using TestStep = workspace::Workspace::TestStep;

    /// The lines that make sense for a kind of account.
    [[nodiscard]] static std::vector<Check> checksOf(settings::AccountKind kind);
    /// Which line a step of the test belongs to.
    [[nodiscard]] static std::optional<Check> checkOf(const QString &stepName);
    [[nodiscard]] static QString title(Check check, settings::AccountKind kind);
    [[nodiscard]] static QString icon(Check check);
    /// One line on how it went; empty for a step that has nothing to say.
    [[nodiscard]] static QString summary(const TestStep &step);
    /// True for what works, but not as well as it could.
    [[nodiscard]] static bool isWeak(const TestStep &step);
    /// Issuer, fingerprint, validity and names, a line each.
    [[nodiscard]] static QString certificate(const workspace::ServerCertificate &certificate);
    /// What went wrong, and what to do about it.
    [[nodiscard]] static QString cause(Check check, ErrorCode code, const settings::AccountConfig &account);
    [[nodiscard]] static QString remedy(Check check, ErrorCode code, const settings::AccountConfig &account);
};

} // namespace otklik::ui
