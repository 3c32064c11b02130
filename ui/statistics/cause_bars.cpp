// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statistics/cause_bars.h"

#include "ui/models/ticket_words.h"
#include "ui/widgets/accessible.h"

#include <QPainter>

#include <cmath>

namespace otklik::ui {

namespace {

constexpr int kRowHeight = 28;
constexpr int kNameWidth = 172;
constexpr int kNumbersWidth = 120;

int percentOf(int part, int whole)
{
    return whole > 0 ? int(std::lround(100.0 * part / whole)) : 0;
}

int solvedFor(const stats::Report &report, const QString &cause)
{
    for (const stats::Group &group : report.by(stats::Grouping::Cause))
        if (group.key == cause)
            return group.figures.solved;
    return 0;
}

} // namespace

CauseBars::CauseBars(const Look &look, QWidget *parent)
    : FigureCanvas(look, parent)
{
    named(this, QStringLiteral("causeBars"), tr("Why it happened"));
}

QString CauseBars::causeName(const QString &cause)
{
    return TicketWords::cause(cause);
}

CauseBars::Side CauseBars::sideOf(const QString &cause)
{
    const auto isOneOf = [&cause](const char *list) {
        return QString::fromLatin1(list).split(QLatin1Char(' ')).contains(cause);
    };
    return isOneOf("own-mistake content question")   ? Side::Customer
           : isOneOf("defect hosting configuration") ? Side::Ours
                                                     : Side::Others;
}

Token CauseBars::sideToken(Side side) const
{
    return side == Side::Customer ? Token::Accent : side == Side::Ours ? Token::RedL : Token::VioletL;
}

int CauseBars::solvedOn(Side side) const
{
    int sum = 0;
    for (const Row &row : m_rows)
        if (sideOf(row.cause) == side)
            sum += row.solved;
    return sum;
}

void CauseBars::setReport(const stats::Report &report, const stats::Report *before)
{
    m_rows.clear();
    m_total = report.totals.solved;
    for (const stats::Group &group : report.by(stats::Grouping::Cause)) {
        if (group.figures.solved == 0)
            continue;
        Row row{group.key, group.figures.solved, percentOf(group.figures.solved, m_total), {}};
        if (before && before->totals.solved > 0)
            row.change = row.percent - percentOf(solvedFor(*before, row.cause), before->totals.solved);
        m_rows.push_back(row);
    }
    std::stable_sort(m_rows.begin(), m_rows.end(), [](const Row &a, const Row &b) { return a.solved > b.solved; });
    setMinimumHeight(std::min(10, int(m_rows.size())) * 22);
    relayout();
}

std::vector<FigureCanvas::Cell> CauseBars::layOut() const
{
    std::vector<Cell> cells;
    const double step = m_rows.empty() ? 0 : std::min<double>(kRowHeight, double(height()) / double(m_rows.size()));
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        cells.push_back({QRectF(1, double(i) * step + 1, width() - 2, step - 2), tr("%1: %2 of %3 solved tickets, %4%")
                                                                                     .arg(causeName(m_rows[i].cause))
                                                                                     .arg(m_rows[i].solved)
                                                                                     .arg(m_total)
                                                                                     .arg(m_rows[i].percent)});
    return cells;
}

void CauseBars::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_rows.empty()) {
        painter.setPen(look().color(Token::T3));
        painter.drawText(rect(), Qt::AlignCenter, tr("Nothing was solved in this period."));
        return;
    }
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        paintRow(painter, m_rows[i], cellArea(int(i)));
    paintFocus(painter);
}

void CauseBars::paintRow(QPainter &painter, const Row &row, const QRectF &area) const
{
    const QFont base = look().font(TypeRole::Base);
    painter.setFont(base);
    painter.setPen(look().color(Token::T1));
    painter.drawText(QRectF(area.left(), area.top(), kNameWidth - 8, area.height()), Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(base).elidedText(causeName(row.cause), Qt::ElideRight, kNameWidth - 8));
    const double room = area.width() - kNameWidth - kNumbersWidth;
    const double length = std::max(4.0, room * row.solved / std::max(1, m_rows.front().solved));
    painter.setPen(Qt::NoPen);
    painter.setBrush(look().color(sideToken(sideOf(row.cause))));
    painter.drawRoundedRect(QRectF(area.left() + kNameWidth, area.center().y() - 6, length, 13), 3, 3);
    const auto number = [&](double right, double width, const QString &text, TypeRole role, Token ink) {
        painter.setFont(look().font(role));
        painter.setPen(look().color(ink));
        painter.drawText(QRectF(area.right() - right - width, area.top(), width, area.height()),
                         Qt::AlignRight | Qt::AlignVCenter, text);
    };
    number(78, 40, QString::number(row.solved), TypeRole::Emphasis, Token::T1);
    number(34, 42, QStringLiteral("%1%").arg(row.percent), TypeRole::Base, Token::T2);
    if (row.change)
        number(0, 32,
               *row.change > 0   ? QStringLiteral("+%1").arg(*row.change)
               : *row.change < 0 ? QStringLiteral("\u2212%1").arg(-*row.change)
                                 : QStringLiteral("0"),
               TypeRole::Second, *row.change > 3 && sideOf(row.cause) == Side::Ours ? Token::Red : Token::T3);
}

} // namespace otklik::ui
