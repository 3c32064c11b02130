// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/health_light.h"

#include <QPainter>

namespace otklik::ui {

HealthLight::HealthLight(const Look &look, QWidget *parent)
    : RailMark(look, QStringLiteral("healthLight"), tr("Health of the mailboxes"), parent)
{
}

Token HealthLight::inkOf(Level level)
{
    switch (level) {
    case Level::Green:
        return Token::Green;
    case Level::Amber:
        return Token::Amber;
    case Level::Red:
        return Token::Red;
    case Level::Unknown:
        break;
    }
    return Token::T3;
}

/// The colour is never alone.
QString HealthLight::word() const
{
    switch (m_level) {
    case Level::Unknown:
        return tr("Unknown");
    case Level::Green:
        return tr("All here");
    case Level::Amber:
        return tr("Look here");
    case Level::Red:
        return tr("Not whole");
    }
    return {};
}

QString HealthLight::icon() const
{
    const bool wantsSomebody = m_level == Level::Amber || m_level == Level::Red;
    return wantsSomebody ? QStringLiteral("alert") : QStringLiteral("mail");
}

void HealthLight::set(Level level, const QString &detail, const QString &tip)
{
    m_level = level;
    m_detail = detail;
    setToolTip(tip);
    setAccessibleDescription(word() + QLatin1Char('\n') + tip);
    update();
}

void HealthLight::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintMark(painter, icon(), inkOf(m_level), word(), m_detail);
}

} // namespace otklik::ui
