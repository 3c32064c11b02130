// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/answers/canned_picker.h"

#include "ui/answers/answer_preview.h"
#include "ui/answers/canned_delegate.h"
#include "ui/answers/canned_model.h"
#include "ui/answers/questions_dialog.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/physical_key.h"
#include "ui/widgets/popup_shape.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

namespace otklik::ui {

namespace {
constexpr QSize kSize(720, 392);
}

CannedPicker::CannedPicker(const Look &look, PickerPresenter &presenter, QWidget *parent)
    : QFrame(parent, Qt::Tool | Qt::FramelessWindowHint | Qt::NoDropShadowWindowHint)
    , m_look(look)
    , m_presenter(presenter)
    , m_field(named(new QLineEdit(this), QStringLiteral("pickerField"), tr("Search the answers")))
    , m_count(new QLabel(this))
    , m_model(new CannedModel(this))
    , m_list(named(new QListView(this), QStringLiteral("pickerList"), tr("Answers")))
    , m_title(new QLabel(this))
    , m_language(new QLabel(this))
    , m_warning(named(new QLabel(this), QStringLiteral("pickerWarning"), tr("Gaps")))
    , m_preview(named(new AnswerPreview(look, this), QStringLiteral("pickerPreview"), tr("Filled answer")))
{
    named(this, QStringLiteral("cannedPicker"), tr("Canned responses"));
    setAttribute(Qt::WA_TranslucentBackground);
    setFixedSize(kSize + QSize(2 * kShadow, 2 * kShadow));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kShadow + 1, kShadow + 1, kShadow + 1, kShadow + 1);
    column->setSpacing(0);
    column->addWidget(makeHead());
    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new CannedDelegate(look, m_list));
    m_list->setFixedWidth(320);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setStyleSheet(QStringLiteral("QListView { background: transparent; padding: 6px; }"));
    middle->addWidget(m_list);
    middle->addWidget(makePreview(), 1);
    column->addLayout(middle, 1);
    column->addWidget(makeFoot());
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textChanged, &presenter, &PickerPresenter::setFilter);
    connect(m_list, &QListView::clicked, this,
            [this](const QModelIndex &index) { m_presenter.setCurrent(index.row()); });
    connect(m_list, &QListView::doubleClicked, this, &CannedPicker::insertCurrent);
    connect(&presenter, &PickerPresenter::listed, this, &CannedPicker::fill);
    connect(&presenter, &PickerPresenter::currentChanged, this, &CannedPicker::showCurrent);
    hide();
}

QWidget *CannedPicker::makeHead()
{
    auto *head = new QWidget(this);
    head->setFixedHeight(44);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(14, 0, 14, 0);
    row->setSpacing(8);
    auto *mark = new QLabel(head);
    mark->setPixmap(m_look.icons.pixmap(QStringLiteral("search"), 14, m_look.color(Token::T3), devicePixelRatioF()));
    m_field->setProperty("bare", true);
    m_field->setPlaceholderText(tr("Shortcut, title or words of the text"));
    m_count->setFont(m_look.font(TypeRole::Second));
    m_count->setProperty("text_role", QStringLiteral("quiet"));
    m_languages = new QHBoxLayout;
    m_languages->setSpacing(2);
    row->addWidget(mark);
    row->addWidget(m_field, 1);
    row->addWidget(m_count);
    row->addLayout(m_languages);
    return head;
}

QWidget *CannedPicker::makePreview()
{
    auto *right = new QWidget(this);
    auto *column = new QVBoxLayout(right);
    column->setContentsMargins(16, 10, 16, 12);
    column->setSpacing(6);
    auto *head = new QHBoxLayout;
    m_title->setFont(m_look.font(TypeRole::PaneTitle));
    m_title->setWordWrap(true);
    m_title->setTextFormat(Qt::PlainText);
    m_language->setFont(m_look.font(TypeRole::Badge));
    m_language->setProperty("kbd", true);
    m_language->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    head->addWidget(m_title, 1);
    head->addWidget(m_language, 0, Qt::AlignTop);
    column->addLayout(head);
    column->addWidget(m_preview, 1);
    m_warningBar = new QFrame(right);
    m_warningBar->setProperty("tone", QStringLiteral("amber"));
    m_warningBar->setFixedHeight(30);
    auto *row = new QHBoxLayout(m_warningBar);
    row->setContentsMargins(10, 0, 10, 0);
    auto *mark = new QLabel(m_warningBar);
    mark->setPixmap(m_look.icons.pixmap(QStringLiteral("alert"), 14, m_look.color(Token::Amber), devicePixelRatioF()));
    m_warning->setFont(m_look.font(TypeRole::Second));
    row->addWidget(mark);
    row->addWidget(m_warning, 1);
    column->addWidget(m_warningBar);
    return right;
}

