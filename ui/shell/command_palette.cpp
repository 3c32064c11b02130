// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/command_palette.h"

#include "ui/shell/command_table.h"
#include "ui/shell/palette_delegate.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/popup_shape.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace otklik::ui {
namespace {
constexpr int kWidth = 560;
constexpr int kMostRows = 12;
} // namespace

CommandPalette::CommandPalette(const Look &look, const CommandTable &commands, QWidget *window)
    : QFrame(window, Qt::Popup | Qt::FramelessWindowHint)
    , m_look(look)
    , m_commands(commands)
    , m_window(window)
    , m_edit(named(new QLineEdit(this), QStringLiteral("paletteEdit"), tr("Search or run a command")))
    , m_list(named(new QListView(this), QStringLiteral("paletteList"), tr("Found commands")))
    , m_model(new QStandardItemModel(this))
{
    setObjectName(QStringLiteral("commandPalette"));
    setAttribute(Qt::WA_TranslucentBackground);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(42, 10, 16, 10);
    m_edit->setProperty("bare", true);
    m_edit->setPlaceholderText(tr("Search or run a command"));
    m_edit->setFixedHeight(28);
    head->addWidget(m_edit);
    column->addLayout(head);
    auto *line = new QFrame(this);
    line->setProperty("frame", QStringLiteral("line"));
    line->setFixedHeight(1);
    column->addWidget(line);
    column->addWidget(m_list);
    auto *hint = new QLabel(tr("↑ ↓ choose   Enter run      > commands   # tickets   @ customers   ; answers"), this);
    hint->setFont(look.font(TypeRole::Second));
    hint->setProperty("text_role", QStringLiteral("quiet"));
    hint->setContentsMargins(16, 6, 16, 8);
    column->addWidget(hint);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(look, m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setEditTriggers(QListView::NoEditTriggers);
    m_list->setStyleSheet(QStringLiteral("QListView { background: transparent; }"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_edit->installEventFilter(this);
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex &index) {
        m_list->setCurrentIndex(index);
        runCurrent();
    });
}

void CommandPalette::addSource(QChar prefix, Source source)
{
    m_sources.emplace_back(prefix, std::move(source));
}

void CommandPalette::open(const QString &text)
{
    m_edit->setText(text);
    search(text);
    const QPoint corner = m_window->mapToGlobal(QPoint((m_window->width() - kWidth) / 2, 4));
    setFixedWidth(qMin(kWidth, m_window->width() - 16));
    QFrame::move(corner);
    show();
    m_edit->setFocus(Qt::PopupFocusReason);
}

std::vector<PaletteEntry> CommandPalette::matchingCommands(const QString &text) const
{
    std::vector<PaletteEntry> starting;
    std::vector<PaletteEntry> containing;
    for (const Command &command : m_commands.commands()) {
        const qsizetype at = command.text.indexOf(text, 0, Qt::CaseInsensitive);
        if ((at < 0 && !text.isEmpty()) || command.id == QStringLiteral("palette.open") ||
            !CommandTable::isPossible(command))
            continue;
        const bool isWordStart = at <= 0 || !command.text[at - 1].isLetterOrNumber();
        (isWordStart ? starting : containing)
            .push_back({tr("Commands"), command.icon.isEmpty() ? QStringLiteral("command") : command.icon, command.text,
                        CommandTable::menuTitle(command.menu), CommandTable::shownKeys(command.keys), command.act});
    }
    starting.insert(starting.end(), containing.begin(), containing.end());
    return starting;
}

void CommandPalette::search(const QString &text)
{
    const QChar prefix = text.isEmpty() ? QChar() : text.front();
    const bool hasPrefix =
        prefix == u'>' || std::any_of(m_sources.begin(), m_sources.end(),
                                      [prefix](const auto &source) { return source.first == prefix; });
    m_text = (hasPrefix ? text.mid(1) : text).trimmed();
    m_entries.clear();
    if (!hasPrefix || prefix == u'>')
        m_entries = matchingCommands(m_text);
    for (const auto &[sign, source] : m_sources) {
        if ((hasPrefix && sign != prefix) || (!hasPrefix && m_text.size() < 2))
            continue;
        std::vector<PaletteEntry> found = source(m_text);
        std::move(found.begin(), found.end(), std::back_inserter(m_entries));
    }
    fill();
}

void CommandPalette::fill()
{
    static_cast<PaletteDelegate *>(m_list->itemDelegate())->setHighlight(m_text);
    m_model->clear();
    QString section;
    int height = 8;
    int row = 0;
    for (size_t i = 0; i < m_entries.size(); ++i) {
        const PaletteEntry &entry = m_entries[i];
        if (entry.section != section) {
            section = entry.section;
            auto *heading = new QStandardItem(section);
            heading->setFlags(Qt::ItemNeverHasChildren);
            m_model->appendRow(heading);
            height += row < kMostRows ? 28 : 0;
        }
        auto *item = new QStandardItem(entry.title);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
        item->setData(entry.icon, PaletteDelegate::IconRole);
        item->setData(entry.detail, PaletteDelegate::DetailRole);
        item->setData(entry.keys, PaletteDelegate::KeysRole);
        item->setData(static_cast<int>(i), PaletteDelegate::EntryRole);
        item->setData(QStringLiteral("%1. %2 %3").arg(entry.title, entry.detail, entry.keys), Qt::AccessibleTextRole);
        m_model->appendRow(item);
        height += row++ < kMostRows ? 32 : 0;
    }
    m_list->setFixedHeight(qMax(40, height));
    adjustSize();
    move(1);
}

void CommandPalette::move(int step)
{
    for (int row = m_list->currentIndex().row() + step; row >= 0 && row < m_model->rowCount(); row += step)
        if (m_model->item(row)->isEnabled()) {
            m_list->setCurrentIndex(m_model->index(row, 0));
            return;
        }
}

void CommandPalette::runCurrent()
{
    const QVariant at = m_list->currentIndex().data(PaletteDelegate::EntryRole);
    if (!at.isValid())
        return;
    const auto act = m_entries[at.toUInt()].act;
    hide();
    act();
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent *>(event)->key()) {
        case Qt::Key_Down:
            move(1);
            return true;
        case Qt::Key_Up:
            move(-1);
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            runCurrent();
            return true;
        case Qt::Key_Escape:
            hide();
            return true;
        default:
            break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void CommandPalette::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    shapePopup(this, rect(), 10);
}

void CommandPalette::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (!mask().isEmpty())
        painter.fillRect(rect(), m_look.color(Token::Line2));
    painter.setPen(m_look.color(Token::Line2));
    painter.setBrush(m_look.color(Token::Raised));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10);
    m_look.icons.paint(painter, QRect(16, 16, 16, 16), QStringLiteral("search"), m_look.color(Token::T3));
}

} // namespace otklik::ui
