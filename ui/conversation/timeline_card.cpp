// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversation/timeline_card.h"

#include "ui/conversation/attachment_card.h"
#include "ui/conversation/conversation_text.h"
#include "ui/conversation/message_body.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/time_text.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace otklik::ui {

TimelineCard::TimelineCard(const Look &look, ConversationPresenter &presenter, const ticket::TimelineEntry &entry,
                           QWidget *parent)
    : QFrame(parent)
    , m_look(look)
    , m_presenter(presenter)
    , m_entry(entry)
    , m_avatar(new Avatar(look, 24, this))
    , m_name(new QLabel(this))
    , m_detail(new ElidedLabel({}, this))
    , m_trust(named(new QLabel(this), QStringLiteral("senderBadge"), QString()))
    , m_kindIcon(new QLabel(this))
    , m_kind(new QLabel(this))
    , m_stateIcon(new QLabel(this))
    , m_time(new QLabel(this))
    , m_inside(new QWidget(this))
    , m_notices(new QVBoxLayout)
    , m_bodyPlace(new QVBoxLayout)
    , m_fold(named(new QToolButton(m_inside), QStringLiteral("quoteFold"), tr("Show the quoted text")))
    , m_fileBox(new QWidget(m_inside))
{
    setObjectName(QStringLiteral("timelineCard"));
    setFocusPolicy(Qt::TabFocus);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(13, 10, 13, 11);
    column->setSpacing(4);
    column->addWidget(makeHead());
    auto *inside = new QVBoxLayout(m_inside);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(6);
    m_notices->setSpacing(4);
    inside->addLayout(m_notices);
    inside->addLayout(m_bodyPlace);
    inside->addWidget(m_fold, 0, Qt::AlignLeft);
    new FlowLayout(8, m_fileBox);
    inside->addWidget(m_fileBox);
    column->addWidget(m_inside);
    m_fold->setFont(look.font(TypeRole::Small));
    m_fold->setFocusPolicy(Qt::TabFocus);
    m_fold->hide();
    m_fileBox->hide();
    connect(m_fold, &QToolButton::clicked, this, [this] { setQuotesShown(!m_quotesShown); });
    connect(&look.theme, &Theme::changed, this, [this] {
        applyColours();
        if (m_hasView)
            fillNotices(); // made of pictures and colours as they were
    });
    m_bodyHeight = qMin(200, 20 * (1 + int(m_entry.preview.size()) / 70));
    m_inside->setMinimumHeight(m_bodyHeight);
    setEntry(entry);
}

