// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/composer.h"

#include "ui/composer/answer_editor.h"
#include "ui/composer/answer_text.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/hint_button.h"
#include "ui/widgets/physical_shortcuts.h"
#include "ui/widgets/split_button.h"

#include <QBoxLayout>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTabBar>
#include <QToolButton>

#include <algorithm>

namespace otklik::ui {

namespace {
constexpr int kLowest = 160;
}

Composer::Composer(const Look &look, ComposerPresenter &presenter, QWidget *parent)
    : QWidget(parent)
    , m_look(look)
    , m_presenter(presenter)
    , m_pasteFolder(QDir::tempPath())
    , m_sending(new Banner(look, Banner::Tone::Blue, QString(), this))
    , m_guard(new Banner(look, Banner::Tone::Amber, QString(), this))
    , m_fault(new Banner(look, Banner::Tone::Red, QString(), this))
    , m_notReached(new Banner(look, Banner::Tone::Amber, QString(), this))
    , m_tabs(named(new QTabBar(this), QStringLiteral("composerTabs"), tr("What to write")))
    , m_to(named(new QLineEdit(this), QStringLiteral("toField"), tr("To")))
    , m_cc(named(new QLineEdit(this), QStringLiteral("ccField"), tr("Cc")))
    , m_bcc(named(new QLineEdit(this), QStringLiteral("bccField"), tr("Bcc")))
    , m_all(named(new QPushButton(tr("Reply all"), this), QStringLiteral("replyAll"), tr("Reply to all (Shift+R)")))
    , m_showCc(named(new QPushButton(tr("Cc"), this), QStringLiteral("showCc"), tr("Add Cc")))
    , m_showBcc(named(new QPushButton(tr("Bcc"), this), QStringLiteral("showBcc"), tr("Add Bcc")))
    , m_editor(named(new AnswerEditor(look, this), QStringLiteral("answerEditor"), tr("Text of the answer")))
    , m_fileBox(new QWidget(this))
    , m_forwards(named(new QLabel(this), QStringLiteral("forwardedMail"), tr("What goes along")))
    , m_state(named(new QLabel(this), QStringLiteral("draftState"), tr("Draft")))
    , m_later(new HintButton(look, HintButton::Kind::Flat, QStringLiteral("clock"), tr("Send later"), {}, this))
    , m_addNote(new HintButton(look, HintButton::Kind::Primary, {}, tr("Add note"), QStringLiteral("Ctrl+Enter"), this))
    , m_send(new SplitButton(look, tr("Send"), QStringLiteral("Ctrl+Enter"), this))
{
    named(this, QStringLiteral("composer"), tr("Composer"));
    setSurface(this, QStringLiteral("panel"));
    setAcceptDrops(true);
    setMinimumHeight(kLowest);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    makeBars(column);
    column->addWidget(makeTabs());
    column->addWidget(makeRecipients());
    auto *inset = new QHBoxLayout;
    inset->setContentsMargins(16, 6, 16, 4);
    inset->addWidget(m_editor);
    column->addLayout(inset, 1);
    auto *files = new FlowLayout(6, m_fileBox);
    files->setContentsMargins(16, 2, 16, 2);
    m_forwards->setFont(look.font(TypeRole::Second));
    m_forwards->setProperty("text_role", QStringLiteral("quiet"));
    m_forwards->setContentsMargins(16, 2, 16, 2);
    column->addWidget(m_forwards);
    column->addWidget(m_fileBox);
    column->addWidget(makeTools());
    column->addWidget(makeFoot());
    connectPresenter();
    for (QLineEdit *field : {m_to, m_cc, m_bcc})
        connect(field, &QLineEdit::textEdited, this, &Composer::collect);
    connect(m_editor, &QTextEdit::textChanged, this, &Composer::collect);
    connect(m_editor, &QTextEdit::cursorPositionChanged, this, &Composer::collect);
    connect(m_editor, &AnswerEditor::filesDropped, this, &Composer::attachFiles);
    connect(m_editor, &AnswerEditor::imagePasted, this, &Composer::keepPicture);
    connect(m_editor, &AnswerEditor::shortcutTyped, this, &Composer::cannedRequested);
    connect(m_editor, &AnswerEditor::shortcutEnded, this, &Composer::cannedDismissed);
    showDraft();
}

void Composer::makeBars(QVBoxLayout *column)
{
    auto *line = new QFrame(this);
    line->setProperty("frame", QStringLiteral("line"));
    line->setFixedHeight(1);
    column->addWidget(line);
    for (Banner *bar : {m_sending, m_guard, m_fault, m_notReached}) {
        column->addWidget(bar);
        bar->hide();
    }
    m_sending->setObjectName(QStringLiteral("sendingBar"));
    m_guard->setObjectName(QStringLiteral("guardBar"));
    m_fault->setObjectName(QStringLiteral("composerFault"));
    m_notReached->setObjectName(QStringLiteral("notReachedBar"));
    m_sending->addButton(QStringLiteral("undoSend"), tr("Undo"));
    m_guard->addButton(QStringLiteral("sendAnyway"), tr("Send anyway"));
    m_guard->addButton(QStringLiteral("closeGuard"), tr("Back to the text"));
    m_fault->addButton(QStringLiteral("closeComposerFault"), tr("Close"));
    connect(m_sending, &Banner::buttonClicked, &m_presenter, &ComposerPresenter::undo);
    connect(m_fault, &Banner::buttonClicked, m_fault, &QWidget::hide);
    connect(m_guard, &Banner::buttonClicked, this, [this](const QString &id) {
        m_guard->hide();
        setMinimumHeight(kLowest);
        if (id == QLatin1String("sendAnyway"))
            send(m_lastSolve, m_lastAt, true);
        else
            m_editor->setFocus();
    });
    m_undoTick.setInterval(1000);
    connect(&m_undoTick, &QTimer::timeout, this, [this] { showUndo(m_undoLeft - 1); });
}

QWidget *Composer::makeTabs()
{
    m_tabs->addTab(tr("Reply"));
    m_tabs->addTab(tr("Internal note"));
    m_tabs->addTab(tr("Forward"));
    m_tabs->setTabToolTip(0, QStringLiteral("R"));
    m_tabs->setTabToolTip(1, QStringLiteral("N"));
    m_tabs->setTabToolTip(2, QStringLiteral("F"));
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_tabs->setFocusPolicy(Qt::TabFocus);
    auto *holder = new QWidget(this);
    holder->setFixedHeight(36);
    auto *row = new QHBoxLayout(holder);
    row->setContentsMargins(10, 0, 10, 0);
    row->addWidget(m_tabs);
    row->addStretch(1);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) {
        if (!m_showing)
            m_presenter.setKind(index == 1   ? workspace::DraftKind::Note
                                : index == 2 ? workspace::DraftKind::Forward
                                             : workspace::DraftKind::Reply);
    });
    return holder;
}

