// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/watchdog.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <utility>

#ifdef Q_OS_UNIX
#include <ctime>
#endif

namespace otklik::ui {

namespace {
constexpr int kBeatMs = 2;
constexpr int kAfterwardsMs = 3000; ///< the window stays open: its memory is looked at

qint64 threadMicroseconds()
{
#ifdef Q_OS_UNIX
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return qint64(used.tv_sec) * 1000000 + used.tv_nsec / 1000;
#else
    return 0;
#endif
}
} // namespace

Watchdog::Watchdog(WorkspaceClient &client, const QString &file, QObject *parent)
    : QObject(parent)
    , m_file(file)
{
    if (file.isEmpty())
        return;
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Watchdog::beat);
    m_timer.start(kBeatMs);
    m_busy = threadMicroseconds();
    m_running.start();
    m_since.start();
    connect(&client, &WorkspaceClient::accountChanged, this, [this](const workspace::AccountStatus &status) {
        if (status.health == workspace::AccountHealth::Online && m_timer.isActive())
            write();
    });
}

void Watchdog::beat()
{
    const qint64 before = std::exchange(m_busy, threadMicroseconds());
    m_gaps.push_back(
        {std::max<qint64>(0, m_since.nsecsElapsed() / 1000 - kBeatMs * 1000), m_running.elapsed(), m_busy - before});
    m_since.restart();
}

void Watchdog::write()
{
    m_timer.stop();
    std::sort(m_gaps.begin(), m_gaps.end(), [](const Gap &a, const Gap &b) { return a.length > b.length; });
    const auto after = [this](double share) {
        return m_gaps.empty() ? 0.0 : double(m_gaps[std::size_t(double(m_gaps.size() - 1) * share)].length) / 1000.0;
    };
    QJsonArray worst;
    for (std::size_t i = 0; i < std::min<std::size_t>(5, m_gaps.size()); ++i)
        worst.append(QJsonObject{{QStringLiteral("at_ms"), m_gaps[i].endMs},
                                 {QStringLiteral("ms"), double(m_gaps[i].length) / 1000.0},
                                 {QStringLiteral("busy_ms"), double(m_gaps[i].busy) / 1000.0}});
    const QJsonObject result{{QStringLiteral("longest_ms"), after(0.0)},
                             {QStringLiteral("p99_ms"), after(0.01)},
                             {QStringLiteral("beats"), qint64(m_gaps.size())},
                             {QStringLiteral("worst"), worst}};
    QFile out(m_file);
    if (!out.open(QIODevice::WriteOnly) || out.write(QJsonDocument(result).toJson()) < 0)
        qCritical("the watchdog cannot write %s", qPrintable(m_file));
    QTimer::singleShot(kAfterwardsMs, QCoreApplication::instance(), &QCoreApplication::quit);
}

} // namespace otklik::ui
