// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/banner.h"

#include "ui/widgets/accessible.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace otklik::ui {
namespace {

struct ToneLook
{
    const char *property;
    const char *icon;
    Token ink;
};
ToneLook toneLook(Banner::Tone tone)
{
    switch (tone) {
    case Banner::Tone::Red:
        return {"red", "alert", Token::Red};
    case Banner::Tone::Amber:
        return {"amber", "alert", Token::Amber};
    case Banner::Tone::Blue:
        break;
    }
    return {"blue", "info", Token::AccentT};
}

} // namespace

Banner::Banner(const Look &look, Tone tone, const QString &sentence, QWidget *parent)
    : QFrame(parent)
    , m_look(look)
    , m_row(new QHBoxLayout(this))
    , m_icon(new QLabel(this))
    , m_label(new QLabel(this))
{
    const ToneLook toned = toneLook(tone);
    setProperty("tone", QString::fromLatin1(toned.property));
    m_row->setContentsMargins(16, 4, 16, 4);
    m_row->setSpacing(8);
    m_row->addWidget(m_icon);
    m_row->addWidget(m_label, 1);
    m_label->setWordWrap(true);
    m_label->setTextFormat(Qt::PlainText);
    setMinimumHeight(36);
    const auto paintIcon = [this, toned] {
        m_icon->setPixmap(
            m_look.icons.pixmap(QString::fromLatin1(toned.icon), 16, m_look.color(toned.ink), devicePixelRatioF()));
    };
    paintIcon();
    connect(&look.theme, &Theme::changed, this, paintIcon);
    setSentence(sentence);
}

void Banner::setSentence(const QString &sentence)
{
    m_label->setText(sentence);
    setAccessibleName(sentence);
}

QString Banner::sentence() const
{
    return m_label->text();
}

QPushButton *Banner::addButton(const QString &id, const QString &text)
{
    auto *button = named(new QPushButton(text, this), id, text);
    button->setProperty("size", QStringLiteral("small"));
    button->setFocusPolicy(Qt::TabFocus);
    button->setAutoDefault(true); // Enter presses it, too
    m_row->addWidget(button);
    connect(button, &QPushButton::clicked, this, [this, id] { Q_EMIT buttonClicked(id); });
    return button;
}

} // namespace otklik::ui
