// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QHash>
#include <QWidget>

class QButtonGroup;
class QToolButton;
class QVBoxLayout;

namespace otklik::ui {

class Avatar;
class HealthLight;
class RailButton;
class SyncMark;

/// The 72-px rail: pages above, health of the mailboxes, synchronisation, settings and who I am below.
class NavigationRail final : public QWidget
{
    Q_OBJECT
public:
    /// The page behind the gear.
    inline static const QString kSettingsPage = QStringLiteral("settings");
    explicit NavigationRail(const Look &look, QWidget *parent = nullptr);

    void addPage(const QString &id, const QString &icon, const QString &label);
    void setCurrent(const QString &id);
    void setCount(const QString &id, int count, bool urgent);
    void setMe(const QString &name, const QString &address);
    [[nodiscard]] SyncMark &syncMark() { return *m_sync; }
    [[nodiscard]] HealthLight &healthLight() { return *m_health; }

Q_SIGNALS:
    void pageChosen(const QString &id);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Look m_look;
    QVBoxLayout *m_pages;
    QButtonGroup *m_group;
    QHash<QString, RailButton *> m_buttons;
    HealthLight *m_health;
    SyncMark *m_sync;
    QToolButton *m_settings;
    Avatar *m_me;
};

} // namespace otklik::ui
