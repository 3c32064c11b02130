// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/customer/customer_panel.h"
#include "ui/customer/customer_strip.h"
#include "ui/queue/queue_view.h"
#include "ui/queue/views_panel.h"
#include "ui/shell/ui_state.h"

#include <QWidget>

class QSplitter;

namespace otklik::ui {

/// The desk: views, queue, conversation, customer side by side in splitters that remember their places. Under 1360 px
/// of window the customer folds to a strip, under 1200 the views to a popup at the queue's title.
class DeskPage final : public QWidget
{
    Q_OBJECT
public:
    struct Parts
    {
        ViewsPanel *views;
        QueueView *queue;
        QWidget *conversation;
        CustomerPanel *customer;
        CustomerStrip *strip;
    };
    DeskPage(const Look &look, const Parts &parts, UiState &state, QWidget *parent = nullptr);
    ~DeskPage() override;

    /// F4: hides or shows the panel; slides it over the conversation where it is folded.
    void toggleCustomer();
    void openViews();
    /// F6: the focus goes to the next visible pane.
    void focusNextPane();
    [[nodiscard]] bool isCustomerFolded() const { return m_customerFolded; }
    [[nodiscard]] bool areViewsFolded() const { return m_viewsFolded; }

    static constexpr int kFoldCustomerUnder = 1360;
    static constexpr int kFoldViewsUnder = 1200;

    bool eventFilter(QObject *watched, QEvent *event) override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void arrange(int windowWidth);
    void foldCustomer(bool fold);
    void foldViews(bool fold);
    void closeViewsPopup();
    /// Each number of panes has its own places.
    [[nodiscard]] QString splitterName() const;
    void placePanes();

    Look m_look;
    Parts m_parts;
    UiState &m_state;
    QSplitter *m_splitter;
    QWidget *m_viewsPopup;
    bool m_customerFolded = false;
    bool m_viewsFolded = false;
    bool m_customerHidden = false;
};

} // namespace otklik::ui
