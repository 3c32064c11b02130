// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/person_form.h"

#include "ui/settings/form_grid.h"
#include "ui/widgets/accessible.h"

#include <QLineEdit>

namespace otklik::ui {

PersonForm::PersonForm(const Look &look, const workspace::Me &me, QWidget *parent)
    : QWidget(parent)
    , m_me(me)
    , m_name(named(new QLineEdit, QStringLiteral("personName"), tr("Your name")))
    , m_address(named(new QLineEdit, QStringLiteral("personAddress"), tr("Your own mail address")))
{
    m_name->setText(me.name);
    m_address->setText(me.address);
    m_address->setPlaceholderText(QStringLiteral("maria@example.com"));
    auto *grid = new FormGrid(look, this);
    grid->add(0, 0, tr("Your name"), m_name);
    grid->add(0, 1, tr("Your own mail address"), m_address);
    for (QLineEdit *edit : {m_name, m_address})
        connect(edit, &QLineEdit::textChanged, this, &PersonForm::changed);
    setFocusProxy(m_name);
}

workspace::Me PersonForm::me() const
{
    return {m_name->text().trimmed(), m_address->text().trimmed(), m_me.role};
}

bool PersonForm::isChanged() const
{
    const workspace::Me typed = me();
    return typed.name != m_me.name || typed.address != m_me.address;
}

void PersonForm::setKept(const workspace::Me &me)
{
    const bool isTyped = isChanged();
    m_me = me;
    if (isTyped)
        return;
    m_name->setText(me.name);
    m_address->setText(me.address);
}

QString PersonForm::missing() const
{
    if (m_name->text().trimmed().isEmpty())
        return tr("Say your name.");
    const QString address = m_address->text().trimmed();
    const qsizetype at = address.indexOf(QLatin1Char('@'));
    if (at < 1 || at == address.size() - 1 || address.contains(QLatin1Char(' ')))
        return tr("Say your own mail address.");
    return {};
}

} // namespace otklik::ui
