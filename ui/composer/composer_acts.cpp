// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/answer_editor.h"
#include "ui/composer/answer_text.h"
#include "ui/composer/composer.h"
#include "ui/composer/send_time_dialog.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/split_button.h"
#include "ui/widgets/text_question.h"

#include <QDateTime>
#include <QDir>
#include <QDragEnterEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QImage>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QMimeDatabase>
#include <QPushButton>
#include <QTabBar>
#include <QTextBlock>
#include <QToolButton>

namespace otklik::ui {

namespace {

QStringList addresses(const QLineEdit *field)
{
    QStringList found;
    for (const QString &part : field->text().split(QLatin1Char(','), Qt::SkipEmptyParts))
        if (!part.trimmed().isEmpty())
            found << part.trimmed();
    return found;
}

} // namespace

void Composer::showDraft()
{
    m_showing = true;
    const workspace::Draft &draft = m_presenter.draft();
    m_tabs->setCurrentIndex(isNote() ? 1 : isForward() ? 2 : 0);
    m_to->setText(draft.to.join(QLatin1String(", ")));
    m_cc->setText(draft.cc.join(QLatin1String(", ")));
    m_bcc->setText(draft.bcc.join(QLatin1String(", ")));
    m_ccRow->setVisible(!draft.cc.isEmpty());
    m_bccRow->setVisible(!draft.bcc.isEmpty());
    m_showCc->setVisible(draft.cc.isEmpty());
    m_showBcc->setVisible(draft.bcc.isEmpty());
    m_recipients->setVisible(!isNote());
    m_editor->setHtml(draft.html);
    m_editor->tintGaps();
    m_editor->document()->setModified(false);
    QTextCursor caret(m_editor->document());
    caret.setPosition(qBound(0, draft.caret, qMax(0, m_editor->document()->characterCount() - 1)));
    m_editor->setTextCursor(caret);
    m_editor->setPlaceholderText(isNote()      ? tr("A note for the team; the customer never sees it")
                                 : isForward() ? tr("A few words to whom you forward this")
                                               : tr("Write an answer, or type ; for a canned one"));
    m_forwards->setText(tr("Goes along below your words: the mail of %1").arg(m_presenter.forwards()));
    m_forwards->setVisible(isForward() && !m_presenter.forwards().isEmpty());
    m_all->setVisible(!isNote() && !isForward() && m_presenter.hasOthers() && draft.cc.isEmpty());
    m_files = draft.attachments;
    m_canned.clear();
    fillFiles();
    m_guard->hide();
    m_fault->hide();
    m_state->clear();
    setEnabled(!m_presenter.key().isEmpty());
    m_showing = false;
    m_askedFor.clear(); // what was not reached may have changed
    showNotReached();
    refreshButtons();
}

void Composer::collect()
{
    if (m_showing)
        return;
    workspace::Draft draft = m_presenter.draft();
    draft.to = addresses(m_to);
    draft.cc = addresses(m_cc);
    draft.bcc = addresses(m_bcc);
    draft.html = m_editor->document()->isEmpty() ? QString() : m_editor->toHtml();
    draft.caret = m_editor->textCursor().position();
    draft.attachments = m_files;
    m_presenter.edited(std::move(draft));
    showNotReached();
    refreshButtons();
}

void Composer::showNotReached()
{
    const QStringList recipients = isNote() ? QStringList() : addresses(m_to) + addresses(m_cc) + addresses(m_bcc);
    if (recipients == m_askedFor && !recipients.isEmpty())
        return;
    m_askedFor = recipients;
    const QHash<QString, QString> failed = m_presenter.notReached();
    QStringList sentences;
    for (auto it = failed.cbegin(); it != failed.cend(); ++it)
        sentences << tr("A mail to %1 came back before. %2").arg(it.key(), it.value()).trimmed();
    sentences.sort();
    m_notReached->setSentence(sentences.join(QLatin1Char('\n')));
    m_notReached->setVisible(!sentences.isEmpty());
}

void Composer::refreshButtons()
{
    const bool note = isNote();
    const bool gaps = m_editor->hasGaps();
    // The mail that is forwarded may speak for itself, but it must go to somebody.
    const bool empty =
        isForward() ? m_to->text().trimmed().isEmpty() : m_editor->document()->isEmpty() && m_files.isEmpty();
    m_send->setLabel(sendText(), QStringLiteral("Ctrl+Enter"));
    m_send->setAccessibleName(m_send->text());
    m_send->setPopupMode(isForward() ? QToolButton::DelayedPopup : QToolButton::MenuButtonPopup);
    m_send->setVisible(!note);
    m_later->setVisible(!note);
    m_addNote->setVisible(note);
    m_send->setEnabled(!empty && !gaps);
    m_later->setEnabled(!empty && !gaps);
    m_addNote->setEnabled(!m_editor->document()->isEmpty());
    if (gaps && !note)
        m_state->setText(tr("A placeholder has no value: Tab leads to it"));
    setStyleProperty(m_state, "text_role", gaps && !note ? QStringLiteral("amber") : QStringLiteral("quiet"));
}

Result<std::vector<workspace::AttachmentFile>> Composer::readFiles() const
{
    std::vector<workspace::AttachmentFile> read;
    const QMimeDatabase types;
    for (const QString &path : m_files) {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return fail(ErrorCode::StorageFailed, tr("%1 cannot be read: %2").arg(path, file.errorString()));
        read.push_back({QFileInfo(path).fileName(), types.mimeTypeForFile(path).name(), file.readAll()});
    }
    return read;
}

void Composer::send(bool solve, Instant at, bool ignoreWarnings)
{
    if (isNote() || !m_send->isEnabled()) {
        m_editor->selectNextGap();
        return;
    }
    auto files = readFiles();
    if (!files) {
        m_fault->setSentence(files.error().detail);
        m_fault->show();
        return;
    }
    collect();
    m_lastSolve = solve;
    m_lastAt = at;
    ComposerPresenter::Letter letter;
    letter.text = plainAnswer(*m_editor->document());
    letter.html = richAnswer(*m_editor->document());
    letter.attachments = std::move(*files);
    letter.canned = m_canned;
    letter.solve = solve && !isForward();
    letter.sendAt = at;
    letter.ignoreWarnings = ignoreWarnings;
    m_presenter.send(letter);
}

QString Composer::sendText() const
{
    return isForward() ? tr("Forward") : m_sendSolves ? tr("Send and solve") : tr("Send");
}

void Composer::setSendSolves(bool solves)
{
    m_sendSolves = solves;
    refreshButtons();
}

void Composer::chooseSending(bool solves)
{
    setSendSolves(solves);
    Q_EMIT sendSolvesChosen(solves);
    send(solves, {});
}

void Composer::showUndo(int seconds)
{
    m_undoLeft = seconds;
    if (seconds <= 0) {
        m_undoTick.stop();
        m_sending->hide();
        return;
    }
    m_sending->setSentence(tr("Sending in %n s", nullptr, seconds));
    m_sending->show();
    if (!m_undoTick.isActive())
        m_undoTick.start();
}

void Composer::startReply()
{
    m_presenter.setKind(workspace::DraftKind::Reply);
    m_editor->setFocus(Qt::ShortcutFocusReason);
}

void Composer::replyAll()
{
    m_presenter.setKind(workspace::DraftKind::Reply);
    m_presenter.answerAll(true);
    m_editor->setFocus(Qt::ShortcutFocusReason);
}

void Composer::startForward(MessageRow message)
{
    m_presenter.forward(message);
    if (isForward())
        m_to->setFocus(Qt::ShortcutFocusReason);
}

void Composer::startNote()
{
    m_presenter.setKind(workspace::DraftKind::Note);
    m_editor->setFocus(Qt::ShortcutFocusReason);
}

void Composer::insertRendered(const workspace::RenderedAnswer &answer)
{
    m_editor->insertRendered(answer);
    m_canned = answer.name;
    m_editor->setFocus();
}

void Composer::requestCanned()
{
    const QRect caret = m_editor->cursorRect();
    Q_EMIT cannedRequested(QString(), QRect(m_editor->viewport()->mapToGlobal(caret.topLeft()), caret.size()));
}

void Composer::askForTime()
{
    auto *dialog = new SendTimeDialog(m_presenter.now(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { send(false, dialog->chosen()); });
    dialog->open();
}

void Composer::askForLink()
{
    auto *question =
        new TextQuestion({QStringLiteral("linkAddressQuestion"), tr("Link"), tr("Address of the page"), tr("Link")},
                         TextQuestion::Kind::Line, QStringLiteral("https://"), this);
    connect(question, &TextQuestion::answered, this, [this](const QString &href) {
        const QUrl url(href.trimmed(), QUrl::StrictMode);
        if (url.isValid() && (url.scheme() == QLatin1String("https") || url.scheme() == QLatin1String("http")))
            m_editor->setLink(href.trimmed());
    });
    question->open();
}

void Composer::askForFiles()
{
    auto *dialog = new QFileDialog(this, tr("Attach files"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &Composer::attachFiles);
    dialog->open();
}

void Composer::attachFiles(const QStringList &paths)
{
    for (const QString &path : paths)
        if (QFileInfo(path).isFile() && !m_files.contains(path))
            m_files << path;
    fillFiles();
    collect();
}

void Composer::keepPicture(const QImage &image)
{
    QDir().mkpath(m_pasteFolder);
    const QString name = tr("screenshot-%1.png", "file name")
                             .arg(QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz")));
    const QString path = QDir(m_pasteFolder).filePath(name);
    if (image.save(path)) {
        attachFiles({path});
        return;
    }
    m_fault->setSentence(tr("The picture could not be kept in %1").arg(m_pasteFolder));
    m_fault->show();
}

void Composer::fillFiles()
{
    while (QLayoutItem *item = m_fileBox->layout()->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    for (const QString &path : std::as_const(m_files)) {
        const QString label = QFileInfo(path).fileName();
        auto *chip = named(new HintButton(m_look, HintButton::Kind::Plain, QStringLiteral("clip"), label,
                                          QStringLiteral("×"), m_fileBox),
                           QStringLiteral("attachedFile"), tr("Remove %1").arg(label));
        chip->setProperty("size", QStringLiteral("small"));
        chip->setToolTip(tr("%1, click removes it").arg(path));
        connect(chip, &QPushButton::clicked, this, [this, path] {
            m_files.removeAll(path);
            fillFiles();
            collect();
        });
        m_fileBox->layout()->addWidget(chip);
        chip->show();
    }
    m_fileBox->setVisible(!m_files.isEmpty());
}

void Composer::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    if (enter && control && isNote())
        m_addNote->click();
    else if (enter && control)
        send(m_sendSolves && !event->modifiers().testFlag(Qt::ShiftModifier), {});
    else if (event->key() == Qt::Key_Escape)
        Q_EMIT leaveRequested();
    else
        QWidget::keyPressEvent(event);
}

void Composer::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void Composer::dropEvent(QDropEvent *event)
{
    QStringList paths;
    for (const QUrl &url : event->mimeData()->urls())
        if (url.isLocalFile())
            paths << url.toLocalFile();
    attachFiles(paths);
}

} // namespace otklik::ui
