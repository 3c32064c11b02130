// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/conversation/conversation_presenter.h"
#include "ui/widgets/look.h"

#include <QFrame>

#include <functional>

class QBoxLayout;
class QLabel;
class QLayout;
class QMenu;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace otklik::ui {

class AttachmentCard;
class Avatar;
class ElidedLabel;
class MessageBody;

/// One message, note, call or chat of the timeline. Folded it is one line; its body is made when ensureBody() is
/// called and given back by releaseBody(), which keeps the height.
class TimelineCard final : public QFrame
{
    Q_OBJECT
public:
    TimelineCard(const Look &look, ConversationPresenter &presenter, const ticket::TimelineEntry &entry,
                 QWidget *parent = nullptr);
    [[nodiscard]] const ticket::TimelineEntry &entry() const { return m_entry; }
    /// The same entry, read again.
    void setEntry(const ticket::TimelineEntry &entry);
    [[nodiscard]] bool isFolded() const { return m_folded; }
    void setFolded(bool folded);
    void ensureBody();
    void releaseBody();
    void setContent(const MessageView &view);
    void setPart(int part, const QByteArray &bytes);
    [[nodiscard]] bool hasQuotes() const { return !m_view.foldedHtml.isEmpty(); }
    [[nodiscard]] bool quotesShown() const { return m_quotesShown; }
    void setQuotesShown(bool shown);

    /// "Read in another charset", checked as `view` is read now; `choose` with an empty name: as the mail says.
    [[nodiscard]] static QMenu *makeCharsetMenu(QWidget *parent, const MessageView &view,
                                                const std::function<void(const QByteArray &)> &choose);

Q_SIGNALS:
    void unfolded();
    /// The text of an answer that was not sent is wanted back in the composer.
    void editRequested(OutboxRow outbox, const QString &html);
    void forwardRequested(otklik::MessageRow message);
    void ticketRequested(const otklik::ticket::Key &key);
    void openAttachmentRequested(const otklik::ticket::AttachmentInfo &file);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    static constexpr std::chrono::minutes kUndoIsOver{1};

    [[nodiscard]] bool isNote() const { return m_entry.kind == ticket::EntryKind::Note; }
    [[nodiscard]] bool isOurs() const { return !isNote() && m_entry.direction == ticket::Direction::Out; }
    [[nodiscard]] bool isTrouble() const;
    [[nodiscard]] bool isWaiting() const;       ///< for a time, or for another try
    [[nodiscard]] bool isPartlyWaiting() const; ///< some have it, others are tried again
    /// An answer of ours, and nobody knows whose: another program wrote it, in the name of the mailbox.
    [[nodiscard]] bool isByNobodyKnown() const;
    [[nodiscard]] Token ink() const { return isNote() ? Token::NoteT : Token::T1; }
    QWidget *makeHead();
    void fillHead();
    void fillNotices();
    void fillFollowed();
    void fillTaken();
    void addOffer(const ticket::Offer &offer);
    void fillTrouble();
    [[nodiscard]] QString troubleText() const;
    void addTroubleButtons();
    void askBeforeEditing();
    void fillFiles();
    QFrame *addNotice(const QString &name, const QString &icon, const QString &text, Token ink);
    /// Into `place`, else to the right of what stands there.
    QPushButton *addLink(QFrame *bar, const QString &name, const QString &text, QLayout *place = nullptr);
    void showBody();
    void openLink(const QUrl &url);
    void applyColours();

    Look m_look;
    ConversationPresenter &m_presenter;
    ticket::TimelineEntry m_entry;
    MessageView m_view;
    bool m_hasView = false;
    bool m_folded = false;
    bool m_quotesShown = false;
    Avatar *m_avatar;
    QLabel *m_name;
    ElidedLabel *m_detail;
    QLabel *m_trust; ///< what our server says about the sender
    QLabel *m_kindIcon, *m_kind, *m_stateIcon, *m_time;
    QWidget *m_inside; ///< all below the head
    QVBoxLayout *m_notices;
    QVBoxLayout *m_bodyPlace;
    MessageBody *m_body = nullptr;
    int m_bodyHeight = 0;
    QToolButton *m_fold;
    QWidget *m_fileBox;
    std::vector<AttachmentCard *> m_files;
    QWidget *m_trouble = nullptr;
};

} // namespace otklik::ui
