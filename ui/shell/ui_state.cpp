// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/ui_state.h"

namespace otklik::ui {
namespace {

/// A number outside the enumeration (an older or newer program wrote it) reads as the default.
int bounded(const QSettings &settings, const QString &key, int fallback, int last)
{
    const int value = settings.value(key, fallback).toInt();
    return value >= 0 && value <= last ? value : fallback;
}

} // namespace

UiState::UiState(const QString &file)
    : m_settings(file, QSettings::IniFormat)
{
}

QByteArray UiState::geometry(const QString &part) const
{
    return m_settings.value(QStringLiteral("geometry/") + part).toByteArray();
}

void UiState::setGeometry(const QString &part, const QByteArray &bytes)
{
    m_settings.setValue(QStringLiteral("geometry/") + part, bytes);
}

ThemeMode UiState::theme() const
{
    return static_cast<ThemeMode>(bounded(m_settings, QStringLiteral("theme"), 0, static_cast<int>(ThemeMode::Dark)));
}

void UiState::setTheme(ThemeMode mode)
{
    m_settings.setValue(QStringLiteral("theme"), static_cast<int>(mode));
}

QString UiState::language() const
{
    return m_settings.value(QStringLiteral("language")).toString();
}

void UiState::setLanguage(const QString &language)
{
    m_settings.setValue(QStringLiteral("language"), language);
}

QueueDensity UiState::density() const
{
    return static_cast<QueueDensity>(bounded(m_settings, QStringLiteral("queue/density"),
                                             static_cast<int>(QueueDensity::Normal),
                                             static_cast<int>(QueueDensity::Roomy)));
}

void UiState::setDensity(QueueDensity density)
{
    m_settings.setValue(QStringLiteral("queue/density"), static_cast<int>(density));
}

ticket::SortOrder UiState::sort() const
{
    return static_cast<ticket::SortOrder>(
        bounded(m_settings, QStringLiteral("queue/sort"), 0, static_cast<int>(ticket::SortOrder::Priority)));
}

void UiState::setSort(ticket::SortOrder sort)
{
    m_settings.setValue(QStringLiteral("queue/sort"), static_cast<int>(sort));
}

QStringList UiState::trustedSenders() const
{
    return m_settings.value(QStringLiteral("mail/trustedSenders")).toStringList();
}

void UiState::setTrustedSenders(const QStringList &addresses)
{
    m_settings.setValue(QStringLiteral("mail/trustedSenders"), addresses);
}

bool UiState::sendSolves() const
{
    return m_settings.value(QStringLiteral("composer/sendSolves"), false).toBool();
}

void UiState::setSendSolves(bool solves)
{
    m_settings.setValue(QStringLiteral("composer/sendSolves"), solves);
}

QString UiState::view() const
{
    return m_settings.value(QStringLiteral("queue/view"), QStringLiteral("open")).toString();
}

void UiState::setView(const QString &id)
{
    m_settings.setValue(QStringLiteral("queue/view"), id);
}

} // namespace otklik::ui
