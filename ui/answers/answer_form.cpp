// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/answers/answer_form.h"

#include "ui/widgets/accessible.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace otklik::ui {

namespace {

QString ownLanguage()
{
    return QLocale().name().section(QLatin1Char('_'), 0, 0);
}

} // namespace

AnswerForm::AnswerForm(const Look &look, QWidget *parent)
    : QWidget(parent)
    , m_title(named(new QLineEdit(this), QStringLiteral("answerTitle"), tr("Title")))
    , m_name(named(new QLineEdit(this), QStringLiteral("answerName"), tr("Name")))
    , m_language(named(new QLineEdit(this), QStringLiteral("answerLanguage"), tr("Language")))
    , m_shortcut(named(new QLineEdit(this), QStringLiteral("answerShortcut"), tr("Shortcut")))
    , m_body(named(new QPlainTextEdit(this), QStringLiteral("answerBody"), tr("Text")))
    , m_nameHint(new QLabel(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto *rows = new QFormLayout;
    rows->setLabelAlignment(Qt::AlignLeft);
    rows->addRow(tr("Title"), m_title);
    rows->addRow(tr("Name"), m_name);
    m_nameHint->setObjectName(QStringLiteral("answerNameHint"));
    m_nameHint->setFont(look.font(TypeRole::Second));
    m_nameHint->setProperty("text_role", QStringLiteral("quiet"));
    m_nameHint->setWordWrap(true);
    rows->addRow(QString(), m_nameHint);
    rows->addRow(tr("Language"), m_language);
    rows->addRow(tr("Shortcut"), m_shortcut);
    column->addLayout(rows);
    m_title->setPlaceholderText(tr("Why some still see the old site"));
    m_language->setPlaceholderText(ownLanguage());
    m_shortcut->setPlaceholderText(QStringLiteral(";dns"));
    m_body->setPlaceholderText(tr("Hello {{ contact.first_name | \"there\" }},"));
    m_body->setTabChangesFocus(true);
    column->addWidget(m_body, 1);
    for (QLineEdit *field : {m_name, m_title, m_language, m_shortcut})
        connect(field, &QLineEdit::textEdited, this, &AnswerForm::changed);
    connect(m_body, &QPlainTextEdit::textChanged, this, &AnswerForm::changed);
    connect(m_title, &QLineEdit::textChanged, this, &AnswerForm::suggest);
    setFocusProxy(m_title);
    suggest();
}

QString AnswerForm::nameFrom(const QString &title)
{
    QString name;
    for (const QChar c : title.toLower())
        if (c.isLetterOrNumber())
            name += c;
        else if (!name.isEmpty() && !name.endsWith(QLatin1Char('-')))
            name += QLatin1Char('-');
    if (name.endsWith(QLatin1Char('-')))
        name.chop(1);
    return name;
}

void AnswerForm::suggest()
{
    const QString name = nameFrom(m_title->text());
    m_name->setPlaceholderText(name.isEmpty() ? nameFrom(m_title->placeholderText()) : name);
}

void AnswerForm::show(const workspace::CannedRow &canned, bool nameStays)
{
    const QSignalBlocker quiet(this);
    m_name->setText(canned.name);
    m_name->setReadOnly(nameStays);
    m_nameHint->setText(nameStays
                            ? tr("Statistics, journal and {{ include … }} know the answer by its name, so it stays.")
                            : tr("Statistics, journal and {{ include … }} will know the answer by this name. Left "
                                 "empty, it is made from the title; later it stays as it is."));
    m_name->setAccessibleDescription(m_nameHint->text());
    m_title->setText(canned.title);
    m_language->setText(canned.language);
    m_shortcut->setText(canned.shortcut);
    m_body->setPlainText(canned.body);
}

workspace::CannedRow AnswerForm::fields() const
{
    workspace::CannedRow canned;
    canned.name = m_name->text();
    canned.title = m_title->text();
    canned.language = m_language->text();
    canned.shortcut = m_shortcut->text();
    canned.body = m_body->toPlainText();
    return canned;
}

workspace::CannedRow AnswerForm::typed() const
{
    workspace::CannedRow canned = fields();
    canned.title = canned.title.trimmed();
    canned.name = canned.name.trimmed();
    if (canned.name.isEmpty())
        canned.name = nameFrom(canned.title);
    canned.language = canned.language.trimmed().toLower();
    if (canned.language.isEmpty())
        canned.language = ownLanguage();
    canned.shortcut = canned.shortcut.trimmed();
    return canned;
}

} // namespace otklik::ui
