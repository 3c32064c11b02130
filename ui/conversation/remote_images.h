// SPDX-FileCopyrightText: Otklik maintainers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/conversation/message_view.h"

#include <QNetworkAccessManager>
#include <QObject>

#include <functional>

namespace otklik::ui {

/// Fetches the remote images of one message after the person asked for them: no cookies, no referrer, no sign-in,
/// pictures only, bounded in number, size and time. UI thread, asynchronous.
class RemoteImages final : public QObject
{
    Q_OBJECT
public:
    static constexpr int kMaxImages = 64;
    static constexpr qint64 kMaxBytes = 8 * 1024 * 1024;
    static constexpr int kTimeoutMs = 15000;

    explicit RemoteImages(QObject *parent = nullptr);
    /// Adds what could be had to `view.inlineImages` by its URL and calls back once; not at all when this dies first.
    void fetchFor(MessageView view, std::function<void(MessageView)> done);
    /// http(s) sources of images in safe HTML, each once.
    [[nodiscard]] static QStringList sourcesIn(const QString &html);

private:
    QNetworkAccessManager m_network;
};

} // namespace otklik::ui
