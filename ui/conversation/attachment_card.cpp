// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conversation/attachment_card.h"

#include "ui/conversation/conversation_text.h"
#include "ui/widgets/accessible.h"

#include <QContextMenuEvent>
#include <QFileInfo>
#include <QImage>
#include <QMenu>
#include <QPainter>

namespace otklik::ui {

namespace {
constexpr qint64 kMaxThumbnailSource = 8 * 1024 * 1024;
constexpr int kMaxNameWidth = 220;
} // namespace

AttachmentCard::AttachmentCard(const Look &look, const ticket::AttachmentInfo &file, QWidget *parent)
    : QAbstractButton(parent)
    , m_look(look)
    , m_file(file)
{
    named(this, QStringLiteral("attachmentCard"), tr("Attachment %1, %2").arg(file.name, detail()));
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setToolTip(file.source.isEmpty() ? file.name : tr("%1, out of %2").arg(file.name, file.source));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&look.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    connect(this, &QAbstractButton::clicked, this, [this] {
        if (isHarmless(m_file) || isMail(m_file))
            Q_EMIT openRequested(m_file);
        else
            Q_EMIT saveRequested(m_file);
    });
}

bool AttachmentCard::isHarmless(const ticket::AttachmentInfo &file)
{
    // Both the declared type and the name must be harmless: the desktop opens by name.
    static const QStringList endings{QStringLiteral("png"), QStringLiteral("jpg"),  QStringLiteral("jpeg"),
                                     QStringLiteral("gif"), QStringLiteral("webp"), QStringLiteral("txt"),
                                     QStringLiteral("log"), QStringLiteral("pdf"),  QStringLiteral("csv")};
    static const QStringList types{QStringLiteral("image/png"),  QStringLiteral("image/jpeg"),
                                   QStringLiteral("image/gif"),  QStringLiteral("image/webp"),
                                   QStringLiteral("text/plain"), QStringLiteral("application/pdf"),
                                   QStringLiteral("text/csv")};
    return endings.contains(QFileInfo(file.name).suffix().toLower()) && types.contains(file.type.toLower());
}

bool AttachmentCard::isMail(const ticket::AttachmentInfo &file)
{
    return file.type == QLatin1String("message/rfc822");
}

bool AttachmentCard::wantsThumbnail() const
{
    return m_file.type.startsWith(QLatin1String("image/"), Qt::CaseInsensitive) &&
           m_file.type != QLatin1String("image/svg+xml") && m_file.size <= kMaxThumbnailSource;
}

void AttachmentCard::setThumbnail(const QByteArray &bytes)
{
    const QImage image = QImage::fromData(bytes);
    if (image.isNull())
        return;
    m_pictureSize = image.size();
    const qreal ratio = devicePixelRatioF();
    m_thumbnail = QPixmap::fromImage(
        image.scaled(QSize(44, 32) * ratio, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation));
    m_thumbnail.setDevicePixelRatio(ratio);
    updateGeometry();
    update();
}

QString AttachmentCard::detail() const
{
    const QString size = ConversationText::fileSize(m_file.size);
    if (m_pictureSize.isEmpty())
        return size;
    return tr("%L1 × %L2, %3").arg(m_pictureSize.width()).arg(m_pictureSize.height()).arg(size);
}

QSize AttachmentCard::sizeHint() const
{
    const QFontMetrics name(m_look.font(TypeRole::SecondMedium));
    const QFontMetrics small(m_look.font(TypeRole::Second));
    const int text = qMax(qMin(kMaxNameWidth, name.horizontalAdvance(m_file.name)), small.horizontalAdvance(detail()));
    return {(m_thumbnail.isNull() ? 34 : 56) + text + 12, 40};
}

void AttachmentCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() ? QPen(m_look.color(Token::SelLine), 2) : QPen(m_look.color(Token::Line)));
    painter.setBrush(m_look.color(isDown() ? Token::Press : underMouse() ? Token::Hover : Token::Panel));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    int left = 34;
    if (m_thumbnail.isNull()) {
        m_look.icons.paint(painter, QRect(10, 12, 16, 16),
                           wantsThumbnail() ? QStringLiteral("image")
                           : isMail(m_file) ? QStringLiteral("mail")
                                            : QStringLiteral("file"),
                           m_look.color(Token::T3));
    } else {
        const QSize shown = m_thumbnail.deviceIndependentSize().toSize();
        painter.save();
        painter.setClipRect(QRect(4, 4, 44, 32));
        painter.drawPixmap(4 + (44 - shown.width()) / 2, 4 + (32 - shown.height()) / 2, m_thumbnail);
        painter.restore();
        left = 56;
    }
    const QRect text(left, 5, width() - left - 10, 15);
    painter.setFont(m_look.font(TypeRole::SecondMedium));
    painter.setPen(m_look.color(Token::T1));
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(m_file.name, Qt::ElideMiddle, text.width()));
    painter.setFont(m_look.font(TypeRole::Second));
    painter.setPen(m_look.color(Token::T3));
    painter.drawText(text.translated(0, 15), Qt::AlignVCenter | Qt::AlignLeft, detail());
}

void AttachmentCard::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *open = menu->addAction(tr("Open"), this, [this] { Q_EMIT openRequested(m_file); });
    open->setEnabled(isHarmless(m_file) || isMail(m_file));
    menu->addAction(tr("Save as…"), this, [this] { Q_EMIT saveRequested(m_file); });
    menu->popup(event->globalPos());
}

} // namespace otklik::ui
