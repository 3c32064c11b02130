// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/check_row.h"

#include "ui/widgets/accessible.h"
#include "ui/widgets/elided_label.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace otklik::ui {

CheckRow::CheckRow(const Look &look, const QString &id, const QString &icon, const QString &title, QWidget *parent)
    : QFrame(parent)
    , m_look(look)
    , m_icon(icon)
    , m_title(title)
    , m_mark(new QLabel(this))
    , m_picture(new QLabel(this))
    , m_name(new QLabel(title, this))
    , m_time(new QLabel(this))
    , m_log(new QLabel(this))
    , m_summary(new ElidedLabel({}, this))
    , m_show(named(new QPushButton(tr("Show"), this), id + QStringLiteral("-show"), tr("Show: %1").arg(title)))
{
    setObjectName(id);
    m_name->setFont(look.font(TypeRole::Button));
    m_name->setMinimumWidth(150);
    m_summary->setFont(look.font(TypeRole::Second));
    m_time->setFont(look.font(TypeRole::Second));
    m_time->setMinimumWidth(52);
    m_time->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    setStyleProperty(m_time, "text_role", QStringLiteral("quiet"));
    setStyleProperty(m_show, "kind", QStringLiteral("link"));
    m_show->setCheckable(true);
    m_log->setWordWrap(true);
    m_log->setTextFormat(Qt::PlainText);
    m_log->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_log->setFont(look.font(TypeRole::Second));
    m_log->setContentsMargins(62, 0, 0, 6);
    auto *row = new QHBoxLayout;
    row->setSpacing(10);
    row->addWidget(m_mark);
    row->addWidget(m_picture);
    row->addWidget(m_name);
    row->addWidget(m_summary, 1);
    row->addWidget(m_show);
    row->addWidget(m_time);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 5, 12, 5);
    column->setSpacing(4);
    column->addLayout(row);
    column->addWidget(m_log);
    connect(m_show, &QPushButton::toggled, m_log, &QLabel::setVisible);
    connect(m_show, &QPushButton::toggled, this,
            [this](bool open) { m_show->setText(open ? tr("Hide") : tr("Show")); });
    connect(&look.theme, &Theme::changed, this, &CheckRow::paintMark);
    clear();
}

void CheckRow::clear()
{
    m_log->clear();
    m_show->setChecked(false);
    m_log->hide();
    m_show->hide();
    m_time->clear();
    m_summary->setText({});
    setState(State::Waiting);
}

void CheckRow::setState(State state)
{
    m_state = state;
    QString word;
    switch (state) {
    case State::Waiting:
        word = tr("not tried yet");
        break;
    case State::Running:
        word = tr("trying");
        break;
    case State::Passed:
        word = tr("passed");
        break;
    case State::Weak:
        word = tr("works, but could be better");
        break;
    case State::Failed:
        word = tr("failed");
        break;
    }
    setAccessibleName(tr("%1: %2", "check and how it went").arg(m_title, word));
    if (state == State::Running)
        m_summary->setText(tr("trying…"));
    setStyleProperty(m_name, "text_role", state == State::Waiting ? QStringLiteral("quiet") : QString());
    paintMark();
}

void CheckRow::paintMark()
{
    struct Paint
    {
        const char *icon;
        Token ground, ink;
    };
    static constexpr std::array<Paint, 5> kPaints{{{"", Token::Panel, Token::Field},
                                                   {"", Token::AccentBg, Token::Accent},
                                                   {"check", Token::GreenBg, Token::Green},
                                                   {"alert", Token::AmberBg, Token::Amber},
                                                   {"x", Token::RedBg, Token::Red}}};
    const Paint &paint = kPaints.at(size_t(m_state));
    const qreal ratio = devicePixelRatioF();
    QPixmap picture(QSize(24, 24) * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool hasIcon = *paint.icon != '\0';
    painter.setPen(hasIcon ? QPen(Qt::NoPen) : QPen(m_look.color(paint.ink), 1, Qt::DashLine));
    painter.setBrush(hasIcon ? QBrush(m_look.color(paint.ground)) : QBrush(Qt::NoBrush));
    painter.drawEllipse(QRectF(0.5, 0.5, 23, 23));
    if (hasIcon)
        m_look.icons.paint(painter, QRect(5, 5, 14, 14), QString::fromLatin1(paint.icon), m_look.color(paint.ink));
    painter.end();
    m_mark->setPixmap(picture);
    m_picture->setPixmap(m_look.icons.pixmap(m_icon, 16, m_look.color(Token::T3), ratio));
}

void CheckRow::setSummary(const QString &text)
{
    m_summary->setText(text);
}

QString CheckRow::summary() const
{
    return m_summary->text();
}

void CheckRow::addLog(const QString &line)
{
    m_log->setText(m_log->text().isEmpty() ? line : m_log->text() + QLatin1Char('\n') + line);
    m_show->show();
}

QString CheckRow::log() const
{
    return m_log->text();
}

void CheckRow::setMs(qint64 ms)
{
    m_time->setText(ms < 1000 ? tr("%1 ms").arg(ms) : tr("%1 s").arg(double(ms) / 1000, 0, 'f', 1));
}

void CheckRow::setOpen(bool open)
{
    m_show->setChecked(open);
}

} // namespace otklik::ui
