// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>

#include <memory>
#include <vector>

namespace otklik::ui {

/// Items side by side, wrapped into lines like words.
class FlowLayout final : public QLayout
{
    Q_OBJECT
public:
    explicit FlowLayout(int gap, QWidget *parent = nullptr);
    ~FlowLayout() override;

    void addItem(QLayoutItem *item) override;
    [[nodiscard]] int count() const override;
    [[nodiscard]] QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override { return minimumSize(); }
    [[nodiscard]] QSize minimumSize() const override;
    void setGeometry(const QRect &rect) override;
    /// This one never begins a line alone: the item before it comes along.
    void setFollower(const QWidget *widget);

private:
    int arrange(const QRect &rect, bool move) const;
    /// Of the item, with the follower behind it.
    [[nodiscard]] int widthWithFollower(size_t index, int room) const;
    [[nodiscard]] static QSize shown(const QLayoutItem &item, int room);

    std::vector<std::unique_ptr<QLayoutItem>> m_items;
    int m_gap;
    const QWidget *m_follower = nullptr;
};

} // namespace otklik::ui