void TimelineCard::contextMenuEvent(QContextMenuEvent *event)
{
    if (m_entry.message.isNone())
        return QFrame::contextMenuEvent(event);
    auto *menu = named(new QMenu(this), QStringLiteral("messageMenu"), tr("Message"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Forward this mail"), this, [this] { Q_EMIT forwardRequested(m_entry.message); })
        ->setObjectName(QStringLiteral("forwardMessage"));
    menu->addAction(tr("Source of the message"), this, [this] { m_presenter.requestSource(m_entry.message); })
        ->setObjectName(QStringLiteral("sourceOfMessage"));
    menu->addMenu(
        makeCharsetMenu(menu, m_view, [this](const QByteArray &charset) { m_presenter.readAs(m_entry, charset); }));
    if (const QString why = m_presenter.whyHere(m_entry); !why.isEmpty()) {
        menu->addSeparator();
        QAction *reason = menu->addAction(tr("Why is this here? %1").arg(why), this,
                                          [this] { Q_EMIT ticketRequested(m_entry.lateAnswerTo); });
        reason->setObjectName(QStringLiteral("whyOfMessage"));
        reason->setEnabled(!m_entry.lateAnswerTo.isEmpty()); // it leads to the ticket that this one follows
        if (ConversationText::mayBeSplitOff(m_entry, m_presenter.key()))
            menu->addAction(tr("Put it on a ticket of its own"), this, [this] { m_presenter.splitOff(m_entry.id); })
                ->setObjectName(QStringLiteral("splitOff"));
    }
    menu->popup(event->globalPos());
}

QMenu *TimelineCard::makeCharsetMenu(QWidget *parent, const MessageView &view,
                                     const std::function<void(const QByteArray &)> &choose)
{
    auto *charsets = new QMenu(tr("Read in another charset"), parent);
    charsets->setObjectName(QStringLiteral("readAs"));
    const auto add = [&](const QByteArray &charset, const QString &name, bool chosen) {
        QAction *action = charsets->addAction(name, charsets, [choose, charset] { choose(charset); });
        action->setObjectName(QStringLiteral("readAs-") + QString::fromLatin1(charset));
        action->setCheckable(true);
        action->setChecked(chosen);
    };
    const bool chosen = view.charsetChosen;
    add({}, view.charset.isEmpty() || chosen ? tr("As the mail says") : tr("As the mail says (%1)").arg(view.charset),
        !chosen);
    charsets->addSeparator();
    for (const auto &[charset, name] : ConversationText::charsets())
        add(charset, name, chosen && view.charset == QString::fromLatin1(charset));
    return charsets;
}

QWidget *TimelineCard::makeHead()
{
    auto *head = new QWidget(this);
    head->setFixedHeight(24);
    head->setAttribute(Qt::WA_TransparentForMouseEvents, false);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_name->setFont(m_look.font(TypeRole::Emphasis));
    m_detail->setFont(m_look.font(TypeRole::Second));
    m_detail->setProperty("text_role", QStringLiteral("quiet"));
    m_kind->setFont(m_look.font(TypeRole::SecondMedium));
    m_time->setFont(m_look.font(TypeRole::Second));
    m_time->setObjectName(QStringLiteral("cardTime"));
    row->addWidget(m_avatar);
    row->addWidget(m_name);
    row->addWidget(m_trust);
    row->addWidget(m_kindIcon);
    row->addWidget(m_kind);
    row->addWidget(m_detail, 1);
    row->addWidget(m_stateIcon);
    row->addWidget(m_time);
    return head;
}

bool TimelineCard::isTrouble() const
{
    using ticket::SendState;
    return m_entry.sendState == SendState::Failed || m_entry.sendState == SendState::Uncertain ||
           m_entry.sendState == SendState::Held || !m_entry.refused.empty();
}

bool TimelineCard::isWaiting() const
{
    if (m_entry.sendState != ticket::SendState::Waiting)
        return false;
    // The seconds in which it can be undone are the composer's.
    if (!m_entry.sendError.isEmpty() || m_entry.sendAt - m_entry.at > kUndoIsOver)
        return true;
    const auto sinceThen = m_presenter.now() - m_entry.sendAt; // far below zero: the clock was set back
    return sinceThen > kUndoIsOver || sinceThen < -kUndoIsOver;
}

bool TimelineCard::isPartlyWaiting() const
{
    return m_entry.sendState == ticket::SendState::Waiting && !m_entry.refused.empty();
}

bool TimelineCard::isByNobodyKnown() const
{
    if (!isOurs() || m_entry.message.isNone() || !m_entry.automatic.isEmpty())
        return false;
    const auto people = m_presenter.source().specialists();
    return std::none_of(people.begin(), people.end(), [this](const ticket::PersonRef &one) {
        return one.address.compare(m_entry.by.address, Qt::CaseInsensitive) == 0 ||
               (!one.name.isEmpty() && one.name == m_entry.by.name);
    });
}

void TimelineCard::setEntry(const ticket::TimelineEntry &entry)
{
    if (m_entry.message.isNone() && !entry.message.isNone())
        m_hasView = false; // an answer of ours came back as a mail: its own text takes the place of the outbox's
    m_entry = entry;
    fillHead();
    fillTrouble();
    if (m_hasView) {
        fillNotices(); // what is offered changes with what is decided
        return;
    }
    // Notes, calls and answers that are still in the outbox carry their text themselves.
    if (m_entry.message.isNone()) {
        MessageView view;
        view.id = entry.id;
        const QString text = entry.text.isEmpty() ? entry.preview : entry.text;
        view.html = text.toHtmlEscaped().replace(QLatin1Char('\n'), QLatin1String("<br>"));
        view.files = entry.attachments;
        setContent(view);
    }
}

void TimelineCard::fillHead()
{
    m_avatar->setPerson(m_entry.by.name, m_entry.by.address);
    m_name->setText(ConversationText::person(m_entry.by));
    QString detail = m_entry.by.name.isEmpty() ? QString() : m_entry.by.address;
    if (isOurs() && !m_entry.to.empty()) {
        QStringList names;
        for (const ticket::PersonRef &one : m_entry.to)
            names << ConversationText::firstName(one);
        detail = tr("to %1").arg(names.join(QLatin1String(", ")));
    }
    if (m_folded)
        detail = m_entry.preview.isEmpty() ? m_entry.text.simplified() : m_entry.preview;
    const bool note = isNote();
    m_detail->setText(note && !m_folded ? QString() : detail);
    const QString automatic = ConversationText::automatic(m_entry.automatic);
    const bool byNobody = isByNobodyKnown();
    m_kind->setText(note ? tr("Internal note") : byNobody ? tr("From another program") : automatic);
    m_kind->setToolTip(
        byNobody ? tr("Written with another mail program, in the name of the mailbox: nobody here knows by whom.")
                 : QString());
    m_kind->setVisible(!m_kind->text().isEmpty());
    m_kindIcon->setVisible(!m_kind->text().isEmpty());
    const QString trust = ConversationText::authentication(m_view.authentication);
    m_trust->setToolTip(trust);
    m_trust->setAccessibleName(trust);
    m_trust->setVisible(!trust.isEmpty());
    const QDateTime now = m_presenter.now().toLocal();
    const QString stamp = QLocale().toString(m_entry.at.toLocal().time(), QStringLiteral("HH:mm"));
    const QString state = ConversationText::sendState(m_entry, stamp);
    m_time->setText(m_entry.pending && state == stamp ? tr("%1, not yet shared").arg(stamp) : state);
    const QString why = m_presenter.whyHere(m_entry);
    m_time->setToolTip(TimeText::full(m_entry.at.toLocal()) + (why.isEmpty() ? QString() : QLatin1Char('\n') + why));
    m_stateIcon->setVisible(m_entry.sendState != ticket::SendState::None);
    setAccessibleName(tr("%1, %2: %3")
                          .arg(m_name->text(), TimeText::stamp(m_entry.at.toLocal(), now),
                               m_entry.preview.isEmpty() ? m_entry.text : m_entry.preview));
    applyColours();
}

void TimelineCard::applyColours()
{
    const auto ink = [](QLabel *label, const QColor &colour) {
        label->setStyleSheet(QStringLiteral("color: %1").arg(colour.name()));
    };
    const Token quiet = isNote() ? Token::NoteH : Token::T3;
    ink(m_name, m_look.color(this->ink()));
    ink(m_kind, m_look.color(isNote() ? Token::NoteH : Token::T2));
    ink(m_time, m_look.color(m_entry.sendState == ticket::SendState::Failed ? Token::Red : quiet));
    using Verdict = mime::Authentication::Verdict;
    const Verdict verdict = m_view.authentication.verdict;
    m_trust->setPixmap(
        m_look.icons.pixmap(verdict == Verdict::Passed ? QStringLiteral("shieldok") : QStringLiteral("shield"), 14,
                            m_look.color(verdict == Verdict::Passed   ? Token::Green
                                         : verdict == Verdict::Failed ? Token::Red
                                                                      : Token::T3),
                            devicePixelRatioF()));
    m_kindIcon->setPixmap(
        m_look.icons.pixmap(isNote() ? QStringLiteral("lock") : ConversationText::automaticIcon(m_entry.automatic), 14,
                            m_look.color(isNote() ? Token::NoteH : Token::T2), devicePixelRatioF()));
    using ticket::SendState;
    const bool sent = m_entry.sendState == SendState::Sent;
    const bool failed = m_entry.sendState == SendState::Failed;
    const bool doubt =
        m_entry.sendState == SendState::Uncertain || m_entry.sendState == SendState::Held || !m_entry.refused.empty();
    m_stateIcon->setPixmap(m_look.icons.pixmap(failed || doubt ? QStringLiteral("alert")
                                               : sent          ? QStringLiteral("check")
                                                               : QStringLiteral("clock"),
                                               14,
                                               m_look.color(failed  ? Token::Red
                                                            : doubt ? Token::Amber
                                                            : sent  ? Token::Green
                                                                    : Token::T3),
                                               devicePixelRatioF()));
    m_fold->setStyleSheet(QStringLiteral("QToolButton { background: %1; color: %2; border: 0; border-radius: 4px; "
                                         "padding: 1px 7px; }")
                              .arg(m_look.color(Token::Press).name(), m_look.color(Token::T2).name()));
    update();
}

void TimelineCard::setFolded(bool folded)
{
    m_folded = folded;
    m_inside->setVisible(!folded);
    layout()->setContentsMargins(13, folded ? 5 : 10, 13, folded ? 5 : 11);
    setCursor(folded ? Qt::PointingHandCursor : Qt::ArrowCursor);
    fillHead();
}

void TimelineCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Token ground = isNote() ? Token::NoteBg : isOurs() ? Token::OurBg : Token::Panel;
    const Token line = isNote() ? Token::NoteLine : isOurs() ? Token::OurLine : Token::Line;
    painter.setBrush(m_look.color(ground));
    painter.setPen(hasFocus() ? QPen(m_look.color(Token::SelLine), 2) : QPen(m_look.color(line)));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    if (!isTrouble())
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_look.color(m_entry.sendState == ticket::SendState::Failed ? Token::RedL : Token::AmberL));
    painter.drawRoundedRect(QRectF(0, 0, 4, height()), 2, 2);
}

void TimelineCard::mouseReleaseEvent(QMouseEvent *event)
{
    QFrame::mouseReleaseEvent(event);
    if (m_folded && event->button() == Qt::LeftButton) {
        setFolded(false);
        Q_EMIT unfolded();
    }
}

void TimelineCard::keyPressEvent(QKeyEvent *event)
{
    if (m_folded && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        setFolded(false);
        Q_EMIT unfolded();
        return;
    }
    QFrame::keyPressEvent(event);
}

} // namespace otklik::ui
