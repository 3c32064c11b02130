// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/popup_shape.h"

#include <QGuiApplication>
#include <QPainterPath>
#include <QWidget>

#ifdef OTKLIK_HAS_XCB
#include <xcb/xcb.h>
#endif

#include <cstdlib>
#include <memory>

namespace otklik::ui {
namespace {

#ifdef OTKLIK_HAS_XCB
template<typename Reply>
using XcbReply = std::unique_ptr<Reply, decltype(&std::free)>;

/// A compositor owns the selection _NET_WM_CM_S0 (EWMH).
bool hasCompositor(xcb_connection_t *connection)
{
    static constexpr char kName[] = "_NET_WM_CM_S0";
    const XcbReply<xcb_intern_atom_reply_t> atom(
        xcb_intern_atom_reply(connection, xcb_intern_atom(connection, 0, sizeof(kName) - 1, kName), nullptr),
        &std::free);
    if (!atom)
        return false;
    const XcbReply<xcb_get_selection_owner_reply_t> owner(
        xcb_get_selection_owner_reply(connection, xcb_get_selection_owner(connection, atom->atom), nullptr),
        &std::free);
    return owner && owner->owner != XCB_NONE;
}
#endif

} // namespace

bool isComposited()
{
    if (QGuiApplication::platformName() != QStringLiteral("xcb"))
        return true;
#ifdef OTKLIK_HAS_XCB
    if (const auto *x11 = qGuiApp->nativeInterface<QNativeInterface::QX11Application>())
        return hasCompositor(x11->connection());
#endif
    return false;
}

void shapePopup(QWidget *popup, const QRect &box, int radius, bool composited)
{
    if (composited) {
        popup->clearMask();
        return;
    }
    QPainterPath path;
    path.addRoundedRect(box, radius, radius);
    popup->setMask(QRegion(path.toFillPolygon().toPolygon()));
}

} // namespace otklik::ui
