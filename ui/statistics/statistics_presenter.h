// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stats/report.h"
#include "ui/models/workspace_client.h"

#include <QObject>

#include <optional>

namespace otklik::ui {

/// The report of a chosen period, without widgets. Computed in the pool; the newest question wins.
class StatisticsPresenter final : public QObject
{
    Q_OBJECT
public:
    enum class Span { Today, Week, Month, Quarter, Year };

    explicit StatisticsPresenter(WorkspaceClient &client, QObject *parent = nullptr);

    void choose(Span span);
    void reload();
    [[nodiscard]] Span span() const { return m_span; }
    [[nodiscard]] stats::Period period() const;
    [[nodiscard]] const std::optional<stats::Report> &report() const { return m_report; }
    [[nodiscard]] QString nameOf(const QString &address) const;

Q_SIGNALS:
    void changed();
    void failed(const QString &sentence);

private:
    WorkspaceClient &m_client;
    Span m_span = Span::Month;
    std::optional<stats::Report> m_report;
    int m_asked = 0;
};

} // namespace otklik::ui
