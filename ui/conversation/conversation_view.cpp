// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversation/conversation_view.h"

#include "ui/conversation/attachment_card.h"
#include "ui/conversation/conversation_text.h"
#include "ui/conversation/event_line.h"
#include "ui/conversation/mail_dialog.h"
#include "ui/conversation/source_dialog.h"
#include "ui/conversation/ticket_header.h"
#include "ui/conversation/timeline_card.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/time_text.h"

#include <QApplication>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QVBoxLayout>

#include <algorithm>

namespace otklik::ui {

ConversationView::ConversationView(const Look &look, ConversationPresenter &presenter, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_presenter(presenter)
    , m_header(new TicketHeader(look, presenter, this))
    , m_fault(new Banner(look, Banner::Tone::Red, QString(), this))
    , m_scroll(named(new QScrollArea(this), QStringLiteral("timeline"), tr("Conversation")))
    , m_page(new QWidget)
    , m_rows(new QVBoxLayout(m_page))
    , m_empty(new EmptyState(look, this))
{
    named(this, QStringLiteral("conversation"), tr("Conversation"));
    setMinimumWidth(440);
    setSurface(this, QStringLiteral("side"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *line = new QFrame(this);
    line->setProperty("frame", QStringLiteral("line"));
    line->setFixedHeight(1);
    column->addWidget(m_header);
    column->addWidget(line);
    column->addWidget(m_fault);
    column->addWidget(m_scroll, 1);
    column->addWidget(m_empty, 1);
    m_fault->setObjectName(QStringLiteral("conversationFault"));
    m_fault->addButton(QStringLiteral("closeFault"), tr("Close"));
    m_fault->hide();
    m_rows->setContentsMargins(16, 10, 16, 8);
    m_rows->setSpacing(8);
    m_scroll->setWidget(m_page);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::StrongFocus);
    m_scroll->viewport()->installEventFilter(this);
    setSurface(m_page, QStringLiteral("side"));
    m_empty->set(tr("No ticket chosen"), tr("Choose a ticket in the queue to read it here."));
    m_readTimer.setSingleShot(true);
    m_readTimer.setInterval(kReadAfterMs);
    m_nearTimer.setSingleShot(true);
    m_buildTimer.setSingleShot(true);
    connect(&m_buildTimer, &QTimer::timeout, this, &ConversationView::buildRows);
    connect(&m_readTimer, &QTimer::timeout, this, [this] {
        if (isVisible() && isActiveWindow())
            m_presenter.markRead();
    });
    connect(&m_nearTimer, &QTimer::timeout, this, &ConversationView::makeNearBodies);
    connect(m_fault, &Banner::buttonClicked, m_fault, &QWidget::hide);
    QScrollBar *bar = m_scroll->verticalScrollBar();
    connect(bar, &QScrollBar::valueChanged, &m_nearTimer, qOverload<>(&QTimer::start));
    connect(bar, &QScrollBar::rangeChanged, this, &ConversationView::settle);
    connect(bar, &QScrollBar::actionTriggered, this, [this] { m_settling = false; });
    connect(&presenter, &ConversationPresenter::shown, this, &ConversationView::startTicket);
    connect(&presenter, &ConversationPresenter::loaded, this, &ConversationView::rebuild);
    connect(&presenter, &ConversationPresenter::contentReady, this, [this](const QString &id, const MessageView &view) {
        if (TimelineCard *card = m_cards.value(id))
            card->setContent(view);
    });
    connect(&presenter, &ConversationPresenter::partReady, this,
            [this](MessageRow message, int part, const QByteArray &bytes) {
                for (const QPointer<TimelineCard> &card : std::as_const(m_cards))
                    if (card && card->entry().message == message)
                        card->setPart(part, bytes);
                if (message == m_openMessage && part == m_openFile.part)
                    openPart(bytes);
            });
    connect(&presenter, &ConversationPresenter::sourceReady, this,
            [this](const QByteArray &raw) { (new SourceDialog(m_look, raw, this))->open(); });
    connect(&presenter, &ConversationPresenter::nestedReady, this,
            [this](const QByteArray &raw, const MessageView &view) {
                (new MailDialog(m_look, m_presenter.source(), raw, view, 1, this))->open();
            });
    connect(&presenter, &ConversationPresenter::failed, this, [this](const QString &sentence) {
        m_fault->setSentence(sentence);
        m_fault->show();
    });
    fillMoreMenu();
    startTicket();
    rebuild();
}

ConversationView::~ConversationView() = default;

QMenu *ConversationView::moreMenu() const
{
    return m_header->moreMenu();
}

void ConversationView::openMenu(const QString &which)
{
    m_header->openMenu(which);
}

void ConversationView::focusTimeline()
{
    m_scroll->setFocus(Qt::ShortcutFocusReason);
}

void ConversationView::startTicket()
{
    for (const QPointer<TimelineCard> &card : std::as_const(m_cards))
        if (card)
            card->deleteLater();
    m_cards.clear();
    m_fault->hide();
    m_quotesShown = false;
    m_settling = true;
    m_anchor = nullptr;
    m_mostRows = kRows;
    if (m_presenter.key().isEmpty())
        m_readTimer.stop();
    else
        m_readTimer.start();
}

void ConversationView::rebuild()
{
    m_buildTimer.stop();
    const bool some = !m_presenter.row().key.isEmpty();
    m_header->setVisible(some);
    m_empty->setVisible(!some);
    m_page->setUpdatesEnabled(false);
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        if (QWidget *widget = item->widget(); widget && !qobject_cast<TimelineCard *>(widget))
            widget->deleteLater();
        delete item;
    }
    m_toBuild = {};
    if (some) {
        m_header->refresh();
        m_names = eventNames();
        chooseRows();
    }
    dropCardsBut(m_toBuild);
    buildRows();
    m_scroll->setVisible(some);
}

/// The last rows, and all since the first unread one. What is earlier waits behind a button: nobody reads hundreds of
/// cards, and each takes its time to make.
void ConversationView::chooseRows()
{
    m_toBuild = timelineRows(m_presenter.timeline());
    const auto unread =
        std::find_if(m_toBuild.begin(), m_toBuild.end(), [](const auto &row) { return row.firstUnread; });
    const auto first = std::min(unread, m_toBuild.end() - std::min<std::ptrdiff_t>(m_mostRows, std::ssize(m_toBuild)));
    const auto isCard = [](const TimelineRow &row) { return row.kind == TimelineRow::Kind::Card; };
    const auto earlier = std::count_if(m_toBuild.begin(), first, isCard);
    if (earlier == 0)
        return;
    m_toBuild.erase(m_toBuild.begin(), first);
    auto *button = new QPushButton(tr("Show %n earlier message(s)", nullptr, int(earlier)), m_page);
    button->setObjectName(QStringLiteral("earlierMessages"));
    button->setAccessibleName(button->text());
    button->setProperty("kind", QStringLiteral("link"));
    button->setFont(m_look.font(TypeRole::SecondMedium));
    button->setFocusPolicy(Qt::TabFocus);
    connect(button, &QPushButton::clicked, this, &ConversationView::showEarlier);
    m_rows->addWidget(button, 0, Qt::AlignHCenter);
}

/// The message that was the first one stays where it is; the earlier ones are above it.
void ConversationView::showEarlier()
{
    m_anchor = nullptr;
    for (int i = 0; i < m_rows->count() && !m_anchor; ++i)
        m_anchor = qobject_cast<TimelineCard *>(m_rows->itemAt(i)->widget());
    m_settling = true;
    m_mostRows += kMoreRows;
    rebuild();
}

void ConversationView::dropCardsBut(const std::vector<TimelineRow> &rows)
{
    QHash<QString, QPointer<TimelineCard>> left;
    for (const TimelineRow &row : rows)
        if (row.kind == TimelineRow::Kind::Card)
            if (const QString &id = m_presenter.timeline()[size_t(row.entries.front())].id; m_cards.contains(id))
                left.insert(id, m_cards.take(id));
    for (const QPointer<TimelineCard> &card : std::as_const(m_cards))
        if (card)
            card->deleteLater();
    m_cards = std::move(left);
}

/// A few new cards at a time: what the person does meanwhile is not held up.
void ConversationView::buildRows()
{
    std::size_t built = 0;
    for (int fresh = 0; built < m_toBuild.size() && fresh < kCardsATurn; ++built)
        fresh += addRow(m_toBuild[built]) ? 1 : 0;
    m_toBuild.erase(m_toBuild.begin(), m_toBuild.begin() + std::ptrdiff_t(built));
    if (!m_toBuild.empty())
        return m_buildTimer.start(0);
    m_rows->addStretch(1);
    m_page->setUpdatesEnabled(true);
    settle();
}

ConversationText::Names ConversationView::eventNames() const
{
    return {m_presenter.source().specialists(), m_presenter.row().key,
            [this](const ticket::Key &key) { return m_presenter.numberOf(key); }};
}

/// True when a card was made for it.
bool ConversationView::addRow(const TimelineRow &row)
{
    const auto &timeline = m_presenter.timeline();
    if (row.kind == TimelineRow::Kind::Day) {
        m_rows->addWidget(new DayLine(m_look, TimeText::date(row.day, m_presenter.now().toLocal().date()), m_page));
        return false;
    }
    const ticket::TimelineEntry &entry = timeline[size_t(row.entries.front())];
    if (row.kind == TimelineRow::Kind::Events) {
        QStringList sentences;
        for (const int index : row.entries)
            sentences << ConversationText::event(timeline[size_t(index)], m_names);
        m_rows->addWidget(new EventLine(m_look, ConversationText::eventIcon(entry.op), sentences,
                                        ConversationText::changed(entry.by, int(sentences.size())),
                                        QLocale().toString(entry.at.toLocal().time(), QStringLiteral("HH:mm")),
                                        m_page));
        return false;
    }
    const bool fresh = !m_cards.value(entry.id);
    TimelineCard *card = cardFor(entry);
    if (fresh)
        card->setFolded(row.folded);
    if (row.firstUnread && m_settling && !m_anchor)
        m_anchor = card;
    m_rows->addWidget(card);
    card->show();
    return fresh;
}

TimelineCard *ConversationView::cardFor(const ticket::TimelineEntry &entry)
{
    if (TimelineCard *card = m_cards.value(entry.id)) {
        card->setEntry(entry);
        return card;
    }
    auto *card = new TimelineCard(m_look, m_presenter, entry, m_page);
    m_cards.insert(entry.id, card);
    if (m_quotesShown)
        card->setQuotesShown(true);
    connect(card, &TimelineCard::unfolded, &m_nearTimer, qOverload<>(&QTimer::start));
    connect(card, &TimelineCard::forwardRequested, this, &ConversationView::forwardRequested);
    connect(card, &TimelineCard::editRequested, this, &ConversationView::editRequested);
    connect(card, &TimelineCard::ticketRequested, this, &ConversationView::ticketRequested);
    connect(card, &TimelineCard::openAttachmentRequested, this,
            [this, card](const ticket::AttachmentInfo &file) { openFile(card->entry().message, file); });
    return card;
}

} // namespace otklik::ui
