// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/ticket_menus.h"

#include "ui/models/error_text.h"
#include "ui/models/ticket_words.h"
#include "ui/queue/queue_view.h"
#include "ui/queue/ticket_text.h"
#include "ui/shell/ticket_choice.h"
#include "ui/widgets/row_painting.h"
#include "ui/widgets/text_question.h"

#include <QMenu>
#include <QPainter>

namespace otklik::ui {
namespace {

QIcon dotIcon(const QColor &colour)
{
    QPixmap pixmap(16, 16);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintDot(painter, QPoint(8, 8), 8, colour);
    return QIcon(pixmap);
}

} // namespace

TicketMenus::TicketMenus(const Look &look, WorkspaceClient &client, TicketOrders &orders, QueuePresenter &presenter,
                         QueueView &view, QObject *parent)
    : QObject(parent)
    , m_look(look)
    , m_client(client)
    , m_orders(orders)
    , m_presenter(presenter)
    , m_view(view)
{
}

QMenu *TicketMenus::makeMenu(const QString &name) const
{
    auto *menu = new QMenu(&m_view);
    menu->setObjectName(name);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const size_t count = m_presenter.targets().size();
    if (count > 1)
        menu->addSection(tr("%n ticket(s)", nullptr, static_cast<int>(count)));
    return menu;
}

void TicketMenus::popUp(QMenu *menu) const
{
    const QueueList &list = m_view.list();
    const QRect row = list.visualRect(list.currentIndex());
    const QPoint below = row.isValid() ? row.bottomLeft() + QPoint(37, -4) : QPoint(37, 40);
    menu->popup(list.viewport()->mapToGlobal(below));
}

void TicketMenus::assign()
{
    const auto keys = m_presenter.targets();
    QMenu *menu = makeMenu(QStringLiteral("assignMenu"));
    const QString me = m_client.read().me().address;
    const auto people = m_client.read().specialists();
    if (people)
        for (const ticket::PersonRef &person : *people) {
            const QString name = TicketText::person(person);
            menu->addAction(m_look.icons.icon(QStringLiteral("user")),
                            person.address == me ? tr("%1 (me)").arg(name) : name,
                            [=, this] { m_orders.assign(keys, person.address, name); });
        }
    menu->addSeparator();
    menu->addAction(tr("Nobody"), [=, this] { m_orders.assign(keys, QString(), QString()); });
    popUp(menu);
}

void TicketMenus::assignToMe()
{
    const workspace::Me me = m_client.read().me();
    m_orders.assign(m_presenter.targets(), me.address, me.name);
}

void TicketMenus::addSolved(QMenu *menu, const TicketOrders::Keys &keys)
{
    QMenu *solved =
        menu->addMenu(dotIcon(m_look.color(TicketText::statusToken(ticket::Status::Solved))), tr("Solved, cause"));
    for (const QString &cause : ticket::defaultCauses())
        solved->addAction(TicketWords::cause(cause),
                          [this, keys, cause] { m_orders.setStatus(keys, ticket::Status::Solved, cause); });
}

void TicketMenus::status()
{
    using ticket::Status;
    const auto keys = m_presenter.targets();
    QMenu *menu = makeMenu(QStringLiteral("statusMenu"));
    for (const Status status : {Status::Open, Status::Pending, Status::OnHold, Status::Solved})
        menu->addAction(dotIcon(m_look.color(TicketText::statusToken(status))), TicketText::status(status),
                        [=, this] { m_orders.setStatus(keys, status, QString()); });
    addSolved(menu, keys);
    popUp(menu);
}

void TicketMenus::priority()
{
    using ticket::Priority;
    const auto keys = m_presenter.targets();
    QMenu *menu = makeMenu(QStringLiteral("priorityMenu"));
    for (const Priority priority : {Priority::Urgent, Priority::High, Priority::Normal, Priority::Low}) {
        QPixmap mark(14, 14);
        mark.fill(Qt::transparent);
        QPainter painter(&mark);
        paintPriority(painter, m_look, mark.rect(), static_cast<int>(priority));
        painter.end();
        menu->addAction(QIcon(mark), TicketText::priority(priority),
                        [=, this] { m_orders.setPriority(keys, priority); });
    }
    popUp(menu);
}

void TicketMenus::tags()
{
    const auto keys = m_presenter.targets();
    QMenu *menu = makeMenu(QStringLiteral("tagsMenu"));
    const ticket::TicketRow *row = m_presenter.currentTicket();
    const QStringList onTicket = row ? row->tags : QStringList();
    const QStringList known = m_client.read().tags().value_or(QStringList());
    for (const QString &tag : known) {
        QAction *action = menu->addAction(dotIcon(m_look.color(tagToken(tag))), tag);
        action->setCheckable(true);
        action->setChecked(onTicket.contains(tag));
        connect(action, &QAction::triggered, this, [=, this](bool on) { m_orders.changeTag(keys, tag, on); });
    }
    menu->addSeparator();
    menu->addAction(m_look.icons.icon(QStringLiteral("plus")), tr("New tag…"), [=, this] {
        auto *question =
            new TextQuestion({QStringLiteral("newTagQuestion"), tr("New tag"), tr("Name of the tag:"), tr("Add")},
                             TextQuestion::Kind::Line, {}, &m_view);
        connect(question, &TextQuestion::answered, this, [=, this](const QString &text) {
            const QString tag = text.trimmed().toLower().replace(u' ', u'-');
            if (!tag.isEmpty())
                m_orders.changeTag(keys, tag, true);
        });
        question->open();
    });
    popUp(menu);
}

void TicketMenus::snooze()
{
    const auto keys = m_presenter.targets();
    QMenu *menu = makeMenu(QStringLiteral("snoozeMenu"));
    const QDateTime now = m_client.clock().now().toLocal();
    const auto add = [&](const QString &text, const QDateTime &until) {
        menu->addAction(m_look.icons.icon(QStringLiteral("snooze")), text,
                        [=, this] { m_orders.snooze(keys, Instant::fromDateTime(until)); });
    };
    const QTime morning(9, 0);
    add(tr("In an hour"), now.addSecs(3600));
    add(tr("In four hours"), now.addSecs(4 * 3600));
    add(tr("Tomorrow morning"), QDateTime(now.date().addDays(1), morning));
    add(tr("Next Monday"), QDateTime(now.date().addDays(8 - now.date().dayOfWeek()), morning));
    add(tr("In a week"), QDateTime(now.date().addDays(7), morning));
    menu->addSeparator();
    menu->addAction(tr("Wake up now"), [=, this] { m_orders.snooze(keys, Instant()); });
    popUp(menu);
}

void TicketMenus::ask(const QString &objectName, const QString &title, const QString &sentence, const QString &verb,
                      std::function<void(const TicketOrders::Keys &, const ticket::TicketRow &)> order)
{
    const TicketOrders::Keys keys = m_presenter.targets();
    if (keys.empty())
        return;
    const auto row = m_client.read().ticket(keys.front()); // also when the list does not show it
    if (!row) {
        Q_EMIT m_orders.failed(ErrorText::of(row.error()));
        return;
    }
    TicketChoice::Question question{objectName, title, sentence, verb, {}, {}, {}};
    // Of several that are selected one is most often what the others belong to.
    (keys.size() == 1 ? question.leftOut : question.before) = keys;
    question.likely = QStringLiteral("customer:") + row->requester.address;
    auto *choice = new TicketChoice(m_look, m_client, question, m_view.window());
    connect(choice, &TicketChoice::chosen, this,
            [this, keys, order = std::move(order)](const ticket::TicketRow &other) {
                TicketOrders::Keys others = keys;
                std::erase(others, other.key);
                if (others.empty())
                    Q_EMIT m_orders.failed(tr("That is the same ticket."));
                else
                    order(others, other);
            });
    choice->open();
}

void TicketMenus::merge()
{
    const int count = static_cast<int>(m_presenter.targets().size());
    ask(QStringLiteral("mergeDialog"), tr("Merge"),
        tr("%n ticket(s) become part of another one. Which one goes on?", nullptr, count), tr("Merge"),
        [this](const TicketOrders::Keys &keys, const ticket::TicketRow &into) {
            m_orders.merge(keys, into);
            m_presenter.setCurrent(into.key); // of the other one nothing is left to show
        });
}

void TicketMenus::link()
{
    ask(QStringLiteral("linkDialog"), tr("Link"), tr("Which ticket does it belong together with? Both go on."),
        tr("Link"),
        [this](const TicketOrders::Keys &keys, const ticket::TicketRow &other) { m_orders.link(keys, other); });
}

void TicketMenus::toggleRead()
{
    const ticket::TicketRow *row = m_presenter.currentTicket();
    m_orders.markRead(m_presenter.targets(), row && row->unread);
}

} // namespace otklik::ui
