// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversation/mail_dialog.h"

#include "ui/conversation/attachment_card.h"
#include "ui/conversation/conversation_text.h"
#include "ui/conversation/invitation_card.h"
#include "ui/conversation/mail_acts.h"
#include "ui/conversation/message_body.h"
#include "ui/conversation/timeline_card.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/time_text.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QSaveFile>
#include <QScrollArea>
#include <QVBoxLayout>

namespace otklik::ui {

namespace {

QString namesOf(const std::vector<ticket::PersonRef> &people)
{
    QStringList names;
    for (const ticket::PersonRef &one : people)
        names << (one.name.isEmpty()      ? one.address
                  : one.address.isEmpty() ? one.name
                                          : QStringLiteral("%1 <%2>").arg(one.name, one.address));
    return names.join(QLatin1String(", "));
}

} // namespace

MailDialog::MailDialog(const Look &look, ConversationSource &source, const QByteArray &raw, const MessageView &view,
                       int depth, QWidget *parent)
    : QDialog(parent)
    , m_look(look)
    , m_source(source)
    , m_raw(raw)
    , m_depth(depth)
{
    setObjectName(QStringLiteral("mailDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(720, 600);
    m_scroll = named(new QScrollArea(this), QStringLiteral("mailDialogPage"), tr("Text of the message"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_charset = buttons->addButton(QString(), QDialogButtonBox::ActionRole);
    m_charset->setAutoDefault(false);
    m_column = new QVBoxLayout(this);
    m_column->addWidget(m_scroll, 1);
    m_column->addWidget(buttons);
    showView(view);
}

void MailDialog::showView(const MessageView &view)
{
    const QString title = view.subject.isEmpty() ? tr("Mail without a subject") : view.subject;
    setWindowTitle(title);
    setAccessibleName(title);
    delete m_head;
    m_head = makeHead(view);
    m_column->insertWidget(0, m_head);
    m_scroll->setWidget(makePage(view));
    // chosen in the old menu, which is still open
    if (QMenu *before = m_charset->menu())
        before->deleteLater();
    QMenu *menu =
        TimelineCard::makeCharsetMenu(m_charset, view, [this](const QByteArray &charset) { readAs(charset); });
    m_charset->setMenu(menu);
    m_charset->setText(menu->title());
    named(m_charset, QStringLiteral("mailDialogCharset"), menu->title());
}

void MailDialog::readAs(const QByteArray &charset)
{
    const QPointer<MailDialog> self(this);
    m_source.readMail(m_raw, charset, [self](const auto &view) {
        if (!self)
            return;
        if (view)
            self->showView(*view);
        else
            self->tell(view.error());
    });
}

QWidget *MailDialog::makeHead(const MessageView &view)
{
    auto *head = named(new QWidget(this), QStringLiteral("mailDialogHead"), tr("Head of the mail"));
    auto *form = new QFormLayout(head);
    form->setContentsMargins(0, 0, 0, 4);
    form->setVerticalSpacing(3);
    const auto add = [&](const QString &name, const QString &text) {
        if (text.isEmpty())
            return;
        auto *what = new QLabel(name, head);
        what->setProperty("text_role", QStringLiteral("quiet"));
        auto *value = new QLabel(text, head);
        value->setTextFormat(Qt::PlainText);
        value->setWordWrap(true);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        for (QLabel *label : {what, value})
            label->setFont(m_look.font(TypeRole::Second));
        form->addRow(what, value);
    };
    add(tr("From"), namesOf(view.from));
    add(tr("To"), namesOf(view.to));
    add(tr("Copy"), namesOf(view.cc));
    add(tr("Date"), view.date.isNever() ? QString() : TimeText::full(view.date.toLocal()));
    add(tr("Subject"), view.subject);
    return head;
}

QWidget *MailDialog::makePage(const MessageView &view)
{
    auto *page = new QWidget(this);
    setSurface(page, QStringLiteral("panel"));
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(12, 10, 12, 10);
    column->setSpacing(8);
    if (!view.warnings.isEmpty())
        addNotice(column,
                  tr("A link names another site than it leads to: %1").arg(view.warnings.join(QLatin1String("; "))),
                  Token::Red);
    for (const mime::LookAlike &twin : view.lookAlikes)
        addNotice(column, ConversationText::lookAlike(twin), Token::Red);
    addNotice(column, ConversationText::protection(view.protection), Token::T2);
    if (view.invitation)
        column->addWidget(new InvitationCard(m_look, *view.invitation, page));
    auto *body =
        named(new MessageBody(m_look, Token::T1, page), QStringLiteral("mailDialogBody"), tr("Text of the message"));
    const bool doubtful = !view.warnings.isEmpty() || !view.lookAlikes.empty();
    connect(body, &QTextBrowser::anchorClicked, this,
            [this, doubtful](const QUrl &url) { openMailLink(this, url, doubtful); });
    column->addWidget(body);
    body->setContent(view.foldedHtml.isEmpty() ? view.html : view.html + QLatin1String("<hr>") + view.foldedHtml,
                     view.inlineImages);
    if (!view.files.empty())
        column->addWidget(makeFiles(view));
    column->addStretch(1);
    return page;
}

void MailDialog::addNotice(QVBoxLayout *column, const QString &text, Token ink)
{
    if (text.isEmpty())
        return;
    auto *label = new QLabel(text, this);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setFont(m_look.font(TypeRole::Second));
    label->setStyleSheet(QStringLiteral("color: %1").arg(m_look.color(ink).name()));
    column->addWidget(label);
}

QWidget *MailDialog::makeFiles(const MessageView &view)
{
    auto *box = new QWidget(this);
    auto *flow = new FlowLayout(8, box);
    for (const ticket::AttachmentInfo &file : view.files) {
        auto *card = new AttachmentCard(m_look, file, box);
        flow->addWidget(card);
        connect(card, &AttachmentCard::saveRequested, this, &MailDialog::save);
        connect(card, &AttachmentCard::openRequested, this, [this](const ticket::AttachmentInfo &wanted) {
            if (AttachmentCard::isMail(wanted) && m_depth < kMostDepth)
                openNested(wanted.part);
            else
                save(wanted);
        });
    }
    return box;
}

void MailDialog::openNested(int part)
{
    const QPointer<MailDialog> self(this);
    m_source.readPartOf(m_raw, part, [self](const auto &raw) {
        if (!self)
            return;
        if (!raw)
            return self->tell(raw.error());
        self->m_source.readMail(*raw, {}, [self, bytes = *raw](const auto &view) {
            if (!self)
                return;
            if (!view)
                return self->tell(view.error());
            (new MailDialog(self->m_look, self->m_source, bytes, *view, self->m_depth + 1, self))->open();
        });
    });
}

void MailDialog::save(const ticket::AttachmentInfo &file)
{
    askWhereToSave(this, file.name, [this, part = file.part](const QString &path) {
        const QPointer<MailDialog> self(this);
        m_source.readPartOf(m_raw, part, [self, path](const auto &bytes) {
            if (!self)
                return;
            if (!bytes)
                return self->tell(bytes.error());
            QSaveFile out(path);
            if (!out.open(QIODevice::WriteOnly) || out.write(*bytes) != bytes->size() || !out.commit())
                self->tell(tr("The file could not be written: %1").arg(out.errorString()));
        });
    });
}

void MailDialog::tell(const QString &sentence)
{
    auto *box = named(new QMessageBox(QMessageBox::Warning, windowTitle(), sentence, QMessageBox::Close, this),
                      QStringLiteral("mailDialogFault"), sentence);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

} // namespace otklik::ui
