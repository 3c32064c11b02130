// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/answers/picker_presenter.h"

namespace otklik::ui {

PickerPresenter::PickerPresenter(AnswersSource &source, QObject *parent)
    : QObject(parent)
    , m_source(source)
{
}

void PickerPresenter::open(const ticket::Key &forTicket, const QString &filter)
{
    m_ticket = forTicket;
    m_filter = filter;
    m_language.clear();
    read();
}

void PickerPresenter::setFilter(const QString &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    read();
}

void PickerPresenter::setLanguage(const QString &language)
{
    m_language = language;
    read();
}

void PickerPresenter::read()
{
    m_rows.clear();
    auto rows = m_source.cannedResponses(m_filter, m_language, m_ticket);
    if (rows)
        m_rows = std::move(*rows);
    else
        Q_EMIT failed(rows.error());
    if (m_language.isEmpty()) {
        m_languages.clear();
        for (const workspace::CannedRow &row : m_rows)
            if (!row.language.isEmpty() && !m_languages.contains(row.language))
                m_languages << row.language;
        m_languages.sort();
    }
    m_current = m_rows.empty() ? -1 : 0;
    Q_EMIT listed();
    render();
}

void PickerPresenter::setCurrent(int row)
{
    if (row == m_current || row < 0 || row >= int(m_rows.size()))
        return;
    m_current = row;
    render();
}

void PickerPresenter::step(int by)
{
    if (!m_rows.empty())
        setCurrent(qBound(0, m_current + by, int(m_rows.size()) - 1));
}

bool PickerPresenter::otherLanguage()
{
    if (m_current < 0)
        return false;
    const int count = int(m_rows.size());
    const QString name = m_rows[size_t(m_current)].name;
    for (int i = 1; i < count; ++i) {
        const int other = (m_current + i) % count;
        if (m_rows[size_t(other)].name == name) {
            setCurrent(other);
            return true;
        }
    }
    return false;
}

void PickerPresenter::render()
{
    m_rendered = {};
    if (m_current >= 0) {
        const workspace::CannedRow &row = m_rows[size_t(m_current)];
        auto filled = m_source.render(row.name, row.language, m_ticket, {});
        if (filled)
            m_rendered = std::move(*filled);
        else
            Q_EMIT failed(filled.error());
    }
    Q_EMIT currentChanged();
}

QStringList PickerPresenter::questions() const
{
    QStringList questions;
    for (const workspace::RenderedSpan &span : m_rendered.spans)
        if (span.kind == workspace::GapKind::Question && !questions.contains(span.name))
            questions << span.name;
    return questions;
}

workspace::RenderedAnswer PickerPresenter::answered(const QHash<QString, QString> &answers)
{
    auto filled = m_source.render(m_rendered.name, m_rendered.language, m_ticket, answers);
    if (filled)
        return std::move(*filled);
    Q_EMIT failed(filled.error());
    return m_rendered;
}

int PickerPresenter::gaps() const
{
    return int(std::count_if(m_rendered.spans.begin(), m_rendered.spans.end(), [](const workspace::RenderedSpan &span) {
        return span.kind == workspace::GapKind::Missing || span.kind == workspace::GapKind::Question;
    }));
}

} // namespace otklik::ui
