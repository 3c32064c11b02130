// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/queue/search_field.h"

#include "ui/queue/search_words.h"
#include "ui/widgets/accessible.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStringListModel>
#include <QTimer>
#include <QToolButton>

namespace otklik::ui {
namespace {

/// One chip: the field in T2, the value in AccentT, on AccentBg. A click breaks nothing; Backspace does.
class QueryChip final : public QWidget
{
public:
    QueryChip(const Look &look, QString text)
        : m_look(look)
        , m_text(std::move(text))
    {
        setAccessibleName(m_text);
        setToolTip(m_text);
        setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    }
    [[nodiscard]] QSize sizeHint() const override
    {
        return {QFontMetrics(m_look.font(TypeRole::SecondMedium)).horizontalAdvance(m_text) + 13, 20};
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return {qMin(48, sizeHint().width()), 20}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_look.color(Token::AccentBg));
        painter.drawRoundedRect(rect(), 4, 4);
        painter.setFont(m_look.font(TypeRole::SecondMedium));
        const QRect inner = rect().adjusted(6, 0, -6, 0);
        const QString shown = painter.fontMetrics().elidedText(m_text, Qt::ElideMiddle, inner.width() + 1);
        const qsizetype colon = m_text.startsWith(u'"') ? -1 : shown.indexOf(u':');
        const QString field = shown.left(colon + 1);
        painter.setPen(m_look.color(Token::T2));
        painter.drawText(inner, Qt::AlignVCenter | Qt::AlignLeft, field);
        painter.setPen(m_look.color(Token::AccentT));
        painter.drawText(inner.adjusted(painter.fontMetrics().horizontalAdvance(field), 0, 0, 0),
                         Qt::AlignVCenter | Qt::AlignLeft, shown.mid(colon + 1));
    }

private:
    Look m_look;
    QString m_text;
};

} // namespace

SearchField::SearchField(const Look &look, QWidget *parent)
    : QFrame(parent)
    , m_look(look)
    , m_row(new QHBoxLayout(this))
    , m_chipRow(new QHBoxLayout)
    , m_edit(named(new QLineEdit(this), QStringLiteral("searchEdit"), tr("Search or filter tickets")))
    , m_hint(new QLabel(QStringLiteral("/"), this))
    , m_clear(named(new QToolButton(this), QStringLiteral("searchClearButton"), tr("Clear the search")))
    , m_completer(new QCompleter(this))
    , m_completions(new QStringListModel(this))
    , m_timer(new QTimer(this))
{
    setObjectName(QStringLiteral("searchField"));
    setFixedHeight(32);
    m_row->setContentsMargins(30, 0, 6, 0);
    m_row->setSpacing(5);
    m_chipRow->setSpacing(5);
    m_row->addLayout(m_chipRow);
    m_row->addWidget(m_edit, 1);
    m_row->addWidget(m_hint);
    m_row->addWidget(m_clear);
    m_edit->setProperty("bare", true);
    m_edit->setPlaceholderText(tr("Search or filter: status: tag: due:<1h"));
    m_edit->setMinimumWidth(60);
    m_hint->setProperty("kbd", true);
    m_hint->setFont(look.font(TypeRole::Small));
    m_hint->setFixedHeight(18);
    m_clear->setIcon(look.icons.icon(QStringLiteral("x"), Token::T2));
    m_clear->setIconSize(QSize(13, 13));
    m_clear->setFixedSize(24, 24);
    m_clear->setFocusPolicy(Qt::TabFocus);
    m_edit->installEventFilter(this);
    m_completer->setModel(m_completions);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setWidget(m_edit);
    m_completer->popup()->setProperty("popup", true);
    m_timer->setSingleShot(true);
    m_timer->setInterval(80);
    connect(m_timer, &QTimer::timeout, this, [this] { Q_EMIT queryChanged(query()); });
    connect(m_edit, &QLineEdit::textEdited, this, &SearchField::onEdited);
    connect(m_clear, &QToolButton::clicked, this, &SearchField::clearAll);
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, &SearchField::acceptCompletion);
    connect(&look.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    updateDecoration();
}

QString SearchField::query() const
{
    QStringList parts = m_chips;
    const QString words = withoutUnfinished(m_edit->text());
    if (!words.isEmpty())
        parts << words;
    return parts.join(QLatin1Char(' '));
}

void SearchField::setQuery(const QString &query)
{
    const SearchTokens cut = cutSearch(query, true);
    m_chips = cut.chips;
    m_edit->setText(cut.rest);
    rebuildChips();
}

void SearchField::focusAndSelect()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

