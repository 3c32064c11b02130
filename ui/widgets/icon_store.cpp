// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/icon_store.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

namespace otklik::ui {
namespace {

/// Asks the store at each painting, so that icons follow the theme without being set again.
class ThemedIconEngine final : public QIconEngine
{
public:
    ThemedIconEngine(const IconStore &store, QString name, Token token)
        : m_store(store)
        , m_name(std::move(name))
        , m_token(token)
    {
    }
    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        m_store.paint(*painter, rect, m_name, colour(mode, state));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return m_store.pixmap(m_name, qMin(size.width(), size.height()), colour(mode, state), 1.0);
    }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        // `size` is in device pixels here.
        const int side = qRound(qMin(size.width(), size.height()) / scale);
        return m_store.pixmap(m_name, side, colour(mode, state), scale);
    }
    [[nodiscard]] QIconEngine *clone() const override { return new ThemedIconEngine(m_store, m_name, m_token); }
    QString key() const override { return QStringLiteral("otklik"); }
    bool isNull() override { return !IconStore::exists(m_name); }

private:
    [[nodiscard]] QColor colour(QIcon::Mode mode, QIcon::State state) const
    {
        const Theme &theme = m_store.theme();
        if (mode == QIcon::Disabled)
            return theme.color(Token::T3);
        return theme.color(state == QIcon::On ? Token::AccentT : m_token);
    }
    const IconStore &m_store;
    QString m_name;
    Token m_token;
};

} // namespace

IconStore::IconStore(const Theme &theme)
    : m_theme(theme)
{
}

bool IconStore::exists(const QString &name)
{
    return QFile::exists(QStringLiteral(":/icons/%1.svg").arg(name));
}

const QByteArray &IconStore::source(const QString &name) const
{
    auto found = m_sources.find(name);
    if (found == m_sources.end()) {
        QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
        found = m_sources.insert(name, file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray());
    }
    return *found;
}

QPixmap IconStore::pixmap(const QString &name, int size, const QColor &colour, qreal ratio) const
{
    const QString key = QStringLiteral("%1|%2|%3|%4").arg(name).arg(size).arg(colour.rgba()).arg(ratio);
    const auto cached = m_pixmaps.constFind(key);
    if (cached != m_pixmaps.cend())
        return *cached;
    QByteArray svg = source(name);
    if (svg.isEmpty())
        return {};
    // The icons are drawn in one ink (currentColor means nothing to QtSvg).
    svg.replace("#4A5263", colour.name().toLatin1());
    svg.replace("currentColor", colour.name().toLatin1());
    if (size < 16)
        svg.replace("stroke-width=\"1.4\"", "stroke-width=\"1.5\"");
    const int pixels = qCeil(size * ratio);
    QPixmap drawn(pixels, pixels);
    drawn.fill(Qt::transparent);
    QSvgRenderer renderer(svg);
    QPainter painter(&drawn);
    renderer.render(&painter, QRectF(0, 0, pixels, pixels));
    painter.end();
    drawn.setDevicePixelRatio(ratio);
    return *m_pixmaps.insert(key, drawn);
}

QIcon IconStore::icon(const QString &name, Token token) const
{
    return QIcon(new ThemedIconEngine(*this, name, token));
}

void IconStore::paint(QPainter &painter, const QRect &where, const QString &name, const QColor &colour) const
{
    const int side = qMin(where.width(), where.height());
    const qreal ratio = painter.device() ? painter.device()->devicePixelRatioF() : 1.0;
    const QPoint at(where.x() + (where.width() - side) / 2, where.y() + (where.height() - side) / 2);
    painter.drawPixmap(at, pixmap(name, side, colour, ratio));
}

} // namespace otklik::ui