QWidget *CannedPicker::makeFoot()
{
    auto *foot = new QWidget(this);
    foot->setFixedHeight(36);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(14, 0, 14, 0);
    row->setSpacing(6);
    const auto hint = [&](const QString &key, const QString &text) {
        auto *cap = new QLabel(key, foot);
        cap->setProperty("kbd", true);
        cap->setFont(m_look.font(TypeRole::Small));
        cap->setFixedHeight(18);
        auto *words = new QLabel(text, foot);
        words->setFont(m_look.font(TypeRole::Second));
        words->setProperty("text_role", QStringLiteral("second"));
        row->addWidget(cap);
        row->addWidget(words);
        row->addSpacing(10);
    };
    hint(tr("Enter", "key"), tr("Insert"));
    hint(tr("Tab", "key"), tr("Next placeholder"));
    hint(QStringLiteral("Alt+L"), tr("Other language"));
    row->addStretch(1);
    hint(QStringLiteral("Ctrl+E"), tr("Edit answer"));
    hint(tr("Esc", "key"), tr("Close"));
    return foot;
}

void CannedPicker::openAt(const QRect &caret, const ticket::Key &forTicket, const QString &filter, bool byTyping)
{
    {
        const QSignalBlocker quiet(m_field);
        m_field->setText(filter);
    }
    m_field->setReadOnly(byTyping);
    if (isVisible() && byTyping) {
        m_presenter.setFilter(filter);
        return;
    }
    m_presenter.open(forTicket, filter);
    const QScreen *screen = QGuiApplication::screenAt(caret.topLeft());
    const QRect room = screen ? screen->availableGeometry() : QRect(0, 0, 4096, 4096);
    QPoint at(caret.left() - kShadow, caret.top() - height() + kShadow - 6);
    at.setX(qBound(room.left() - kShadow, at.x(), qMax(room.left(), room.right() - width() + kShadow)));
    at.setY(qMax(room.top() - kShadow, at.y()));
    move(at);
    shapePopup(this, rect().adjusted(kShadow, kShadow, -kShadow, -kShadow), 10);
    setAttribute(Qt::WA_ShowWithoutActivating, byTyping);
    show();
    raise();
    if (!byTyping) {
        activateWindow();
        m_field->setFocus();
    }
}

void CannedPicker::fill()
{
    m_model->set(m_presenter.rows(), m_presenter.filter());
    m_count->setText(m_presenter.rows().empty()
                         ? m_field->text().isEmpty() ? tr("No answers yet: the page Answers writes the first one")
                                                     : tr("No answer matches")
                         : tr("%n answer(s), best for this ticket first", nullptr, int(m_presenter.rows().size())));
    fillLanguages();
}

void CannedPicker::fillLanguages()
{
    while (QLayoutItem *item = m_languages->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    QStringList codes(m_presenter.languages());
    if (codes.size() < 2)
        return;
    codes.prepend(QString());
    for (const QString &code : std::as_const(codes)) {
        const QString text = code.isEmpty() ? tr("All") : code.toUpper();
        auto *button =
            named(new QPushButton(text, this), QStringLiteral("language.") + code, tr("Language %1").arg(text));
        button->setProperty("kind", QStringLiteral("flat"));
        button->setProperty("size", QStringLiteral("small"));
        button->setProperty("text_role", code == m_presenter.language() ? QStringLiteral("accent") : QString());
        button->setFocusPolicy(Qt::NoFocus);
        m_languages->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, code] { m_presenter.setLanguage(code); });
    }
}

