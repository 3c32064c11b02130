// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/conversation/conversation_presenter.h"
#include "ui/conversation/conversation_text.h"
#include "ui/conversation/timeline_rows.h"
#include "ui/widgets/look.h"

#include <QHash>
#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <memory>
#include <vector>

class QMenu;
class QScrollArea;
class QTemporaryDir;
class QVBoxLayout;

namespace otklik::ui {

class Banner;
class EmptyState;
class TicketHeader;
class TimelineCard;

/// The middle of the desk: head and timeline of one ticket. Opens at the first unread message, else at the newest;
/// marks the ticket read after two seconds before a person's eyes.
class ConversationView final : public QWidget
{
    Q_OBJECT
public:
    static constexpr int kReadAfterMs = 2000;
    static constexpr int kRows = 40; ///< of a long ticket that are there at first
    static constexpr int kMoreRows = 40;
    static constexpr int kCardsATurn = 2;

    ConversationView(const Look &look, ConversationPresenter &presenter, QWidget *parent = nullptr);
    ~ConversationView() override;

    /// The "…" menu of the head, for the shell's own commands.
    [[nodiscard]] QMenu *moreMenu() const;
    /// See TicketHeader::openMenu().
    void openMenu(const QString &which);
    /// Unfolds all quotes, or folds them again.
    void toggleQuotes();
    /// Source of the card with the focus, else of the newest message.
    void showSource();
    void focusTimeline();
    /// Of the card with the focus; none = no card has it.
    [[nodiscard]] MessageRow focusedMessage() const;

Q_SIGNALS:
    /// [Edit] on an answer that was not sent: the shell cancels nothing, it puts the text into the composer.
    void editRequested(otklik::OutboxRow outbox, const QString &html);
    void forwardRequested(otklik::MessageRow message);
    void ticketRequested(const otklik::ticket::Key &key);

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void startTicket();
    void rebuild();
    void chooseRows();
    void showEarlier();
    void dropCardsBut(const std::vector<TimelineRow> &rows);
    void buildRows();
    bool addRow(const TimelineRow &row);
    [[nodiscard]] ConversationText::Names eventNames() const;
    TimelineCard *cardFor(const ticket::TimelineEntry &entry);
    void settle();
    void makeNearBodies();
    void openFile(MessageRow message, const ticket::AttachmentInfo &file);
    void openPart(const QByteArray &bytes);
    void fillMoreMenu();
    [[nodiscard]] const ticket::TimelineEntry *chosenMessage() const;

    Look m_look;
    ConversationPresenter &m_presenter;
    TicketHeader *m_header;
    Banner *m_fault;
    QScrollArea *m_scroll;
    QWidget *m_page;
    QVBoxLayout *m_rows;
    EmptyState *m_empty;
    QHash<QString, QPointer<TimelineCard>> m_cards;
    QPointer<QWidget> m_anchor; ///< to be kept at the top while bodies arrive; none = the end
    bool m_settling = false;
    bool m_quotesShown = false;
    std::vector<TimelineRow> m_toBuild; ///< rows that have no widgets yet
    ConversationText::Names m_names;    ///< in what they say
    int m_mostRows = kRows;
    QTimer m_readTimer, m_nearTimer, m_buildTimer;
    MessageRow m_openMessage;
    ticket::AttachmentInfo m_openFile;
    std::unique_ptr<QTemporaryDir> m_opened;
};

} // namespace otklik::ui
