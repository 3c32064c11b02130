// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statistics/tile_figures.h"

#include "ui/widgets/time_text.h"

#include <QLocale>

#include <cmath>

namespace otklik::ui {

namespace {

using Direction = TileFigure::Direction;
using Verdict = TileFigure::Verdict;

const QString kDash = QStringLiteral("\u2013");
const QString kMinus = QStringLiteral("\u2212");

enum class Wish { More, Less, Either };

QString signedText(bool up, const QString &amount)
{
    return (up ? QStringLiteral("+") : kMinus) + amount;
}

void setChange(TileFigure &tile, double difference, const QString &amount, Wish wish)
{
    if (difference == 0) {
        tile.change = QStringLiteral("0");
        return;
    }
    const bool up = difference > 0;
    tile.change = signedText(up, amount);
    tile.direction = up ? Direction::Up : Direction::Down;
    if (wish != Wish::Either)
        tile.verdict = up == (wish == Wish::More) ? Verdict::Good : Verdict::Bad;
}

/// In per cent of what it was; nothing against zero.
void setRelativeChange(TileFigure &tile, int now, int before, Wish wish)
{
    if (before == 0)
        return setChange(tile, now, QLocale().toString(now), wish);
    const double percent = 100.0 * (now - before) / before;
    setChange(tile, now - before, QStringLiteral("%1%").arg(std::lround(std::abs(percent))), wish);
}

double percentOf(int part, int whole)
{
    return whole > 0 ? 100.0 * part / whole : 0;
}

void setShareChange(TileFigure &tile, double now, double before, Wish wish)
{
    const double points = std::round((now - before) * 10) / 10;
    setChange(tile, points, QLocale().toString(std::abs(points), 'f', 1), wish);
}

const stats::Quantiles &clockOf(const stats::Durations &durations, bool business)
{
    return business ? durations.business : durations.calendar;
}

void setDurationChange(TileFigure &tile, const stats::Quantiles &now, const stats::Quantiles *before)
{
    if (!before || !now.median || !before->median)
        return;
    const qint64 difference = *now.median / 60 - *before->median / 60;
    setChange(tile, double(difference), TimeText::duration(std::chrono::minutes(std::abs(difference))), Wish::Less);
}

int daysOf(const stats::Period &period)
{
    const auto length = std::chrono::duration_cast<std::chrono::hours>(period.to - period.from).count();
    return std::max(1, int((length + 12) / 24));
}

} // namespace

QString TileFigures::duration(const std::optional<qint64> &seconds)
{
    return seconds ? TimeText::duration(std::chrono::seconds(*seconds)) : kDash;
}

QString TileFigures::count(const std::optional<int> &count)
{
    return count ? QLocale().toString(*count) : kDash;
}

QString TileFigures::share(int part, int whole)
{
    return whole > 0 ? QLocale().toString(percentOf(part, whole), 'f', 1) + QLatin1Char('%') : kDash;
}

std::vector<TileFigure> TileFigures::of(const stats::Report &report, const stats::Report *before, bool businessHours,
                                        Instant now)
{
    const stats::Figures &f = report.totals;
    const stats::Figures *was = before ? &before->totals : nullptr;
    const int days = daysOf(report.period);
    const auto aDay = [days](int count) {
        return tr("%1 a day").arg(QLocale().toString(double(count) / days, 'f', count < 10 * days ? 1 : 0));
    };
    const auto p90 = [](const stats::Quantiles &quantiles) {
        return quantiles.p90 ? tr("p90 %1").arg(duration(quantiles.p90)) : tr("none yet");
    };
    const auto ofSolved = [&f](int part) { return tr("%1 of %2").arg(part).arg(f.solved); };
    const auto tile = [](const char *id, const QString &title, const QString &value, const QString &detail,
                         stats::Metric metric, const QString &definition) {
        TileFigure made;
        made.id = QString::fromLatin1(id);
        made.title = title;
        made.value = value;
        made.detail = detail;
        made.metric = metric;
        made.definition = definition;
        return made;
    };

    TileFigure created =
        tile("tileCreated", tr("New"), count(f.created), aDay(f.created.value_or(0)), stats::Metric::Created,
             tr("Tickets created in the period. Spam, merged tickets and mere automatic mail are left "
                "out."));
    TileFigure solved = tile("tileSolved", tr("Solved"), count(f.solved), aDay(f.solved), stats::Metric::Solved,
                             tr("Tickets solved in the period, each once, on the day of its last solution. Created, "
                                "solved and backlog need not add up: a ticket may come before the period."));
    TileFigure backlog =
        tile("tileBacklog", tr("Backlog"), count(f.backlog), was ? tr("was %1").arg(count(was->backlog)) : QString(),
             stats::Metric::Backlog, tr("Tickets neither solved nor closed at the end of the period."));
    const stats::Quantiles &first = clockOf(f.firstResponse, businessHours);
    TileFigure response = tile("tileFirstResponse", tr("First response"), duration(first.median), p90(first),
                               stats::Metric::FirstResponse,
                               tr("Median of the time from the customer's first mail to our first answer by a person, "
                                  "counted on the day of the answer. Tickets we opened are left out; nine of ten "
                                  "answers came within p90."));
    const stats::Quantiles &whole = clockOf(f.resolution, businessHours);
    TileFigure resolution =
        tile("tileResolution", tr("Resolution"), duration(whole.median), p90(whole), stats::Metric::Resolution,
             tr("Median of the time from creation to the last solution in the period."));
    TileFigure reopened =
        tile("tileReopened", tr("Reopened"), share(f.reopened, f.solved), ofSolved(f.reopened), stats::Metric::Reopened,
             tr("Returns from solved in the period against tickets solved; a mere thank-you is no "
                "return."));
    TileFigure oneTouch = tile("tileOneTouch", tr("One-touch"), share(f.oneTouch, f.solved), ofSolved(f.oneTouch),
                               stats::Metric::OneTouch, tr("Solved with a single answer, or in the call itself."));
    TileFigure waiting =
        tile("tileWaiting", tr("Still waiting"), count(f.waiting),
             f.oldestWaiting.isNever()
                 ? tr("nobody waits")
                 : tr("oldest %1")
                       .arg(TimeText::duration(
                           std::max(std::min(now, report.period.to) - f.oldestWaiting, std::chrono::milliseconds(0)))),
             stats::Metric::Waiting,
             tr("Tickets with a mail of the customer that nobody has answered at the end of the "
                "period. They are in no average of answers."));
    if (was) {
        setRelativeChange(created, f.created.value_or(0), was->created.value_or(0), Wish::Either);
        setRelativeChange(solved, f.solved, was->solved, Wish::More);
        const int more = f.backlog.value_or(0) - was->backlog.value_or(0);
        setChange(backlog, more, QLocale().toString(std::abs(more)), Wish::Less);
        setDurationChange(response, first, &clockOf(was->firstResponse, businessHours));
        setDurationChange(resolution, whole, &clockOf(was->resolution, businessHours));
        if (f.solved > 0 && was->solved > 0) {
            setShareChange(reopened, percentOf(f.reopened, f.solved), percentOf(was->reopened, was->solved),
                           Wish::Less);
            setShareChange(oneTouch, percentOf(f.oneTouch, f.solved), percentOf(was->oneTouch, was->solved),
                           Wish::More);
        }
        const int waits = f.waiting.value_or(0) - was->waiting.value_or(0);
        setChange(waiting, waits, QLocale().toString(std::abs(waits)), Wish::Less);
    }
    return {created, solved, backlog, response, resolution, reopened, oneTouch, waiting};
}

} // namespace otklik::ui
