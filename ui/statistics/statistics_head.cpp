// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statistics/statistics_head.h"

#include "ui/widgets/accessible.h"
#include "ui/widgets/hint_button.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

namespace otklik::ui {

using Span = StatisticsPresenter::Span;

namespace {

constexpr int kDateFrame = 44; ///< padding and arrow

QFrame *segmentFrame(QWidget *parent)
{
    auto *frame = new QFrame(parent);
    frame->setProperty("card", true);
    auto *row = new QHBoxLayout(frame);
    row->setContentsMargins(1, 1, 1, 1);
    row->setSpacing(0);
    frame->setFixedHeight(30);
    return frame;
}

void addSegment(QFrame *frame, QButtonGroup *group, const QFont &font, int id, const QString &objectName,
                const QString &label)
{
    auto *button = named(new QToolButton(frame), objectName, label);
    button->setText(label);
    button->setFont(font);
    button->setCheckable(true);
    button->setMinimumWidth(button->sizeHint().width() + 12);
    button->setFixedHeight(26);
    button->setFocusPolicy(Qt::TabFocus);
    group->addButton(button, id);
    frame->layout()->addWidget(button);
}

} // namespace

StatisticsHead::StatisticsHead(const Look &look, StatisticsPresenter &presenter, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_presenter(presenter)
    , m_range(new QLabel(this))
    , m_spans(new QButtonGroup(this))
    , m_clocks(new QButtonGroup(this))
    , m_first(dateField(QStringLiteral("statisticsFirstDay"), tr("First day")))
    , m_last(dateField(QStringLiteral("statisticsLastDay"), tr("Last day")))
    , m_mailbox(named(new QComboBox(this), QStringLiteral("statisticsMailbox"), tr("Mailbox")))
    , m_compare(named(new QCheckBox(this), QStringLiteral("statisticsCompare"), tr("Compare with the period before")))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeTitleBar());
    auto *line = new QFrame(this);
    line->setProperty("frame", QStringLiteral("line"));
    line->setFixedHeight(1);
    column->addWidget(line);
    column->addWidget(makeFilterBar());
    const auto datesEdited = [this] { m_presenter.chooseDays(m_first->date(), m_last->date()); };
    connect(m_first, &QDateEdit::dateChanged, this, datesEdited);
    connect(m_last, &QDateEdit::dateChanged, this, datesEdited);
    connect(m_spans, &QButtonGroup::idClicked, this, [this](int id) { m_presenter.choose(Span(id)); });
    connect(m_clocks, &QButtonGroup::idClicked, this, [this](int id) { m_presenter.setBusinessHours(id == 1); });
    connect(m_mailbox, &QComboBox::activated, this,
            [this](int index) { m_presenter.setMailbox(m_mailbox->itemData(index).toString()); });
    connect(m_compare, &QCheckBox::toggled, this, [this](bool on) { m_presenter.setComparing(on); });
}

QDateEdit *StatisticsHead::dateField(const QString &objectName, const QString &label)
{
    auto *field = named(new QDateEdit(this), objectName, label);
    field->setCalendarPopup(true);
    field->setDisplayFormat(tr("d MMM yyyy", "date format, field"));
    field->setKeyboardTracking(false);
    field->setFixedHeight(30);
    field->setToolTip(label);
    int widest = 0; // the names of months differ much, and the style sheet's arrow is in no size hint
    for (int month = 1; month <= 12; ++month)
        widest = qMax(widest, field->fontMetrics().horizontalAdvance(
                                  locale().toString(QDate(2028, month, 28), field->displayFormat())));
    field->setMinimumWidth(widest + kDateFrame);
    return field;
}

QWidget *StatisticsHead::makeSpans()
{
    QFrame *frame = segmentFrame(this);
    const std::pair<Span, QString> spans[] = {{Span::Today, tr("Today")},
                                              {Span::Week, tr("7 days")},
                                              {Span::Month, tr("30 days")},
                                              {Span::Quarter, tr("Quarter")},
                                              {Span::Year, tr("Year")}};
    for (const auto &[span, label] : spans)
        addSegment(frame, m_spans, m_look.font(TypeRole::Button), int(span), QStringLiteral("span%1").arg(int(span)),
                   label);
    return frame;
}

