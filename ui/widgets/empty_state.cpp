// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/empty_state.h"

#include "ui/widgets/accessible.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace otklik::ui {

EmptyState::EmptyState(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_sentence(new QLabel(this))
    , m_button(named(new QPushButton(this), QStringLiteral("emptyStateButton"), QString()))
{
    m_title->setObjectName(QStringLiteral("emptyStateTitle"));
    m_title->setFont(look.font(TypeRole::PaneTitle));
    m_title->setWordWrap(true);
    m_title->setAlignment(Qt::AlignHCenter);
    m_sentence->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignHCenter);
    m_sentence->setProperty("text_role", QStringLiteral("quiet"));
    m_button->setFocusPolicy(Qt::TabFocus);
    m_button->setAutoDefault(true); // Enter presses it, too; outside of dialogs only Space would
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(8);
    column->addStretch(2);
    column->addWidget(m_title);
    column->addWidget(m_sentence);
    column->addWidget(m_button, 0, Qt::AlignHCenter);
    column->addStretch(3);
    connect(m_button, &QPushButton::clicked, this, &EmptyState::buttonClicked);
}

void EmptyState::set(const QString &title, const QString &sentence, const QString &button)
{
    m_title->setText(title);
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
    m_button->setText(button);
    m_button->setAccessibleName(button);
    m_button->setVisible(!button.isEmpty());
}

} // namespace otklik::ui