void SearchField::setProblem(const QString &sentence)
{
    m_hasProblem = !sentence.isEmpty();
    setToolTip(sentence);
    m_edit->setAccessibleDescription(sentence);
    update();
}

void SearchField::onEdited()
{
    takeChips(false);
    m_timer->start();
    offerCompletion();
}

void SearchField::takeChips(bool isFinal)
{
    const SearchTokens cut = cutSearch(m_edit->text(), isFinal);
    if (!cut.chips.isEmpty()) {
        m_chips += cut.chips;
        m_edit->setText(cut.rest);
        rebuildChips();
    }
    updateDecoration();
}

void SearchField::breakLastChip()
{
    const QString chip = m_chips.takeLast();
    const QString rest = m_edit->text();
    m_edit->setText(rest.isEmpty() ? chip : chip + QLatin1Char(' ') + rest);
    m_edit->setCursorPosition(static_cast<int>(chip.size()));
    rebuildChips();
    m_timer->start();
}

void SearchField::rebuildChips()
{
    while (QLayoutItem *item = m_chipRow->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    for (const QString &chip : m_chips) {
        auto *widget = new QueryChip(m_look, chip);
        m_chipRow->addWidget(widget);
    }
    updateDecoration();
}

void SearchField::updateDecoration()
{
    const bool isEmpty = m_chips.isEmpty() && m_edit->text().isEmpty();
    m_clear->setVisible(!isEmpty);
    m_hint->setVisible(isEmpty && !m_edit->hasFocus());
    m_edit->setPlaceholderText(m_chips.isEmpty() ? tr("Search or filter: status: tag: due:<1h") : QString());
    update();
}

void SearchField::offerCompletion()
{
    if (!m_complete)
        return;
    m_offer = m_complete(m_edit->text(), m_edit->cursorPosition());
    m_completions->setStringList(m_offer.texts);
    if (m_offer.texts.isEmpty() || m_offer.length == 0) {
        m_completer->popup()->hide();
        return;
    }
    const int x = m_edit->fontMetrics().horizontalAdvance(m_edit->text().left(m_offer.from));
    m_completer->complete(QRect(x, 8, qMax(180, width() / 2), m_edit->height()));
}

void SearchField::acceptCompletion(const QString &text)
{
    QString whole = m_edit->text();
    whole.replace(m_offer.from, m_offer.length, text);
    const bool awaitsValue = text.endsWith(u':');
    if (!awaitsValue)
        whole += QLatin1Char(' ');
    m_edit->setText(whole);
    takeChips(false);
    m_timer->start();
    if (awaitsValue)
        QTimer::singleShot(0, this, [this] {
            m_offer = m_complete(m_edit->text(), m_edit->cursorPosition());
            m_completions->setStringList(m_offer.texts);
            if (!m_offer.texts.isEmpty())
                m_completer->complete(QRect(0, 8, qMax(180, width() / 2), m_edit->height()));
        });
}

void SearchField::clearAll()
{
    m_chips.clear();
    m_edit->clear();
    rebuildChips();
    m_timer->stop();
    Q_EMIT queryChanged(QString());
    Q_EMIT cleared();
}

bool SearchField::onKey(int key)
{
    switch (key) {
    case Qt::Key_Backspace:
        if (m_chips.isEmpty() || m_edit->cursorPosition() > 0 || m_edit->hasSelectedText())
            return false;
        breakLastChip();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Down:
        if (m_completer->popup()->isVisible())
            return false;
        takeChips(true);
        m_timer->stop();
        Q_EMIT queryChanged(query());
        Q_EMIT leaveRequested();
        return true;
    case Qt::Key_Escape:
        if (m_completer->popup()->isVisible())
            return false;
        clearAll();
        return true;
    default:
        return false;
    }
}

bool SearchField::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit) {
        if (event->type() == QEvent::KeyPress && onKey(static_cast<QKeyEvent *>(event)->key()))
            return true;
        if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
            QTimer::singleShot(0, this, &SearchField::updateDecoration);
    }
    return QFrame::eventFilter(watched, event);
}

void SearchField::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isFocused = m_edit->hasFocus();
    const Token edge = m_hasProblem ? Token::RedL : isFocused ? Token::SelLine : Token::Line2;
    painter.setPen(QPen(m_look.color(edge), isFocused || m_hasProblem ? 2 : 1));
    painter.setBrush(m_look.color(Token::Panel));
    const qreal inset = isFocused || m_hasProblem ? 1 : 0.5;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), 6, 6);
    m_look.icons.paint(painter, QRect(9, 9, 14, 14), QStringLiteral("search"), m_look.color(Token::T3));
}

} // namespace otklik::ui
