// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/composer/composer_presenter.h"
#include "ui/widgets/look.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QTabBar;
class QVBoxLayout;

namespace otklik::ui {

class AnswerEditor;
class Banner;
class FlowLayout;
class HintButton;
class SplitButton;

/// The lower end of the desk: answer and internal note with recipients, simple formats, files and the ways to send.
class Composer final : public QWidget
{
    Q_OBJECT
public:
    Composer(const Look &look, ComposerPresenter &presenter, QWidget *parent = nullptr);

    /// Where pasted pictures are kept until they are sent; default: the system's temporary folder.
    void setPasteFolder(const QString &folder) { m_pasteFolder = folder; }
    void startReply();
    void startNote();
    /// See ComposerPresenter::forward().
    void startForward(MessageRow message = {});
    void replyAll();
    void insertRendered(const workspace::RenderedAnswer &answer);
    void attachFiles(const QStringList &paths);
    /// Asks for the picker at the caret (Ctrl+;).
    void requestCanned();
    /// What the button and Ctrl+Enter do; a choice in the button's menu changes it.
    void setSendSolves(bool solves);
    void sendByDefault() { send(m_sendSolves, {}); }
    void sendAndSolve() { send(true, {}); }
    void sendAndKeepOpen() { send(false, {}); }

Q_SIGNALS:
    void sendSolvesChosen(bool solves);
    /// The picker is wanted, or what was typed behind ";" changed. `caret` in global coordinates.
    void cannedRequested(const QString &filter, const QRect &caret);
    void cannedDismissed();
    /// Esc: back to the queue, the draft is kept.
    void leaveRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    QWidget *makeTabs();
    QWidget *makeRecipients();
    QWidget *makeTools();
    void bindKeys();
    QWidget *makeFoot();
    QWidget *makeAddressRow(QLineEdit *field, const QString &label);
    void makeBars(QVBoxLayout *column);
    void fillSendMenus();
    void chooseSending(bool solves);
    [[nodiscard]] QString sendText() const;
    void connectPresenter();
    void showDraft();
    void collect();
    void fillFiles();
    void refreshButtons();
    void send(bool solve, Instant at, bool ignoreWarnings = false);
    void askForTime();
    void askForLink();
    void askForFiles();
    void keepPicture(const QImage &image);
    void showUndo(int seconds);
    /// Says whom a mail did not reach before.
    void showNotReached();
    [[nodiscard]] Result<std::vector<workspace::AttachmentFile>> readFiles() const;
    [[nodiscard]] bool isForward() const { return m_presenter.kind() == workspace::DraftKind::Forward; }
    [[nodiscard]] bool isNote() const { return m_presenter.kind() == workspace::DraftKind::Note; }

    Look m_look;
    ComposerPresenter &m_presenter;
    QString m_pasteFolder;
    Banner *m_sending, *m_guard, *m_fault, *m_notReached;
    QStringList m_askedFor; ///< recipients that m_notReached is about
    QTabBar *m_tabs;
    QLineEdit *m_to, *m_cc, *m_bcc;
    QWidget *m_recipients = nullptr, *m_ccRow = nullptr, *m_bccRow = nullptr;
    QPushButton *m_all, *m_showCc, *m_showBcc;
    AnswerEditor *m_editor;
    QWidget *m_fileBox;
    QLabel *m_forwards; ///< what goes along
    QLabel *m_state;
    HintButton *m_later, *m_addNote;
    SplitButton *m_send;
    QStringList m_files;
    QString m_canned;
    bool m_showing = false;
    bool m_sendSolves = false;
    bool m_lastSolve = true;
    Instant m_lastAt;
    QTimer m_undoTick;
    int m_undoLeft = 0;
};

} // namespace otklik::ui
