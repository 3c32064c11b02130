// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>
#include <QHash>

#include <vector>

namespace otklik::ui {

/// One line of the views list.
struct ViewItem
{
    QString id; ///< "mine", "mailbox:support", "tag:dns"
    QString title;
    QString icon; ///< empty = a dot in the tag's colour
    QString query;
    bool urgent = false;  ///< red while its count is not 0 ("At risk")
    bool grouped = false; ///< see ShownView
    bool warned = false;  ///< the mailbox behind it cannot be reached for a reason that needs somebody
    bool operator==(const ViewItem &) const = default;
};
struct ViewSection
{
    QString title;
    std::vector<ViewItem> items;
    bool operator==(const ViewSection &) const = default;
};

/// Two levels: sections, then views with counts. A change of counts or titles keeps selection and place; only another
/// set of views resets.
class ViewsModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole + 1, SizeRole, IconRole, UrgentRole, WarnedRole };

    explicit ViewsModel(QObject *parent = nullptr);
    void setSections(std::vector<ViewSection> newSections);
    void setCounts(const QHash<QString, qint64> &counts);
    [[nodiscard]] qint64 count(const QString &id) const { return m_counts.value(id, 0); }
    [[nodiscard]] const ViewItem *item(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const QString &id) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    [[nodiscard]] bool hasSameViews(const std::vector<ViewSection> &others) const;
    [[nodiscard]] QVariant viewData(const ViewItem &item, int role) const;
    void announceChange();

    std::vector<ViewSection> m_sections;
    QHash<QString, qint64> m_counts;
};

} // namespace otklik::ui
