// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversation/attachment_card.h"
#include "ui/conversation/conversation_text.h"
#include "ui/conversation/conversation_view.h"
#include "ui/conversation/timeline_card.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/banner.h"

#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QFile>
#include <QFileInfo>
#include <QMenu>
#include <QScrollArea>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QUrl>

namespace otklik::ui {

/// Who comes back to the window, or to this page of it, begins to read.
bool ConversationView::event(QEvent *event)
{
    const bool isBack = event->type() == QEvent::WindowActivate || event->type() == QEvent::Show;
    if (isBack && !m_presenter.key().isEmpty())
        m_readTimer.start();
    return QWidget::event(event);
}

void ConversationView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_nearTimer.start();
}

bool ConversationView::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Wheel || event->type() == QEvent::MouseButtonPress)
        m_settling = false;
    return QWidget::eventFilter(watched, event);
}

void ConversationView::settle()
{
    m_nearTimer.start();
    if (!m_settling)
        return;
    QScrollBar *bar = m_scroll->verticalScrollBar();
    bar->setValue(m_anchor ? m_anchor->y() - 10 : bar->maximum());
}

void ConversationView::makeNearBodies()
{
    const int screen = m_scroll->viewport()->height();
    const int top = m_scroll->verticalScrollBar()->value();
    for (const QPointer<TimelineCard> &card : std::as_const(m_cards)) {
        if (!card)
            continue;
        const QRect where = card->geometry();
        if (where.bottom() > top - screen && where.top() < top + 2 * screen)
            card->ensureBody();
        else if (where.bottom() < top - 4 * screen || where.top() > top + 5 * screen)
            card->releaseBody();
    }
}

void ConversationView::toggleQuotes()
{
    m_quotesShown = !m_quotesShown;
    for (const QPointer<TimelineCard> &card : std::as_const(m_cards))
        if (card)
            card->setQuotesShown(m_quotesShown);
}

MessageRow ConversationView::focusedMessage() const
{
    for (const QWidget *at = QApplication::focusWidget(); at; at = at->parentWidget())
        if (const auto *card = qobject_cast<const TimelineCard *>(at))
            return card->entry().message;
    return {};
}

const ticket::TimelineEntry *ConversationView::chosenMessage() const
{
    if (const MessageRow focused = focusedMessage(); !focused.isNone())
        for (const ticket::TimelineEntry &entry : m_presenter.timeline())
            if (entry.message == focused)
                return &entry;
    const auto &timeline = m_presenter.timeline();
    const auto last =
        std::find_if(timeline.rbegin(), timeline.rend(), [](const auto &entry) { return !entry.message.isNone(); });
    return last == timeline.rend() ? nullptr : &*last;
}

void ConversationView::showSource()
{
    if (const ticket::TimelineEntry *entry = chosenMessage())
        m_presenter.requestSource(entry->message);
}

void ConversationView::fillMoreMenu()
{
    QMenu *menu = moreMenu();
    const auto add = [this, menu](const char *name, const QString &text, auto act) {
        QAction *action = menu->addAction(text, this, act);
        action->setObjectName(QString::fromLatin1(name));
        return action;
    };
    add("unfoldQuotes", tr("Show or hide quotes\tQ"), [this] { toggleQuotes(); });
    add("showSource", tr("Source of the message\tCtrl+U"), [this] { showSource(); });
    QAction *why = add("whyHere", tr("Why is this here?"), [this] {
        if (const ticket::TimelineEntry *entry = chosenMessage(); entry && !entry->lateAnswerTo.isEmpty())
            Q_EMIT ticketRequested(entry->lateAnswerTo);
    });
    why->setEnabled(false);
    add("copyNumber", tr("Copy the number"),
        [this] { QApplication::clipboard()->setText(QStringLiteral("#%1").arg(m_presenter.row().number)); });
    connect(menu, &QMenu::aboutToShow, this, [this, why] {
        const ticket::TimelineEntry *entry = chosenMessage();
        const QString reason = entry ? m_presenter.whyHere(*entry) : QString();
        why->setEnabled(entry && !entry->lateAnswerTo.isEmpty()); // it leads to the ticket that this one follows
        why->setText(reason.isEmpty() ? tr("Why is this here?") : tr("Why is this here? %1").arg(reason));
    });
}

void ConversationView::openFile(MessageRow message, const ticket::AttachmentInfo &file)
{
    if (AttachmentCard::isMail(file))
        return m_presenter.openNested(message, file.part);
    if (!AttachmentCard::isHarmless(file))
        return;
    m_openMessage = message;
    m_openFile = file;
    m_presenter.requestPart(message, file.part);
}

void ConversationView::openPart(const QByteArray &bytes)
{
    m_openMessage = MessageRow();
    if (!m_opened)
        m_opened = std::make_unique<QTemporaryDir>();
    // Only the last part of the name: a mail must not choose the folder.
    const QString path = m_opened->filePath(QFileInfo(m_openFile.name).fileName());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
        m_fault->setSentence(tr("The file could not be written: %1").arg(file.errorString()));
        m_fault->show();
        return;
    }
    file.close();
    QDesktopServices::openUrl(QUrl::fromLocalFile(path));
}

} // namespace otklik::ui
