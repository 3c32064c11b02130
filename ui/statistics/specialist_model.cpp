// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statistics/specialist_model.h"

#include "ui/statistics/tile_figures.h"
#include "ui/widgets/row_painting.h"

#include <QLocale>
#include <QPainter>

namespace otklik::ui {

SpecialistModel::SpecialistModel(const Look &look, const StatisticsPresenter &presenter, QObject *parent)
    : QAbstractTableModel(parent)
    , m_look(look)
    , m_presenter(presenter)
{
}

void SpecialistModel::refresh()
{
    beginResetModel();
    m_groups.clear();
    if (m_presenter.report()) {
        m_groups = m_presenter.report()->by(stats::Grouping::Specialist);
        m_team = m_presenter.report()->totals;
    }
    std::stable_sort(m_groups.begin(), m_groups.end(), [](const stats::Group &a, const stats::Group &b) {
        return a.key.isEmpty() != b.key.isEmpty() ? b.key.isEmpty() : a.figures.solved > b.figures.solved;
    });
    endResetModel();
}

bool SpecialistModel::isPerson(int row) const
{
    return row >= 0 && row < int(m_groups.size());
}

QString SpecialistModel::addressAt(int row) const
{
    return isPerson(row) ? m_groups[std::size_t(row)].key : QString();
}

stats::Metric SpecialistModel::metricOf(int column)
{
    switch (column) {
    case Open:
        return stats::Metric::Backlog;
    case FirstResponse:
    case FirstResponseP90:
        return stats::Metric::FirstResponse;
    case Resolution:
        return stats::Metric::Resolution;
    case Reopened:
        return stats::Metric::Reopened;
    case OneTouch:
        return stats::Metric::OneTouch;
    default:
        return stats::Metric::Solved;
    }
}

int SpecialistModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || m_groups.empty() ? 0 : int(m_groups.size()) + 1;
}

int SpecialistModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(Columns);
}

QString SpecialistModel::name(int row) const
{
    if (!isPerson(row))
        return tr("Team");
    const QString address = addressAt(row);
    return address.isEmpty() ? tr("Nobody") : m_presenter.nameOf(address);
}

QString SpecialistModel::text(const stats::Figures &figures, int column) const
{
    const bool business = m_presenter.usesBusinessHours();
    const auto clock = [business](const stats::Durations &d) { return business ? d.business : d.calendar; };
    switch (column) {
    case Solved:
        return QLocale().toString(figures.solved);
    case Open:
        return TileFigures::count(figures.backlog);
    case FirstResponse:
        return TileFigures::duration(clock(figures.firstResponse).median);
    case FirstResponseP90:
        return TileFigures::duration(clock(figures.firstResponse).p90);
    case Resolution:
        return TileFigures::duration(clock(figures.resolution).median);
    case Reopened:
        return TileFigures::share(figures.reopened, figures.solved);
    default:
        return TileFigures::share(figures.oneTouch, figures.solved);
    }
}

QPixmap SpecialistModel::mark(int row) const
{
    constexpr qreal kRatio = 2;
    QPixmap pixmap(QSize(20, 20) * kRatio);
    pixmap.setDevicePixelRatio(kRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    const QString address = addressAt(row);
    if (address.isEmpty())
        paintNobody(painter, m_look, QRect(0, 0, 20, 20));
    else
        paintAvatar(painter, m_look, QRect(0, 0, 20, 20), m_presenter.nameOf(address), address);
    return pixmap;
}

QVariant SpecialistModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const bool person = isPerson(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Name
                   ? name(index.row())
                   : text(person ? m_groups[std::size_t(index.row())].figures : m_team, index.column());
    case Qt::DecorationRole:
        return index.column() == Name && person ? QVariant(mark(index.row())) : QVariant();
    case Qt::FontRole:
        return m_look.font(person ? TypeRole::Base : TypeRole::Emphasis);
    case Qt::ToolTipRole:
        return index.column() == Name ? addressAt(index.row()) : headerData(index.column(), Qt::Horizontal, role);
    case Qt::TextAlignmentRole:
        return int((index.column() == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant SpecialistModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Name ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    const std::pair<QString, QString> columns[Columns] = {
        {tr("Specialist"), tr("Answers count for who wrote them, solutions for the assignee at that moment.")},
        {tr("Solved"), tr("Tickets solved in the period, for the assignee then.")},
        {tr("Open"), tr("Unsolved tickets assigned now.")},
        {tr("First resp."), tr("Median of the first answers by this person.")},
        {tr("p90"), tr("Nine of ten first answers came within this time.")},
        {tr("Resolution"), tr("Median from creation to solution.")},
        {tr("Reopen"), tr("Returns from solved against tickets solved.")},
        {tr("One-touch"), tr("Solved with a single answer.")}};
    if (role == Qt::DisplayRole)
        return columns[section].first;
    return role == Qt::ToolTipRole ? QVariant(columns[section].second) : QVariant();
}

} // namespace otklik::ui
