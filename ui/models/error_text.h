// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QCoreApplication>
#include <QString>

namespace otklik::ui {

/// An error of the core as a sentence for a person, with what to do next.
class ErrorText final
{
    Q_DECLARE_TR_FUNCTIONS(otklik::ui::ErrorText)
public:
    [[nodiscard]] static QString of(const Error &error);
};

} // namespace otklik::ui
