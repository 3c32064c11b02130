// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/physical_shortcuts.h"

#include "ui/widgets/physical_key.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QDateTime>
#include <QKeySequence>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextEdit>

namespace otklik::ui {
namespace {

bool isPlain(QKeyCombination chord)
{
    const bool commands = chord.keyboardModifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
    const bool isFunctionKey = chord.key() >= Qt::Key_F1 && chord.key() <= Qt::Key_F35;
    return !commands && !isFunctionKey;
}

} // namespace

bool isTextField(const QWidget *widget)
{
    if (const auto *edit = qobject_cast<const QTextEdit *>(widget))
        return !edit->isReadOnly();
    if (const auto *edit = qobject_cast<const QPlainTextEdit *>(widget))
        return !edit->isReadOnly();
    if (const auto *box = qobject_cast<const QComboBox *>(widget))
        return box->isEditable();
    return qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QAbstractSpinBox *>(widget);
}

PhysicalShortcuts::PhysicalShortcuts(QWidget *anchor)
    : QObject(anchor)
    , m_anchor(anchor)
{
    qApp->installEventFilter(this);
}

bool PhysicalShortcuts::add(const QString &keys, Reach reach, QWidget *owner, std::function<void()> act,
                            std::function<bool()> isEnabled)
{
    const QKeySequence sequence = QKeySequence::fromString(keys, QKeySequence::PortableText);
    if (sequence.isEmpty())
        return false;
    Entry entry{{}, reach, owner, std::move(act), std::move(isEnabled)};
    for (int i = 0; i < sequence.count(); ++i) {
        if (sequence[static_cast<uint>(i)].key() == Qt::Key_unknown)
            return false;
        const QKeyCombination chord = sequence[static_cast<uint>(i)];
        // "?" is written as a character, but it is Shift and the slash key that are pressed.
        entry.keys.push_back(chord.key() == Qt::Key_Question ? QKeyCombination(Qt::ShiftModifier, Qt::Key_Slash)
                                                             : chord);
    }
    m_entries.push_back(std::move(entry));
    return true;
}

bool PhysicalShortcuts::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress || !watched->isWidgetType())
        return false;
    // A key press travels from the focus widget up; it is looked at once, where it starts.
    QWidget *focus = QApplication::focusWidget();
    if (watched != (focus ? focus : m_anchor->window()) || QApplication::activePopupWidget())
        return false;
    auto *widget = static_cast<QWidget *>(watched);
    if (widget->window() != m_anchor->window())
        return false;
    return handle(static_cast<const QKeyEvent &>(*event), widget);
}

bool PhysicalShortcuts::reaches(const Entry &entry, const QWidget *focus) const
{
    if (!entry.owner || !entry.owner->isVisible())
        return false;
    if (entry.reach == Reach::Widget)
        return focus == entry.owner || focus == entry.owner->focusProxy();
    return !isPlain(entry.keys.front()) || !isTextField(focus);
}

bool PhysicalShortcuts::handle(const QKeyEvent &event, QWidget *focus)
{
    const std::vector<QKeyCombination> readings = readingsOf(event);
    if (readings.empty())
        return false;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (now - m_typedAt > kSequenceMs)
        m_typed.clear();
    m_typedAt = now;
    for (const QKeyCombination reading : readings) {
        std::vector<QKeyCombination> typed = m_typed;
        typed.push_back(reading);
        bool isStart = false;
        for (const Entry &entry : m_entries) {
            if (!reaches(entry, focus) || typed.size() > entry.keys.size() ||
                !std::equal(typed.begin(), typed.end(), entry.keys.begin()))
                continue;
            if (typed.size() < entry.keys.size()) {
                isStart = true;
                continue;
            }
            if (entry.isEnabled && !entry.isEnabled())
                continue;
            m_typed.clear();
            const auto act = entry.act; // it may add entries
            act();
            return true;
        }
        if (isStart) {
            m_typed = typed;
            return true;
        }
    }
    if (m_typed.empty())
        return false;
    m_typed.clear();
    return handle(event, focus); // the broken-off sequence does not eat this key
}

} // namespace otklik::ui
