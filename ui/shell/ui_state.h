// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/queue/queue_delegate.h"
#include "ui/widgets/theme.h"

#include <QByteArray>
#include <QSettings>
#include <QStringList>

namespace otklik::ui {

/// How this desk's windows looked last time: sizes, theme, language, order. Kept beside the profile; losing it loses
/// nothing but comfort.
class UiState final
{
public:
    explicit UiState(const QString &file);

    [[nodiscard]] QByteArray geometry(const QString &part) const;
    void setGeometry(const QString &part, const QByteArray &bytes);
    [[nodiscard]] ThemeMode theme() const;
    void setTheme(ThemeMode mode);
    /// "ru", "en"; empty = the system's.
    [[nodiscard]] QString language() const;
    void setLanguage(const QString &language);
    [[nodiscard]] QueueDensity density() const;
    void setDensity(QueueDensity density);
    [[nodiscard]] ticket::SortOrder sort() const;
    void setSort(ticket::SortOrder sort);
    /// Lower-case addresses whose remote pictures are always loaded.
    [[nodiscard]] QStringList trustedSenders() const;
    void setTrustedSenders(const QStringList &addresses);
    /// What Send does: solves the ticket, or waits for the customer (the default).
    [[nodiscard]] bool sendSolves() const;
    void setSendSolves(bool solves);
    [[nodiscard]] QString view() const;
    void setView(const QString &id);

private:
    QSettings m_settings;
};

} // namespace otklik::ui
