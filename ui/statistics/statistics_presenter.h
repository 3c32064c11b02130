// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stats/report.h"
#include "ui/models/workspace_client.h"

#include <QHash>
#include <QObject>

#include <optional>

namespace otklik::ui {

/// The report of a chosen period, mailbox and clock, without widgets. Computed in the pool; the newest question wins.
class StatisticsPresenter final : public QObject
{
    Q_OBJECT
public:
    enum class Span { Today, Week, Month, Quarter, Year, Custom };

    explicit StatisticsPresenter(WorkspaceClient &client, QObject *parent = nullptr);

    void choose(Span span);
    /// Whole days, both included, in either order: the span becomes Custom.
    void chooseDays(QDate first, QDate last);
    /// Empty = all mailboxes.
    void setMailbox(const QString &name);
    void setComparing(bool comparing);
    /// Durations in business hours; the reports hold both, nothing is asked again.
    void setBusinessHours(bool business);
    void reload();

    [[nodiscard]] Span span() const { return m_span; }
    [[nodiscard]] QString mailbox() const { return m_mailbox; }
    [[nodiscard]] bool isComparing() const { return m_isComparing; }
    [[nodiscard]] bool usesBusinessHours() const { return m_usesBusinessHours; }
    /// False while business and calendar time are the same: no calendar is set.
    [[nodiscard]] bool hasBusinessHours() const;
    [[nodiscard]] bool isLoading() const { return m_isLoading; }
    [[nodiscard]] stats::Period period() const;
    /// As many days, right before.
    [[nodiscard]] stats::Period periodBefore() const;
    [[nodiscard]] QDate firstDay() const;
    [[nodiscard]] QDate lastDay() const;
    [[nodiscard]] Instant now() const { return m_client.clock().now(); }
    [[nodiscard]] const std::optional<stats::Report> &report() const { return m_report; }
    /// Nothing unless comparing.
    [[nodiscard]] const std::optional<stats::Report> &before() const { return m_before; }
    /// Days, or weeks when there are too many days to tell apart.
    [[nodiscard]] stats::Grouping chartGrouping() const;
    [[nodiscard]] QStringList mailboxes() const;
    [[nodiscard]] QString nameOf(const QString &address) const { return m_names.value(address.toLower(), address); }

    /// The text of `otklik-cli stats --format csv`; empty without a report.
    [[nodiscard]] QByteArray csv(stats::Grouping by) const;
    /// The reason when the file could not be written, else empty.
    [[nodiscard]] QString saveCsv(const QString &path, stats::Grouping by) const;

    /// Answers with ticketsReady(): a query that lists exactly the tickets of the figure.
    void requestTickets(stats::Metric metric, std::optional<stats::Grouping> grouping = std::nullopt,
                        const QString &key = {});
    /// Those of one cell of the arrivals; weekday 1 = Monday.
    void requestArrivals(int weekday, int hour);

Q_SIGNALS:
    void changed();
    void failed(const QString &sentence);
    void ticketsReady(const QString &query);

private:
    void take(Result<stats::Report> report, Result<std::optional<stats::Report>> before);
    /// Runs in the pool; answers with the numbers of the tickets that all the parts have in common.
    struct Part
    {
        stats::Metric metric;
        std::optional<stats::Grouping> grouping;
        QString key;
    };
    void requestCommon(std::vector<Part> parts);

    WorkspaceClient &m_client;
    Span m_span = Span::Month;
    QDate m_first, m_last;
    QString m_mailbox;
    bool m_isComparing = true;
    bool m_usesBusinessHours = false;
    bool m_isLoading = false;
    std::optional<stats::Report> m_report, m_before;
    QHash<QString, QString> m_names;
    int m_asked = 0;
};

} // namespace otklik::ui