QWidget *Composer::makeAddressRow(QLineEdit *field, const QString &label)
{
    auto *holder = new QWidget(this);
    auto *row = new QHBoxLayout(holder);
    row->setContentsMargins(16, 2, 16, 0);
    row->setSpacing(8);
    auto *name = new QLabel(label, holder);
    name->setFont(m_look.font(TypeRole::Second));
    name->setProperty("text_role", QStringLiteral("quiet"));
    name->setMinimumWidth(24);
    name->setBuddy(field);
    field->setProperty("bare", true);
    field->setFont(m_look.font(TypeRole::Second));
    field->setMinimumHeight(22);
    row->addWidget(name);
    row->addWidget(field, 1);
    return holder;
}

QWidget *Composer::makeRecipients()
{
    m_recipients = new QWidget(this);
    auto *column = new QVBoxLayout(m_recipients);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(0);
    QWidget *toRow = makeAddressRow(m_to, tr("To"));
    m_all->setToolTip(tr("Reply to all (Shift+R)"));
    connect(m_all, &QPushButton::clicked, this, &Composer::replyAll);
    for (QPushButton *button : {m_all, m_showCc, m_showBcc}) {
        button->setProperty("kind", QStringLiteral("link"));
        button->setFont(m_look.font(TypeRole::Second));
        button->setFocusPolicy(Qt::TabFocus);
        toRow->layout()->addWidget(button);
    }
    m_ccRow = makeAddressRow(m_cc, tr("Cc"));
    m_bccRow = makeAddressRow(m_bcc, tr("Bcc"));
    for (QWidget *row : {toRow, m_ccRow, m_bccRow})
        column->addWidget(row);
    const auto reveal = [](QPushButton *button, QWidget *row, QLineEdit *field) {
        connect(button, &QPushButton::clicked, row, [button, row, field] {
            row->show();
            button->hide();
            field->setFocus();
        });
    };
    reveal(m_showCc, m_ccRow, m_cc);
    reveal(m_showBcc, m_bccRow, m_bcc);
    return m_recipients;
}

