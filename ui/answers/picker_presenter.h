// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/answers/answers_source.h"

#include <QObject>

namespace otklik::ui {

/// The canned picker without widgets: what matches, which one is current and how it reads for the ticket.
class PickerPresenter final : public QObject
{
    Q_OBJECT
public:
    explicit PickerPresenter(AnswersSource &source, QObject *parent = nullptr);

    void open(const ticket::Key &forTicket, const QString &filter);
    void setFilter(const QString &filter);
    /// Empty = all languages.
    void setLanguage(const QString &language);
    void setCurrent(int row);
    void step(int by);
    /// The same answer in its next language; false when there is only one.
    bool otherLanguage();

    [[nodiscard]] const std::vector<workspace::CannedRow> &rows() const { return m_rows; }
    [[nodiscard]] int current() const { return m_current; }
    [[nodiscard]] QString filter() const { return m_filter; }
    [[nodiscard]] QString language() const { return m_language; }
    /// Languages among the matches, in alphabetical order.
    [[nodiscard]] QStringList languages() const { return m_languages; }
    [[nodiscard]] const workspace::RenderedAnswer &rendered() const { return m_rendered; }
    [[nodiscard]] int gaps() const;
    /// What the current answer asks for, each once, in the order of the text.
    [[nodiscard]] QStringList questions() const;
    /// The current answer with what the person said, by the words of the question; not kept.
    [[nodiscard]] workspace::RenderedAnswer answered(const QHash<QString, QString> &answers);

Q_SIGNALS:
    void listed();
    void currentChanged();
    void failed(const QString &sentence);

private:
    void read();
    void render();

    AnswersSource &m_source;
    ticket::Key m_ticket;
    QString m_filter, m_language;
    QStringList m_languages;
    std::vector<workspace::CannedRow> m_rows;
    workspace::RenderedAnswer m_rendered;
    int m_current = -1;
};

} // namespace otklik::ui
