// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversation/mail_acts.h"

#include "ui/conversation/message_body.h"
#include "ui/widgets/accessible.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QStandardPaths>

namespace otklik::ui {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("otklik::ui::MailActs", text);
}

} // namespace

void openMailLink(QWidget *parent, const QUrl &url, bool doubtful)
{
    if (!doubtful && isPlainLink(url, QString())) {
        QDesktopServices::openUrl(url);
        return;
    }
    if (url.scheme() != QLatin1String("http") && url.scheme() != QLatin1String("https") &&
        url.scheme() != QLatin1String("mailto"))
        return;
    const QString title = say(QT_TRANSLATE_NOOP("otklik::ui::MailActs", "Open this link?"));
    auto *ask =
        named(new QMessageBox(QMessageBox::Warning, title,
                              say(QT_TRANSLATE_NOOP("otklik::ui::MailActs", "This link leads to %1.")).arg(url.host()),
                              QMessageBox::Cancel, parent->window()),
              QStringLiteral("linkQuestion"), title);
    ask->setInformativeText(url.toDisplayString());
    ask->setAttribute(Qt::WA_DeleteOnClose);
    nameByText(ask->button(QMessageBox::Cancel), QStringLiteral("cancelLink"));
    QPushButton *open = ask->addButton(say(QT_TRANSLATE_NOOP("otklik::ui::MailActs", "Open")), QMessageBox::AcceptRole);
    nameByText(open, QStringLiteral("confirmLink"));
    ask->setDefaultButton(QMessageBox::Cancel);
    QObject::connect(open, &QPushButton::clicked, ask, [url] { QDesktopServices::openUrl(url); });
    ask->open();
}

void askWhereToSave(QWidget *parent, const QString &name, std::function<void(const QString &path)> save)
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DownloadLocation);
    auto *dialog =
        new QFileDialog(parent, say(QT_TRANSLATE_NOOP("otklik::ui::MailActs", "Save the attachment")), folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(name);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent, std::move(save));
    dialog->open();
}

} // namespace otklik::ui
