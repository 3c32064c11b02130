// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/message_reading.h"
#include "ui/conversation/attachment_card.h"
#include "ui/conversation/conversation_text.h"
#include "ui/conversation/invitation_card.h"
#include "ui/conversation/mail_acts.h"
#include "ui/conversation/message_body.h"
#include "ui/conversation/timeline_card.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/time_text.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QTextCursor>
#include <QToolButton>

#include <algorithm>

namespace otklik::ui {

void TimelineCard::ensureBody()
{
    if (m_folded)
        return;
    if (!m_hasView)
        m_presenter.requestContent(m_entry);
    else if (!m_body)
        showBody();
}

void TimelineCard::releaseBody()
{
    if (!m_body || m_body->hasFocus() || m_body->textCursor().hasSelection())
        return;
    m_inside->setMinimumHeight(m_inside->height());
    m_bodyPlace->removeWidget(m_body);
    m_body->deleteLater();
    m_body = nullptr;
}

void TimelineCard::setContent(const MessageView &view)
{
    m_view = view;
    m_hasView = true;
    fillHead();
    fillNotices();
    fillFiles();
    showBody();
}

void TimelineCard::showBody()
{
    if (!m_body) {
        m_body =
            named(new MessageBody(m_look, ink(), m_inside), QStringLiteral("messageBody"), tr("Text of the message"));
        connect(m_body, &QTextBrowser::anchorClicked, this, &TimelineCard::openLink);
        m_bodyPlace->addWidget(m_body);
    }
    m_inside->setMinimumHeight(0);
    const bool quotes = m_quotesShown && hasQuotes();
    m_body->setContent(quotes ? m_view.html + QLatin1String("<hr>") + m_view.foldedHtml : m_view.html,
                       m_view.inlineImages);
    m_fold->setVisible(hasQuotes());
    m_fold->setText(m_quotesShown ? tr("··· hide the quoted lines")
                                  : tr("··· %n line(s) quoted", nullptr, qMax(1, m_view.foldedLines)));
}

void TimelineCard::setQuotesShown(bool shown)
{
    m_quotesShown = shown;
    if (m_body)
        showBody();
}

QFrame *TimelineCard::addNotice(const QString &name, const QString &icon, const QString &text, Token ink)
{
    auto *bar = named(new QFrame(m_inside), name, text);
    setSurface(bar, QStringLiteral("inset"));
    bar->setStyleSheet(QStringLiteral("QFrame#%1 { border-radius: 6px; background: %2; }")
                           .arg(name, m_look.color(Token::Inset).name()));
    bar->setMinimumHeight(28);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(10, 3, 10, 3);
    row->setSpacing(8);
    auto *mark = new QLabel(bar);
    mark->setPixmap(m_look.icons.pixmap(icon, 16, m_look.color(ink), devicePixelRatioF()));
    auto *label = new QLabel(text, bar);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setFont(m_look.font(TypeRole::Second));
    label->setStyleSheet(QStringLiteral("color: %1").arg(m_look.color(ink).name()));
    row->addWidget(mark);
    row->addWidget(label, 1);
    m_notices->addWidget(bar);
    return bar;
}

QPushButton *TimelineCard::addLink(QFrame *bar, const QString &name, const QString &text, QLayout *place)
{
    auto *button = named(new QPushButton(text, bar), name, text);
    button->setProperty("kind", QStringLiteral("link"));
    button->setFont(m_look.font(TypeRole::SecondMedium));
    button->setFocusPolicy(Qt::TabFocus);
    button->setCursor(Qt::PointingHandCursor);
    (place ? place : bar->layout())->addWidget(button);
    return button;
}

void TimelineCard::fillNotices()
{
    while (QLayoutItem *item = m_notices->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    // What looks forged is warned of, and nothing is offered that would trust it.
    const bool looksForged = !m_view.lookAlikes.empty();
    if (m_view.blockedImages > 0) {
        QFrame *bar = addNotice(QStringLiteral("imagesBar"), QStringLiteral("imageoff"),
                                tr("%n remote image(s) not loaded", nullptr, m_view.blockedImages), Token::T2);
        connect(addLink(bar, QStringLiteral("loadImagesOnce"), tr("Load once")), &QPushButton::clicked, this,
                [this] { m_presenter.loadRemoteImages(m_entry); });
        if (!looksForged)
            connect(addLink(bar, QStringLiteral("loadImagesAlways"), tr("Always for this sender")),
                    &QPushButton::clicked, this, [this] { m_presenter.trustSender(m_entry.by.address); });
    }
    if (m_entry.keptSolved)
        addNotice(QStringLiteral("keptSolved"), QStringLiteral("check"),
                  m_entry.keptClosed ? tr("Nothing but thanks: the ticket stays closed.")
                                     : tr("Nothing but thanks: the ticket stays solved."),
                  Token::T2);
    fillFollowed();
    if (!m_entry.notReached.isEmpty())
        addNotice(QStringLiteral("bounceNotice"), QStringLiteral("alert"), ConversationText::bounce(m_entry),
                  m_entry.gaveUp ? Token::Red : Token::T2);
    if (m_entry.backOn.isValid())
        addNotice(QStringLiteral("absenceNotice"), QStringLiteral("sun"),
                  tr("Away; back on %1.").arg(QLocale().toString(m_entry.backOn, QLocale::LongFormat)), Token::T2);
    std::vector<ticket::Offer> offers = ticket::offersOf(m_entry, m_view.hints, m_presenter.row());
    if (looksForged)
        std::erase_if(offers, [](const ticket::Offer &offer) { return offer.kind != ticket::OfferKind::Split; });
    const bool offersForm = std::any_of(offers.begin(), offers.end(), [](const ticket::Offer &offer) {
        return offer.kind == ticket::OfferKind::FormSender;
    });
    fillTaken();
    for (const ticket::Offer &offer : offers)
        addOffer(offer);
    if (!m_view.warnings.isEmpty())
        addNotice(QStringLiteral("linkWarning"), QStringLiteral("alert"),
                  tr("A link names another site than it leads to: %1").arg(m_view.warnings.join(QLatin1String("; "))),
                  Token::Red);
    for (const mime::LookAlike &twin : m_view.lookAlikes)
        addNotice(QStringLiteral("lookAlikeWarning"), QStringLiteral("alert"), ConversationText::lookAlike(twin),
                  Token::Red);
    // A form's offer and notice say it already.
    if (!m_view.answersGoTo.isEmpty() && !m_entry.fromForm && !offersForm)
        addNotice(QStringLiteral("replyToNotice"), QStringLiteral("reply"),
                  tr("Answers go to %1, not to %2.").arg(m_view.answersGoTo, m_entry.by.address), Token::T2);
    if (const QString words = ConversationText::protection(m_view.protection); !words.isEmpty())
        addNotice(QStringLiteral("protectionNotice"),
                  m_view.protection.isEncrypted ? QStringLiteral("lock") : QStringLiteral("key"), words, Token::T2);
    if (m_view.charsetChosen) {
        QFrame *bar = addNotice(QStringLiteral("charsetNotice"), QStringLiteral("text"),
                                tr("Read as %1, as chosen at this desk.").arg(m_view.charset), Token::T2);
        connect(addLink(bar, QStringLiteral("readAsSent"), tr("As the mail says")), &QPushButton::clicked, this,
                [this] { m_presenter.readAs(m_entry, {}); });
    }
    if (m_view.invitation)
        m_notices->addWidget(new InvitationCard(m_look, *m_view.invitation, m_inside));
    if (const auto size = workspace::heldBackSize(m_view.defects))
        addNotice(QStringLiteral("heldBackNotice"), QStringLiteral("info"), ConversationText::heldBack(*size),
                  Token::Amber);
    else if (!m_view.defects.isEmpty())
        addNotice(QStringLiteral("defectLine"), QStringLiteral("info"),
                  m_view.charset.isEmpty() ? tr("This mail is damaged; it is shown as far as it can be read.")
                                           : tr("This mail is damaged; shown with %1.").arg(m_view.charset),
                  Token::T2)
            ->setToolTip(m_view.defects.join(QLatin1Char('\n')));
}

/// The mail that opened a follow-up says what the ticket follows.
void TimelineCard::fillFollowed()
{
    if (m_entry.lateAnswerTo.isEmpty() || m_entry.id.toLatin1() != m_presenter.key().hex())
        return;
    QFrame *bar =
        addNotice(QStringLiteral("followUpNotice"), QStringLiteral("link"), m_presenter.whyHere(m_entry), Token::T2);
    const QString number = m_presenter.numberOf(m_entry.lateAnswerTo);
    connect(addLink(bar, QStringLiteral("openFollowed"), number.isEmpty() ? tr("Open it") : tr("Open %1").arg(number)),
            &QPushButton::clicked, this, [this] { Q_EMIT ticketRequested(m_entry.lateAnswerTo); });
}

/// What was offered and taken, to be taken back here.
void TimelineCard::fillTaken()
{
    if (!m_entry.requesterTaken.isEmpty()) {
        QFrame *bar = addNotice(
            QStringLiteral("requesterTaken"), QStringLiteral("user"),
            tr("The customer of this ticket is %1, who wrote the forwarded mail.").arg(m_entry.requesterTaken),
            Token::T2);
        connect(addLink(bar, QStringLiteral("takeBackRequester"), tr("Undo")), &QPushButton::clicked, this,
                [this] { m_presenter.takeBackRequester(m_entry); });
    }
    if (const QString author = m_view.hints.formAuthor.address; m_entry.fromForm && !author.isEmpty()) {
        QFrame *bar = addNotice(QStringLiteral("formNotice"), QStringLiteral("user"),
                                tr("A form sent this; the customer is %1, who filled it in.").arg(author), Token::T2);
        connect(addLink(bar, QStringLiteral("takeBackForm"), tr("No form")), &QPushButton::clicked, this,
                [this] { m_presenter.takeBackForm(m_entry.by.address); });
    }
}

void TimelineCard::addOffer(const ticket::Offer &offer)
{
    const ConversationText::OfferWords words = ConversationText::offer(offer, m_entry);
    const QString name = ticket::toString(offer.kind);
    QFrame *bar = addNotice(QStringLiteral("offer-") + name, words.icon, words.question, Token::T1);
    // The answers stand below the question: both may be long.
    auto *row = static_cast<QBoxLayout *>(bar->layout());
    QWidget *question = row->itemAt(row->count() - 1)->widget();
    row->removeWidget(question);
    auto *column = new QVBoxLayout;
    auto *answers = new QHBoxLayout;
    answers->setSpacing(16);
    column->setSpacing(2);
    column->addWidget(question);
    column->addLayout(answers);
    row->addLayout(column, 1);
    row->setAlignment(row->itemAt(0)->widget(), Qt::AlignTop);
    connect(addLink(bar, QStringLiteral("take-") + name, words.take, answers), &QPushButton::clicked, this,
            [this, offer] { m_presenter.takeOffer(m_entry, offer); });
    connect(addLink(bar, QStringLiteral("dismiss-") + name, words.dismiss, answers), &QPushButton::clicked, this,
            [this, kind = offer.kind] { m_presenter.dismissOffer(m_entry, kind); });
    answers->addStretch(1);
}

void TimelineCard::fillFiles()
{
    for (AttachmentCard *card : m_files) {
        m_fileBox->layout()->removeWidget(card);
        card->deleteLater();
    }
    m_files.clear();
    for (const ticket::AttachmentInfo &file : m_view.files) {
        auto *card = new AttachmentCard(m_look, file, m_fileBox);
        m_fileBox->layout()->addWidget(card);
        m_files.push_back(card);
        connect(card, &AttachmentCard::openRequested, this, &TimelineCard::openAttachmentRequested);
        connect(card, &AttachmentCard::saveRequested, this, [this](const ticket::AttachmentInfo &wanted) {
            askWhereToSave(this, wanted.name, [this, part = wanted.part](const QString &path) {
                m_presenter.saveAttachment(m_entry.message, part, path);
            });
        });
        if (card->wantsThumbnail() && !m_entry.message.isNone())
            m_presenter.requestPart(m_entry.message, file.part);
    }
    m_fileBox->setVisible(!m_files.empty());
}

void TimelineCard::setPart(int part, const QByteArray &bytes)
{
    for (AttachmentCard *card : m_files)
        if (card->file().part == part && card->wantsThumbnail())
            card->setThumbnail(bytes);
}

QString TimelineCard::troubleText() const
{
    using ticket::SendState;
    QStringList refused;
    for (const ticket::RefusedRecipient &one : m_entry.refused)
        refused << (isPartlyWaiting() && !one.permanent
                        ? tr("Not sent to %1 yet, it is tried again by itself: %2").arg(one.address, one.words)
                        : tr("Not sent to %1: %2").arg(one.address, one.words));
    if (isPartlyWaiting())
        return refused.join(QLatin1Char('\n'));
    switch (m_entry.sendState) {
    case SendState::Failed:
        return m_entry.takenBack ? tr("You took this answer back.") : tr("Not sent: %1").arg(m_entry.sendError);
    case SendState::Uncertain:
        return m_entry.takenBack
                   ? tr("You took this answer back. It may have arrived all the same.")
                   : tr("The connection broke while sending. It may have arrived: look before you send it again.");
    case SendState::Held:
        if (m_entry.sendError == ticket::kWaitedTooLong)
            return tr("Held back: it has waited for more than a day before it could leave. Read it once more, then "
                      "decide.");
        return tr("Held back: since this was written the customer wrote again, or somebody of yours answered. Read it, "
                  "then decide.");
    case SendState::Waiting:
        if (!m_entry.sendError.isEmpty())
            return tr("Not sent yet, it is tried again by itself: %1").arg(m_entry.sendError);
        if (m_entry.sendAt - m_entry.at <= kUndoIsOver)
            return tr("Not sent yet, it goes as soon as the server can be reached.");
        return tr("Goes %1").arg(TimeText::full(m_entry.sendAt.toLocal()));
    default:
        return refused.join(QLatin1Char('\n'));
    }
}

void TimelineCard::fillTrouble()
{
    delete m_trouble;
    m_trouble = nullptr;
    if (!isTrouble() && !isWaiting())
        return;
    const bool failed = m_entry.sendState == ticket::SendState::Failed;
    m_trouble = named(new QWidget(this), QStringLiteral("sendTrouble"),
                      isWaiting() ? tr("This answer waits") : tr("This answer needs a look"));
    auto *row = new QHBoxLayout(m_trouble);
    row->setContentsMargins(0, 4, 0, 0);
    auto *cause = named(new QLabel(troubleText(), m_trouble), QStringLiteral("sendTroubleText"), troubleText());
    cause->setTextFormat(Qt::PlainText);
    cause->setWordWrap(true);
    cause->setFont(m_look.font(TypeRole::Second));
    cause->setProperty("text_role", failed        ? QStringLiteral("red")
                                    : isTrouble() ? QStringLiteral("amber")
                                                  : QStringLiteral("quiet"));
    row->addWidget(cause, 1);
    addTroubleButtons();
    layout()->addWidget(m_trouble);
}

void TimelineCard::addTroubleButtons()
{
    using ticket::SendState;
    const auto add = [&](const char *name, const QString &text) {
        auto *button = named(new QPushButton(text, m_trouble), QString::fromLatin1(name), text);
        button->setProperty("size", QStringLiteral("small"));
        button->setFocusPolicy(Qt::TabFocus);
        m_trouble->layout()->addWidget(button);
        return button;
    };
    const auto again = [this, &add](const QString &text) {
        connect(add("retryButton", text), &QPushButton::clicked, this,
                [this] { m_presenter.retrySend(m_entry.outbox); });
    };
    if (isPartlyWaiting()) {
        again(tr("Send to them again"));
        return;
    }
    switch (m_entry.sendState) {
    case SendState::Failed:
        if (!m_entry.takenBack)
            again(tr("Retry"));
        break;
    case SendState::Uncertain:
        if (m_entry.takenBack)
            break;
        connect(add("arrivedButton", tr("It arrived")), &QPushButton::clicked, this,
                [this] { m_presenter.confirmSend(m_entry.outbox); });
        again(tr("Send again"));
        if (!m_entry.refused.empty())
            return; // some have it
        connect(add("editButton", tr("Edit")), &QPushButton::clicked, this, &TimelineCard::askBeforeEditing);
        return;
    case SendState::Held:
        again(tr("Send anyway"));
        break;
    case SendState::Waiting:
        again(tr("Send now"));
        connect(add("takeBackButton", tr("Take back")), &QPushButton::clicked, this,
                [this] { m_presenter.cancelSend(m_entry.outbox); });
        break;
    default:
        again(tr("Send to them again"));
        return; // the others have it: what is written stays
    }
    connect(add("editButton", tr("Edit")), &QPushButton::clicked, this,
            [this] { Q_EMIT editRequested(m_entry.outbox, m_view.html); });
}

/// He may get two answers then.
void TimelineCard::askBeforeEditing()
{
    auto *ask = named(new QMessageBox(QMessageBox::Question, tr("Write this answer anew?"),
                                      tr("It may have arrived: then the customer gets two answers."),
                                      QMessageBox::Cancel, window()),
                      QStringLiteral("editUncertain"), tr("Write this answer anew?"));
    ask->setInformativeText(tr("The conversation in Sent of your mailbox, or the customer, can tell."));
    ask->setAttribute(Qt::WA_DeleteOnClose);
    nameByText(ask->button(QMessageBox::Cancel), QStringLiteral("cancelEdit"));
    QPushButton *yes = ask->addButton(tr("Edit"), QMessageBox::AcceptRole);
    nameByText(yes, QStringLiteral("confirmEdit"));
    ask->setDefaultButton(QMessageBox::Cancel);
    connect(yes, &QPushButton::clicked, this, [this] { Q_EMIT editRequested(m_entry.outbox, m_view.html); });
    ask->open();
}

void TimelineCard::openLink(const QUrl &url)
{
    // A mail that holds one misleading link gets the question for all of its links.
    openMailLink(this, url, !m_view.warnings.isEmpty() || !m_view.lookAlikes.empty());
}

} // namespace otklik::ui