void CannedPicker::showCurrent()
{
    const QModelIndex index = m_model->index(m_presenter.current());
    m_list->setCurrentIndex(index);
    if (index.isValid())
        m_list->scrollTo(index);
    const workspace::RenderedAnswer &answer = m_presenter.rendered();
    m_title->setText(answer.title);
    m_language->setText(answer.language.toUpper());
    m_language->setVisible(!answer.language.isEmpty());
    m_preview->show(answer);
    const int gaps = m_presenter.gaps();
    m_warning->setText(tr("%n placeholder(s) have no value: fill them before you send", nullptr, gaps));
    m_warningBar->setVisible(gaps > 0);
}

void CannedPicker::insertCurrent()
{
    if (m_presenter.current() < 0)
        return;
    const QStringList questions = m_presenter.questions();
    if (questions.isEmpty()) {
        const workspace::RenderedAnswer answer = m_presenter.rendered();
        hide();
        Q_EMIT insertRequested(answer);
        return;
    }
    auto *dialog = new QuestionsDialog(m_look, m_presenter.rendered().title, questions, parentWidget()->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    hide();
    connect(dialog, &QDialog::accepted, this,
            [this, dialog] { Q_EMIT insertRequested(m_presenter.answered(dialog->answers())); });
    dialog->open();
}

bool CannedPicker::handleKey(QKeyEvent *event)
{
    const bool alt = event->modifiers() == Qt::AltModifier;
    const bool control = event->modifiers() == Qt::ControlModifier;
    const Qt::Key place = usKeyAt(event->nativeScanCode(), event->nativeVirtualKey());
    const auto is = [&](Qt::Key key) { return event->key() == key || place == key; };
    if (event->key() == Qt::Key_Down)
        m_presenter.step(1);
    else if (event->key() == Qt::Key_Up)
        m_presenter.step(-1);
    else if (event->key() == Qt::Key_PageDown)
        m_presenter.step(5);
    else if (event->key() == Qt::Key_PageUp)
        m_presenter.step(-5);
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && event->modifiers() == Qt::NoModifier)
        insertCurrent();
    else if (alt && is(Qt::Key_L))
        m_presenter.otherLanguage();
    else if (control && is(Qt::Key_E) && m_presenter.current() >= 0) {
        const workspace::CannedRow row = m_presenter.rows()[size_t(m_presenter.current())];
        hide();
        Q_EMIT editRequested(row.name, row.language);
    } else if (event->key() == Qt::Key_Escape)
        hide();
    else
        return false;
    return true;
}

bool CannedPicker::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && handleKey(static_cast<QKeyEvent *>(event)))
        return true;
    if (event->type() == QEvent::FocusOut && watched == m_field && !m_field->isReadOnly() && !isActiveWindow())
        hide();
    return QFrame::eventFilter(watched, event);
}

void CannedPicker::hideEvent(QHideEvent *event)
{
    QFrame::hideEvent(event);
    Q_EMIT closed();
}

void CannedPicker::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(kShadow, kShadow, -kShadow, -kShadow);
    const int steps = kShadow;
    painter.setPen(Qt::NoPen);
    for (int i = steps; i > 0; --i) {
        painter.setBrush(QColor(0, 0, 0, m_look.theme.isDark() ? 5 : 2));
        painter.drawRoundedRect(box.adjusted(-i, -i + 8, i, i), 10 + i, 10 + i);
    }
    if (!mask().isEmpty())
        painter.fillRect(rect(), m_look.color(Token::Line2));
    painter.setPen(m_look.color(Token::Line2));
    painter.setBrush(m_look.color(Token::Raised));
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 10, 10);
    painter.setPen(m_look.color(Token::Line));
    painter.drawLine(QPointF(box.left() + 1, box.top() + 45), QPointF(box.right() - 1, box.top() + 45));
    painter.drawLine(QPointF(box.left() + 1, box.bottom() - 37), QPointF(box.right() - 1, box.bottom() - 37));
    painter.drawLine(QPointF(box.left() + 321, box.top() + 45), QPointF(box.left() + 321, box.bottom() - 37));
}

} // namespace otklik::ui
