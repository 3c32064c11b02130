// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/health_light.h"

#include "ui/widgets/accessible.h"

#include <QPainter>

namespace otklik::ui {

namespace {

Token inkOf(HealthLight::Level level)
{
    switch (level) {
    case HealthLight::Level::Green:
        return Token::Green;
    case HealthLight::Level::Amber:
        return Token::Amber;
    case HealthLight::Level::Red:
        return Token::Red;
    case HealthLight::Level::Unknown:
        break;
    }
    return Token::T3;
}

} // namespace

HealthLight::HealthLight(const Look &look, QWidget *parent)
    : QAbstractButton(parent)
    , m_look(look)
{
    named(this, QStringLiteral("healthLight"), tr("Health of the mailboxes"));
    setFocusPolicy(Qt::TabFocus);
    setFixedSize(72, 56);
    connect(&look.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
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
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse() || hasFocus()) {
        painter.setPen(hasFocus() ? QPen(m_look.color(Token::SelLine), 2) : QPen(Qt::NoPen));
        painter.setBrush(m_look.color(Token::Hover));
        painter.drawRoundedRect(rect().adjusted(4, 1, -4, -1), 8, 8);
    }
    const QColor ink = m_look.color(inkOf(m_level));
    m_look.icons.paint(painter, QRect(27, 4, 18, 18), icon(), ink);
    painter.setFont(m_look.font(TypeRole::Small));
    painter.setPen(ink);
    painter.drawText(QRect(0, 24, 72, 14), Qt::AlignCenter,
                     painter.fontMetrics().elidedText(word(), Qt::ElideRight, 70));
    QFont quiet = m_look.font(TypeRole::Small);
    quiet.setWeight(QFont::Normal);
    painter.setFont(quiet);
    painter.setPen(m_look.color(Token::T3));
    painter.drawText(QRect(0, 38, 72, 14), Qt::AlignCenter,
                     painter.fontMetrics().elidedText(m_detail, Qt::ElideRight, 70));
}

} // namespace otklik::ui