QWidget *Composer::makeTools()
{
    auto *holder = new QWidget(this);
    holder->setFixedHeight(32);
    auto *row = new QHBoxLayout(holder);
    row->setContentsMargins(10, 0, 10, 0);
    row->setSpacing(0);
    const auto tool = [&](const char *name, const char *icon, const QString &text, auto act) {
        auto *button = named(new QToolButton(holder), QString::fromLatin1(name), text);
        button->setIcon(m_look.icons.icon(QString::fromLatin1(icon)));
        button->setToolTip(text);
        button->setFixedSize(26, 26);
        button->setFocusPolicy(Qt::TabFocus);
        row->addWidget(button);
        connect(button, &QToolButton::clicked, this, act);
    };
    tool("boldButton", "bold", tr("Bold"), [this] { m_editor->toggleBold(); });
    tool("italicButton", "italic", tr("Italic"), [this] { m_editor->toggleItalic(); });
    tool("listButton", "list", tr("List"), [this] { m_editor->toggleList(); });
    tool("linkButton", "link", tr("Link"), [this] { askForLink(); });
    row->addSpacing(8);
    const auto wide = [&](const char *name, const char *icon, const QString &text, const QString &hint, auto act) {
        auto *button =
            named(new HintButton(m_look, HintButton::Kind::Flat, QString::fromLatin1(icon), text, hint, holder),
                  QString::fromLatin1(name), text);
        button->setProperty("size", QStringLiteral("small"));
        button->setFocusPolicy(Qt::TabFocus);
        row->addWidget(button);
        connect(button, &QPushButton::clicked, this, act);
    };
    wide("cannedButton", "canned", tr("Canned"), QStringLiteral("Ctrl+;"), [this] { requestCanned(); });
    wide("attachButton", "clip", tr("Attach"), QStringLiteral("Ctrl+Shift+A"), [this] { askForFiles(); });
    row->addStretch(1);
    bindKeys();
    return holder;
}

void Composer::bindKeys()
{
    using Reach = PhysicalShortcuts::Reach;
    auto *keys = new PhysicalShortcuts(this);
    keys->add(
        QStringLiteral("Ctrl+Shift+A"), Reach::Window, this, [this] { askForFiles(); },
        [this] { return isEnabled() && findChild<QWidget *>(QStringLiteral("attachButton"))->isVisible(); });
    keys->add(QStringLiteral("Ctrl+B"), Reach::Widget, m_editor, [this] { m_editor->toggleBold(); });
    keys->add(QStringLiteral("Ctrl+I"), Reach::Widget, m_editor, [this] { m_editor->toggleItalic(); });
}

