// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QMenu>

#include <optional>
#include <vector>

class QLineEdit;

namespace otklik::ui {

/// A menu with a field on top that narrows it down while typing. Enter takes the first hit.
class SearchMenu final : public QMenu
{
    Q_OBJECT
public:
    struct Item
    {
        QString id;
        QString text;
        bool checked = false;
        bool operator==(const Item &) const = default;
    };
    SearchMenu(const QString &objectName, const QString &title, QWidget *parent = nullptr);
    /// While the menu is open it stays as it is; the new items come when it is closed.
    void setItems(const std::vector<Item> &items);
    /// Text that is no item can be chosen as it is typed (new tags).
    void setAcceptsNew(bool accepts) { m_acceptsNew = accepts; }

Q_SIGNALS:
    void chosen(const QString &id);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void narrow(const QString &typed);
    void takeFirst();

    QLineEdit *m_field;
    std::vector<Item> m_items;
    std::optional<std::vector<Item>> m_next;
    std::vector<QAction *> m_actions;
    bool m_acceptsNew = false;
};

} // namespace otklik::ui
