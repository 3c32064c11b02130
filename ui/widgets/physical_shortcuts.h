// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeyCombination>
#include <QObject>
#include <QPointer>
#include <QWidget>

#include <functional>
#include <vector>

namespace otklik::ui {

/// Shortcuts that go by the place of the key, so that they work under a Russian layout (see physical_key.h). One object
/// per window or feature; it watches the key presses of its window and swallows those that it knows.
///
/// `Reach::Window` acts wherever the focus is in the window, but not while a menu, popup or other dialog is open, and
/// without Ctrl, Alt or a function key never in a text field. `Reach::Widget` acts only while `owner` itself has the
/// focus (single letters in lists). Sequences such as "G, M" are allowed.
class PhysicalShortcuts final : public QObject
{
    Q_OBJECT
public:
    enum class Reach { Window, Widget };

    /// Watches the window that `anchor` is in; lives as long as `anchor`.
    explicit PhysicalShortcuts(QWidget *anchor);

    /// `keys` as in QKeySequence's portable text, keys named as on a US keyboard: "Ctrl+;", "Shift+A", "G, M", "F6".
    /// `isEnabled` empty = always. Returns false when `keys` cannot be read.
    bool add(const QString &keys, Reach reach, QWidget *owner, std::function<void()> act,
             std::function<bool()> isEnabled = {});
    /// How long the second key of a sequence is waited for.
    static constexpr int kSequenceMs = 1500;

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Entry
    {
        std::vector<QKeyCombination> keys;
        Reach reach;
        QPointer<QWidget> owner;
        std::function<void()> act;
        std::function<bool()> isEnabled;
    };
    [[nodiscard]] bool reaches(const Entry &entry, const QWidget *focus) const;
    [[nodiscard]] bool handle(const QKeyEvent &event, QWidget *focus);

    QWidget *m_anchor;
    std::vector<Entry> m_entries;
    std::vector<QKeyCombination> m_typed; ///< keys of a sequence so far
    qint64 m_typedAt = 0;
};

/// True for fields in which plain letters are typed.
[[nodiscard]] bool isTextField(const QWidget *widget);

} // namespace otklik::ui