QWidget *Composer::makeFoot()
{
    auto *holder = new QWidget(this);
    auto *row = new QHBoxLayout(holder);
    row->setContentsMargins(16, 4, 16, 12);
    row->setSpacing(8);
    m_state->setFont(m_look.font(TypeRole::Second));
    m_state->setProperty("text_role", QStringLiteral("quiet"));
    row->addWidget(m_state, 1);
    row->addWidget(m_later);
    row->addWidget(m_addNote);
    row->addWidget(m_send);
    named(m_later, QStringLiteral("sendLaterButton"), tr("Send later"));
    named(m_addNote, QStringLiteral("addNoteButton"), tr("Add note"));
    named(m_send, QStringLiteral("sendButton"), tr("Send"));
    fillSendMenus();
    connect(m_send, &QToolButton::clicked, this, &Composer::sendByDefault);
    connect(m_addNote, &QPushButton::clicked, this,
            [this] { m_presenter.addNote(plainAnswer(*m_editor->document()).trimmed()); });
    return holder;
}

void Composer::fillSendMenus()
{
    auto *ways = named(new QMenu(m_send), QStringLiteral("sendMenu"), tr("Ways to send"));
    ways->addAction(tr("Send, wait for the customer\tCtrl+Shift+Enter"), this, [this] { chooseSending(false); })
        ->setObjectName(QStringLiteral("sendKeepOpen"));
    ways->addAction(tr("Send and solve"), this, [this] { chooseSending(true); })
        ->setObjectName(QStringLiteral("sendSolve"));
    m_send->setMenu(ways);
    auto *later = named(new QMenu(m_later), QStringLiteral("sendLaterMenu"), tr("Send later"));
    const auto at = [this](int days, int hour) {
        return Instant::fromDateTime(QDateTime(m_presenter.now().toLocal().date().addDays(days), QTime(hour, 0)));
    };
    using namespace std::chrono_literals;
    later->addAction(tr("In an hour"), this, [this] { send(false, m_presenter.now() + 1h); });
    later->addAction(tr("In 3 hours"), this, [this] { send(false, m_presenter.now() + 3h); });
    later->addAction(tr("Tomorrow, 9:00"), this, [this, at] { send(false, at(1, 9)); });
    later->addAction(tr("Monday, 9:00"), this,
                     [this, at] { send(false, at(8 - m_presenter.now().toLocal().date().dayOfWeek(), 9)); });
    later->addAction(tr("Pick a time…"), this, [this] { askForTime(); })
        ->setObjectName(QStringLiteral("sendLaterPick"));
    m_later->setMenu(later);
}

void Composer::connectPresenter()
{
    connect(&m_presenter, &ComposerPresenter::opened, this, &Composer::showDraft);
    connect(&m_presenter, &ComposerPresenter::draftSaved, this, [this](Instant at) {
        m_state->setText(tr("Draft saved %1").arg(at.toLocal().toString(QStringLiteral("HH:mm"))));
    });
    connect(&m_presenter, &ComposerPresenter::refused, this, [this](const QString &sentence, bool canOverride) {
        m_guard->setSentence(sentence);
        m_guard->findChild<QPushButton *>(QStringLiteral("sendAnyway"))->setVisible(canOverride);
        m_guard->show();
        // Several questions take several lines, and the composer may be as low as it can be.
        m_guard->setMinimumHeight(std::max(36, m_guard->layout()->heightForWidth(width())));
        layout()->invalidate();
        setMinimumHeight(std::max(kLowest, layout()->minimumSize().height()));
        announce(m_guard, sentence);
    });
    connect(&m_presenter, &ComposerPresenter::failed, this, [this](const QString &sentence) {
        m_fault->setSentence(sentence);
        m_fault->show();
        announce(m_fault, sentence);
    });
    connect(&m_presenter, &ComposerPresenter::sending, this, &Composer::showUndo);
    connect(&m_presenter, &ComposerPresenter::undone, this, [this] {
        showUndo(0);
        m_editor->setFocus();
    });
}

} // namespace otklik::ui
