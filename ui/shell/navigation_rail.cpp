// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/navigation_rail.h"

#include "ui/shell/health_light.h"
#include "ui/shell/sync_mark.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/rail_button.h"

#include <QButtonGroup>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

namespace otklik::ui {

NavigationRail::NavigationRail(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_pages(new QVBoxLayout)
    , m_group(new QButtonGroup(this))
    , m_health(new HealthLight(look, this))
    , m_sync(new SyncMark(look, this))
    , m_settings(named(new QToolButton(this), QStringLiteral("settingsButton"), tr("Settings")))
    , m_me(new Avatar(look, 32, this))
{
    named(this, QStringLiteral("navigationRail"), tr("Pages"));
    setFixedWidth(72);
    m_settings->setIcon(look.icons.icon(QStringLiteral("gear")));
    m_settings->setIconSize(QSize(18, 18));
    m_settings->setFixedSize(30, 30);
    m_settings->setCheckable(true);
    m_settings->setToolTip(tr("Settings"));
    m_group->addButton(m_settings);
    connect(m_settings, &QToolButton::clicked, this, [this] { Q_EMIT pageChosen(kSettingsPage); });
    m_settings->setFocusPolicy(Qt::TabFocus);
    m_me->setVisible(false);
    m_pages->setSpacing(2);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 1, 10);
    column->setSpacing(6);
    column->addLayout(m_pages);
    column->addStretch(1);
    column->addWidget(m_health, 0, Qt::AlignHCenter);
    column->addWidget(m_sync, 0, Qt::AlignHCenter);
    column->addWidget(m_settings, 0, Qt::AlignHCenter);
    column->addWidget(m_me, 0, Qt::AlignHCenter);
    connect(&look.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void NavigationRail::addPage(const QString &id, const QString &icon, const QString &label)
{
    auto *button = new RailButton(m_look, icon, label, this);
    button->setObjectName(QStringLiteral("rail-") + id);
    m_group->addButton(button);
    m_pages->addWidget(button, 0, Qt::AlignHCenter);
    m_buttons.insert(id, button);
    connect(button, &QToolButton::clicked, this, [this, id] { Q_EMIT pageChosen(id); });
}

void NavigationRail::setCurrent(const QString &id)
{
    if (RailButton *button = m_buttons.value(id))
        button->setChecked(true);
    else if (id == kSettingsPage)
        m_settings->setChecked(true);
}

void NavigationRail::setCount(const QString &id, int count, bool urgent)
{
    if (RailButton *button = m_buttons.value(id))
        button->setCount(count, urgent);
}

void NavigationRail::setMe(const QString &name, const QString &address)
{
    m_me->setPerson(name, address);
    m_me->setVisible(!address.isEmpty());
}

void NavigationRail::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_look.color(Token::Window));
    painter.fillRect(QRect(width() - 1, 0, 1, height()), m_look.color(Token::Line));
}

} // namespace otklik::ui
