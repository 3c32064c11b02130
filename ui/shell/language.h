// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTranslator>

namespace otklik::ui {

/// The language of the windows: English is in the source, others come from ":/i18n/otklik_LANG.qm". Windows made
/// before a change keep their words, so the console makes them anew.
class Language final
{
public:
    /// "en", "ru"; empty = the system's, English where there is no translation. Also sets the default QLocale.
    void use(const QString &language);
    [[nodiscard]] QString current() const { return m_current; }

private:
    QTranslator m_own;
    QTranslator m_qt;
    QString m_current;
};

} // namespace otklik::ui
