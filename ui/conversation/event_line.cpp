// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversation/event_line.h"

#include "ui/widgets/accessible.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QTextDocumentFragment>

namespace otklik::ui {

namespace {

QString plain(const QString &richText)
{
    return QTextDocumentFragment::fromHtml(richText).toPlainText();
}

} // namespace

EventLine::EventLine(const Look &look, const QString &icon, const QStringList &sentences, const QString &summary,
                     const QString &time, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_sentences(sentences)
    , m_summary(summary)
    , m_text(new QLabel(this))
{
    setObjectName(QStringLiteral("eventLine"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(13, 0, 13, 0);
    row->setSpacing(8);
    auto *mark = new QLabel(this);
    auto *when = new QLabel(time, this);
    row->addWidget(mark, 0, Qt::AlignTop);
    row->addWidget(m_text, 1);
    row->addWidget(when, 0, Qt::AlignTop);
    m_text->setFont(look.font(TypeRole::Second));
    m_text->setTextFormat(Qt::RichText);
    m_text->setWordWrap(true);
    m_text->setProperty("text_role", QStringLiteral("quiet"));
    when->setFont(look.font(TypeRole::Second));
    when->setProperty("text_role", QStringLiteral("quiet"));
    const auto tint = [this, mark, icon] {
        mark->setPixmap(m_look.icons.pixmap(icon, 14, m_look.color(Token::T3), devicePixelRatioF()));
        fill();
    };
    connect(&look.theme, &Theme::changed, this, tint);
    tint();
    if (m_sentences.size() > 1) {
        setCursor(Qt::PointingHandCursor);
        setToolTip(plain(m_sentences.join(QLatin1String("<br>"))));
    }
}

void EventLine::fill()
{
    const bool summed = m_sentences.size() > 1 && !m_unfolded;
    QString text = summed ? m_summary : m_sentences.join(QLatin1String("<br>"));
    setAccessibleName(plain(text));
    text.replace(QLatin1String("<b>"),
                 QStringLiteral("<span style=\"font-weight:500;color:%1\">").arg(m_look.color(Token::T2).name()));
    text.replace(QLatin1String("</b>"), QLatin1String("</span>"));
    m_text->setText(text);
}

void EventLine::setUnfolded(bool unfolded)
{
    m_unfolded = unfolded;
    fill();
}

void EventLine::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && m_sentences.size() > 1)
        setUnfolded(!m_unfolded);
}

DayLine::DayLine(const Look &look, const QString &day, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_day(day)
{
    named(this, QStringLiteral("dayLine"), day);
    setFixedHeight(20);
}

void DayLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(m_look.font(TypeRole::Small));
    const int width = painter.fontMetrics().horizontalAdvance(m_day) + 24;
    const int left = (this->width() - width) / 2;
    painter.setPen(m_look.color(Token::Line));
    painter.drawLine(0, height() / 2, left, height() / 2);
    painter.drawLine(left + width, height() / 2, this->width(), height() / 2);
    painter.setPen(m_look.color(Token::T3));
    painter.drawText(rect(), Qt::AlignCenter, m_day);
}

} // namespace otklik::ui
