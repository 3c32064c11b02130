// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/style_sheet.h"

#include "ui/widgets/theme.h"

#include <QHash>

namespace otklik::ui {
namespace {

// `@name` is a token of tokens.json.
constexpr const char *kSheet = R"(
QToolTip { background: @tip; color: @tipt; border: 1px solid @tip; padding: 3px 6px; }
*[surface="window"] { background: @window; }
*[surface="side"] { background: @side; }
*[surface="panel"] { background: @panel; }
*[surface="raised"] { background: @raised; }
*[surface="inset"] { background: @inset; }
QMenuBar { background: transparent; color: @t2; border: 0; }
QMenuBar::item { padding: 4px 9px; border-radius: 5px; background: transparent; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: @hover; color: @t1; }
QMenu { background: @raised; color: @t1; border: 1px solid @line2; padding: 5px; }
QMenu::item { padding: 5px 24px 5px 10px; border-radius: 6px; min-width: 120px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: @sel; }
QMenu::item:disabled { color: @t3; background: transparent; }
QMenu::separator { height: 1px; background: @line; margin: 5px 4px; }
QPushButton { background: @panel; color: @t1; border: 1px solid @line2; border-radius: 6px; padding: 0 10px;
  min-height: 26px; font-weight: 500; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @press; }
QPushButton:focus { border: 2px solid @selline; padding: 0 9px; min-height: 24px; }
QPushButton:disabled { background: @inset; color: @t3; }
QPushButton[kind="primary"] { background: @accent; border-color: @accent; color: @tinv; }
QPushButton[kind="primary"]:hover { background: @accenth; border-color: @accenth; }
QPushButton[kind="primary"]:focus { border-color: @t1; }
QPushButton[kind="primary"]:disabled { background: @inset; border-color: @line2; color: @t3; }
QPushButton[kind="danger"] { color: @red; }
QPushButton[kind="danger"]:disabled { color: @t3; }
QPushButton[kind="flat"] { background: transparent; border: 1px solid transparent; color: @t2; padding: 0 8px; }
QPushButton[kind="flat"]:hover { background: @hover; }
QPushButton[kind="flat"]:pressed { background: @press; }
QPushButton[kind="flat"]:focus { border: 2px solid @selline; padding: 0 7px; }
QPushButton[kind="link"] { background: transparent; border: 0; color: @accentt; padding: 0; min-height: 18px; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 1px solid @selline; border-radius: 4px; padding: 0; min-height: 16px;
  text-decoration: underline; }
QPushButton[size="small"] { min-height: 22px; padding: 0 8px; font-size: 12px; }
QPushButton[size="small"]:focus { min-height: 20px; padding: 0 7px; }
QPushButton[size="large"] { min-height: 34px; padding: 0 16px; border-radius: 7px; }
QPushButton::menu-indicator { image: none; width: 0; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; color: @t2; padding: 3px; }
QToolButton:hover { background: @hover; }
QToolButton:pressed, QToolButton:open { background: @press; }
QToolButton:checked { background: @accentbg; color: @accentt; }
QToolButton:focus { border: 2px solid @selline; padding: 2px; }
QToolButton:disabled { color: @t3; }
QToolButton::menu-indicator { image: none; width: 0; }
QToolButton::menu-button { width: 26px; border: 0; }
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDateTimeEdit, QComboBox { background: @panel; color: @t1;
  border: 1px solid @field; border-radius: 6px; selection-background-color: @accent; selection-color: @tinv; }
QLineEdit, QSpinBox, QDateTimeEdit, QComboBox { min-height: 28px; padding: 0 8px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDateTimeEdit:focus, QComboBox:focus {
  border: 2px solid @selline; }
QLineEdit:focus, QSpinBox:focus, QDateTimeEdit:focus, QComboBox:focus { min-height: 26px; padding: 0 7px; }
QLineEdit:disabled, QComboBox:disabled { background: @inset; color: @t3; }
QLineEdit[bare="true"], QLineEdit[bare="true"]:focus, QTextEdit[bare="true"], QTextEdit[bare="true"]:focus,
QPlainTextEdit[bare="true"], QPlainTextEdit[bare="true"]:focus, QTextBrowser, QTextBrowser:focus {
  border: 0; background: transparent; padding: 0; min-height: 0; border-radius: 0; }
QComboBox::drop-down, QDateTimeEdit::drop-down { subcontrol-origin: padding; subcontrol-position: center right; border: 0;
  background: transparent; width: 20px; }
QComboBox::down-arrow, QDateTimeEdit::down-arrow { image: url(:/styles/drop.svg); width: 12px; height: 12px; }
QSpinBox::up-button, QSpinBox::down-button { subcontrol-origin: padding; border: 0; background: transparent;
  width: 18px; }
QSpinBox::up-button { subcontrol-position: top right; margin-top: 2px; }
QSpinBox::down-button { subcontrol-position: bottom right; margin-bottom: 2px; }
QSpinBox::up-arrow { image: url(:/styles/rise.svg); width: 10px; height: 10px; }
QSpinBox::down-arrow { image: url(:/styles/drop.svg); width: 10px; height: 10px; }
QComboBox QAbstractItemView { background: @raised; border: 1px solid @line2; selection-background-color: @sel;
  selection-color: @t1; outline: 0; }
QAbstractItemView { background: @panel; color: @t1; border: 0; outline: 0; selection-background-color: @sel;
  selection-color: @t1; }
QAbstractItemView[surface="side"] { background: @side; }
QListView[popup="true"] { background: @raised; border: 1px solid @line2; padding: 4px; }
QListView[popup="true"]::item { padding: 4px 8px; border-radius: 6px; min-height: 20px; }
QListView[popup="true"]::item:selected { background: @sel; color: @t1; }
QHeaderView::section { background: @side; color: @t3; border: 0; border-bottom: 1px solid @line; padding: 6px 8px;
  font-size: 12px; font-weight: 500; }
QScrollArea, QStackedWidget { border: 0; }
QScrollArea { background: transparent; }
QScrollBar { background: transparent; border: 0; margin: 0; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: @line2; border-radius: 3px; margin: 2px; }
QScrollBar::handle:hover { background: @field; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: @line; }
QFrame[frame="line"] { background: @line; border: 0; }
QFrame[card="true"] { background: @panel; border: 1px solid @line; border-radius: 8px; }
QFrame[tone="red"] { background: @redbg; border: 0; }
QFrame[tone="amber"] { background: @amberbg; border: 0; }
QFrame[tone="blue"] { background: @accentbg; border: 0; }
QFrame#banner-toast { border: 1px solid @accentl; border-radius: 8px; }
QFrame[tone="red"] QLabel { color: @red; }
QFrame[tone="amber"] QLabel { color: @amber; }
QFrame[tone="blue"] QLabel { color: @accentt; }
QLabel { background: transparent; }
*[chip="true"] { color: @t1; background: @panel; border: 1px solid @line2; border-radius: 5px; }
*[text_role="second"] { color: @t2; }
*[text_role="quiet"] { color: @t3; }
*[text_role="accent"] { color: @accentt; }
*[text_role="red"] { color: @red; }
*[text_role="green"] { color: @green; }
*[text_role="amber"] { color: @amber; }
QLabel[kbd="true"] { color: @t3; background: @panel; border: 1px solid @line2; border-radius: 4px; padding: 0 5px; }
QCheckBox, QRadioButton { spacing: 8px; background: transparent; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid @field; border-radius: 4px; background: @panel; }
QCheckBox::indicator:checked { background: @tinv; border-color: @accent; image: url(:/icons/check.svg); }
QCheckBox::indicator:focus { border: 2px solid @selline; width: 12px; height: 12px; }
QCheckBox::indicator:disabled { background: @inset; border-color: @line2; }
QDialog { background: @panel; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QTabBar::tab { padding: 8px 10px; color: @t2; background: transparent; border: 0; font-weight: 500; }
QTabBar::tab:selected { color: @accentt; border-bottom: 2px solid @accent; }
QTabBar::tab:selected:focus { border: 2px solid @selline; border-radius: 6px; padding: 6px 8px; }
)";

} // namespace

QString fillStyleSheet(const Theme &theme)
{
    QHash<QString, QString> colours;
    for (int i = 0; i < static_cast<int>(Token::Count); ++i) {
        const auto token = static_cast<Token>(i);
        colours.insert(Theme::tokenName(token), theme.color(token).name());
    }
    const QString sheet = QString::fromLatin1(kSheet);
    QString filled;
    filled.reserve(sheet.size());
    for (qsizetype i = 0; i < sheet.size(); ++i) {
        if (sheet[i] != u'@') {
            filled += sheet[i];
            continue;
        }
        qsizetype end = i + 1;
        while (end < sheet.size() && sheet[end].isLetterOrNumber())
            ++end;
        filled += colours.value(sheet.mid(i + 1, end - i - 1), QStringLiteral("#ff00ff"));
        i = end - 1;
    }
    return filled;
}

} // namespace otklik::ui
