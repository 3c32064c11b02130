// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/ticket/customer.h"
#include "ui/widgets/look.h"

#include <QWidget>

class QLabel;
class QListView;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace otklik::ui {

class Avatar;
class ElidedLabel;
class FiguresBox;
class FlowLayout;
class HistoryModel;
class MoodBox;
class PinnedNote;

/// Who writes, beside every conversation: contacts, local time, mood, figures, pinned note, earlier tickets. Shows what
/// it is given and says what was asked for; it changes nothing itself.
class CustomerPanel final : public QWidget
{
    Q_OBJECT
public:
    CustomerPanel(const Look &look, const Clock &clock, QWidget *parent = nullptr);

    void showCustomer(const ticket::CustomerCard &card, const ticket::Key &shownTicket);
    void showNobody();
    [[nodiscard]] const ticket::CustomerCard &card() const { return m_card; }

Q_SIGNALS:
    void ticketRequested(const otklik::ticket::Key &key);
    void searchRequested(const QString &query);
    void moodChosen(const QString &address, otklik::ticket::Mood mood);
    void noteEditRequested(const QString &address, const QString &note);
    /// Mail reaches these addresses again, says the person.
    void reachedAgain(const QStringList &addresses);

private:
    QWidget *makeHead();
    QWidget *makeHistoryHead();
    void makeMenu();
    void fillChips();
    void fillContacts();
    void fillFigures();
    void openLine(const QModelIndex &index);

    Look m_look;
    const Clock &m_clock;
    ticket::CustomerCard m_card;
    QWidget *m_content;
    Avatar *m_avatar;
    ElidedLabel *m_name;
    ElidedLabel *m_company;
    QToolButton *m_menuButton;
    QWidget *m_chipBox;
    FlowLayout *m_chips;
    QVBoxLayout *m_contacts;
    MoodBox *m_mood;
    FiguresBox *m_figures;
    PinnedNote *m_note;
    QPushButton *m_all;
    HistoryModel *m_history;
    QListView *m_list;
};

} // namespace otklik::ui
