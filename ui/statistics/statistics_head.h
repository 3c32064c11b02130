// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/statistics/statistics_presenter.h"
#include "ui/widgets/look.h"

#include <QWidget>

class QButtonGroup;
class QCheckBox;
class QComboBox;
class QDateEdit;
class QHBoxLayout;
class QLabel;

namespace otklik::ui {

/// The two bars above the figures: period and export; mailbox, comparison and clock.
class StatisticsHead final : public QWidget
{
    Q_OBJECT
public:
    StatisticsHead(const Look &look, StatisticsPresenter &presenter, QWidget *parent = nullptr);
    /// Shows what the presenter has.
    void refresh();

Q_SIGNALS:
    void csvRequested();

private:
    QWidget *makeTitleBar();
    QWidget *makeFilterBar();
    QWidget *makeSpans();
    QWidget *makeClocks();
    QDateEdit *dateField(const QString &objectName, const QString &label);
    void fillMailboxes();

    Look m_look;
    StatisticsPresenter &m_presenter;
    QLabel *m_range;
    QButtonGroup *m_spans, *m_clocks;
    QDateEdit *m_first, *m_last;
    QLabel *m_mailboxLabel = nullptr;
    QComboBox *m_mailbox;
    QCheckBox *m_compare;
    QWidget *m_clockFrame = nullptr;
};

} // namespace otklik::ui
