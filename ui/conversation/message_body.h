// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/look.h"

#include <QHash>
#include <QTextBrowser>

namespace otklik::ui {

/// The text of one message, read-only, as high as its document. Loads nothing but pictures that came with it: `cid:`,
/// pictures that were fetched after the person asked, and `data:` of the usual types.
class MessageBody final : public QTextBrowser
{
    Q_OBJECT
public:
    MessageBody(const Look &look, Token ink, QWidget *parent = nullptr);
    /// `html` is safe already (mime::sanitizeHtml).
    void setContent(const QString &html, const QHash<QString, QByteArray> &images);
    QVariant loadResource(int type, const QUrl &name) override;

Q_SIGNALS:
    void heightChanged(int height);

protected:
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void fitHeight();
    void applyColours();
    void showHtml();

    Look m_look;
    Token m_ink;
    QString m_html;
    bool m_hasRing = false; ///< the focus came by the keyboard
    QHash<QString, QByteArray> m_images;
};

/// True when a link may be opened without asking: http(s) or mailto, and its text, if it is a host or URL, names the
/// host that it leads to.
[[nodiscard]] bool isPlainLink(const QUrl &url, const QString &shownText);

} // namespace otklik::ui