QWidget *StatisticsHead::makeClocks()
{
    QFrame *frame = segmentFrame(this);
    addSegment(frame, m_clocks, m_look.font(TypeRole::Button), 1, QStringLiteral("businessHours"),
               tr("Business hours"));
    addSegment(frame, m_clocks, m_look.font(TypeRole::Button), 0, QStringLiteral("calendarHours"),
               tr("Calendar hours"));
    m_clockFrame = frame;
    return frame;
}

QWidget *StatisticsHead::makeTitleBar()
{
    auto *bar = new QWidget(this);
    setSurface(bar, QStringLiteral("panel"));
    bar->setFixedHeight(56);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(24, 0, 24, 0);
    row->setSpacing(12);
    auto *title = new QLabel(tr("Statistics"), bar);
    title->setFont(m_look.font(TypeRole::PageTitle));
    m_range->setObjectName(QStringLiteral("statisticsRange"));
    m_range->setProperty("text_role", QStringLiteral("quiet"));
    m_range->setMinimumWidth(1);
    row->addWidget(title);
    row->addWidget(m_range, 1);
    row->addWidget(makeSpans());
    row->addWidget(m_first);
    row->addWidget(m_last);
    auto *csv = named(new HintButton(m_look, HintButton::Kind::Plain, QStringLiteral("download"), tr("CSV"),
                                     QStringLiteral("Ctrl+E"), bar),
                      QStringLiteral("statisticsCsv"), tr("Save as CSV"));
    row->addWidget(csv);
    connect(csv, &QPushButton::clicked, this, &StatisticsHead::csvRequested);
    return bar;
}

QWidget *StatisticsHead::makeFilterBar()
{
    auto *bar = new QWidget(this);
    bar->setFixedHeight(48);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(24, 0, 24, 0);
    row->setSpacing(12);
    m_mailboxLabel = new QLabel(tr("Mailbox"), bar);
    m_mailboxLabel->setProperty("text_role", QStringLiteral("second"));
    row->addWidget(m_mailboxLabel);
    m_mailbox->setMinimumWidth(150);
    m_mailbox->setFixedHeight(30);
    row->addWidget(m_mailbox);
    row->addStretch(1);
    m_compare->setText(tr("Compare with the period before"));
    m_compare->setChecked(m_presenter.isComparing());
    row->addWidget(m_compare);
    row->addWidget(makeClocks());
    return bar;
}

void StatisticsHead::fillMailboxes()
{
    const QStringList names = m_presenter.mailboxes();
    if (m_mailbox->count() != names.size() + 1) {
        m_mailbox->clear();
        m_mailbox->addItem(tr("All %1").arg(names.size()), QString());
        for (const QString &name : names)
            m_mailbox->addItem(name, name);
    }
    m_mailbox->setVisible(names.size() > 1);
    m_mailboxLabel->setVisible(names.size() > 1);
    m_mailbox->setCurrentIndex(std::max(0, m_mailbox->findData(m_presenter.mailbox())));
}

void StatisticsHead::refresh()
{
    const QSignalBlocker noFirst(m_first);
    const QSignalBlocker noLast(m_last);
    m_first->setDate(m_presenter.firstDay());
    m_last->setDate(m_presenter.lastDay());
    for (QAbstractButton *button : m_spans->buttons()) {
        m_spans->setExclusive(false);
        button->setChecked(m_spans->id(button) == int(m_presenter.span()));
        m_spans->setExclusive(true);
    }
    m_clocks->button(m_presenter.usesBusinessHours() ? 1 : 0)->setChecked(true);
    m_clockFrame->setVisible(m_presenter.hasBusinessHours());
    fillMailboxes();
    const QLocale locale;
    const QString format = tr("d MMMM yyyy", "date format, range");
    const QString clock = m_presenter.usesBusinessHours() ? tr("business hours") : tr("calendar hours");
    m_range->setText(clock);
    m_range->setToolTip(tr("%1 to %2, %3")
                            .arg(locale.toString(m_presenter.firstDay(), format),
                                 locale.toString(m_presenter.lastDay(), format), clock));
}

} // namespace otklik::ui
