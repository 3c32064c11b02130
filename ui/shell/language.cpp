// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace otklik::ui {

void Language::use(const QString &language)
{
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_qt);
    const QString system = QLocale::system().name().section(u'_', 0, 0);
    m_current = language.isEmpty() ? (system == QStringLiteral("ru") ? system : QStringLiteral("en")) : language;
    const QLocale::Territory territory = QLocale::system().language() == QLocale(m_current).language()
                                             ? QLocale::system().territory()
                                             : QLocale(m_current).territory();
    QLocale::setDefault(QLocale(QLocale(m_current).language(), territory));
    // English has a file too: its plural forms.
    if (m_own.load(QStringLiteral(":/i18n/otklik_%1.qm").arg(m_current)))
        QCoreApplication::installTranslator(&m_own);
    if (m_qt.load(QStringLiteral("qtbase_") + m_current, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
}

} // namespace otklik::ui
