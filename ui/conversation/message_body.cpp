// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversation/message_body.h"

#include <QAbstractTextDocumentLayout>
#include <QPainter>
#include <QRegularExpression>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QWheelEvent>

namespace otklik::ui {

namespace {

constexpr int kLineHeight = 20;
constexpr int kMaxImageWidth = 4096;

QImage decode(const QByteArray &bytes, int maxWidth)
{
    QImage image = QImage::fromData(bytes);
    if (image.width() > kMaxImageWidth || image.height() > 4 * kMaxImageWidth)
        return {};
    return maxWidth > 0 && image.width() > maxWidth ? image.scaledToWidth(maxWidth, Qt::SmoothTransformation) : image;
}

QByteArray dataPicture(const QUrl &url)
{
    static const QRegularExpression head(QStringLiteral("^image/(png|jpeg|gif|webp);base64,"));
    const QString path = url.path();
    const auto match = head.match(path);
    return match.hasMatch() ? QByteArray::fromBase64(path.mid(match.capturedLength()).toLatin1()) : QByteArray();
}

} // namespace

MessageBody::MessageBody(const Look &look, Token ink, QWidget *parent)
    : QTextBrowser(parent)
    , m_look(look)
    , m_ink(ink)
{
    setOpenLinks(false);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setContextMenuPolicy(Qt::DefaultContextMenu);
    setTabChangesFocus(true);
    setUndoRedoEnabled(false);
    document()->setDocumentMargin(0);
    viewport()->setAutoFillBackground(false);
    applyColours();
    connect(&look.theme, &Theme::changed, this, [this] {
        applyColours();
        showHtml(); // the colour of a link is part of a document
    });
}

void MessageBody::applyColours()
{
    setStyleSheet(QStringLiteral("QTextBrowser { background: transparent; border: 0; color: %1; }")
                      .arg(m_look.color(m_ink).name()));
    QPalette colours = palette();
    colours.setColor(QPalette::Link, m_look.color(Token::AccentT));
    setPalette(colours);
}

void MessageBody::setContent(const QString &html, const QHash<QString, QByteArray> &images)
{
    m_html = html;
    m_images = images;
    showHtml();
}

void MessageBody::showHtml()
{
    document()->setDefaultFont(m_look.font(TypeRole::Base));
    setHtml(m_html);
    QTextCursor all(document());
    all.select(QTextCursor::Document);
    QTextBlockFormat lines;
    lines.setLineHeight(kLineHeight, QTextBlockFormat::MinimumHeight);
    all.mergeBlockFormat(lines);
    fitHeight();
}

QVariant MessageBody::loadResource(int type, const QUrl &name)
{
    if (type != QTextDocument::ImageResource)
        return {};
    const int width = viewport()->width();
    const auto sent = m_images.constFind(name.toString());
    if (sent != m_images.cend())
        return decode(*sent, width);
    if (name.scheme() == QLatin1String("data"))
        return decode(dataPicture(name), width);
    return QImage();
}

/// There is no caret in it that would tell.
void MessageBody::focusInEvent(QFocusEvent *event)
{
    m_hasRing = event->reason() != Qt::MouseFocusReason && event->reason() != Qt::PopupFocusReason;
    QTextBrowser::focusInEvent(event);
    viewport()->update();
}

void MessageBody::focusOutEvent(QFocusEvent *event)
{
    m_hasRing = false;
    QTextBrowser::focusOutEvent(event);
    viewport()->update();
}

void MessageBody::paintEvent(QPaintEvent *event)
{
    QTextBrowser::paintEvent(event);
    if (!m_hasRing)
        return;
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_look.color(Token::SelLine));
    painter.drawRoundedRect(QRectF(viewport()->rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

void MessageBody::resizeEvent(QResizeEvent *event)
{
    QTextBrowser::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        fitHeight();
}

void MessageBody::wheelEvent(QWheelEvent *event)
{
    event->ignore(); // the timeline scrolls, never a message in it
}

void MessageBody::fitHeight()
{
    document()->setTextWidth(viewport()->width());
    const bool wide = document()->size().width() > viewport()->width() + 1;
    const int wanted = qMax(kLineHeight, qCeil(document()->size().height())) + (wide ? 10 : 0);
    if (wanted == height() && minimumHeight() == wanted)
        return;
    setFixedHeight(wanted);
    Q_EMIT heightChanged(wanted);
}

bool isPlainLink(const QUrl &url, const QString &shownText)
{
    if (url.scheme() == QLatin1String("mailto"))
        return true;
    if (url.scheme() != QLatin1String("http") && url.scheme() != QLatin1String("https"))
        return false;
    static const QRegularExpression host(QStringLiteral(R"(^(?:https?://)?((?:[\w-]+\.)+\w{2,})(?:[/:?#].*)?$)"),
                                         QRegularExpression::UseUnicodePropertiesOption |
                                             QRegularExpression::CaseInsensitiveOption);
    const auto match = host.match(shownText.trimmed());
    const auto bare = [](QString text) {
        return text.startsWith(QLatin1String("www."), Qt::CaseInsensitive) ? text.mid(4).toLower() : text.toLower();
    };
    return url.userInfo().isEmpty() && (!match.hasMatch() || bare(match.captured(1)) == bare(url.host()));
}

} // namespace otklik::ui
